package dashboard

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"muster/internal/analysis"
	"muster/internal/survey"
	"muster/internal/tally"
)

// mostTogether is how many options are compared where the author left it open: more do not fit a matrix.
const mostTogether = 30

// mostCounted is how many categories a question may have for its picks to be counted together.
const mostCounted = 64

// together makes the panels of options that the same people pick: the network of the strongest pairs with
// the crowds that these make, or the matrix of all pairs.
type together struct {
	dimension dimension
	limit     int // of options: the most picked
	matrix    bool
	found     *interests // what the panels of a page have found out that compare the same; empty until one has
}

// mostInCrowd bounds the people among whom crowds are looked for. An option that one in twenty wants is
// picked with another such by 250 of 100,000 if chance has it; that a fifth more do is then beyond it by more
// than three standard deviations. More people would find crowds of what hardly anybody wants.
const mostInCrowd = 100_000

// needs asks for who picked which two among everybody, and for who picked how much.
func (t together) needs() needs {
	by := t.dimension.tally()
	return needs{
		tables: [][]tally.Dimension{{by}, {by, by}},
		crowd:  &tally.CrowdQuery{Questions: []string{t.dimension.question.ID}, Most: bounded(mostInCrowd, t.dimension.question)},
	}
}

func (t together) fill(p *Panel, in input, k known) error {
	if k.crowd == nil {
		return nil
	}
	if t.found.options == nil {
		if err := t.found.compare(in, t, k); err != nil {
			return err
		}
	}
	x := *t.found
	x.together = t
	p.Base = in.base(k.tables[0], 1)
	if slices.ContainsFunc(in.selection.choices, func(c choice) bool { return c.question == t.dimension.question }) {
		p.Note = strings.TrimSpace(p.Note + " " + in.selection.compared(t.dimension))
	}
	if t.matrix {
		return x.fillMatrix(p)
	}
	return x.fillNetwork(p)
}

// interests are the options of a question with what they have to do with each other.
type interests struct {
	together
	base    int
	counted int // people among whom crowds were looked for: all of the base, or a sample
	options []interest
	ties    []analysis.Tie
	crowds  []crowd
	hidden  int // options that are compared with none, being picked less
}

// interest is one option.
type interest struct {
	line
	bit   int // in the masks of the combinations; its place in the tables too
	crowd int // place of the crowd it is in; -1: none
}

// crowd is a number of options that the same people pick.
type crowd struct {
	members  []int  // places of the options, ascending
	name     string // after the options that most people picked
	one, two int    // people, of those who were counted, who picked at least one of them, and at least two
}

func (x *interests) compare(in input, t together, k known) error {
	x.together, x.base, x.counted = t, k.tables[1].Base, k.crowd.Counted
	if err := x.find(in, k); err != nil {
		return err
	}
	picks := x.picks(*k.crowd)
	x.ties = analysis.TiesOf(x.joint(k.tables[1]), x.base, picks)
	for at, members := range analysis.Communities(len(x.options), x.ties) {
		for _, o := range members {
			x.options[o].crowd = at
		}
		x.crowds = append(x.crowds, x.crowdOf(members, picks))
	}
	return nil
}

// joint gives the people who picked each two of the options.
func (x *interests) joint(t tally.Table) [][]int {
	joint := make([][]int, len(x.options))
	for i, a := range x.options {
		joint[i] = make([]int, len(x.options))
		for j, b := range x.options {
			joint[i][j] = t.Cell(a.bit, b.bit)
		}
	}
	return joint
}

// find gives the options that are compared, in the order of the survey. "None of these" and "other" are
// no interests that could go with another, and with what the filter chooses people by everything goes.
func (x *interests) find(in input, k known) error {
	categories, counts, err := x.dimension.count(k.tables[1].Axes[0])
	if err != nil {
		return err
	}
	if n := len(counts); len(k.tables[1].Cells) != n*n {
		return fmt.Errorf("%s: %d cells for %d options", x.dimension, len(k.tables[1].Cells), n)
	}
	if len(k.crowd.Categories) != 1 || !slices.Equal(k.crowd.Categories[0], k.tables[1].Axes[0].Categories) {
		return fmt.Errorf("%s: the crowd was counted by other categories", x.dimension)
	}
	for i, one := range categories {
		if one.last || in.selection.fixes(x.dimension, one.id) {
			continue
		}
		x.options = append(x.options, interest{
			line: line{category: one, count: counts[i], filter: in.selection.narrowed(x.dimension, one.id)},
			bit:  slices.Index(k.crowd.Categories[0], one.id), crowd: -1,
		})
	}
	most := cmp.Or(x.limit, mostTogether)
	if x.hidden = len(x.options) - most; x.hidden <= 0 {
		x.hidden = 0
		return nil
	}
	slices.SortStableFunc(x.options, func(a, b interest) int { return cmp.Compare(b.count, a.count) })
	x.options = x.options[:most]
	slices.SortFunc(x.options, func(a, b interest) int { return cmp.Compare(a.bit, b.bit) })
	return nil
}

// picks gives who picked which of the options that are compared.
func (x *interests) picks(c tally.Crowd) []analysis.Picks {
	picks := make([]analysis.Picks, len(c.Combinations))
	for i, combination := range c.Combinations {
		picks[i].People = combination.People
		for o, option := range x.options {
			picks[i].Options |= combination.Masks[0] >> option.bit & 1 << o
		}
	}
	return picks
}

// leading is how many options name a crowd.
const leading = 3

func (x *interests) crowdOf(members []int, picks []analysis.Picks) crowd {
	c := crowd{members: members}
	var mask uint64
	for _, o := range members {
		mask |= 1 << o
	}
	for _, p := range picks {
		switch n := bits.OnesCount64(p.Options & mask); {
		case n >= 2:
			c.two += p.People
			fallthrough
		case n == 1:
			c.one += p.People
		}
	}
	var names []string
	for _, o := range x.leaders(members) {
		names = append(names, x.options[o].label)
	}
	c.name = andList(names)
	return c
}

// leaders are the options of a crowd that most people picked.
func (x *interests) leaders(members []int) []int {
	first := slices.Clone(members)
	slices.SortStableFunc(first, func(a, b int) int { return cmp.Compare(x.options[b].count, x.options[a].count) })
	return first[:min(leading, len(first))]
}

// noun says what the options are.
func (t together) noun() string {
	if t.dimension.question.Purpose == survey.Topic {
		return "topics"
	}
	return "answers"
}

// verb says what people do with them.
func (t together) verb() string {
	if t.dimension.question.Purpose == survey.Topic {
		return "want"
	}
	return "pick"
}

// together plans the panel of a question of which people pick several options.
func (p *planner) together(sp spec) {
	q, reason := p.find(sp.Purpose, sp.Question)
	switch {
	case q == nil:
	case !several(q):
		reason = fmt.Sprintf("Of “%s” nobody can pick several answers.", q.Title)
	case len(q.Categories()) > mostCounted:
		reason = fmt.Sprintf("“%s” has more than %d answers.", q.Title, mostCounted)
	}
	title, id := "Interests that go together", "together-"
	switch other := q != nil && q.Purpose != survey.Topic; {
	case other && sp.Draw == "matrix":
		title = "How each two answers go together: " + nameOf(p.survey, q)
	case other:
		title = "Answers that go together: " + nameOf(p.survey, q)
	case sp.Draw == "matrix":
		title = "How each two interests go together"
	}
	if reason != "" {
		p.leave(sp, title, reason)
		return
	}
	id += q.ID
	if sp.Draw == "matrix" {
		id += "-matrix"
	}
	p.add(sp, "", title, id, together{
		dimension: byAnswers(p.survey, q, tally.Options), limit: sp.Limit, matrix: sp.Draw == "matrix", found: p.compared(q, sp.Limit),
	})
}

// compared is the one place of a page for what was found out about so many options of a question.
func (p *planner) compared(q *survey.Question, limit int) *interests {
	key := fmt.Sprintf("%s %d", q.ID, limit)
	if p.found == nil {
		p.found = map[string]*interests{}
	}
	if p.found[key] == nil {
		p.found[key] = &interests{}
	}
	return p.found[key]
}

// several tells whether somebody can pick more than one of the options.
func several(q *survey.Question) bool {
	switch q.Kind {
	case survey.Many, survey.Slots, survey.Ranking:
		return true
	}
	return false
}

// together checks the panel. A matrix takes the whole width unless its author says otherwise.
func (c *checker) together(path string, p *spec) {
	c.oneOf(path+".draw", &p.Draw, drawings(TogetherKind), "graph")
	if p.Draw == "matrix" && !c.doc.Has(path+".width") {
		p.Width = Full
	}
	if p.Limit < 0 || p.Limit > mostCounted {
		c.doc.Report(path+".limit", "limit counts the answers that are compared, the most picked ones: 0 to %d", mostCounted)
	}
	c.ofQuestion(path, p)
}

// pair names two options.
func (x *interests) pair(t analysis.Tie) string {
	return x.options[t.A].label + " + " + x.options[t.B].label
}

// sorted gives the ties that pass, the highest lift first.
func (x *interests) sorted(pass func(analysis.Tie) bool) []analysis.Tie {
	ties := slices.DeleteFunc(slices.Clone(x.ties), func(t analysis.Tie) bool { return !pass(t) })
	slices.SortStableFunc(ties, func(a, b analysis.Tie) int { return cmp.Compare(b.Link.Lift, a.Link.Lift) })
	return ties
}
