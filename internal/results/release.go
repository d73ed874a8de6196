package results

import (
	"slices"

	"muster/internal/analysis"
	"muster/internal/survey"
	"muster/internal/tally"
)

// releases tells whether a number of the panel that was hidden may be shown later. In a table of two
// questions, and where people may pick only so many answers, too much follows from sums: what was hidden
// stays so.
func (p Panel) releases(s *survey.Survey) bool {
	return p.Columns == "" && (p.single(s) || !limited(s.Question(p.Rows)))
}

// release gives what must stay hidden of a panel of one question, which is less than what was hidden:
// once so many have come that everybody now in a category may have come since, the number tells nothing
// of the versions in which it was hidden. How many have come is net of who was erased, which can only be
// too few.
//
// Beyond that there is a margin of two thresholds, of those who came and of the number itself. Somebody
// who sends answers to fill a hidden number up until it is shown, and subtracts them again, then needs
// more than a threshold of them for each number of few people, two of which are hidden at least, instead
// of the few that are missing. To release only once the form is closed would not help more, for the
// answers that were sent are counted then too; it would only keep honest numbers from everybody.
//
// Where people are in one category only, the hidden numbers of a version have a known sum, so those who
// came must have come to the hidden categories. Where they may be in several, a hidden number may stand
// for nearly everybody instead of for few, and then those outside the category must have come since.
func (c Count) release(t *tally.Table, threshold int, single bool) analysis.Shown {
	before := c.shown()
	came, margin := t.Base-c.Base, 2*threshold
	if single {
		came = c.hiddenPeople(t) - c.hiddenPeople(nil)
	}
	totals := before.Axes[0].Totals
	for i, category := range c.Axes[0].Categories {
		n := t.Axes[0].Totals[slices.Index(t.Axes[0].Categories, category)]
		rest := t.Base - n
		few := n <= came && n <= c.Base-threshold
		nearly := rest <= came && rest <= c.Base-threshold
		safe := single && n <= came || !single && (few || nearly || n <= came && rest <= came)
		totals[i] = totals[i] || safe && came >= margin && n >= margin && (single || rest >= margin)
	}
	before.Cells = totals
	return before
}

// hiddenPeople is how many people were in none of the categories that the count shows; in a table, how
// many are now in none of these.
func (c Count) hiddenPeople(t *tally.Table) int {
	n := c.Base
	if t != nil {
		n = t.Base
	}
	for i, category := range c.Axes[0].Categories {
		if total := c.Axes[0].Totals[i]; total.Shown() {
			if t != nil {
				total = Number(t.Axes[0].Totals[slices.Index(t.Axes[0].Categories, category)])
			}
			n -= int(total)
		}
	}
	return n
}
