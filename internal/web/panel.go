package web

import (
	"net/url"
	"slices"
	"strings"

	"muster/internal/dashboard"
)

// panelView is what the template part "founder-panel" shows: one panel as an article with its
// finding, figures, drawing and numbers. A page that embeds surveyHead shows a panel with
//
//	{{template "founder-panel" ($.View .)}}
//
// inside an element of class "panels".
type panelView struct {
	*dashboard.Panel
	Script string // address of the script that draws; "" when it was not built
	Lead   string // address that Panel.More leads to; "" when there is none
}

// View gives a panel as the page shows it. Its filters lead to the page itself and keep the page's own
// parameters; where it leads on to another page of the survey the filters go with it. It does not lead
// where the reader may not go, as a viewer to names.
func (h surveyHead) View(p *dashboard.Panel) panelView {
	view := panelView{Panel: keeping(p, h.Keep), Script: h.Script}
	if p.More == nil {
		return view
	}
	path := "/surveys/" + url.PathEscape(h.Survey) + "/" + p.More.Page
	open := func(t tab) bool { return strings.HasPrefix(t.Address+"?", path+"?") }
	if slices.ContainsFunc(h.Tools, open) {
		view.Lead = withQuery(path, joined(p.More.Query, h.query))
	}
	return view
}

// Open tells whether the numbers stand open at first, and are printed: where nothing is drawn, and where they
// say what no drawing does, as when and with whom the first meetings are. The plan's own page says that in
// words.
func (v panelView) Open() bool {
	return v.Script == "" || v.Kind == dashboard.SQLKind && v.Chart == nil || v.Kind == dashboard.PlannerKind && v.More != nil
}

// keeping gives the panel with the parameters added to every filter that it leads to. The panel itself
// stays as it is.
func keeping(p *dashboard.Panel, keep string) *dashboard.Panel {
	if keep == "" {
		return p
	}
	kept := *p
	add := func(filter string) string {
		if filter == "" {
			return ""
		}
		return joined(filter, keep)
	}
	kept.Figures = each(p.Figures, func(f dashboard.Figure) dashboard.Figure {
		if f.Link != nil {
			f.Link = &dashboard.Link{Text: f.Link.Text, Query: joined(f.Link.Query, keep)}
		}
		return f
	})
	if p.Table != nil {
		kept.Table = keepingTable(*p.Table, add)
	}
	if p.Chart != nil {
		chart := *p.Chart
		chart.Draw.Filters = each(p.Chart.Draw.Filters, add)
		kept.Chart = &chart
	}
	return &kept
}

func keepingTable(t dashboard.Table, add func(string) string) *dashboard.Table {
	t.Columns = each(t.Columns, func(c dashboard.Column) dashboard.Column {
		c.Filter = add(c.Filter)
		return c
	})
	t.Rows = each(t.Rows, func(r dashboard.Row) dashboard.Row {
		r.Filter = add(r.Filter)
		r.Cells = each(r.Cells, func(c dashboard.Cell) dashboard.Cell {
			c.Filter = add(c.Filter)
			return c
		})
		return r
	})
	return &t
}

// each gives what change makes of every item, and leaves the items as they are.
func each[T any](items []T, change func(T) T) []T {
	changed := make([]T, len(items))
	for i, item := range items {
		changed[i] = change(item)
	}
	return changed
}

// joined puts two queries together.
func joined(query, more string) string { return strings.Trim(query+"&"+more, "&") }
