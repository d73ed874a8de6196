package dashboard

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"muster/internal/analysis"
	"muster/internal/tally"
)

// change makes the panel of what moved: the answers to a question in an earlier and a later time, or of
// people from one source and from another.
type change struct {
	dimension dimension
	sources   bool
	since     string // first day of the later time, as 2026-01-31; "": where the answers part
}

func (c change) by() tally.Dimension {
	if c.sources {
		return tally.Dimension{Unit: tally.Source}
	}
	return tally.Dimension{Unit: tally.Day}
}

func (c change) needs() needs {
	return needs{tables: [][]tally.Dimension{{c.dimension.tally()}, {c.dimension.tally(), c.by()}}}
}

func (c change) fill(p *Panel, in input, k known) error {
	t := k.tables[1]
	if len(t.Cells) != len(t.Axes[0].Categories)*len(t.Axes[1].Categories) {
		return fmt.Errorf("%d cells where there should be %d", len(t.Cells), len(t.Axes[0].Categories)*len(t.Axes[1].Categories))
	}
	p.Base = in.base(k.tables[0], 1)
	p.Note = joinNotes(p.Note, in.selection.filteredBy(c.dimension, categoriesOf(c.dimension.question, c.dimension.unit)))
	if c.sources {
		return c.fillSources(p, in, t)
	}
	return c.fillPeriods(p, in, t)
}

// lines gives the answers with the people of both sides: those of the columns of each.
func (c change) lines(in input, t tally.Table, first, second []int) ([]difference, error) {
	categories, rows, err := c.dimension.read(t.Axes[0])
	if err != nil {
		return nil, err
	}
	lines := make([]difference, len(categories))
	for i, one := range categories {
		one.fixed = in.selection.fixes(c.dimension, one.id)
		lines[i] = difference{category: one, filter: in.selection.narrowed(c.dimension, one.id)}
		for _, column := range first {
			lines[i].first += t.Cell(rows[i], column)
		}
		for _, column := range second {
			lines[i].second += t.Cell(rows[i], column)
		}
	}
	return lines, nil
}

// totals gives the people of some columns.
func totals(a tally.Axis, columns []int) int {
	sum := 0
	for _, column := range columns {
		sum += a.Totals[column]
	}
	return sum
}

// finish tells a contrast.
func (c change) finish(p *Panel, x *contrast, words contrastWords) error {
	x.compare()
	x.order(c.dimension.question)
	p.Finding = x.finding(words)
	p.Table = x.table(p.Title)
	p.Base.Size, p.Base.Warning = sizeOf(x.fewer()), sideWarning(x.fewer())
	if x.tiny() {
		return nil // a drawing would tempt to see what nothing can be said of
	}
	var err error
	p.Chart, err = x.draw(p)
	return err
}

// sideWarning says what a small side means.
func sideWarning(base int) string {
	switch {
	case base < least:
		return fmt.Sprintf("One side has fewer than %d people: nothing is tested.", least)
	case base < ample:
		return fmt.Sprintf("One side has fewer than %d people: only large differences can be told from chance.", ample)
	}
	return ""
}

func (c change) fillPeriods(p *Panel, in input, t tally.Table) error {
	days, err := daysOf(t.Axes[1])
	if err != nil {
		return err
	}
	split := days.split(c.since)
	x := &contrast{first: days.party("Earlier", 0, split.at), second: days.party("Later", split.at, len(days.days))}
	if x.lines, err = c.lines(in, t, upward(0, split.at), upward(split.at, len(days.days))); err != nil {
		return err
	}
	if x.first.base == 0 && x.second.base == 0 {
		p.Table = x.table(p.Title)
		return nil
	}
	err = c.finish(p, x, contrastWords{
		up: "Rose:", down: "Fell:", even: "Nothing moved by more than chance explains.",
		few: fmt.Sprintf("Nothing can be said yet of what moved: %s answered in the earlier time and %s in the later; it takes %d in each.",
			thousands(x.first.base), thousands(x.second.base), least),
	})
	p.Table.Notes = append([]string{split.words}, p.Table.Notes...)
	l, ok := x.sharpest()
	switch {
	case err != nil:
	case !ok:
		p.remarks = append(p.remarks, c.still(x)...)
	default:
		p.remarks = append(p.remarks, remark{aboutChange, abs(l.move.Difference), fmt.Sprintf(
			"Since %s %s moved %s (%s points; %s against %s).", dayWords(days.days[split.at]), l.label, x.shares(l),
			pointSpan(l.move.Interval), people(x.second.base), thousands(x.first.base))})
	}
	return err
}

// still says that nothing is known to have moved, of how many answers. Where nothing was tested there is
// nothing to say; the panel tells why.
func (c change) still(x *contrast) []remark {
	tested := 0
	for _, l := range x.lines {
		if l.move.Verdict != analysis.Untested {
			tested++
		}
	}
	if tested == 0 {
		return nil
	}
	return []remark{{aboutChange, 0, fmt.Sprintf("Of %s answers to “%s” none moved by more than chance explains between the earlier %s and the later %s.",
		thousands(tested), c.dimension.question.Title, people(x.first.base), thousands(x.second.base))}}
}

func abs(v float64) float64 { return max(v, -v) }

// upward gives the numbers from one to before another.
func upward(from, to int) []int {
	var all []int
	for i := from; i < to; i++ {
		all = append(all, i)
	}
	return all
}

func (c change) fillSources(p *Panel, in input, t tally.Table) error {
	axis := t.Axes[1]
	bySize := upward(0, len(axis.Categories))
	slices.SortStableFunc(bySize, func(a, b int) int {
		return cmp.Or(boolOrder(axis.Categories[a] == tally.Rest, axis.Categories[b] == tally.Rest), cmp.Compare(axis.Totals[b], axis.Totals[a]))
	})
	if len(bySize) < 2 {
		p.absent = origin{tally.Source}.alike(in, t)
		return nil
	}
	first, second := bySize[:1], bySize[1:2]
	x := &contrast{ahead: true, second: party{name: originLabel(tally.Source, axis.Categories[second[0]])}}
	if axis.Totals[second[0]] < least && len(bySize) > 2 {
		second, x.second.name = bySize[1:], "All others"
	}
	x.first = party{originLabel(tally.Source, axis.Categories[first[0]]), totals(axis, first)}
	x.second.base = totals(axis, second)
	var err error
	if x.lines, err = c.lines(in, t, first, second); err != nil {
		return err
	}
	err = c.finish(p, x, contrastWords{
		up:   fmt.Sprintf("More often from “%s” than from “%s”:", x.first.name, x.second.name),
		down: fmt.Sprintf("Less often from “%s” than from “%s”:", x.first.name, x.second.name),
		even: fmt.Sprintf("People from “%s” and from “%s” do not differ by more than chance explains.", x.first.name, x.second.name),
		few: fmt.Sprintf("Nothing can be said yet of how sources differ: %s came from “%s” and %s from “%s”; it takes %d from each.",
			thousands(x.first.base), x.first.name, thousands(x.second.base), x.second.name, least),
	})
	if err != nil {
		return err
	}
	return c.beside(p, t, bySize[len(first)+1:])
}

// beside adds the shares of the other sources that have people enough.
func (c change) beside(p *Panel, t tally.Table, columns []int) error {
	_, rows, err := c.dimension.read(t.Axes[0])
	if err != nil {
		return err
	}
	places := map[string]int{}
	for _, at := range rows {
		places[t.Axes[0].Categories[at]] = at
	}
	added := 0
	for _, column := range columns {
		one := party{originLabel(tally.Source, t.Axes[1].Categories[column]), t.Axes[1].Totals[column]}
		if one.base < least {
			continue
		}
		added++
		p.Table.Columns = append(p.Table.Columns, Column{Label: one.label(), Kind: Share})
		for i, row := range p.Table.Rows {
			p.Table.Rows[i].Cells = append(row.Cells, one.cell(t.Cell(places[row.ID], column)))
		}
	}
	if added > 0 {
		p.Table.Notes = append(p.Table.Notes, "Compared are the first two columns; those after the test are shown beside them.")
	}
	return nil
}

// change plans the panel.
func (p *planner) change(sp spec) {
	q, reason := p.find(sp.Purpose, sp.Question)
	if q == nil {
		p.leave(sp, "What moved", reason)
		return
	}
	title, id := "What moved: "+nameOf(p.survey, q), "change-"+q.ID
	if sp.By == "sources" {
		title, id = "Source against source: "+nameOf(p.survey, q), "change-"+q.ID+"-sources"
	}
	p.add(sp, "", title, id, change{byAnswers(p.survey, q, tally.Options), sp.By == "sources", sp.Since})
}

// change checks the panel.
func (c *checker) change(path string, p *spec) {
	c.oneOf(path+".by", &p.By, divisions(ChangeKind), "periods")
	if p.Since != "" {
		if _, err := time.Parse(time.DateOnly, p.Since); err != nil {
			c.doc.Report(path+".since", "since is a day such as 2026-01-31; found %q", p.Since)
		}
		if p.By == "sources" {
			c.doc.Report(path+".since", "since parts times; it means nothing beside by: sources")
		}
	}
	c.ofQuestion(path, p)
}
