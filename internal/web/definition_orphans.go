package web

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"muster/internal/survey"
	"muster/internal/tally"
)

// orphan is a question or an option that has answers and is asked no more.
type orphan struct {
	What   string
	People int
}

// Said says it with its number.
func (o orphan) Said() string {
	if o.People == 1 {
		return "1 answer has " + o.What
	}
	return fmt.Sprintf("%s answers have %s", grouped(int64(o.People)), o.What)
}

// orphans are what a change would leave behind. Contact details are not counted anywhere, and stay with
// their answers.
func (f *founders) orphans(ctx context.Context, was, next *survey.Survey) ([]orphan, error) {
	var queries []tally.Query
	for _, q := range was.Questions {
		if q.Countable() && !keepsAll(q, next.Question(q.ID)) {
			queries = append(queries, tally.Query{By: []tally.Dimension{{Question: q.ID}}})
		}
	}
	if len(queries) == 0 {
		return f.unasked(ctx, was, next, nil)
	}
	if !f.config.Freshness().Ready {
		return nil, notReady()
	}
	tables, err := f.config.Tally(ctx, was.ID, queries)
	if err != nil {
		return nil, f.uncounted(reading{survey: was}, err)
	}
	var found []orphan
	for _, t := range tables {
		found = append(found, left(was, next, t)...)
	}
	return f.unasked(ctx, was, next, found)
}

// keepsAll tells whether every answer to a question still means the same.
func keepsAll(was, next *survey.Question) bool {
	if next == nil || !sameKind(was, next) {
		return false
	}
	for _, id := range choicesOf(was) {
		if !slices.Contains(choicesOf(next), id) {
			return false
		}
	}
	return true
}

// sameKind tells whether answers to one question can be answers to the other.
func sameKind(a, b *survey.Question) bool { return a.Choice() && b.Choice() || a.Kind == b.Kind }

// choicesOf are the ids among which a question has people choose.
func choicesOf(q *survey.Question) []string {
	if !q.Choice() && q.Kind != survey.Scale {
		return nil // ranges of numbers and days may change: the answers are the numbers themselves
	}
	var ids []string
	for _, c := range q.Categories() {
		ids = append(ids, c.ID)
	}
	return ids
}

// left are the orphans of one question.
func left(was, next *survey.Survey, t tally.Table) []orphan {
	q := was.Question(t.Axes[0].Dimension.Question)
	now := next.Question(q.ID)
	if now == nil || !sameKind(q, now) {
		return some(fmt.Sprintf("the question “%s”", q.Title), t.Base)
	}
	kept := choicesOf(now)
	var found []orphan
	for _, c := range q.Categories() {
		if at := slices.Index(t.Axes[0].Categories, c.ID); at >= 0 && !slices.Contains(kept, c.ID) {
			what := fmt.Sprintf("“%s” of “%s”", cmp.Or(c.Label, survey.Text(c.ID)), q.Title)
			found = append(found, some(what, t.Axes[0].Totals[at])...)
		}
	}
	return found
}

func some(what string, people int) []orphan {
	if people == 0 {
		return nil
	}
	return []orphan{{what, people}}
}

// unasked adds the questions answered in own words alone.
func (f *founders) unasked(ctx context.Context, was, next *survey.Survey, found []orphan) ([]orphan, error) {
	for _, q := range was.Questions {
		now := next.Question(q.ID)
		if f.config.Texts == nil || q.Countable() || q.Personal() || !q.Free() || now != nil && now.Free() {
			continue
		}
		texts, err := f.config.Texts(ctx, was.ID, tally.TextQuery{Question: q.ID, Limit: 1})
		if err != nil {
			return nil, f.uncounted(reading{survey: was}, err)
		}
		found = append(found, some(fmt.Sprintf("the question “%s”", q.Title), texts.People)...)
	}
	return found, nil
}
