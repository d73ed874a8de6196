package web

import (
	"fmt"

	"muster/internal/store"
)

// goingWords says which answers of an import go when it is taken back, and which stay.
func goingWords(past store.PastImport, reach store.Reach) []string {
	says := []string{brought(past.Imported.New, reach.Going)}
	if reach.Later > 0 {
		says = append(says, fmt.Sprintf("%s corrected by a later import, and its corrections go as well. Import that file again to have them back.",
			howMany(reach.Later, "of these answers was", "of these answers were")))
	}
	if reach.Staying > 0 {
		says = append(says, howMany(reach.Staying, "answer stays as it is, because its respondent has corrected it since.",
			"answers stay as they are, because their respondents have corrected them since."))
	}
	if gone := past.Imported.New - reach.Going - reach.Staying; gone > 0 {
		says = append(says, howMany(gone, "answer is gone already: it was erased since.", "answers are gone already: they were erased since."))
	}
	return append(says, correctedWords(past)...)
}

// brought says how many of the answers that a file brought go.
func brought(all, going int) string {
	switch {
	case going == 0:
		return fmt.Sprintf("None of the %s that the file brought is still as it brought it.", howMany(all, "answer", "answers"))
	case all == 1:
		return "The one answer that the file brought goes, with the contact details in it."
	case going == all:
		return fmt.Sprintf("All %s that the file brought go, with the contact details in them.", howMany(all, "answer", "answers"))
	case going == 1:
		return fmt.Sprintf("1 of the %s that the file brought goes, with the contact details in it.", howMany(all, "answer", "answers"))
	}
	return fmt.Sprintf("%s of the %s that the file brought go, with the contact details in them.", grouped(int64(going)), howMany(all, "answer", "answers"))
}

// sharedWords says that rows which go stood in later files as well.
func sharedWords(later []store.PastImport) []string {
	if len(later) == 0 {
		return nil
	}
	var names []string
	for _, other := range later {
		names = append(names, fmt.Sprintf("%s (%s)", pastName(other), howMany(other.Imported.Same, "row", "rows")))
	}
	if len(names) == 1 {
		return []string{"A later import of this form found rows already there, and such rows go as well: " + names[0] + ". Import that file again afterwards to keep all that it holds."}
	}
	return []string{fmt.Sprintf("%d later imports of this form found rows already there, and such rows go as well: %s. Import those files again afterwards to keep all that they hold.",
		len(names), listWords(names))}
}

// correctedWords says what of an import stays whatever is taken back.
func correctedWords(past store.PastImport) []string {
	if past.Imported.Changed == 0 {
		return nil
	}
	return []string{howMany(past.Imported.Changed, "answer that was there before was corrected by this import and stays corrected: what it said before is not kept. Import its own file again to correct it back.",
		"answers that were there before were corrected by this import and stay corrected: what they said before is not kept. Import their own file again to correct them back.")}
}

// Taking back is said to hold others up from so many answers on; a second takes so many.
const (
	manyGoing     = 20_000
	goneInASecond = 20_000
)

// meanwhileWords says who waits while many answers are taken back.
func meanwhileWords(going int) []string {
	if going < manyGoing {
		return nil
	}
	seconds := (going + goneInASecond - 1) / goneInASecond
	return []string{fmt.Sprintf("While it runs, for about %s, no answer can be stored: whoever sends a form waits for its end.", howMany(seconds, "second", "seconds"))}
}

// againWords says how a founder goes on.
func againWords(past store.PastImport) []string {
	says := []string{"The file can be imported again: its rows come in as new. Answers that were erased before, by their people or because their time was over, stay erased."}
	if past.Form != "" {
		says = append(says, fmt.Sprintf("The name of the form, “%s”, and what was decided about it are kept. The next upload of it shows that, and you can change it there.", past.Form))
	}
	return says
}

// takenFigures are what became of an import that was taken back.
func takenFigures(past store.PastImport) []importFigure {
	all := []importFigure{{"Erased", grouped(int64(past.TakenBack.Erased)), "with their contact details"}}
	if past.TakenBack.Stayed > 0 {
		all = append(all, importFigure{"Stayed", grouped(int64(past.TakenBack.Stayed)), "corrected by their respondents"})
	}
	return all
}
