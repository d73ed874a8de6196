package importer

import (
	"fmt"
	"slices"

	"muster/internal/survey"
)

// mostSpellings is in how many ways a column may write yes and no.
const mostSpellings = 12

// yesNo takes a column that says yes and no, and nothing else.
func yesNo(c *column) *guess {
	if len(c.cells) > mostSpellings {
		return nil
	}
	inv := c.take(whole)
	said := map[string]*value{}
	for _, v := range inv.values {
		id := affirmed(v.key)
		if id == "" {
			return nil
		}
		if said[id] == nil || said[id].count < v.count {
			said[id] = v
		}
	}
	if said["yes"] == nil || said["no"] == nil {
		return nil
	}
	q := titled(c, survey.YesNo)
	for _, id := range []string{"yes", "no"} {
		q.Options = append(q.Options, survey.Option{ID: id, Label: survey.Text(said[id].label())})
	}
	return &guess{question: q, note: "yes or no", why: []string{fmt.Sprintf("only “%s” and “%s” were found.", q.Options[0].Label, q.Options[1].Label)}}
}

// affirmed tells whether a folded word says "yes" or "no"; "" when it says neither. What only a
// spreadsheet means by them may mean something else here.
func affirmed(key string) string {
	for id, said := range affirmations() {
		if slices.Contains(said, key) && !slices.Contains([]string{"true", "false", "y", "n", "1", "0"}, key) {
			return id
		}
	}
	return ""
}
