package dashboard

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"muster/internal/survey"
	"muster/internal/tally"
)

// ranking makes the panel of a question: its options, points or bins, or groups of them, by the
// people who picked them. A person who picked three options of a group is one person of that group.
// Beside the options stand the levels in which people could say more about a pick.
type ranking struct {
	dimension dimension
	sort      string // "share" or "survey"
	limit     int    // of lines that are drawn; 0: all
	levels    []*survey.Question
}

// line is one category with the people who picked it.
type line struct {
	category
	count  int
	filter string
	within []within // parts of these people; of every line the same ones
}

// within are those people of a line who said more.
type within struct {
	label string
	count int
}

func (r ranking) needs() needs {
	n := needs{tables: [][]tally.Dimension{{r.dimension.tally()}}}
	for _, l := range r.levels {
		n.tables = append(n.tables, []tally.Dimension{{Question: l.ID}})
	}
	if r.dimension.overlaps() {
		n.tables = append(n.tables, []tally.Dimension{r.dimension.tally(), r.dimension.tally()})
	}
	return n
}

func (r ranking) fill(p *Panel, in input, k known) error {
	t := k.tables[0]
	lines, err := r.lines(in, k.tables)
	if err != nil {
		return err
	}
	drawn := lines
	if r.limit > 0 && r.limit < len(lines) {
		drawn = lines[:r.limit]
	}
	p.Base = in.base(t, 1)
	if r.dimension.question.LevelOf != "" && t.Base > 0 {
		p.Base.Words = fmt.Sprintf("%s said so of something; %s of %s did not.",
			people(t.Base), thousands(t.Responses-t.Base), thousands(t.Responses))
	}
	if blankIsNone(r.dimension.question) && t.Base > 0 {
		p.Base.Words += blankWords
	}
	race := r.race(lines, k.tables)
	p.Table = r.table(lines, t.Base)
	race.table(p.Table)
	p.Note = joinNotes(p.Note, in.selection.filteredBy(r.dimension, categoriesOf(r.dimension.question, r.dimension.unit)))
	p.Finding = strings.TrimSpace(race.finding() + " " + levelFinding(lines, t.Base))
	if t.Base == 0 {
		return nil
	}
	r.remark(p, in, race)
	if p.Chart, err = drawRanking(p, drawn, t.Base, "Picked"); err != nil {
		return err
	}
	if r.sort == "share" {
		p.Chart.Draw.Brackets = race.brackets(len(drawn))
	}
	if len(drawn) < len(lines) {
		p.Table.Notes = append(p.Table.Notes, fmt.Sprintf("The drawing shows the first %d of %d lines.", len(drawn), len(lines)))
	}
	if len(p.Chart.Draw.Brackets) > 0 {
		p.Note = strings.TrimSpace(p.Note + " Lines that a bracket joins are too close to call, each with every other.")
	}
	return nil
}

// lines gives the categories in the order they are shown.
func (r ranking) lines(in input, tables []tally.Table) ([]line, error) {
	categories, counts, err := r.dimension.count(tables[0].Axes[0])
	if err != nil {
		return nil, err
	}
	lines := make([]line, len(categories))
	for i, c := range categories {
		c.fixed = in.selection.fixes(r.dimension, c.id)
		lines[i] = line{category: c, count: counts[i], filter: in.selection.narrowed(r.dimension, c.id)}
	}
	for i, level := range r.levels {
		categories, counts, err := dimension{question: level}.count(tables[1+i].Axes[0])
		if err != nil {
			return nil, err
		}
		people := map[string]int{}
		for at, c := range categories {
			people[c.id] = counts[at]
		}
		for at := range lines {
			lines[at].within = append(lines[at].within, within{string(level.Title), people[lines[at].id]})
		}
	}
	if r.sort == "share" {
		sortLines(lines)
	}
	return lines, nil
}

// sortLines puts the most picked first, and "other" and "none" last whatever their share.
func sortLines(lines []line) {
	slices.SortStableFunc(lines, func(a, b line) int {
		if a.last != b.last {
			return boolOrder(a.last, b.last)
		}
		if a.last {
			return 0
		}
		return cmp.Compare(b.count, a.count)
	})
}

func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func (r ranking) table(lines []line, base int) *Table {
	q := r.dimension.question
	t := shareTable(string(q.Title), "Answer", lines, base)
	if q.LevelOf != "" && base > 0 {
		t.Notes[0] = "Shares are of the " + people(base) + " who said so of something."
	}
	if r.dimension.unit == tally.Groups {
		t.Columns[0].Label = "Group"
		t.Notes = append(t.Notes, "A person counts once in a group, however many of its answers they picked.")
	} else if len(q.Groups) > 0 {
		t.Columns = slices.Insert(t.Columns, 1, Column{Label: "Group", Kind: Text})
		for i, l := range lines {
			t.Rows[i].Cells = slices.Insert(t.Rows[i].Cells, 1, textCell(l.group))
		}
	}
	switch q.Kind {
	case survey.Many, survey.Slots:
		t.Notes = append(t.Notes, "People could pick several, so shares can add up to more than 100%.")
	case survey.Ranking:
		t.Notes = append(t.Notes, "Counted is who gave an answer any place, so shares can add up to more than 100%.")
	}
	return t
}

// finding names the first, whoever is level with it, and how many are not clearly behind, for lines of
// which it is not known who picked several.
func (r ranking) finding(lines []line, base int) string {
	return race{lines: lines, base: base}.finding()
}

// levelFinding names the line of which most people said more in the first level. It need not be the
// one that most people picked: many may like what few are keen on.
func levelFinding(lines []line, base int) string {
	if base == 0 || len(lines) == 0 || len(lines[0].within) == 0 {
		return ""
	}
	keen := make([]line, len(lines))
	for i, l := range lines {
		keen[i] = line{category: l.category, count: l.within[0].count}
	}
	return leader("“"+lines[0].within[0].label+"” most often", keen, base)
}
