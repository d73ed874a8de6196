package importer

import "slices"

// mostStaying is how many values of a column are written down to stay own words.
const mostStaying = 200

// Kept is the mapping to keep with the survey once the plan is carried out: that of its report, and what was let go
// by carrying it out although something has no place. What became own words then does so in every later export.
func (p *Plan) Kept() *Mapping {
	m := p.Report().Mapping
	for _, u := range p.Unmatched {
		if !u.Own {
			continue
		}
		at := slices.IndexFunc(m.Columns, func(c MappedColumn) bool { return c.Column == u.Column && max(c.Nth, 1) == max(u.Nth, 1) })
		if at >= 0 {
			m.Columns[at].Own = true
		}
	}
	return m
}

// keeps tells that somebody decided that what is no option is own words.
func (d *decision) keeps() bool { return d != nil && d.Own }

// stayOwn adds to the values about which something was decided those that are kept as own words by a survey made of
// the file, as far as several people gave them: a longer export, in which more do, asks nobody about them again. What
// one person alone gave is not written down; it goes when its answer is erased.
func stayOwn(decided []MappedValue, found []ValueReport) []MappedValue {
	for _, v := range found {
		said := slices.ContainsFunc(decided, func(d MappedValue) bool { return foldLabel(d.Value) == foldLabel(v.Value) })
		if v.Own && v.People > 1 && !said && len(decided) < mostStaying && len(v.Value) <= longestLabel {
			decided = append(decided, MappedValue{Value: v.Value, Own: true})
		}
	}
	return decided
}
