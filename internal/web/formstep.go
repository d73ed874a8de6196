package web

import (
	"muster/internal/survey"
	"muster/internal/words"
)

// stepHead is where a person stands in a form of several pages.
type stepHead struct {
	At       int // from 0
	Progress string
	Title    survey.Text
	Intro    []string
}

// newStepPage draws the step with that number, or what stands after the last.
func newStepPage(s *survey.Survey, said *words.Words, at int, given filling) formPage {
	steps, step := s.Steps(), survey.Step{}
	if at < len(steps) {
		step = steps[at]
	}
	p, d := newFormPage(s, said, &step, given), newDrawing(s, said, given)
	p.inSteps(&d, steps, at)
	return p
}

func (p *formPage) inSteps(d *drawing, steps []survey.Step, at int) {
	p.Step = &stepHead{At: at, Progress: d.progress(steps, at)}
	p.Back = at > 0
	switch {
	case at >= len(steps):
		p.Step.Title = survey.Text(d.words.Say("form.last_title"))
		p.Step.Intro = []string{d.words.Say("form.last_words")}
	case at < len(steps)-1:
		p.Send = ""
		fallthrough
	default:
		p.Step.head(steps, at)
	}
	if at == 0 {
		p.Intro, p.Rule = paragraphs(d.survey.Intro), d.marks.rule
	}
}

// head takes over what the section says. Its later parts repeat only the title.
func (h *stepHead) head(steps []survey.Step, at int) {
	section := steps[at].Section
	if section == nil {
		return
	}
	h.Title = section.Title
	if at == 0 || steps[at-1].Section != section {
		h.Intro = paragraphs(section.Intro)
	}
}

// progress counts the steps that a person is led through. Those that may still fall away are counted,
// and then it says so.
func (d *drawing) progress(steps []survey.Step, at int) string {
	n, total, open := 1, 1, false
	for i, step := range steps {
		switch {
		case i < at && d.seen(step):
			n, total = n+1, total+1
		case i > at:
			total++
			open = open || d.mayFall(step)
		}
	}
	key := "form.step"
	if open {
		key = "form.step_most"
	}
	return d.words.Say(key, words.N("step", n), words.N("total", total))
}

func (d *drawing) seen(step survey.Step) bool {
	for _, q := range step.Questions {
		if !d.filling.hidden[q.ID] {
			return true
		}
	}
	return false
}

func (d *drawing) mayFall(step survey.Step) bool {
	if step.Section != nil && step.Section.ShowIf != nil {
		return true
	}
	for _, q := range step.Questions {
		if q.ShowIf == nil {
			return false
		}
	}
	return true
}
