package dashboard

import (
	"fmt"

	"muster/internal/tally"
)

// crosstab plans the panel of a dashboard file.
func (p *planner) crosstab(sp spec) {
	c, reason := p.crossed(sp)
	if reason != "" {
		p.leave(sp, "crosstab", reason)
		return
	}
	title, id := c.rows.name+" × "+c.columns.name, "crosstab-"+c.rows.id()+"-"+c.columns.id()
	if sp.Sort == sizeOrder {
		c.rowOrder.by, c.columnOrder.by = sizeOrder, sizeOrder
	}
	p.add(sp, "", title, id, c.facing())
}

// opened plans the one panel of the crosstab's own page.
func (p *planner) opened(of Crosstab) {
	rows, columns := sideFrom(of.rows), sideFrom(of.columns)
	sp := spec{Kind: CrosstabKind, Width: Full, Rows: &rows, Columns: &columns, Colour: of.cells}
	c, reason := p.crossed(sp)
	if reason != "" {
		p.leave(sp, "This crosstab", reason)
		return
	}
	c.open, c.layout, c.rowOrder, c.columnOrder = true, lying, of.rowOrder, of.columnOrder
	p.add(sp, "", c.rows.name+" × "+c.columns.name, "crosstab", c.facing())
}

// crossed binds both sides to the survey, or says why that cannot be.
func (p *planner) crossed(sp spec) (crosstab, string) {
	rows, reason := p.side(sp.Rows)
	columns, other := p.side(sp.Columns)
	switch {
	case reason == "" && other != "":
		reason = other
	case reason != "":
	case rows.question == columns.question && rows.question != nil:
		reason = "Its rows and columns are the same question."
	case rows.question == columns.question && rows.unit == columns.unit:
		reason = "Its rows and columns are the same."
	}
	return crosstab{rows: rows, columns: columns, colour: sp.Colour}, reason
}

// facing turns a crosstab of column shares round, so that the people whom the shares are of are in the
// rows. It is shown the way it was asked for all the same.
func (c crosstab) facing() crosstab {
	if c.colour != columnShare {
		return c
	}
	c.colour = "share"
	c.rows, c.columns = c.columns, c.rows
	c.rowOrder, c.columnOrder = c.columnOrder, c.rowOrder
	if c.layout == lying {
		c.layout = standing
	}
	return c
}

// columnShare colours a crosstab by the shares of the columns' people.
const columnShare = "column_share"

// side gives the dimension of a side of a crosstab, or why there is none.
func (p *planner) side(s *side) (dimension, string) {
	if unit, ok := unitOfOrigin(s.By); ok {
		return byOrigin(unit), ""
	}
	q, reason := p.find(s.Purpose, s.Question)
	switch {
	case q == nil:
		return dimension{}, reason
	case s.By == "groups" && len(q.Groups) == 0:
		return dimension{}, fmt.Sprintf("The options of “%s” are in no groups.", q.Title)
	}
	return byAnswers(p.survey, q, unitOf(s.By)), ""
}

func unitOf(by string) tally.Unit {
	if by == "groups" {
		return tally.Groups
	}
	return tally.Options
}

func suffix(by string) string {
	if by == "groups" {
		return "-groups"
	}
	return ""
}
