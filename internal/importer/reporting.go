package importer

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"muster/internal/survey"
)

// mostValues is how many values of a column a report lists.
const mostValues = 300

// Report tells what was understood of the file, column by column, for a person to check and to correct. It
// does so also while Err is not nil.
func (p *Plan) Report() *Report {
	r := &reporting{plan: p, layout: p.rows.layout, out: &Report{
		Tool: p.rows.layout.tool.name, Sheet: p.rows.layout.table.Sheet, Sheets: p.rows.layout.table.Sheets, Rows: p.rows.len(),
	}}
	r.columns()
	r.mapping()
	return r.out
}

// reporting is a report in the making.
type reporting struct {
	plan    *Plan
	layout  *layout
	out     *Report
	entries []MappedColumn                 // of the columns that are asked or left out by hand, in their order
	unfits  map[columnName]map[string]bool // see unfit
}

// columns are those that ask something and those that are the tool's own, in the order of the file.
func (r *reporting) columns() {
	covered := map[int]bool{}
	all := map[int]ColumnReport{}
	entries := map[int]*MappedColumn{}
	for _, c := range r.layout.columns {
		for _, i := range c.indexes() {
			covered[i] = true
		}
		report, entry := r.column(c)
		all[c.index], entries[c.index] = report, entry
	}
	for i, title := range r.layout.table.Header {
		if !covered[i] && (title != "" || r.layout.uses[i] != Skipped) {
			all[i], entries[i] = r.ownColumn(i)
		}
	}
	for _, i := range slices.Sorted(maps.Keys(all)) {
		r.out.Columns = append(r.out.Columns, all[i])
		if entries[i] != nil {
			r.entries = append(r.entries, *entries[i])
		}
	}
}

// ownColumn reports on a column that asks nothing. What decides the same again is needed where it was decided that
// the times are in it.
func (r *reporting) ownColumn(i int) (ColumnReport, *MappedColumn) {
	out := ColumnReport{Title: r.layout.table.Header[i], Nth: 1, Use: r.own(i), Answered: newColumn(r.layout.table, i).answered, Why: r.layout.why(i)}
	out.Sent = r.layout.stamps != nil && r.layout.stamps.index == i
	timed := r.plan.mapped.timed
	if timed == nil || !out.Sent {
		return out, nil
	}
	out.Title, out.Nth, out.ByHand = cmp.Or(out.Title, timed.Column), max(timed.Nth, 1), true
	return out, &MappedColumn{Column: out.Title, Nth: timed.Nth, Times: true}
}

// own is what a column is for that nobody was asked.
func (r *reporting) own(i int) Use {
	if use := r.layout.uses[i]; use != Answers {
		return use
	}
	return Tooling
}

// column reports on one column and gives what decides the same about it again; nil when nothing was decided.
func (r *reporting) column(c *column) (ColumnReport, *MappedColumn) {
	entry, byHand := r.plan.mapped.by[c]
	out := ColumnReport{Title: c.title, Nth: max(1, nth(r.layout.columns, c)), Answered: c.answered, ByHand: byHand}
	bound := inOrder(r.bound(c), entry.Questions)
	switch {
	case entry.Skip:
		out.Use = Skipped
		return out, &entry
	case len(bound) == 0 && c.answered > 0 && !c.collected:
		out.Use = Unknown
		return out, nil
	case len(bound) == 0:
		out.Use = Skipped
		return out, nil
	case c.collected:
		out.Use = Address
	default:
		out.Use = Answers
	}
	for _, b := range bound {
		if !slices.Contains(out.Questions, b.question.ID) {
			out.Questions = append(out.Questions, b.question.ID)
		}
	}
	q := bound[0].question
	out.Kind, out.Option = q.Kind, r.about(c, q, entry)
	for _, b := range bound {
		if (several(b.question) || b.separator != whole) && out.Separator == FoundSeparator {
			out.Separator = b.separator.named()
		}
	}
	out.Values, out.More = r.values(c, bound)
	out.Why = r.why(c, bound, byHand)
	return out, r.entry(c, entry, out, q)
}

// bound are the bindings that a column has a part in.
func (r *reporting) bound(c *column) []*binding {
	var out []*binding
	for _, b := range r.plan.rows.bindings {
		if slices.ContainsFunc(b.column.indexes(), func(i int) bool { return slices.Contains(c.indexes(), i) }) {
			out = append(out, b)
		}
	}
	return out
}

// several tells whether a question takes several picks, so that something may stand between them.
func several(q *survey.Question) bool { return q.Choice() && !q.Single() }

// about is the part of the question that a column is about; "" for all of it.
func (r *reporting) about(c *column, q *survey.Question, entry MappedColumn) string {
	if entry.Option != "" {
		return entry.Option
	}
	if c.row != "" && q.Grid == "" && q.Choice() && foldTitle(string(q.Title)) == foldTitle(c.grid) {
		return c.row
	}
	return ""
}

// values lists what the rows that are taken hold where there are options, and elsewhere what cannot be read.
func (r *reporting) values(c *column, bound []*binding) (listed []ValueReport, more int) {
	all := map[string]*found{}
	counted := map[int]bool{}
	for _, b := range bound {
		counts := !counted[b.column.index]
		counted[b.column.index] = true
		for text, people := range r.cells(b) {
			seen := map[string]bool{}
			for _, part := range b.told(text) {
				key := foldLabel(part.text)
				if all[key] == nil {
					all[key] = newFound(b)
				}
				if counts && !seen[key] {
					all[key].people += people
					all[key].spellings[part.text] += people
				}
				seen[key] = true
				all[key].see(b, part)
			}
		}
	}
	written := slices.ContainsFunc(bound, func(b *binding) bool {
		_, has := b.question.Written()
		return has || b.question.Free()
	})
	for key, f := range all {
		listed = append(listed, f.report(written && !r.unfit(c)[key]))
	}
	slices.SortFunc(listed, func(a, b ValueReport) int { return cmp.Or(b.People-a.People, cmp.Compare(a.Value, b.Value)) })
	return listed[:min(len(listed), mostValues)], max(0, len(listed)-mostValues)
}

// cells counts what the rows that are taken hold for a binding.
func (r *reporting) cells(b *binding) map[string]int {
	cells := map[string]int{}
	if b.question.Free() {
		return cells
	}
	for _, row := range r.plan.rows.kept {
		if text := b.column.text(row); text != "" {
			cells[text]++
		}
	}
	return cells
}

// columnName tells columns of one title apart.
type columnName struct {
	title string
	nth   int
}

// unfit are the values of a column that the survey has no place for, folded.
func (r *reporting) unfit(c *column) map[string]bool {
	if r.unfits == nil {
		r.unfits = map[columnName]map[string]bool{}
		for _, u := range r.plan.Unmatched {
			name := columnName{u.Column, max(u.Nth, 1)}
			if r.unfits[name] == nil {
				r.unfits[name] = map[string]bool{}
			}
			r.unfits[name][foldLabel(u.Option)] = true
		}
	}
	return r.unfits[columnName{c.title, max(1, nth(r.layout.columns, c))}]
}

// told takes a cell apart for a report.
func (b *binding) told(cell string) []taken {
	switch {
	case cell == "" || b.question.Free() || b.question.Kind == survey.Agree:
		return nil
	case b.question.Choice():
		return b.parts(cell)
	}
	read := b.read(cell)
	id := ""
	switch {
	case b.question.Kind == survey.Scale && read.given:
		id = strconv.Itoa(read.answer.Number)
	case b.question.Kind == survey.Scale:
	case read.given, len(read.unknown) == 0:
		return nil
	}
	return []taken{{cell, id}}
}

// why says what led to what was understood.
func (r *reporting) why(c *column, bound []*binding, byHand bool) []string {
	for _, s := range r.plan.inferred {
		for _, p := range s.parts {
			if p.source.mapped == r.plan.mapped && p.column.index == c.index {
				return s.guess.why
			}
		}
	}
	var lines []string
	if byHand && len(r.plan.mapped.by[c].Questions) > 0 {
		lines = append(lines, "as decided.")
	}
	for _, b := range bound {
		if b.days != nil {
			lines = append(lines, b.days.reasons()...)
		}
		lines = append(lines, b.notes...)
	}
	return lines
}

// entry is what decides the same about a column again.
func (r *reporting) entry(c *column, entry MappedColumn, out ColumnReport, q *survey.Question) *MappedColumn {
	entry.Column, entry.Nth = c.title, nth(r.layout.columns, c)
	entry.Questions, entry.Option = out.Questions, out.Option
	if out.Separator != FoundSeparator || entry.Separator != NoSeparator {
		entry.Separator = out.Separator
	}
	entry.Values = slices.DeleteFunc(slices.Clone(entry.Values), func(v MappedValue) bool {
		return v.Question != "" && !slices.Contains(out.Questions, v.Question)
	})
	entry.Further = r.further(entry)
	if r.plan.inferred != nil {
		entry.Values = stayOwn(entry.Values, out.Values)
		entry.Kind, entry.Purpose = q.Kind, q.Purpose
		if c.answered == 0 {
			entry.Kind = ""
		}
		if entry.Title == "" && string(q.Title) != c.title && len(out.Questions) == 1 && q.Grid == "" {
			entry.Title = string(q.Title)
		}
	}
	return &entry
}

// mapping puts together what was decided, by hand or by itself, with what the mapping says of columns that this
// file does not have.
func (r *reporting) mapping() {
	m := &Mapping{Form: r.plan.Form}
	if was := r.plan.mapping; was != nil {
		m.Zone, m.Dates, m.Language, m.Sheet = was.Zone, was.Dates, was.Language, was.Sheet
	}
	m.Columns = r.entries
	if was := r.plan.mapping; was != nil {
		header, asked := headerTitles(r.layout.table.Header), columnTitles(r.layout.columns)
		for _, c := range was.Columns {
			_, there := header.find(c)
			_, asks := asked.find(c)
			if !there && !asks && len(m.Columns) < mostMapped {
				m.Columns = append(m.Columns, c)
			}
		}
	}
	r.out.Mapping = m
}
