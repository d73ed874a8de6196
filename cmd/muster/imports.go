package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/warehouse"
)

func importsCommand() command {
	return command{
		name: "imports", usage: "SURVEY [--take-back NUMBER [--dry-run]]", summary: "list what was imported, and take an import back",
		help: `
Without --take-back it lists the imports of a survey that stored something, the latest first: how many of their
rows were new, corrected an answer that was there, or were there already, and how many of the new ones are
still there.

--take-back NUMBER erases the answers that the import stored new, with their contact details, all of them
or none; --dry-run says how many they are and erases nothing. Answers that their respondents have corrected
since stay as they are. It cannot be undone, but the file can be imported again: its rows come in as
new. What the import corrected in answers that were there before it stays corrected, until their own file is
imported again.

The survey stays, and so do the name of the form, which may be that of the file, and what was decided
about it; only the file's own name goes. A service may run over the same directory.`,
		run: imports,
	}
}

func imports(ctx context.Context, env environment, f *flags) error {
	dir := f.data()
	number := f.Int64("take-back", 0, "`number` of the import that is to be taken back")
	dry := f.Bool("dry-run", false, "say what would be taken back and erase nothing")
	if err := f.parse(1); err != nil {
		return err
	}
	if *number == 0 && *dry {
		return f.wrong("--dry-run is for --take-back")
	}
	kept, err := openExisting(ctx, env, *dir)
	if err != nil {
		return err
	}
	defer kept.Close()
	form, err := kept.survey(ctx, f.args[0])
	switch {
	case err != nil:
		return err
	case *number == 0:
		return kept.listImports(ctx, form)
	}
	return kept.takeBack(ctx, form, *number, *dry)
}

func atMinute(t time.Time, zone *time.Location) string {
	return t.In(zone).Format("2006-01-02 15:04 MST")
}

func takenBack(t store.TakenBack, zone *time.Location) string {
	if !t.IsTakenBack() {
		return "no"
	}
	return fmt.Sprintf("%s, %s erased", atMinute(t.On, zone), count(t.Erased, "answer"))
}

// takeBack takes an import back, or says what that would do.
func (k *keeping) takeBack(ctx context.Context, form *survey.Survey, number int64, dry bool) error {
	all, err := k.store.PastImports(ctx, form.ID)
	if err != nil {
		return err
	}
	past, reach, err := k.store.PastImport(ctx, form.ID, idOf(all, number))
	shared := past.PartOf(all)
	switch past.ID = number; {
	case errors.Is(err, store.ErrNotFound):
		return fmt.Errorf("survey %q has no import %d; muster imports %s lists them", form.ID, number, form.ID)
	case err != nil:
		return err
	case past.IsTakenBack():
		k.saidBefore(form, number, past.TakenBack)
		return nil
	case dry:
		k.saidOf(form, past, "would be erased", reach.Going, reach.Staying)
		k.saidShared(shared)
		return nil
	case reach.Going == 0:
		return fmt.Errorf("import %d has nothing to take back: no answer is left as it brought it", number)
	}
	done, err := k.store.TakeBack(ctx, store.TakingBack{Survey: form.ID, Import: idOf(all, number), Going: reach.Going})
	switch {
	case errors.Is(err, store.ErrTakenBack): // in between
		k.saidBefore(form, number, done)
		return nil
	case errors.Is(err, store.ErrStale):
		return errors.New("answers of the import were changed meanwhile, and nothing was taken back; run the command again")
	case err != nil:
		return err
	}
	k.saidOf(form, past, "erased", done.Erased, done.Stayed)
	k.saidShared(shared)
	if past.Form != "" {
		fmt.Fprintf(k.env.stdout, "the name of the form, %s, and what was decided about it are kept\n", oneLine(past.Form))
	}
	return k.discardNumbers()
}

// discardNumbers takes the file of the numbers away, in which the words of answers stay that were erased: the next
// service builds it again. One that runs follows by itself, and then takes the words out of its file.
func (k *keeping) discardNumbers() error {
	err := warehouse.Discard(k.warehouseFile())
	if errors.Is(err, warehouse.ErrLocked) {
		return nil
	}
	return err
}

func (k *keeping) saidBefore(form *survey.Survey, number int64, t store.TakenBack) {
	fmt.Fprintf(k.env.stdout, "%s: import %d was taken back before: %s\n", form.ID, number, takenBack(t, form.Zone))
}

// saidOf says what became of the answers of an import, or would.
func (k *keeping) saidOf(form *survey.Survey, past store.PastImport, erased string, going, staying int) {
	parts := []string{fmt.Sprintf("%s: import %d: %d of %s %s", form.ID, past.ID, going, count(past.Imported.New, "answer"), erased)}
	if staying > 0 {
		parts = append(parts, fmt.Sprintf("%d corrected by their respondents since, which stay", staying))
	}
	if gone := past.Imported.New - going - staying; gone > 0 {
		parts = append(parts, fmt.Sprintf("%d gone before", gone))
	}
	if past.Imported.Changed > 0 {
		parts = append(parts, fmt.Sprintf("corrections of %s that had been there before are kept", count(past.Imported.Changed, "answer")))
	}
	fmt.Fprintln(k.env.stdout, strings.Join(parts, "; "))
}
