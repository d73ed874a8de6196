package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"muster/internal/store"
	"muster/internal/survey"
)

func (k *keeping) listImports(ctx context.Context, form *survey.Survey) error {
	all, err := k.store.PastImports(ctx, form.ID)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		fmt.Fprintf(k.env.stdout, "Nothing was imported into %s, or before Muster kept a list.\n", form.ID)
		return nil
	}
	w := tabwriter.NewWriter(k.env.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "Number\tImported\tForm\tFile\tNew\tStill there\tCorrected\tAlready there\tTaken back")
	for i, past := range all {
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%d\t%d\t%d\t%d\t%s\n", len(all)-i, atMinute(past.At, form.Zone), oneLine(past.Form), oneLine(cmp.Or(past.File, "-")),
			past.Imported.New, past.There, past.Imported.Changed, past.Imported.Same, takenBack(past.TakenBack, form.Zone))
	}
	return w.Flush()
}

// idOf is the id of the import that the list of a survey gives a number; the store counts over all surveys. 0, which no
// import has, means that there is none.
func idOf(all []store.PastImport, number int64) int64 {
	if number < 1 || number > int64(len(all)) {
		return 0
	}
	return all[int64(len(all))-number].ID
}

// saidShared names the later imports that found rows of the form already there.
func (k *keeping) saidShared(later []store.PastImport) {
	if len(later) == 0 {
		return
	}
	var names []string
	for _, past := range later {
		names = append(names, fmt.Sprintf("%s (%s)", cmp.Or(past.File, past.Form), count(past.Imported.Same, "row")))
	}
	fmt.Fprintf(k.env.stdout, "Later imports of this form found rows already there, and such rows go as well. Import again to keep them: %s\n", strings.Join(names, ", "))
}
