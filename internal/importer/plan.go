package importer

import (
	"context"
	"fmt"
	"slices"

	"muster/internal/spreadsheet"
)

func newPlan(f File, m *mapped) *Plan {
	return &Plan{
		Form: f.Mapping.form(f.Table), Dated: m.stamps != nil, Absent: m.absent, mapping: f.Mapping, mapped: m,
		Refused: slices.Clone(f.Table.Refused), Blank: f.Table.Blank,
	}
}

// refuse adds rows that are not taken.
func (p *Plan) refuse(rows []spreadsheet.Refusal) {
	p.Refused = append(p.Refused, rows...)
	slices.SortStableFunc(p.Refused, func(a, b spreadsheet.Refusal) int { return a.Row - b.Row })
}

// summary says what the file as a whole came to.
func (p *Plan) summary() []string {
	l := p.rows.layout
	lines := []string{fmt.Sprintf("%s: %s to %s.", l.table.Name,
		plural(p.rows.len(), "response", "responses"), plural(p.rows.questions(), "question", "questions"))}
	lines = append(lines, l.table.Notes...)
	if p.Blank > 0 {
		lines = append(lines, plural(p.Blank, "blank row was", "blank rows were")+" passed over.")
	}
	if n := len(p.Refused); n > 0 {
		lines = append(lines, plural(n, "row was", "rows were")+" refused.")
	}
	if l.stamps != nil {
		lines = append(lines, l.stamps.explain()...)
	} else {
		lines = append(lines, "The file has no time stamps; the answers carry the time of the import.")
	}
	for _, a := range p.Absent {
		lines = append(lines, a.String())
	}
	return append(lines, l.explain()...)
}

// count is what the rows of a plan hold for one question.
type count struct {
	answered int
	options  map[string]int // people by option id, or by the number of a point
	unknown  map[string]int // people by value that is no option
	surplus  map[string]int // people by value that was left out behind another, where one can be given
	crowded  int            // people of whom such values were left out
	lost     int            // cells that gave no answer at all
	cut      int            // answers longer than longestAnswer
}

func newCount() count {
	return count{options: map[string]int{}, unknown: map[string]int{}, surplus: map[string]int{}}
}

// add counts the people of another file as well.
func (c *count) add(other count) {
	c.answered += other.answered
	c.lost += other.lost
	c.cut += other.cut
	for id, n := range other.options {
		c.options[id] += n
	}
	for value, n := range other.unknown {
		c.unknown[value] += n
	}
	c.crowded += other.crowded
	for value, n := range other.surplus {
		c.surplus[value] += n
	}
}

// count goes through all rows once, by the same reading that makes the responses.
func (r *rows) count(ctx context.Context) []count {
	out := make([]count, len(r.bindings))
	for i, b := range r.bindings {
		out[i] = r.countOne(ctx, b)
	}
	return out
}

func (r *rows) countOne(ctx context.Context, b *binding) count {
	c := newCount()
	for i, row := range r.kept {
		if ended(ctx, i) {
			break
		}
		cell := b.column.text(row)
		if cell == "" {
			continue
		}
		read := b.read(cell)
		if read.cut {
			c.cut++
		}
		for _, value := range read.unknown {
			c.unknown[value]++
		}
		c.outdo(read)
		if !read.given {
			c.lost++
			continue
		}
		c.answered++
		for _, id := range read.answer.Picks {
			c.options[id]++
		}
		if len(b.question.Points) > 0 {
			c.options[fmt.Sprint(read.answer.Number)]++
		}
	}
	return c
}
