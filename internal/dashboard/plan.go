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
	chosen  Selection // whom the page is of
	summary tally.Summary
	visits  bool                      // are counted
	shown   map[*survey.Question]bool // has a panel of its own somewhere in the file
	ids     map[string]int            // how often an id was given out
	found   map[string]*interests     // what panels share that compare the same options
	plans   []plan
	leftOut []LeftOut
}

func (d *Dashboard) plan(s *survey.Survey, in input, src Source) ([]plan, []LeftOut) {
	p := planner{survey: s, chosen: in.selection, summary: in.summary, visits: src.Visits != nil, shown: map[*survey.Question]bool{}, ids: map[string]int{}}
	for _, sp := range d.panels {
		if sp.Kind.asks() {
			if q, _ := p.find(sp.Purpose, sp.Question); q != nil {
				p.show(q, sp.By)
			}
		}
	}
	for _, sp := range d.panels {
		if !p.unless(sp) {
			p.spec(sp)
		}
	}
	if d.crosstab != nil {
		p.opened(*d.crosstab)
	}
	return p.plans, p.leftOut
}

// show notes that a question has a panel, and its levels with it where its options are shown.
func (p *planner) show(q *survey.Question, by string) {
	p.shown[q] = true
	if by == "groups" {
		return
	}
	for _, l := range levelsOf(p.survey, q) {
		p.shown[l] = true
	}
}

func (p *planner) unless(sp spec) bool {
	return slices.ContainsFunc(sp.Unless, func(purpose survey.Purpose) bool {
		return p.survey.ByPurpose(purpose) != nil
	})
}

func (p *planner) spec(sp spec) {
	if sp.Each != "" {
		p.each(sp)
		return
	}
	rules()[sp.Kind].plan(p, sp)
}

func (p *planner) trend(sp spec) {
	p.add(sp, "", "Responses over time", "trend", newTrend(sp, p.summary))
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
	n := numbers{show: sp.Show}
	if q != nil {
		n.picked = byAnswers(p.survey, q, tally.Options)
	}
	p.add(sp, "", "At a glance", "figures", n)
}

// question plans the panel of one question.
func (p *planner) question(sp spec) {
	q, reason := p.find(sp.Purpose, sp.Question)
	switch {
	case q == nil:
	case !sp.Kind.suits(q):
		reason = fmt.Sprintf(unsuited[sp.Kind], q.Title)
	case sp.By == "groups" && len(q.Groups) == 0:
		reason = fmt.Sprintf("The options of “%s” are in no groups.", q.Title)
	}
	if reason != "" {
		p.leave(sp, string(sp.Kind)+" of "+string(sp.Purpose)+sp.Question, reason)
		return
	}
	p.add(sp, "", p.titleOf(q), string(sp.Kind)+"-"+q.ID+suffix(sp.By), p.questionMaker(sp, q))
}

// titleOf heads the panel of a question. The scales of a grid share a heading above their panels.
func (p *planner) titleOf(q *survey.Question) string {
	if q.LevelOf != "" {
		return titleOf(p.survey, q)
	}
	return string(q.Title)
}

func (p *planner) questionMaker(sp spec, q *survey.Question) maker {
	d := byAnswers(p.survey, q, unitOf(sp.By))
	switch sp.Kind {
	case ScaleKind:
		return spread{dimension: d, promoter: q.Promoter}
	case HistogramKind:
		return histogram{dimension: d}
	case SlotsKind:
		return slots{d}
	case PreferenceKind:
		return preference{d}
	}
	r := ranking{dimension: d, sort: sp.Sort, limit: sp.Limit}
	if d.unit == tally.Options {
		r.levels = levelsOf(p.survey, q)
	}
	return r
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
		p.show(q, "")
		one := sp
		one.Kind = kindFor(q)
		p.add(one, string(q.Grid), p.titleOf(q), string(one.Kind)+"-"+q.ID, p.questionMaker(one, q))
	}
}

// funnel plans the panel of where people stop, where visits are counted at all.
func (p *planner) funnel(sp spec) {
	title, id := "Where people stop", "funnel"
	if sp.By == "sources" {
		title, id = "Who finishes, by source", "funnel-sources"
	}
	if !p.visits {
		p.leave(sp, title, "Visits of the form are not counted here.")
		return
	}
	p.add(sp, "", title, id, funnel{survey: p.survey, sources: sp.By == "sources"})
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
