package dashboard

import (
	"muster/internal/survey"
	"muster/internal/tally"
)

// exchange makes the panel of needs and offers: how many look for a role, hire or have a challenge, of
// which roles they are, which topics they want, and how many could speak about those. It holds numbers
// only; who these people are is on a page for founders.
type exchange struct {
	need               dimension
	role, topic, speak *dimension // nil: not asked for
}

// needed plans the panel of needs and offers.
func (p *planner) needed(sp spec) {
	q, reason := p.find(survey.Needs, "")
	if q == nil {
		p.leave(sp, "needs and offers", reason)
		return
	}
	p.add(sp, "", "Needs and offers", "needs", exchange{
		need: byAnswers(p.survey, q, tally.Options), role: p.purposed(survey.Role),
		topic: p.purposed(survey.Topic), speak: p.purposed(survey.Speak),
	})
}

func (p *planner) purposed(purpose survey.Purpose) *dimension {
	q := p.survey.ByPurpose(purpose)
	if q == nil {
		return nil
	}
	d := byAnswers(p.survey, q, tally.Options)
	return &d
}

func (e exchange) needs() needs {
	n := needs{tables: [][]tally.Dimension{{e.need.tally()}}}
	for _, d := range []*dimension{e.role, e.topic} {
		if d != nil {
			n.tables = append(n.tables, []tally.Dimension{e.need.tally(), d.tally()})
		}
	}
	if e.speak != nil {
		n.all = append(n.all, []tally.Dimension{e.speak.tally()}) // a speaker helps whoever comes
	}
	return n
}

// wanting is the panel's counts.
type wanting struct {
	exchange
	base   int      // who picked something: whose shares are told
	needed []want   // what was picked, in the order of the survey, but for “none of these”
	among  []int    // of each need, how many of its people said what they want
	roles  []divide // how they part by role
	topics []divide // and by what they want
}

// want is one need with the people who have it.
type want struct {
	line
	need survey.Need
	verb string // such as look for a role; "" where the option has no need
}

// divide is one role or topic with the people of each need, and who could speak about it.
type divide struct {
	category
	counts  []int    // one a need
	filters []string // the same
	could   int      // -1: not asked for
	speak   string   // the filter of who could
}

func (e exchange) fill(p *Panel, in input, k known) error {
	w, err := e.count(in, k)
	if err != nil {
		return err
	}
	p.Base = in.base(k.tables[0], 1)
	if blankIsNone(e.need.question) && w.base > 0 {
		p.Base.Words += blankWords
	}
	for _, need := range w.needed {
		p.Figures = append(p.Figures, need.figure(w.base))
	}
	p.Table = w.table()
	p.Finding = w.finding()
	p.More = &Lead{Text: "Who they are, matched", Page: "needs"}
	if w.base == 0 {
		return nil
	}
	p.remarks = w.remarks()
	p.Chart, err = w.draw(p)
	return err
}

func (e exchange) count(in input, k known) (*wanting, error) {
	tables := k.tables
	w := &wanting{exchange: e, base: tables[0].Base}
	categories, counts, err := e.need.count(tables[0].Axes[0])
	if err != nil {
		return nil, err
	}
	for i, c := range categories {
		if c.none {
			continue
		}
		o, _ := e.need.question.Option(c.id)
		c.fixed = in.selection.fixes(e.need, c.id)
		l := line{category: c, count: counts[i], filter: in.selection.narrowed(e.need, c.id)}
		w.needed = append(w.needed, newWant(l, o.Need))
	}
	tables = tables[1:]
	for _, part := range []struct {
		by *dimension
		to *[]divide
	}{{e.role, &w.roles}, {e.topic, &w.topics}} {
		if part.by == nil {
			continue
		}
		if *part.to, w.among, err = w.divided(in, *part.by, tables[0]); err != nil {
			return nil, err
		}
		tables = tables[1:]
	}
	if e.speak != nil {
		err = w.offers(in, k.all[0])
	}
	return w, err
}

func newWant(l line, need survey.Need) want {
	w := want{line: l, need: need}
	switch need {
	case survey.SeeksRole:
		w.label, w.verb = "Look for a role", "look for a role"
	case survey.Hires:
		w.label, w.verb = "Hire", "hire"
	case survey.WantsHelp:
		w.label, w.verb = "Have a challenge", "have a challenge they would like help with"
	}
	return w
}

// divided reads a crosstab of needs by something, with the people of each need who said what of it.
func (w *wanting) divided(in input, by dimension, t tally.Table) (parts []divide, among []int, err error) {
	x, err := crosstab{rows: w.need, columns: by}.cross(t, in.selection)
	if err != nil {
		return nil, nil, err
	}
	x.link(in.selection)
	for row, need := range x.rowCats {
		if !need.none {
			among = append(among, x.rowTotals[row])
		}
	}
	parts = make([]divide, len(x.colCats))
	for col, c := range x.colCats {
		parts[col] = divide{category: c, could: -1}
		for row, need := range x.rowCats {
			if need.none {
				continue
			}
			cell := x.cells[row][col]
			parts[col].counts = append(parts[col].counts, cell.count)
			parts[col].filters = append(parts[col].filters, cell.filter)
		}
	}
	return parts, among, nil
}

// offers adds how many could speak about each topic, whatever else they answered.
func (w *wanting) offers(in input, t tally.Table) error {
	categories, counts, err := w.speak.count(t.Axes[0])
	if err != nil {
		return err
	}
	for i, c := range categories {
		for at := range w.topics {
			if w.topics[at].id == c.id && !c.none {
				w.topics[at].could, w.topics[at].speak = counts[i], in.everybody().narrowed(*w.speak, c.id)
			}
		}
	}
	return nil
}

// of gives the place of a need among those that were asked for, or -1.
func (w *wanting) of(need survey.Need) int {
	for i, one := range w.needed {
		if one.need == need {
			return i
		}
	}
	return -1
}
