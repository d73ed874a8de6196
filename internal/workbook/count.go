package workbook

import (
	"context"
	"fmt"
	"slices"
	"time"

	"muster/internal/survey"
	"muster/internal/tally"
)

// findings are the numbers of the small sheets.
type findings struct {
	summary   tally.Summary
	all       tally.Summary // of everybody, whatever the filter
	questions []*counted    // the countable ones, in the order of the survey
	topic     *counted      // nil when the survey has no such purpose
	role      *counted
	cross     *tally.Table // topics by roles; nil without both
	trend     *tally.Table // by day or week; nil when nobody answered
	sources   *tally.Table // where people came from; nil when nobody answered
	languages *tally.Table // in which they answered; nil where the form has one only
}

// counted is one question with its people.
type counted struct {
	question *survey.Question
	title    string
	base     int
	notShown int
	options  []line        // in the order of the survey
	groups   []line        // a person counts once in a group
	ranks    *tally.Table  // options by places, of a Ranking
	spread   *tally.Spread // of a Number; nil when nobody tells
}

// line is one option, point, bin or group with its people.
type line struct {
	id, label, group string
	people           int
}

// picks is how often options were picked, all people together.
func (c *counted) picks() int {
	total := 0
	for _, l := range c.options {
		total += l.people
	}
	return total
}

// chosen is how often something was picked: "none of these" is an answer, but no pick.
func (c *counted) chosen() int {
	total := 0
	for _, l := range c.options {
		if o, _ := c.question.Option(l.id); !o.Exclusive {
			total += l.people
		}
	}
	return total
}

// ranked gives lines with most people first; ties keep the order of the survey.
func ranked(lines []line) []line {
	sorted := slices.Clone(lines)
	slices.SortStableFunc(sorted, func(a, b line) int { return b.people - a.people })
	return sorted
}

// attempts bounds how often counting starts again because answers arrived in between. A survey
// that is answered faster than it can be counted gets figures a few answers apart.
const attempts = 3

// count asks until the summary before and after the tables is the same, so that all figures
// speak of the same people.
func count(ctx context.Context, c Config) (*findings, error) {
	before, err := c.Summary(ctx, c.Filter)
	if err != nil {
		return nil, err
	}
	for attempt := 1; ; attempt++ {
		p := newPlan(c, before)
		tables, err := c.Tally(ctx, p.queries)
		if err != nil {
			return nil, err
		}
		if len(tables) != len(p.queries) {
			return nil, fmt.Errorf("%d tables for %d queries", len(tables), len(p.queries))
		}
		after, err := c.Summary(ctx, c.Filter)
		if err != nil {
			return nil, err
		}
		if attempt == attempts || after.Responses == before.Responses && after.Last.Equal(before.Last) {
			return p.complete(ctx, c, p.findings(c.Survey, before, tables))
		}
		before = after
	}
}

// complete adds what no table tells.
func (p *plan) complete(ctx context.Context, c Config, f *findings) (_ *findings, err error) {
	f.all = f.summary
	if !c.Filter.Empty() {
		if f.all, err = c.Summary(ctx, tally.Filter{}); err != nil {
			return nil, err
		}
	}
	for _, q := range f.questions {
		if q.question.Kind != survey.Number || c.Spread == nil {
			continue
		}
		s, err := c.Spread(ctx, c.Filter, q.question.ID)
		if err != nil {
			return nil, err
		}
		q.spread = &s
	}
	return f, nil
}

// plan is the list of queries and what each is for.
type plan struct {
	queries            []tally.Query
	filter             tally.Filter
	options            map[string]int // by question: the query of its options
	groups             map[string]int
	ranks              map[string]int
	cross              int // -1: none
	trend              int
	sources, languages int
}

func newPlan(c Config, s tally.Summary) *plan {
	p := &plan{filter: c.Filter, options: map[string]int{}, groups: map[string]int{}, ranks: map[string]int{}, cross: -1, trend: -1, sources: -1, languages: -1}
	for _, q := range c.Survey.Questions {
		if !q.Countable() || q.Personal() {
			continue
		}
		p.options[q.ID] = p.add(tally.Dimension{Question: q.ID})
		if len(q.Groups) > 0 {
			p.groups[q.ID] = p.add(tally.Dimension{Question: q.ID, Unit: tally.Groups})
		}
		if q.Kind == survey.Ranking {
			p.ranks[q.ID] = p.add(tally.Dimension{Question: q.ID}, tally.Dimension{Question: q.ID, Unit: tally.Ranks})
		}
	}
	topic, role := c.Survey.ByPurpose(survey.Topic), c.Survey.ByPurpose(survey.Role)
	if topic != nil && role != nil {
		p.cross = p.add(tally.Dimension{Question: topic.ID}, tally.Dimension{Question: role.ID})
	}
	if s.Responses > 0 {
		p.trend = p.add(tally.Dimension{Unit: trendUnit(s)})
		p.sources = p.add(tally.Dimension{Unit: tally.Source})
		if len(c.Survey.Languages) > 1 {
			p.languages = p.add(tally.Dimension{Unit: tally.Language})
		}
	}
	return p
}

func (p *plan) add(by ...tally.Dimension) int {
	p.queries = append(p.queries, tally.Query{Filter: p.filter, By: by})
	return len(p.queries) - 1
}

// longestByDay is the span up to which a chart of days is still readable.
const longestByDay = 92 * 24 * time.Hour

func trendUnit(s tally.Summary) tally.Unit {
	if s.Last.Sub(s.First) > longestByDay {
		return tally.Week
	}
	return tally.Day
}

func (p *plan) findings(s *survey.Survey, summary tally.Summary, tables []tally.Table) *findings {
	f := &findings{summary: summary}
	for _, q := range s.Questions {
		at, ok := p.options[q.ID]
		if !ok {
			continue
		}
		t := tables[at]
		c := &counted{question: q, title: titleOf(s, q), base: t.Base, notShown: t.NotShown, options: optionLines(q, t.Axes[0])}
		if parent, ok := p.options[q.LevelOf]; ok && q.LevelOf != "" {
			c.base = tables[parent].Base // who picked something could have said more of it
		}
		if at, ok := p.ranks[q.ID]; ok {
			c.ranks = &tables[at]
		}
		if at, ok := p.groups[q.ID]; ok {
			c.groups = groupLines(q, tables[at].Axes[0])
		}
		f.questions = append(f.questions, c)
		switch q.Purpose {
		case survey.Topic:
			f.topic = c
		case survey.Role:
			f.role = c
		}
	}
	if p.cross >= 0 {
		f.cross = &tables[p.cross]
	}
	for at, into := range map[int]**tally.Table{p.trend: &f.trend, p.sources: &f.sources, p.languages: &f.languages} {
		if at >= 0 {
			*into = &tables[at]
		}
	}
	return f
}

func optionLines(q *survey.Question, axis tally.Axis) []line {
	people := byCategory(axis)
	var lines []line
	used := map[survey.Text]int{}
	for _, o := range q.Options {
		used[o.Label]++
	}
	for _, c := range q.Categories() {
		label, group := categoryLabel(q, c), groupLabel(q, c.Group)
		if used[c.Label] > 1 && group != "" { // charts and headings have no column for the group
			label += " (" + group + ")"
		}
		lines = append(lines, line{c.ID, label, group, people[c.ID]})
	}
	return lines
}

func groupLines(q *survey.Question, axis tally.Axis) []line {
	people := byCategory(axis)
	lines := make([]line, len(q.Groups))
	for i, g := range q.Groups {
		lines[i] = line{g.ID, string(g.Label), "", people[g.ID]}
	}
	return lines
}

func byCategory(axis tally.Axis) map[string]int {
	people := make(map[string]int, len(axis.Categories))
	for i, id := range axis.Categories {
		people[id] = axis.Totals[i]
	}
	return people
}

func groupLabel(q *survey.Question, id string) string {
	for _, g := range q.Groups {
		if g.ID == id {
			return string(g.Label)
		}
	}
	return ""
}
