package importer

import (
	"slices"
	"strings"

	"muster/internal/survey"
)

// guess is what a column is taken for.
type guess struct {
	column    *column
	question  *survey.Question // its id is still missing
	separator separator
	why       []string // for people; about this column
	note      string   // goes behind the question in the survey file
	problem   string   // why it is not what somebody decided; "" when it is
	refused   string   // why there can be no such question at all; "" when there can
}

// guesser looks at one column after another. Whether picks are joined by semicolons is settled for
// the file as a whole: a tool writes all its columns the same way.
type guesser struct {
	semicolons map[int]*inventory // the columns that are lists joined by semicolons, by their place in the file
	language   string             // of the file
	order      DateOrder          // of days that leave it open
}

func newGuesser(columns []*column, language string) *guesser {
	g := &guesser{semicolons: map[int]*inventory{}, language: language}
	for _, c := range columns {
		if inv, ok := c.joined(semicolon); ok {
			g.semicolons[c.index] = inv
		}
	}
	return g
}

func (g *guesser) column(c *column) *guess {
	plain := c.replaced()
	for _, try := range []func(*column) *guess{nobody, g.shaped, personal, ranked, yesNo, onPlain(plain, numeric), onPlain(plain, g.amounts), onPlain(plain, g.dates), g.many, one} {
		if found := try(c); found != nil {
			found.column = c
			return found
		}
	}
	found := text(c)
	found.column = c
	return found
}

// onPlain looks at a column as it is read where there are no options, if anything is left of it.
func onPlain(plain *column, try func(*column) *guess) func(*column) *guess {
	return func(*column) *guess {
		if plain.answered == 0 {
			return nil
		}
		return try(plain)
	}
}

func titled(c *column, kind survey.Kind) *survey.Question {
	return &survey.Question{Kind: kind, Title: survey.Text(c.title)}
}

func nobody(c *column) *guess {
	if c.answered > 0 {
		return nil
	}
	return &guess{question: titled(c, survey.Long), note: "nobody answered",
		why: []string{"nobody answered, so its kind is unknown; long text for now."}}
}

func (g *guesser) many(c *column) *guess {
	if c.separator != whole {
		if found := c.take(c.separator).many(c, c.separator); len(found.question.Options) > 0 {
			return found
		}
	}
	if inv := g.semicolons[c.index]; inv != nil {
		sep := c.mixture(semicolon, inv)
		if c.decided != nil || sep != semicolon {
			inv = c.take(sep)
		}
		if found := inv.many(c, sep); len(found.question.Options) > 0 {
			return found
		}
	}
	if len(g.semicolons) > 0 {
		return nil
	}
	for _, sep := range []separator{semicolons, comma, lineBreak} {
		if inv, ok := c.joined(sep); ok {
			if with := c.mixture(sep, inv); with != sep {
				return c.take(with).many(c, with)
			}
			return inv.many(c, sep)
		}
	}
	return nil
}

// joined tells whether the cells are lists of picks cut at the separator.
func (c *column) joined(sep separator) (*inventory, bool) {
	if !slices.ContainsFunc(c.cells, func(cell cell) bool { return len(sep.cut(cell.text)) > 1 }) {
		return nil, false
	}
	inv := c.take(sep)
	options, own := inv.choose(c.answered)
	if len(options) < 2 || len(options) >= room-1 && picked(own) > picked(options)/4 {
		return nil, false
	}
	several, single, distinct := inv.recombined(options)
	all := picked(inv.values)
	switch {
	case several == 0 || 2*picked(options) < all:
		return nil, false
	case sep == semicolon && c.answered < fewAnswers:
		return inv, !slices.ContainsFunc(inv.values, func(v *value) bool { return v.leads && wordy(v.label()) })
	case 2*repeated(inv.values) < all:
		return nil, false
	case sep == semicolon:
		return inv, true
	}
	// Commas and spaced semicolons are also ordinary punctuation. Lists of picks mix freely, hold
	// single picks too, and stand in the form's order.
	return inv, distinct > 1 && single > 0 && len(options) < len(c.cells) &&
		5*repeated(inv.values) >= 3*all && inv.precedence(options).steady() >= 0.95
}

// recombined counts answers that hold several options and answers that hold one, and the distinct
// cells that hold several.
func (inv *inventory) recombined(options []*value) (several, single, distinct int) {
	known := map[*value]bool{}
	for _, v := range options {
		known[v] = true
	}
	for _, l := range inv.lists {
		n := 0
		for _, i := range l.values {
			if known[inv.values[i]] {
				n++
			}
		}
		if n > 1 {
			several += l.count
			distinct++
		} else if n == 1 && len(l.values) == 1 {
			single += l.count
		}
	}
	return several, single, distinct
}

func (inv *inventory) many(c *column, sep separator) *guess {
	q := titled(c, survey.Many)
	options, own := inv.choose(c.answered)
	why := "several options may be picked (joined by " + sep.words() + ")"
	if order := inv.precedence(options); order.steady() >= 0.9 {
		options = order.order()
		why += "; they stand in the order that the picks show"
	}
	g := &guess{question: q, separator: sep, why: []string{why + "."}, note: "several options an answer"}
	g.give(options, own, inv)
	return g
}

func one(c *column) *guess {
	if characters, _ := c.longest(); characters > 500 && len(c.cells)*2 > c.answered {
		return nil
	}
	if 5*len(c.cells) > 3*c.answered+5*room && c.answered >= fewAnswers {
		return nil // at most two in five answers can repeat one another
	}
	inv := c.take(whole)
	options, own := inv.choose(c.answered)
	if len(options) == 0 || !chosen(c, inv, options) {
		return nil
	}
	g := &guess{question: titled(c, survey.One), note: "one option an answer"}
	ordered, meaning := ascending(options)
	if meaning {
		g.why = append(g.why, "one option is picked; the options stand in the order that their words suggest.")
	} else {
		g.why = append(g.why, "one option is picked; the options stand in the order of their counts.")
	}
	if first, last := ordered[0].key, ordered[len(ordered)-1].key; strings.HasPrefix(first, "no") && strings.HasPrefix(last, "yes") {
		slices.Reverse(ordered) // a scale climbs from no to yes, but people expect to be asked yes or no
	}
	g.give(ordered, own, inv)
	return g
}

// chosen tells whether most answers repeat one another, as picked options do and typed ones do not.
func chosen(c *column, inv *inventory, options []*value) bool {
	if c.answered < fewAnswers {
		return 5*len(inv.values) <= 3*c.answered && !slices.ContainsFunc(options, func(v *value) bool { return v.count == 1 && wordy(v.label()) })
	}
	return 2*picked(options) >= c.answered
}

// text is what is left: answers in people's own words.
func text(c *column) *guess {
	characters, lines := c.longest()
	q := titled(c, survey.Short)
	if characters > 200 || lines || c.share(wordy) > 0.2 {
		q.Kind = survey.Long
		q.MaxLength = 4000
	}
	if characters > 4000 {
		q.MaxLength = longestAnswer
	}
	return &guess{question: q, note: "own words", why: []string{"most answers differ, so they are own words."}}
}
