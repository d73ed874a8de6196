package importer

import (
	"fmt"
	"slices"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
)

// mostYears is how far apart the days of a question may lie.
const mostYears = 199

// dates takes a column of days for a date. Where nothing tells the day from the month it is left as
// text: a date that was read wrong could not be told from a right one.
func (g *guesser) dates(c *column) *guess {
	if c.answered < fewestAmounts || c.repeats() {
		return nil
	}
	if _, dated := parseStamp(c.cells[0].text); !dated && len(response.ReadDate(c.cells[0].text, g.language)) == 0 {
		return nil // most columns are none, and can be long
	}
	q := titled(c, survey.Date)
	reader := newDays(c, q, []string{g.language})
	reader.decided(g.order)
	var found []string
	for _, cell := range c.cells {
		day, ok := reader.read(cell.text)
		if !ok || timed(cell.text) {
			return nil
		}
		found = append(found, day)
	}
	q.First, q.Last = dayAt(slices.Min(found)), dayAt(slices.Max(found))
	if q.Last.Year()-q.First.Year() > mostYears {
		return nil
	}
	why := append(reader.reasons(), fmt.Sprintf("days from %s to %s were found.", slices.Min(found), slices.Max(found)))
	return &guess{question: q, note: "a date", why: why}
}

// timed tells that a cell holds a time of day, which a date would lose.
func timed(text string) bool {
	_, rest, ok := parseDate(foldLabel(text))
	return ok && rest != ""
}

func dayAt(day string) time.Time {
	t, _ := time.Parse(time.DateOnly, day) // of days.read, so it can be read
	return t
}
