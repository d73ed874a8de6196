package importer

import (
	"context"
	"fmt"
	"time"

	"muster/internal/spreadsheet"
)

// decision is what somebody decided about a column, as far as one question is concerned.
type decision struct {
	MappedColumn
	values map[string]MappedValue // by folded value
	only   bool                   // of a column that several questions share: this one takes no values but these
}

// of gives what was decided about a value.
func (d *decision) of(value string) (MappedValue, bool) {
	if d == nil {
		return MappedValue{}, false
	}
	v, ok := d.values[foldLabel(value)]
	return v, ok
}

// joined leaves together the pieces of a cell that are one value about which something was decided.
func (d *decision) joined(cell string, pieces []piece) []piece {
	if d == nil || len(d.values) == 0 {
		return pieces
	}
	var out []piece
	for at := 0; at < len(pieces); {
		width := min(len(pieces)-at, mostPieces)
		for ; width > 1; width-- {
			if _, decided := d.of(cell[pieces[at].from:pieces[at+width-1].to]); decided {
				break
			}
		}
		out = append(out, piece{pieces[at].from, pieces[at+width-1].to})
		at += width
	}
	return out
}

// mostPieces is into how many pieces a value about which something was decided may fall.
const mostPieces = 8

// decide is the decision for the nth of the column's questions. Where there are several, a value is of the
// question that it names; the first question takes what is said of none.
func decide(c MappedColumn, nth int) *decision {
	d := &decision{MappedColumn: c.question(nth), values: map[string]MappedValue{}, only: nth > 0}
	for _, v := range c.Values {
		if len(c.Questions) > 1 && v.Question != "" && v.Question != c.Questions[nth] {
			v.Option, v.Own, v.Skip = "", false, true
		} else if nth > 0 && v.Question == "" {
			continue
		}
		d.values[foldLabel(v.Value)] = v
	}
	return d
}

// mapped is a file with what was decided about its columns.
type mapped struct {
	*layout
	by     map[*column]MappedColumn
	timed  *MappedColumn // the entry of the column that holds the times; nil: found
	absent []Absent
}

// Absent is a column that a mapping names and the file does not have.
type Absent struct {
	Column  string
	Nearest string // a column of the file that was probably meant; "" when none is near
}

// String gives the absent column as one line.
func (a Absent) String() string {
	line := fmt.Sprintf("The mapping names a column “%s”, which the file does not have", shorten(a.Column))
	if a.Nearest == "" {
		return line + "."
	}
	return line + fmt.Sprintf("; did you mean “%s”?", shorten(a.Nearest))
}

// mostMisspelt is for how many absent columns it is found out what was probably meant.
const mostMisspelt = 50

// newMapped lays a file out and holds a mapping against it. A column that goes into a question with others, or
// that is the tool's own, stands for itself once somebody decided about it.
func newMapped(ctx context.Context, config layoutConfig, m *Mapping) *mapped {
	plain := newLayout(ctx, config)
	out := &mapped{layout: plain, by: map[*column]MappedColumn{}}
	if m == nil {
		return out
	}
	alone := map[int]bool{}
	header, asked := headerTitles(plain.table.Header), columnTitles(plain.columns)
	for i, c := range m.Columns {
		at, there := header.find(c)
		asks, _ := asked.find(c)
		switch {
		case c.Times && config.times == 0 && asks != nil:
			config.times, out.timed = asks.index+1, &m.Columns[i]
		case c.Times && config.times == 0 && there:
			config.times, out.timed = at+1, &m.Columns[i]
		case there && asks == nil:
			alone[at] = true
		}
	}
	if len(alone) > 0 || config.times > 0 {
		config.alone = func(index int) bool { return alone[index] }
		out.layout = newLayout(ctx, config)
		out.layout.found, out.layout.dated = plain.found, plain.dated
	}
	asked = columnTitles(out.columns)
	unnamed := out.unnamed(m)
	for i, c := range m.Columns {
		column, asks := asked.find(c)
		_, there := header.find(c)
		switch {
		case out.timed == &m.Columns[i]:
		case asks:
			out.by[column] = c
		case !there && len(out.absent) < mostMisspelt:
			out.absent = append(out.absent, Absent{c.Column, nearestTitle(c.Column, unnamed)})
		case !there:
			out.absent = append(out.absent, Absent{Column: c.Column})
		}
	}
	return out
}

// unnamed are the titles of the file's columns that the mapping does not name.
func (m *mapped) unnamed(mapping *Mapping) []string {
	named := map[string]bool{}
	for _, c := range mapping.Columns {
		named[foldTitle(c.Column)] = true
	}
	var titles []string
	for _, c := range m.columns {
		if !named[foldTitle(c.title)] {
			titles = append(titles, c.title)
		}
	}
	return titles
}

// dates is the order of day and month, where it was decided.
func (m *Mapping) dates() DateOrder {
	if m == nil {
		return FoundOrder
	}
	return m.Dates
}

// zone is that of time stamps that name none, unless it was decided.
func (m *Mapping) zone(usual *time.Location) (*time.Location, error) {
	if m == nil || m.Zone == "" {
		return usual, nil
	}
	zone, err := time.LoadLocation(m.Zone)
	if err != nil {
		return nil, &MappingError{[]string{fmt.Sprintf("unknown time zone %q", m.Zone)}}
	}
	return zone, nil
}

// form is what the form of a file is called.
func (m *Mapping) form(t *spreadsheet.Table) string {
	if m != nil && m.Form != "" {
		return m.Form
	}
	return FormName(t.Name)
}

// nth is nth of the column that stands at that place of the file, which a binding may have as a copy.
func (l *layout) nth(title string, index int) int {
	for _, c := range l.columns {
		if c.index == index && foldTitle(c.title) == foldTitle(title) {
			return nth(l.columns, c)
		}
	}
	return 0
}

// nth counts the columns of one title up to and with this one; 0 when it is the only one.
func nth(columns []*column, c *column) int {
	n, at := 0, 0
	for _, other := range columns {
		if foldTitle(other.title) != foldTitle(c.title) {
			continue
		}
		if n++; other == c {
			at = n
		}
	}
	if n == 1 {
		return 0
	}
	return at
}
