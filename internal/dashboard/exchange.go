package dashboard

import (
	"fmt"
	"slices"
	"strings"

	"muster/internal/analysis"
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
		if *part.to, err = w.divided(in, *part.by, tables[0]); err != nil {
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

// divided reads a crosstab of needs by something.
func (w *wanting) divided(in input, by dimension, t tally.Table) ([]divide, error) {
	x, err := crosstab{rows: w.need, columns: by}.cross(t, in.selection)
	if err != nil {
		return nil, err
	}
	x.link(in.selection)
	out := make([]divide, len(x.colCats))
	for col, c := range x.colCats {
		out[col] = divide{category: c, could: -1}
		for row, need := range x.rowCats {
			if need.none {
				continue
			}
			cell := x.cells[row][col]
			out[col].counts = append(out[col].counts, cell.count)
			out[col].filters = append(out[col].filters, cell.filter)
		}
	}
	return out, nil
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

func (n want) figure(base int) Figure {
	f := Figure{
		Key: n.id, Label: n.label, Value: thousands(n.count), Number: new(float64(n.count)),
		Link: &Link{"Only these people", n.filter},
	}
	switch {
	case base == 0:
	case n.fixed:
		f.Note = "filtered by"
	default:
		f.Note = fmt.Sprintf("%s of %s who picked something (95%%: %s)", percent(part(n.count, base)), people(base), span(analysis.Wilson(n.count, base)))
	}
	return f
}

func (w *wanting) table() *Table {
	t := &Table{
		Caption: string(w.need.question.Title),
		Columns: []Column{{Label: "Role or topic", Kind: Text}, {Label: "Which", Kind: Text}},
		Rows:    []Row{},
	}
	for _, n := range w.needed {
		t.Columns = append(t.Columns, Column{Label: n.label, Kind: Count, Filter: n.filter})
	}
	offered := w.speak != nil && w.topic != nil
	if offered {
		t.Columns = append(t.Columns, Column{Label: "Could speak about it", Kind: Count})
	}
	for _, d := range w.roles {
		t.Rows = append(t.Rows, d.row("They are", offered))
	}
	for _, d := range sortedBy(w.topics, max(0, w.of(survey.WantsHelp))) {
		t.Rows = append(t.Rows, d.row("They want", offered))
	}
	t.Notes = append(t.Notes, "Numbers are people who answered both questions; a person may have several needs, roles and topics.")
	if offered {
		t.Notes = append(t.Notes, "Could speak about it: everybody who said so, whatever they need and whatever the filters.")
	}
	return t
}

func (d divide) row(which string, offered bool) Row {
	r := Row{ID: d.id, Cells: []Cell{textCell(d.label), textCell(which)}}
	for i, n := range d.counts {
		c := countCell(n)
		c.Filter = d.filters[i]
		r.Cells = append(r.Cells, c)
	}
	if offered {
		c := textCell("–")
		if d.could >= 0 {
			c = countCell(d.could)
			c.Filter = d.speak
		}
		r.Cells = append(r.Cells, c)
	}
	return r
}

// finding says how many have which need, and where help is wanted and nobody offers any.
func (w *wanting) finding() string {
	if w.base == 0 {
		return ""
	}
	var parts []string
	for _, n := range w.needed {
		switch {
		case n.fixed:
		case n.verb != "":
			parts = append(parts, thousands(n.count)+" "+n.verb)
		default:
			parts = append(parts, fmt.Sprintf("%s picked “%s”", thousands(n.count), n.label))
		}
	}
	text := ""
	if len(parts) > 0 {
		text = "Of " + people(w.base) + " who picked something, " + andList(parts) + "."
	}
	if lacking := w.lacking(); len(lacking) > 0 {
		text = strings.TrimSpace(text + " Nobody could speak about " + orList(lacking) + ", which people with a challenge want.")
	}
	return text
}

// lacking names the topics that people with a challenge want and nobody could speak about.
func (w *wanting) lacking() []string {
	const most = 5
	help := w.of(survey.WantsHelp)
	if help < 0 {
		return nil
	}
	var names []string
	for _, d := range sortedBy(w.topics, help) {
		if d.could == 0 && d.counts[help] > 0 && !d.last && len(names) < most {
			names = append(names, d.label)
		}
	}
	return names
}

// firstOf names the topic that most people of a need want, "" when it is not clearly one.
func (w *wanting) firstOf(need int) string {
	sorted := slices.DeleteFunc(sortedBy(w.topics, need), func(d divide) bool { return d.fixed })
	if len(sorted) < 2 || sorted[0].last || sorted[0].counts[need] < 3 || sorted[0].counts[need] == sorted[1].counts[need] {
		return ""
	}
	return sorted[0].label
}

// some tells whether a need was asked for and is anybody's, of whom the filter does not make it the need.
func (w *wanting) some(need int) bool {
	return need >= 0 && w.needed[need].count > 0 && !w.needed[need].fixed
}

// remarks says who looks for a role and who has one, or who would like help.
func (w *wanting) remarks() []remark {
	seek, hire, help := w.of(survey.SeeksRole), w.of(survey.Hires), w.of(survey.WantsHelp)
	switch {
	case w.base < least:
		return nil
	case w.some(seek) && w.some(hire):
		text := fmt.Sprintf("%s look for a role and %s hire, of %s who picked any need", thousands(w.needed[seek].count),
			thousands(w.needed[hire].count), thousands(w.base))
		weight := part(w.needed[seek].count+w.needed[hire].count, w.base)
		return []remark{{aboutNeeds, weight, text + w.both(w.firstOf(seek), w.firstOf(hire)) + "."}}
	case w.some(help):
		text := fmt.Sprintf("%s of the %s who picked any need have a challenge they would like help with", thousands(w.needed[help].count), people(w.base))
		if first := w.firstOf(help); first != "" {
			text += "; what most of them want is " + first
		}
		return []remark{{aboutNeeds, part(w.needed[help].count, w.base), text + "."}}
	}
	return nil
}

func (w *wanting) both(seek, hire string) string {
	switch {
	case seek != "" && seek == hire:
		return "; both want " + seek + " most"
	case seek != "" && hire != "":
		return fmt.Sprintf("; those who look want %s most, those who hire %s", seek, hire)
	case seek != "":
		return "; those who look want " + seek + " most"
	}
	return ""
}
