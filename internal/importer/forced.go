package importer

import (
	"fmt"
	"slices"

	"muster/internal/response"
	"muster/internal/survey"
)

// asDecided guesses a column within what somebody decided about it.
func (g *guesser) asDecided(c *column) *guess {
	d := c.decided
	if d.shares() {
		return g.shared(c)
	}
	found := g.column(c)
	if d == nil {
		return found
	}
	fits := d.Separator == FoundSeparator || d.Separator == found.separator.named() || found.question.Kind != survey.Many && found.question.Kind != survey.Ranking && d.Separator == NoSeparator
	switch {
	case c.answered > 0 && (d.Kind != "" && d.Kind != found.question.Kind || !fits):
		found = g.forced(c, found)
	case d.Separator != FoundSeparator && !slices.Contains(separatorsOf(d.Separator), found.separator) && found.separator != whole:
		found.separator = separatorsOf(d.Separator)[0]
	}
	found.column = c
	g.dress(found)
	return found
}

// dress puts on a guess what somebody decided about the question itself.
func (g *guesser) dress(found *guess) {
	d, q := found.column.decided, found.question
	if d.Title != "" {
		q.Title = survey.Text(d.Title)
	}
	if d.Kind != "" || d.Purpose != survey.NoPurpose {
		q.Purpose = d.Purpose
	}
	if q.Kind == survey.Email {
		q.Purpose = survey.Contact
	}
}

// forced takes a column for the kind that somebody chose, whatever its cells look like. Where that cannot be,
// the guess stays and the problem is told.
func (g *guesser) forced(c *column, natural *guess) *guess {
	kind := c.decided.Kind
	if kind == "" {
		kind = natural.question.Kind
		if kind == survey.One && c.decided.Separator != NoSeparator {
			kind = survey.Many
		} else if kind != survey.Ranking {
			kind = map[bool]survey.Kind{true: survey.One, false: survey.Many}[c.decided.Separator == NoSeparator]
		}
	}
	found, why := g.asKind(c, kind)
	if found == nil {
		natural.problem = fmt.Sprintf("column “%s” cannot be of kind %s: %s", shorten(c.title), kind, why)
		return natural
	}
	if kind == survey.One && natural.question.Kind == survey.Many && c.decided.Separator != NoSeparator {
		found.problem = c.take(natural.separator).manyInOne(c)
	}
	found.why = append([]string{fmt.Sprintf("of kind %s, as decided.", kind)}, found.why...)
	return found
}

func (g *guesser) asKind(c *column, kind survey.Kind) (found *guess, why string) {
	switch kind {
	case survey.One, survey.Place:
		return c.listed(kind, whole)
	case survey.Many:
		return c.listed(kind, c.chosenSeparator())
	case survey.Ranking:
		return c.asRanking(c.chosenSeparator())
	case survey.YesNo:
		return c.asYesNo(), ""
	case survey.Scale:
		return c.asScale()
	case survey.Number:
		return g.asNumber(c.replaced())
	case survey.Date:
		return g.asDate(c.replaced())
	case survey.Short, survey.Long, survey.Link, survey.Email:
		return asText(c, kind), ""
	}
	return nil, "a survey that is made of a file cannot have it; change the survey's file afterwards"
}

// chosenSeparator is the one that somebody chose or, without a choice, the one at which the most cells fall
// into several values.
func (c *column) chosenSeparator() separator {
	candidates := []separator{semicolon, semicolons, comma, bar, lineBreak, slash}
	if chosen := separatorsOf(c.decided.Separator); len(chosen) > 0 {
		candidates = chosen
	} else if c.separator != whole {
		return c.separator
	}
	best, most := candidates[0], 0.0
	for _, sep := range candidates {
		if share := c.share(func(cell string) bool { return len(sep.cut(cell)) > 1 }); share > most {
			best, most = sep, share
		}
	}
	return best
}

// tooLong is why values cannot be options.
const tooLong = "its answers are too long for options"

// listed takes a column for options. Where none stands out all values are options, as far as there is room.
func (c *column) listed(kind survey.Kind, sep separator) (*guess, string) {
	inv := c.take(sep)
	if len(inv.values) == 0 {
		return nil, "nobody answered it"
	}
	options, own := inv.choose(c.answered)
	if len(options) == 0 {
		options, own = fit(inv.values, nil)
	}
	if len(options) == 0 {
		return nil, tooLong
	}
	if kind == survey.Many {
		found := inv.many(c, sep)
		if len(found.question.Options) > 0 {
			return found, ""
		}
	}
	if ordered, meaning := ascending(options); meaning {
		options = ordered
	}
	g := &guess{question: titled(c, kind), separator: sep, note: "one option an answer"}
	g.give(options, own, inv)
	return g, ""
}

func (c *column) asRanking(sep separator) (*guess, string) {
	inv := c.take(sep)
	if n := len(inv.values); n < 2 || n > survey.MaxRanked {
		return nil, fmt.Sprintf("it has %s; a ranking has 2 to %d", plural(n, "value", "different values"), survey.MaxRanked)
	}
	if slices.ContainsFunc(inv.values, (*value).long) {
		return nil, tooLong
	}
	places, times := make([]float64, len(inv.values)), make([]float64, len(inv.values))
	for _, l := range inv.lists {
		for place, v := range l.values {
			places[v] += float64(place * l.count)
			times[v] += float64(l.count)
		}
	}
	for i := range places {
		places[i] /= max(times[i], 1)
	}
	q := titled(c, survey.Ranking)
	q.Options = optionsOf(byRank(inv.values, places))
	return &guess{question: q, separator: sep, note: "a ranking, the best first"}, ""
}

func (c *column) asYesNo() *guess {
	q := titled(c, survey.YesNo)
	q.Options = []survey.Option{{ID: "yes", Label: "Yes"}, {ID: "no", Label: "No"}}
	for _, v := range c.take(whole).values {
		for i := range q.Options {
			if affirmed(v.key) == q.Options[i].ID {
				q.Options[i].Label = survey.Text(v.label())
			}
		}
	}
	return &guess{question: q, note: "yes or no"}
}

// asScale takes numbers, or labels in the order that their words suggest, for the points of a scale.
func (c *column) asScale() (*guess, string) {
	q := titled(c, survey.Scale)
	found := &guess{question: q, note: "a scale"}
	if s, ok := readSteps(c.replaced().cells); ok {
		low, high := s.ends()
		if low, high = min(low, 1), max(high, 2); high-low > 20 {
			return nil, fmt.Sprintf("its numbers go from %d to %d; a scale has at most 21 points", low, high)
		}
		q.Points = s.points(low, high)
		found.why = append(found.why, s.explain(q.Points))
		return found, ""
	}
	inv := c.take(whole)
	if n := len(inv.values); n < 2 || n > maxPoints {
		return nil, fmt.Sprintf("it has %s; the points of a scale are 2 to %d", plural(n, "label", "different labels"), maxPoints)
	}
	if slices.ContainsFunc(inv.values, (*value).long) {
		return nil, tooLong
	}
	values, meaning := ascending(inv.values)
	if !meaning {
		found.why = append(found.why, "The order of its points is a guess; put it right in the survey's file.")
	}
	for i, v := range values {
		q.Points = append(q.Points, survey.Point{Value: i + 1, Label: survey.Text(v.label())})
	}
	return found, ""
}

// asNumber takes what can be read as numbers for the range of them.
func (g *guesser) asNumber(c *column) (*guess, string) {
	readable := *c
	readable.cells = slices.DeleteFunc(slices.Clone(c.cells), func(cell cell) bool {
		_, ok := response.ReadNumber(cell.text, mostDecimals, g.language)
		return !ok
	})
	values, decimals, ok := g.numbers(&readable)
	if !ok || len(values) == 0 {
		return nil, "none of its cells is a number"
	}
	q := titled(c, survey.Number)
	q.Bounds = survey.Bounds{Min: plainFloat(min(values[0], 0)), Decimals: decimals}
	return &guess{question: q, note: "a number", why: []string{fmt.Sprintf("numbers from %s to %s were found.",
		plainFloat(values[0]), plainFloat(values[len(values)-1]))}}, ""
}

// asDate takes what can be read as days for the range of them.
func (g *guesser) asDate(c *column) (*guess, string) {
	q := titled(c, survey.Date)
	reader := newDays(c, q, []string{g.language})
	reader.decided(g.order)
	if reader.order == undecided {
		reader.order = monthFirst
	}
	var found []string
	for _, cell := range c.cells {
		if day, ok := reader.read(cell.text); ok {
			found = append(found, day)
		}
	}
	if len(found) == 0 {
		return nil, "none of its cells is a day"
	}
	q.First, q.Last = dayAt(slices.Min(found)), dayAt(slices.Max(found))
	if q.Last.Year()-q.First.Year() > mostYears {
		return nil, fmt.Sprintf("its days lie more than %d years apart", mostYears)
	}
	return &guess{question: q, note: "a date", why: append(reader.reasons(),
		fmt.Sprintf("days from %s to %s were found.", slices.Min(found), slices.Max(found)))}, ""
}

func asText(c *column, kind survey.Kind) *guess {
	q := titled(c, kind)
	characters, _ := c.longest()
	switch {
	case kind == survey.Long && characters > 4000:
		q.MaxLength = longestAnswer
	case kind == survey.Long:
		q.MaxLength = 4000
	}
	return &guess{question: q, note: "own words"}
}
