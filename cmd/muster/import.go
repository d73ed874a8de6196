package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"muster/internal/importer"
	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

func importCommand() command {
	return command{
		name: "import", usage: "FILE (--as ID | --survey ID [--partial])", summary: "load the answers of an old form",
		help: `
Reads an export of Google Forms: CSV, also as .gz or .zip.

--as ID makes a survey of a form that Muster has never seen. It works out what each column asks, writes
the survey to ID.yaml for you to correct, says what it decided, and loads the answers with their own time
stamps. The form is closed at first. When you have corrected the file, give it to muster serve --survey.

--survey ID loads the file into a survey that exists, by the titles of its questions and the labels of
its options. What does not fit is listed, and nothing is stored unless --partial is given.

Importing the same file again adds nothing; a longer export of the same form adds only its new rows.`,
		run: importFile,
	}
}

type importing struct {
	file, as, into string
	title, out     string
	zone           *time.Location
	partial        bool
}

func importFile(ctx context.Context, env environment, f *flags) error {
	var o importing
	dir := f.data()
	f.StringVar(&o.as, "as", "", "make a new survey with this `id`")
	f.StringVar(&o.into, "survey", "", "load into the survey with this `id`")
	f.BoolVar(&o.partial, "partial", false, "load what fits although something does not")
	f.StringVar(&o.title, "title", "", "title of the new survey; default: from the file's name")
	f.StringVar(&o.out, "out", "", "`file` for the new survey's definition; default: ID.yaml")
	zone := f.String("time-zone", "UTC", "time `zone` of a new survey, and of time stamps that name none")
	if err := f.parse(1); err != nil {
		return err
	}
	o.file = f.args[0]
	if (o.as == "") == (o.into == "") {
		return f.wrong("give either --as ID for a new survey or --survey ID for one that exists")
	}
	var err error
	if o.zone, err = time.LoadLocation(*zone); err != nil {
		return f.wrong("unknown time zone %q; write one such as America/New_York", *zone)
	}
	kept, err := openStore(ctx, env, *dir)
	if err != nil {
		return err
	}
	defer kept.Close()
	return kept.importFile(ctx, o)
}

func (k *keeping) importFile(ctx context.Context, o importing) error {
	table, err := readTable(o.file)
	if err != nil {
		return err
	}
	plan, err := k.plan(ctx, o, table)
	if err != nil {
		return err
	}
	k.say("Decided", plan.Decisions)
	k.say("Does not fit", texts(plan.Unmatched))
	k.say("Rows not taken", texts(plan.Refused))
	if err := plan.Err(); err != nil {
		return errors.New("the file does not fit the survey as listed above; nothing was stored. Correct the survey's file, or load what fits with --partial")
	}
	done, err := k.load(ctx, plan)
	if err != nil {
		return err
	}
	fmt.Fprintf(k.env.stdout, "%s: %d of %s stored", plan.Survey.ID, done.fresh, count(plan.Len(), "answer"))
	if known := plan.Len() - done.fresh - done.erased; known > 0 {
		fmt.Fprintf(k.env.stdout, "; %d had been imported before", known)
	}
	if done.erased > 0 {
		fmt.Fprintf(k.env.stdout, "; %d had been erased before and will not come back", done.erased)
	}
	fmt.Fprintln(k.env.stdout)
	if plan.Survey.Closed && done.fresh > 0 {
		fmt.Fprintf(k.env.stdout, "Its form takes no new answers. To see its dashboards: muster serve --data %s\n", k.dir)
	}
	return nil
}

func readTable(name string) (*spreadsheet.Table, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return spreadsheet.Read(name, file)
}

// plan fits the file to the survey if there is one, even when a new one was asked for: the
// founder may have corrected what an earlier import made of it.
func (k *keeping) plan(ctx context.Context, o importing, table *spreadsheet.Table) (*importer.Plan, error) {
	id := o.as + o.into
	surveys, err := k.store.Surveys(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range surveys {
		if s.ID == id {
			return importer.Match(table, s, importer.MatchConfig{Partial: o.partial})
		}
	}
	if o.as == "" {
		_, err := k.survey(ctx, id)
		return nil, err
	}
	plan, err := importer.Infer(table, importer.InferConfig{ID: id, Title: o.title, Zone: o.zone})
	if err != nil {
		return nil, err
	}
	return plan, k.writeSurvey(plan.Survey, o.out)
}

// writeSurvey writes the definition for the founder to correct. It never writes over a file that
// may have been corrected already.
func (k *keeping) writeSurvey(s *survey.Survey, name string) error {
	if name == "" {
		name = s.ID + ".yaml"
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%s is there already and may hold your corrections; move it away or choose another name with --out", name)
	}
	if err != nil {
		return err
	}
	if _, err := file.Write(s.Source); err != nil {
		file.Close()
		return err
	}
	fmt.Fprintf(k.env.stdout, "The survey is written to %s for you to correct.\n", name)
	return file.Close()
}

func (k *keeping) load(ctx context.Context, plan *importer.Plan) (loaded, error) {
	if err := k.putSurvey(ctx, plan.Survey); err != nil {
		return loaded{}, err
	}
	bar := newProgress(k.env, "storing")
	defer bar.done()
	into := appender{ctx: ctx, append: k.store.Append, stored: func(n int) { bar.at(int64(n), int64(plan.Len())) }}
	for r := range plan.Responses() {
		if err := into.add(r); err != nil {
			return into.loaded, err
		}
	}
	err := into.flush()
	return into.loaded, err
}

func texts[T fmt.Stringer](items []T) []string {
	var out []string
	for _, item := range items {
		out = append(out, item.String())
	}
	return out
}

func (k *keeping) say(heading string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(k.env.stdout, "%s:\n", heading)
	for _, line := range lines {
		_, _ = io.WriteString(k.env.stdout, "  "+line+"\n")
	}
}
