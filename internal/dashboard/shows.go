package dashboard

import "slices"

// Shows tells whether there is a panel of that kind, for a survey that has the questions for it.
func (d *Dashboard) Shows(kind Kind) bool {
	return slices.ContainsFunc(d.panels, func(p spec) bool { return p.Kind == kind })
}
