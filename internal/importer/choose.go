package importer

import (
	"context"
	"time"

	"muster/internal/spreadsheet"
)

// How much of a mapping's columns a file must have, and the other way round, to be of its form: less where the
// file is called like the form, because forms are redesigned.
const (
	sameName  = 0.3
	otherName = 0.7
)

// Choose finds the mapping of the form that a file is an export of: the one that names most of its columns,
// those of the form's own name first. It returns nil when there is none, or the context
// ends.
func Choose(ctx context.Context, mappings []*Mapping, t *spreadsheet.Table) *Mapping {
	var best *Mapping
	most := 0.0
	titles := map[string]bool{}
	layout := newLayout(ctx, layoutConfig{table: t, zone: time.UTC})
	if ctx.Err() != nil {
		return nil
	}
	for _, c := range layout.columns {
		titles[foldTitle(c.title)] = true
	}
	name := foldTitle(FormName(t.Name))
	for _, m := range mappings {
		score, least := m.overlap(titles), otherName
		if foldTitle(m.Form) == name {
			least = sameName
		}
		if score < least {
			continue
		}
		if least == sameName {
			score++
		}
		if score > most {
			best, most = m, score
		}
	}
	return best
}

// overlap is how much two sets of columns have in common, from 0 to 1 (Jaccard's index).
func (m *Mapping) overlap(titles map[string]bool) float64 {
	named := map[string]bool{}
	for _, c := range m.Columns {
		named[foldTitle(c.Column)] = true
	}
	both := 0
	for title := range named {
		if titles[title] {
			both++
		}
	}
	if all := len(named) + len(titles) - both; all > 0 {
		return float64(both) / float64(all)
	}
	return 0
}

// SameForm tells by a file's name whether it is another export of the very form that the mapping is of. What
// another year's form or another tool's file borrows is the decisions alone: dashboards split answers by the
// forms that they came from.
func (m *Mapping) SameForm(t *spreadsheet.Table) bool {
	return foldTitle(m.Form) == foldTitle(FormName(t.Name))
}

// StoredForm is the form that a file is an export of, by how many of its rows are stored under their ids as answers of
// each form: that of most rows, or else the one that kept is of, nil for none, whose columns the file has, where a
// single row of it is stored and the file tells times, so that nobody else can have the row. "" means that there is none.
func (p *Plan) StoredForm(stored map[string]int, kept *Mapping) string {
	for form, n := range stored {
		if 2*n > p.Len() {
			return form
		}
	}
	if kept != nil && p.Dated && stored[kept.Form] > 0 {
		return kept.Form
	}
	return ""
}

// Borrowed is the mapping for the file of another form: whatever was decided but the form's name.
func (m *Mapping) Borrowed() *Mapping {
	out := *m
	out.Form = ""
	return &out
}
