package dashboard

import (
	"fmt"

	"muster/internal/tally"
)

func (p *planner) crosstab(sp spec) {
	rows, reason := p.side(sp.Rows)
	columns, other := p.side(sp.Columns)
	if reason == "" {
		reason = other
	}
	if reason == "" && rows.question == columns.question && (rows.question != nil || rows.unit == columns.unit) {
		reason = "Its rows and columns are the same."
		if rows.question != nil {
			reason = "Its rows and columns are the same question."
		}
	}
	if reason != "" {
		p.leave(sp, "crosstab", reason)
		return
	}
	c := crosstab{rows: rows, columns: columns, colour: sp.Colour}
	p.add(sp, "", rows.name+" × "+columns.name, "crosstab-"+rows.id()+"-"+columns.id(), c)
}

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
