package web

import (
	"fmt"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"muster/internal/results"
	"muster/internal/survey"
)

// outlooks tells by panel what is public of it and what comes next, and of the others that are of one
// question what would be. While the counts are being made there is nothing to tell.
func (f *founders) outlooks(c *gin.Context, p publishing) (map[string]results.Outlook, error) {
	told := map[string]results.Outlook{}
	if !f.config.Freshness().Ready {
		return told, nil
	}
	var all []results.Outlook
	var err error
	if p.now.open() {
		if _, all, err = p.publication.recount(c.Request.Context(), p.now.is); err != nil {
			return nil, err
		}
	}
	others := slices.DeleteFunc(results.Offered(p.survey), func(panel results.Panel) bool {
		return panel.Columns != "" || p.now.open() && slices.Contains(p.now.is.Panels, panel.ID())
	})
	foreseen, err := p.now.is.Foresee(c.Request.Context(), p.survey, others, p.publication.tally)
	if err != nil {
		return nil, err
	}
	for _, o := range append(all, foreseen...) {
		told[o.Panel] = o
	}
	return told, nil
}

// outlook says what is public of a panel that is on the page, and what comes next.
func (f *founders) outlook(p publishing, o results.Outlook) []string {
	if !p.now.open() || !slices.Contains(p.now.is.Panels, o.Panel) {
		return nil
	}
	var said []string
	if c, counted := p.now.is.Counts[o.Panel]; counted && o.Public {
		said = append(said, fmt.Sprintf("Public: %s people, counted on %s, %s.", grouped(int64(c.Base)), dayOf(c.Day), hiddenOf(c)))
	}
	switch o.State {
	case results.Counted:
		return append(said, "It is about to be counted.")
	case results.Waiting:
		return append(said, waitingWords(o, p.survey))
	case results.TooFew:
		return append(said, fmt.Sprintf("Not shown yet: %s people answered it, too few to show anything safely.", grouped(int64(o.People))))
	case results.Held:
		return append(said, "It stays as it is: answers were erased or corrected, and a new count would give away what is hidden.")
	}
	return append(said, "Not shown: the survey has changed, or another panel that was public counts the same people.")
}

func waitingWords(o results.Outlook, s *survey.Survey) string {
	switch {
	case o.Next == 0:
		return fmt.Sprintf("Enough people have answered since; counted again on %s.", momentIn(o.After, s.Zone))
	case o.After.IsZero():
		return fmt.Sprintf("Counted again after %s.", morePeople(o.Next))
	}
	return fmt.Sprintf("Counted again after %s, on %s at the earliest.", morePeople(o.Next), momentIn(o.After, s.Zone))
}

// warns tells founders of the answers that are not shown though they are the largest.
func (d resultsDrawing) warns(panel results.Panel, o results.Outlook, threshold int) []string {
	if len(o.Larger) == 0 {
		return nil
	}
	labels := d.labels(d.survey.Question(panel.Rows))
	var said []string
	for _, l := range o.Larger {
		why := "to protect smaller numbers"
		if l.Complementary(threshold) {
			why = fmt.Sprintf("because fewer than %d did not give it", threshold)
		}
		said = append(said, fmt.Sprintf("“%s”, given by %s of %s people, is not shown, %s.",
			labels[l.Category], grouped(int64(l.People)), grouped(int64(l.People+l.Rest)), why))
	}
	return append(said, "Readers see smaller answers only. Publish this where that does not mislead them.")
}

func morePeople(n int) string {
	if n == 1 {
		return "one more person has answered"
	}
	return grouped(int64(n)) + " more people have answered"
}

func hiddenOf(c results.Count) string {
	switch n := c.HiddenNumbers(); n {
	case 0:
		return "no number hidden"
	case 1:
		return "1 number hidden"
	default:
		return fmt.Sprintf("%d numbers hidden", n)
	}
}

func dayOf(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.Format(dayFormat)
}
