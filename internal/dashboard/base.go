package dashboard

import (
	"fmt"
	"slices"
	"strconv"

	"muster/internal/survey"
	"muster/internal/tally"
)

const (
	ample = 50 // people from which on a share is shown without a mark
	least = 30 // people from which on anything is tested
)

// base says how many people a table is of. questions is how many had to be answered: none, one,
// or both of a crosstab.
func (in input) base(t tally.Table, questions int) Base {
	b := Base{People: t.Base, Responses: t.Responses, NotShown: t.NotShown, Size: sizeOf(t.Base)}
	b.Words = in.baseWords(t, questions)
	if questions > 0 {
		b.Warning = warningOf(t.Base)
	}
	return b
}

func (in input) baseWords(t tally.Table, questions int) string {
	switch {
	case t.Responses == 0 && in.selection.Filter.Empty():
		return "Nobody has answered yet."
	case t.Responses == 0:
		return "Nobody passes the filters."
	case questions == 0 && t.Responses == 1:
		return "1 response."
	case questions == 0:
		return thousands(t.Responses) + " responses."
	case t.NotShown >= t.Responses:
		return fmt.Sprintf("Nobody of %s was shown %s, because of other answers.", people(t.Responses), asked(questions))
	case t.NotShown > 0 && questions == 2:
		return fmt.Sprintf("%s To %s more, one of them was not shown because of other answers.", shownWords(t, questions), thousands(t.NotShown))
	case t.NotShown > 0:
		return fmt.Sprintf("%s It was not shown to %s more because of other answers.", shownWords(t, questions), thousands(t.NotShown))
	}
	return shownWords(t, questions)
}

func asked(questions int) string {
	if questions == 2 {
		return "both questions"
	}
	return "this question"
}

// shownWords speaks of the people to whom the questions were shown.
func shownWords(t tally.Table, questions int) string {
	shown, question, left := t.Responses-t.NotShown, asked(questions), "it"
	if questions == 2 {
		left = "one or both"
	}
	missing := shown - t.Base
	switch {
	case t.Base == 0:
		return fmt.Sprintf("Nobody of %s answered %s.", people(shown), question)
	case missing == 0 && t.Base > 1:
		return fmt.Sprintf("All %s answered %s.", people(t.Base), question)
	case missing == 0:
		return fmt.Sprintf("%s answered %s.", people(t.Base), question)
	}
	return fmt.Sprintf("%s answered %s; %s of %s left %s out.",
		people(t.Base), question, thousands(missing), thousands(shown), left)
}

// blankWords is said where leaving a question out may be its answer.
const blankWords = " The form has no “none of these” here, so who left it blank may have meant no: shares are of those who picked something."

// blankIsNone tells whether people whom none of the needs fit had no way to say so but to pick nothing.
func blankIsNone(q *survey.Question) bool {
	return q.Purpose == survey.Needs && q.Kind == survey.Many && !q.Required &&
		!slices.ContainsFunc(q.Options, func(o survey.Option) bool { return o.Exclusive })
}

func sizeOf(base int) Size {
	switch {
	case base < least:
		return Tiny
	case base < ample:
		return Small
	}
	return Ample
}

// warningOf says what a small base means. That nobody answered is said by the words of the base.
func warningOf(base int) string {
	switch {
	case base == 0:
		return ""
	case base < least:
		return "Fewer than " + strconv.Itoa(least) +
			" people: read this as what these people said, not as shares of a larger crowd."
	case base < ample:
		return "Fewer than " + strconv.Itoa(ample) +
			" people: a few more answers can move these shares by many points."
	}
	return ""
}
