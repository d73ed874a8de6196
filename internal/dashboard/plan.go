package dashboard

import (
	"fmt"
	"slices"
	"strings"

	"muster/internal/survey"
	"muster/internal/tally"
)

// plan is one panel that the survey has the questions for.
type plan struct {
	heading string // of the section
	panel   Panel  // with id, kind, title, note and width
	maker   maker
}

// planner binds the panels of a file to the questions of a survey.
type planner struct {
	survey  *survey.Survey
	summary tally.Summary
	shown   map[*survey.Question]bool // has a ranking or scale of its own somewhere in the file
	ids     map[string]int            // how often an id was given out
	plans   []plan
	leftOut []LeftOut
}

func (d *Dashboard) plan(s *survey.Survey, in input) ([]plan, []LeftOut) {
	p := planner{survey: s, summary: in.summary, shown: map[*survey.Question]bool{}, ids: map[string]int{}}
	for _, sp := range d.panels {
		if sp.Kind == RankingKind || sp.Kind == ScaleKind {
			if q, _ := p.find(sp.Purpose, sp.Question); q != nil {
				p.shown[q] = true
			}
		}
	}
	for _, sp := range d.panels {
		if !p.unless(sp) {
			p.spec(sp)
		}
	}
	return p.plans, p.leftOut
}

func (p *planner) unless(sp spec) bool {
	return slices.ContainsFunc(sp.Unless, func(purpose survey.Purpose) bool {
		return p.survey.ByPurpose(purpose) != nil
	})
}

func (p *planner) spec(sp spec) {
	switch {
	case sp.Each != "":
		p.each(sp)
	case sp.Kind == FiguresKind:
		p.figures(sp)
	case sp.Kind == TrendKind:
		p.add(sp, "", "Responses over time", "trend", newTrend(sp, p.summary))
	case sp.Kind == CrosstabKind:
		p.crosstab(sp)
	default:
		p.question(sp)
	}
}

// find gives the question that a purpose or id names, or why there is none.
func (p *planner) find(purpose survey.Purpose, id string) (*survey.Question, string) {
	if purpose != "" {
		if q := p.survey.ByPurpose(purpose); q != nil {
			return q, ""
		}
		return nil, fmt.Sprintf("No question of this survey has the purpose “%s”; give it to the question that asks for it.", purpose)
	}
	q := p.survey.Question(id)
	if q == nil {
		return nil, fmt.Sprintf("This survey has no question “%s”.", id)
	}
	if q.Personal() || !q.Countable() {
		return nil, fmt.Sprintf("The answers to “%s” are not counted.", q.Title)
	}
	return q, ""
}

func (p *planner) figures(sp spec) {
	purpose := sp.Purpose
	if purpose == "" && sp.Question == "" {
		purpose = survey.Topic
	}
	q, _ := p.find(purpose, sp.Question)
	if q != nil && !q.Choice() {
		q = nil
	}
	p.add(sp, "", "At a glance", "figures", numbers{show: sp.Show, question: q})
}

// question plans the panel of one question: a ranking of a choice or the spread of a scale.
func (p *planner) question(sp spec) {
	q, reason := p.find(sp.Purpose, sp.Question)
	switch {
	case q == nil:
	case sp.Kind == ScaleKind && q.Kind != survey.Scale:
		reason = fmt.Sprintf("“%s” is not answered on a scale.", q.Title)
	case sp.Kind == RankingKind && !q.Choice():
		reason = fmt.Sprintf("“%s” has no options to rank.", q.Title)
	case sp.By == "groups" && len(q.Groups) == 0:
		reason = fmt.Sprintf("The options of “%s” are in no groups.", q.Title)
	}
	if reason != "" {
		p.leave(sp, string(sp.Kind)+" of "+string(sp.Purpose)+sp.Question, reason)
		return
	}
	p.add(sp, "", string(q.Title), string(sp.Kind)+"-"+q.ID+suffix(sp.By), questionMaker(sp, q))
}

func questionMaker(sp spec, q *survey.Question) maker {
	if q.Kind == survey.Scale {
		return spread{question: q}
	}
	return ranking{question: q, unit: unitOf(sp.By), sort: sp.Sort, limit: sp.Limit}
}

// each plans a panel for every question that has none of its own in the file, in the order of the
// survey, so that the scales of a grid come side by side under their heading.
func (p *planner) each(sp spec) {
	planned := 0
	for _, q := range p.survey.Questions {
		wanted := sp.Each == "rest" && q.Countable() ||
			sp.Each == "choice" && q.Choice() || sp.Each == "scale" && q.Kind == survey.Scale
		if !wanted || q.Personal() || p.shown[q] || sp.Most > 0 && planned >= sp.Most {
			continue
		}
		planned++
		p.shown[q] = true
		one := sp
		one.Kind = RankingKind
		if q.Kind == survey.Scale {
			one.Kind = ScaleKind
		}
		p.add(one, string(q.Grid), string(q.Title), string(one.Kind)+"-"+q.ID, questionMaker(one, q))
	}
}

func (p *planner) crosstab(sp spec) {
	rows, reason := p.find(sp.Rows.Purpose, sp.Rows.Question)
	columns, other := p.find(sp.Columns.Purpose, sp.Columns.Question)
	if reason == "" {
		reason = other
	}
	if rows != nil && rows == columns {
		reason = "Its rows and columns are the same question."
	}
	for _, s := range []struct {
		q  *survey.Question
		by string
	}{{rows, sp.Rows.By}, {columns, sp.Columns.By}} {
		if reason == "" && s.by == "groups" && len(s.q.Groups) == 0 {
			reason = fmt.Sprintf("The options of “%s” are in no groups.", s.q.Title)
		}
	}
	if reason != "" {
		p.leave(sp, "crosstab", reason)
		return
	}
	c := crosstab{
		rows:    dimension{rows, unitOf(sp.Rows.By)},
		columns: dimension{columns, unitOf(sp.Columns.By)},
		colour:  sp.Colour,
	}
	id := "crosstab-" + rows.ID + suffix(sp.Rows.By) + "-" + columns.ID + suffix(sp.Columns.By)
	p.add(sp, "", nameOf(rows)+" × "+nameOf(columns), id, c)
}

func (p *planner) add(sp spec, heading, title, id string, m maker) {
	if sp.Title != "" {
		title = sp.Title
	}
	if p.ids[id]++; p.ids[id] > 1 {
		id = fmt.Sprintf("%s--%d", id, p.ids[id]) // ids of questions hold no dash, so this one is free
	}
	panel := Panel{ID: id, Kind: sp.Kind, Width: sp.Width, Title: title, Note: sp.Note}
	p.plans = append(p.plans, plan{heading, panel, m})
}

func (p *planner) leave(sp spec, title, reason string) {
	if sp.Title != "" {
		title = sp.Title
	}
	p.leftOut = append(p.leftOut, LeftOut{strings.TrimSpace(title), reason})
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
