package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"iter"
	"os"
	"strings"
	"time"

	"muster/internal/importer"
	"muster/internal/response"
	"muster/internal/store"
)

func importCommand() command {
	return command{
		name: "import", usage: "FILE... (--as ID | --survey ID)", summary: "load the answers of old forms",
		help: `
Reads what form tools export: Microsoft Forms, Google Forms, Typeform, Formbricks, LimeSurvey, Nextcloud,
KoboToolbox, or any table with a header, as a workbook or CSV, also in a .gz or .zip.

--as ID makes a survey of a form that Muster has never seen. It works out what each column asks, writes
the survey to ID.yaml for you to correct, says what it decided, and loads the answers with their own time
stamps. The form is closed at first. When you have corrected the file, give it to muster serve --survey.
Several files, such as the years of one form, become one survey; each answer keeps its form as its source.

--survey ID loads the files into a survey that exists, by the titles of its questions and the labels of
its options. What does not fit is listed, and nothing is stored unless --partial is given.

--dry-run shows what was understood and stores nothing. --write-mapping FILE writes it down for you to
correct: which question a column answers, which spellings are one option, what is left out. --mapping FILE
reads it. What was decided is kept with the survey, so the next export of the form needs no mapping.

All of it is stored, or nothing. What was stored can be taken back: muster help imports.

Importing the same file again adds nothing; a longer export of the same form adds its new rows and corrects
those that were changed, also as another kind of file or with further columns. A row that has neither a
number nor a time stamp is new once it is changed, and so is one of which more than half is changed, or of
several people who answered at the same moment. The survey's own CSV (muster export) brings nobody a second
time either, and nobody back who was erased here.`,
		run: importFiles,
	}
}

// importing is what an import was asked to do.
type importing struct {
	files    []string
	dir      string // where the answers are kept, if it was said
	as, into string
	title    string
	out      string // of the survey's definition
	form     string
	sheet    string
	encoding string
	mappings []string // their files: none, one for all files, or one for each
	write    string   // file for the mapping
	zone     string   // "": of the mapping, or UTC, or the survey's
	language string   // of a new survey; "": found
	partial  bool
	dry      bool
}

func importFiles(ctx context.Context, env environment, f *flags) error {
	var o importing
	dir := f.data()
	f.StringVar(&o.as, "as", "", "make a new survey with this `id`")
	f.StringVar(&o.into, "survey", "", "load into the survey with this `id`")
	f.BoolVar(&o.partial, "partial", false, "load what fits although something does not")
	f.BoolVar(&o.dry, "dry-run", false, "show what was understood and store nothing")
	f.Var((*list)(&o.mappings), "mapping", "`file` that says what columns and values mean; given once for all files, or once for each")
	f.StringVar(&o.write, "write-mapping", "", "write what was understood to this `file`, for you to correct")
	f.StringVar(&o.form, "form", "", "`name` of the form, the source of its answers; default: from the file's name")
	f.StringVar(&o.sheet, "sheet", "", "`name` of the sheet where a workbook has several, or of the file where a .zip has")
	f.StringVar(&o.encoding, "encoding", "", "how a text file is `written`, such as windows-1250, where that is not found")
	f.StringVar(&o.title, "title", "", "title of the new survey; default: from the first file's name")
	f.StringVar(&o.out, "out", "", "`file` for the new survey's definition; default: ID.yaml")
	f.StringVar(&o.zone, "time-zone", "", "time `zone` of time stamps that name none, and of a new survey; default: the mapping's, the survey's, or UTC")
	f.StringVar(&o.language, "language", "", "`tag` of the language of a new survey, such as ar; default: the mapping's, or as the file shows")
	if err := f.parseUnless(new(bool)); err != nil {
		return err
	}
	o.files = f.args
	f.Visit(func(given *flag.Flag) {
		if given.Name == "data" {
			o.dir = *dir
		}
	})
	if wrong := o.wrong(); wrong != "" {
		return f.wrong("%s", wrong)
	}
	if o.dry {
		left, err := passingDirectory(dir)
		if err != nil {
			return err
		}
		defer left()
	}
	kept, err := openStore(ctx, env, *dir)
	if err != nil {
		return err
	}
	defer kept.Close()
	return kept.importFiles(ctx, o)
}

// passingDirectory puts a directory that goes away with what is returned in the place of one that is not there: a
// dry run leaves nothing behind.
func passingDirectory(dir *string) (func(), error) {
	if _, err := os.Stat(*dir); !errors.Is(err, os.ErrNotExist) {
		return func() {}, err
	}
	passing, err := os.MkdirTemp("", "muster-dry-run-")
	if err != nil {
		return nil, err
	}
	*dir = passing
	return func() { _ = os.RemoveAll(passing) }, nil // it holds nothing of anybody
}

// wrong says what is wrong with the command line; "" when nothing is.
func (o importing) wrong() string {
	wrongID := o.wrongID()
	switch _, err := time.LoadLocation(o.zone); {
	case (o.as == "") == (o.into == ""):
		return "give either --as ID for a new survey or --survey ID for one that exists"
	case wrongID != "":
		return wrongID
	case err != nil:
		return fmt.Sprintf("unknown time zone %q; write one such as America/New_York", o.zone)
	case !importer.ValidLanguage(o.language):
		return fmt.Sprintf("unknown language %q; write a tag such as en, ar or pt-BR", o.language)
	case o.language != "" && o.as == "":
		return "--language is for a new survey: give it with --as"
	case len(o.files) > 1 && o.form != "":
		return "--form names the form of one file; a mapping for each file can name several"
	case len(o.files) > 1 && o.write != "":
		return "--write-mapping is for one file; name one file at a time"
	case len(o.mappings) > 1 && len(o.mappings) != len(o.files):
		return fmt.Sprintf("there are %d files and %d mappings; give one mapping for all, or one for each in the same order", len(o.files), len(o.mappings))
	}
	return ""
}

func (k *keeping) importFiles(ctx context.Context, o importing) error {
	plans, made, err := k.plan(ctx, o)
	if err != nil {
		return err
	}
	for i, plan := range plans {
		k.understood(plan, i == 0, o.dry)
	}
	if o.write != "" {
		if err := k.writeMapping(plans[0], o); err != nil {
			return err
		}
	}
	if err := o.refuse(plans); err != nil || o.dry {
		return err
	}
	written, err := k.writeSurvey(ctx, plans[0].Survey, o)
	if err != nil {
		return err
	}
	done, err := k.load(ctx, plans, o.names(), made)
	if err != nil {
		return errors.Join(err, written.undo())
	}
	k.loaded(plans, done)
	return nil
}

// refuse says why the plans must not be carried out.
func (o importing) refuse(plans []*importer.Plan) error {
	for _, plan := range plans {
		var mapping *importer.MappingError
		switch err := plan.Err(); {
		case errors.As(err, &mapping):
			return errors.New("the mapping cannot be heeded, as listed above; nothing was stored. Correct it, or load what fits with --partial")
		case err != nil:
			return errors.New("the file does not fit the survey as listed above; nothing was stored. Say in a mapping what is meant (--write-mapping begins one), correct the survey's file, or load what fits with --partial")
		}
		for _, absent := range plan.Absent {
			if len(o.mappings) > 0 && absent.Nearest != "" && !o.partial {
				return errors.New("the mapping seems to misspell a column, as listed above; nothing was stored. Correct it, or load what fits with --partial")
			}
		}
	}
	return nil
}

// load stores the answers of all files and what was decided about them, in one transaction.
// made says that their survey is new.
func (k *keeping) load(ctx context.Context, plans []*importer.Plan, names []string, made bool) (store.Imported, error) {
	total, at := 0, 0
	for _, plan := range plans {
		total += plan.Len()
	}
	bar := newProgress(k.env, "storing")
	defer bar.done()
	var files []store.Import
	for i, plan := range plans {
		document, err := plan.Kept().Write()
		if err != nil {
			return store.Imported{}, err
		}
		files = append(files, store.Import{
			Survey: plan.Survey, New: made, Dated: plan.Dated, File: names[i], Form: store.FormMapping{Name: plan.Form, Document: document},
			Responses: watched(plan.Responses(), func() { at++; bar.at(int64(at), int64(total)) }),
		})
	}
	done, err := k.store.ImportAll(ctx, files)
	if errors.Is(err, store.ErrTaken) || errors.Is(err, store.ErrOutdated) {
		err = fmt.Errorf("%w; nothing was stored. Run the command again to see how the file fits now", err)
	}
	return done, err
}

// watched calls passed for each response that goes by.
func watched(responses iter.Seq[*response.Response], passed func()) iter.Seq[*response.Response] {
	return func(yield func(*response.Response) bool) {
		for r := range responses {
			if !yield(r) {
				return
			}
			passed()
		}
	}
}

// loaded says what became of the answers.
func (k *keeping) loaded(plans []*importer.Plan, done store.Imported) {
	total := 0
	for _, plan := range plans {
		total += plan.Len()
	}
	parts := []string{fmt.Sprintf("%s: %d of %s stored", plans[0].Survey.ID, done.New, count(total, "answer"))}
	for _, part := range []struct {
		n         int
		one, more string
	}{
		{done.Same, "was there already", "were there already"},
		{done.Changed, "was there already and was corrected", "were there already and were corrected"},
		{done.Held, "is corrected by its respondent here and stays as it is", "are corrected by their respondents here and stay as they are"},
		{done.Erased, "had been erased before and will not come back", "had been erased before and will not come back"},
	} {
		switch {
		case part.n == 1:
			parts = append(parts, "1 "+part.one)
		case part.n > 1:
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.more))
		}
	}
	fmt.Fprintln(k.env.stdout, strings.Join(parts, "; "))
	if done.New > 0 {
		fmt.Fprintf(k.env.stdout, "To take it back if it is wrong: muster imports %s --data %s\n", plans[0].Survey.ID, quoted(k.dir))
	}
	if plans[0].Survey.Closed && done.New > 0 {
		fmt.Fprintf(k.env.stdout, "Its form takes no new answers. To see its dashboards: muster serve --data %s\n", k.dir)
	}
}
