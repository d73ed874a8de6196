package dashboard

import (
	"fmt"
	"slices"
	"strconv"

	"muster/internal/tally"
)

// firstPlaces is how many of the first places are counted together.
const firstPlaces = 3

// preference makes the panel of a question that was answered by putting options in order: how many
// put each first, how many among the first three, and its mean place among those who gave it one.
// Not everybody gives every option a place, so shares are of everybody who answered, while the mean
// place speaks of fewer people and is shown with their number.
type preference struct{ dimension dimension }

func (r preference) needs() needs {
	id := r.dimension.question.ID
	return needs{tables: [][]tally.Dimension{{{Question: id}, {Question: id, Unit: tally.Ranks}}}}
}

// placed is one option with the people by the place they gave it.
type placed struct {
	category
	first, top, ranked int // people who put it first, among the first places, anywhere
	sum                int // of the places
}

func (r preference) fill(p *Panel, in input, k known) error {
	t := k.tables[0]
	options, err := r.options(t)
	if err != nil {
		return err
	}
	p.Base = in.base(t, 1)
	p.Table = r.table(options, in.selection, t.Base)
	if t.Base == 0 {
		return nil
	}
	for i, o := range options {
		options[i].fixed = in.selection.fixes(r.dimension, o.id)
	}
	p.Note = joinNotes(p.Note, in.selection.filteredBy(r.dimension, categoriesOf(r.dimension.question, r.dimension.unit)))
	p.Finding = r.finding(options, t.Base)
	p.Chart, err = drawRanking(p, r.lines(options, in.selection), t.Base, "In the first three")
	return err
}

func (r preference) options(t tally.Table) ([]placed, error) {
	categories, rows, err := r.dimension.read(t.Axes[0])
	if err != nil {
		return nil, err
	}
	if want := len(t.Axes[0].Categories) * len(t.Axes[1].Categories); len(t.Cells) != want {
		return nil, fmt.Errorf("%d cells where there should be %d", len(t.Cells), want)
	}
	options := make([]placed, len(categories))
	for i, c := range categories {
		options[i].category = c
		for column, name := range t.Axes[1].Categories {
			place, err := strconv.Atoi(name)
			if err != nil {
				return nil, fmt.Errorf("%s: place %q: %w", r.dimension, name, err)
			}
			options[i].add(place, t.Cell(rows[i], column))
		}
	}
	slices.SortStableFunc(options, func(a, b placed) int { return slices.Compare(b.weight(), a.weight()) })
	return options, nil
}

func (o *placed) add(place, people int) {
	if place == 1 {
		o.first += people
	}
	if place <= firstPlaces {
		o.top += people
	}
	o.ranked += people
	o.sum += place * people
}

// weight is what options are ordered by. The first three places tell more than the first alone: what
// most people rank second draws more of them than what few rank first.
func (o placed) weight() []int { return []int{o.top, o.first, o.ranked} }

// wide tells whether the first places are fewer than all there are.
func (r preference) wide() bool { return len(r.dimension.question.Options) > firstPlaces }

func (r preference) table(options []placed, sel Selection, base int) *Table {
	t := &Table{
		Caption: string(r.dimension.question.Title),
		Columns: []Column{
			{Label: "Answer", Kind: Text}, {Label: "First choice", Kind: Count},
			{Label: "Share, first", Kind: Share}, {Label: "95%, first", Kind: Interval},
		},
		Notes: append(shareNotes(base), "The mean place is of those who gave the answer a place; 1 is the best."),
	}
	if r.wide() {
		t.Columns = append(t.Columns, Column{Label: "In the first three", Kind: Count},
			Column{Label: "Share, first three", Kind: Share}, Column{Label: "95%, first three", Kind: Interval})
	}
	t.Columns = append(t.Columns, Column{Label: "Mean place", Kind: Number})
	for _, o := range options {
		row := Row{ID: o.id, Cells: []Cell{
			textCell(o.label), countCell(o.first), shareCell(o.first, base), intervalCell(o.first, base),
		}}
		if r.wide() {
			row.Cells = append(row.Cells, countCell(o.top), shareCell(o.top, base), intervalCell(o.top, base))
		}
		row.Cells = append(row.Cells, o.meanCell(sel.narrowed(r.dimension, o.id)))
		t.Rows = append(t.Rows, row)
	}
	return t
}

// meanCell is the mean place, with the people it is of. It leads to them.
func (o placed) meanCell(filter string) Cell {
	if o.ranked == 0 {
		return Cell{Text: "–"}
	}
	mean := part(o.sum, o.ranked)
	return Cell{
		Text: strconv.FormatFloat(mean, 'f', 2, 64), Number: new(mean), Count: new(o.ranked),
		Note: "of " + people(o.ranked), Filter: filter,
	}
}

// lines draws the first three places with the first choice within them.
func (r preference) lines(options []placed, sel Selection) []line {
	lines := make([]line, len(options))
	for i, o := range options {
		lines[i] = line{category: o.category, count: o.first, filter: sel.narrowed(r.dimension, o.id)}
		if r.wide() {
			lines[i].count, lines[i].within = o.top, []within{{"First choice", o.first}}
		}
	}
	return lines
}

func (r preference) finding(options []placed, base int) string {
	first := make([]line, len(options))
	for i, o := range options {
		first[i] = line{category: o.category, count: o.first}
	}
	return leader("Put first most often", first, base)
}
