package web

import (
	"fmt"
	"html/template"

	"muster/internal/survey"
	"muster/internal/words"
)

// formPage is a survey's form, empty or filled.
type formPage struct {
	Words     *words.Words
	Title     survey.Text
	Alert     *alert // nil on an empty form
	Intro     []string
	Rule      string
	Synthetic bool
	Action    string
	Parts     []part
	Tail      template.HTML // the fields that differ from person to person
}

func (formPage) view() string { return "form" }

// alert stands first on a form that was not accepted.
type alert struct {
	Title string
	Words []string
	Links []link
	Send  string // on a button that sends the form as it stands; "" for none
}

// link leads from the alert to the question it is about.
type link struct {
	To       string
	Message  survey.Text
	Question survey.Text
}

// part is one question, or a run of scales under the heading they share.
type part struct {
	ID      string
	Heading survey.Text
	Fields  []field
}

func newFormPage(s *survey.Survey, said *words.Words, f filling) formPage {
	wording := wordingOf(s)
	p := formPage{
		Words: said, Title: s.Title, Intro: paragraphs(s.Intro), Rule: wording.rule,
		Synthetic: s.Synthetic, Action: "/s/" + s.ID,
	}
	first := s.ByPurpose(survey.Contact)
	for i, q := range s.Questions {
		view := newField(q, wording.mark(q), f)
		if q == first {
			view.addNote(aboutContact)
		}
		last := len(p.Parts) - 1
		if q.Grid != "" && last >= 0 && p.Parts[last].Heading == q.Grid {
			p.Parts[last].Fields = append(p.Parts[last].Fields, view)
			continue
		}
		p.Parts = append(p.Parts, part{ID: fmt.Sprintf("grid-%d", i), Heading: q.Grid, Fields: []field{view}})
	}
	if len(f.problems) > 0 {
		p.Alert = mend(s, f)
	}
	return p
}

const aboutContact = "Contact details are kept apart from your answers and are used only if you agree to be contacted."

// mend is the error summary: every problem in the words that stand at its question.
func mend(s *survey.Survey, f filling) *alert {
	a := &alert{Title: "There is a problem"}
	for _, problem := range f.problems {
		a.Links = append(a.Links, link{"q-" + problem.Question, problem.Message, s.Question(problem.Question).Title})
	}
	return a
}

// wording is how the form says what may be skipped. Saying it once and marking only the
// exceptions keeps a long form quiet: a mark at every question is read at none.
type wording struct {
	rule                   string
	markRequired, markFree bool
}

func wordingOf(s *survey.Survey) wording {
	required := 0
	for _, q := range s.Questions {
		if q.Required {
			required++
		}
	}
	count := fmt.Sprintf("%d questions.", len(s.Questions))
	if len(s.Questions) == 1 {
		count = "One question."
	}
	switch {
	case required == 0:
		return wording{rule: count + " Skip any you like."}
	case required == len(s.Questions):
		return wording{rule: count + " Please answer all of them."}
	case 2*required > len(s.Questions):
		return wording{rule: count + " Those marked “optional” may be skipped.", markFree: true}
	}
	return wording{rule: count + " Skip any you like but those marked “required”.", markRequired: true}
}

func (w wording) mark(q *survey.Question) string {
	switch {
	case w.markRequired && q.Required:
		return "required"
	case w.markFree && !q.Required:
		return "optional"
	}
	return ""
}
