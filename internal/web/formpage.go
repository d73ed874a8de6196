package web

import (
	"html/template"
	"slices"

	"muster/internal/survey"
	"muster/internal/words"
)

// formPage is a survey's form, empty or filled: all of it, or one step.
type formPage struct {
	Words     *words.Words
	Title     survey.Text
	Summary   string // for a link to the form elsewhere
	Picture   string // the same; "" when the site does not know its own address
	Public    string // the address to share, which a draft's is not; "" when the site does not know it
	Tongues   []tongue
	Alert     *alert // nil on an empty form
	Synthetic bool
	Preview   bool      // a founder looks at it; nothing can be sent
	Step      *stepHead // nil when the form is one page
	Intro     []string
	Rule      string // what may be skipped
	Action    string
	Sections  []sectionView
	Send      string        // on the button that sends everything; "" when another step follows
	Back      bool          // there is a step before
	Keep      string        // where what was typed can be left for later; "" for nowhere
	Draft     string        // where a script may save as people type; "" for nowhere
	Started   string        // where a script may say that somebody began; "" for nowhere
	Leave     string        // where somebody goes who changes nothing; "" on a form that is not a correction
	Privacy   string        // the address of the privacy notice; "" for none
	Revealing template.CSS  // shows what depends on answers
	Scripts   []template.JS // enhancements; everything works without
	Trap      string        // the name of a field that people are asked to leave empty
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

// sectionView is a run of questions under a heading.
type sectionView struct {
	Anchor string // "" when nothing points at it
	Title  survey.Text
	Intro  []string
	Only   []string // on what it depends, for browsers that cannot hide it
	Parts  []part
}

// part is one question, or a run of scales under the heading they share.
type part struct {
	ID      string // of the heading
	Anchor  string // "" when nothing points at it
	Heading survey.Text
	Only    []string // on what all of it depends, for browsers that cannot hide it
	Level   int
	Fields  []field
}

// newFormPage draws the questions of a step, or those of the whole form when step is nil.
func newFormPage(s *survey.Survey, said *words.Words, step *survey.Step, f filling) formPage {
	d := newDrawing(s, said, f)
	if step == nil {
		d.hung = hangingOf(s)
	}
	p := formPage{
		Words: said, Title: s.Title, Synthetic: s.Synthetic, Action: "/s/" + s.ID, Trap: trapField,
		Sections: d.sections(step), Send: said.Say("form.send"), Privacy: f.privacy,
	}
	if step == nil {
		p.Intro, p.Rule, p.Revealing = paragraphs(s.Intro), d.marks.rule, d.hung.style()
	}
	if len(f.problems) > 0 {
		p.Alert = d.mend()
	}
	return p
}

// drawing is what a page is drawn from.
type drawing struct {
	survey  *survey.Survey // in the language of the page
	words   *words.Words
	filling filling
	marks   wording
	hung    hanging
}

func newDrawing(s *survey.Survey, said *words.Words, f filling) drawing {
	return drawing{survey: s, words: said, filling: f, marks: wordingOf(s, said)}
}

func (d *drawing) sections(step *survey.Step) []sectionView {
	questions := d.survey.Questions
	if step != nil {
		questions = step.Questions
	}
	var all []sectionView
	for i, q := range questions {
		if q.LevelOf != "" || d.filling.hidden[q.ID] {
			continue
		}
		if i == 0 || q.Section != questions[i-1].Section || len(all) == 0 {
			all = append(all, d.section(q.Section, step))
		}
		all[len(all)-1].add(d, q)
	}
	return all
}

// section begins a section. A step has its heading above the form.
func (d *drawing) section(id string, step *survey.Step) sectionView {
	section := d.survey.Section(id)
	if section == nil || step != nil {
		return sectionView{}
	}
	view := sectionView{Title: section.Title, Intro: paragraphs(section.Intro)}
	view.Anchor, view.Only = d.hung.anchor(sectionAnchor(section)), d.onlyIf(section.ShowIf)
	return view
}

func (view *sectionView) add(d *drawing, q *survey.Question) {
	level := 2
	if view.Title != "" {
		level++
	}
	last := len(view.Parts) - 1
	if q.Grid != "" && last >= 0 && view.Parts[last].Heading == q.Grid {
		view.Parts[last].add(d.field(q, level+1))
		return
	}
	next := part{Heading: q.Grid, Level: level}
	if q.Grid != "" {
		next.ID, next.Anchor = "grid-"+q.ID, d.hung.anchor(gridAnchor(q))
		next.Only = d.onlyIf(q.ShowIf)
		level++
	}
	next.add(d.field(q, level))
	view.Parts = append(view.Parts, next)
}

// add adds a field. What the heading says of all need not be said at each.
func (p *part) add(f field) {
	if slices.Equal(f.Only, p.Only) {
		f.Only = nil
	}
	p.Fields = append(p.Fields, f)
}

// mend is the error summary: every problem in the words that stand at its question.
func (d *drawing) mend() *alert {
	a := &alert{Title: d.words.Say("form.problem")}
	for _, problem := range d.filling.problems {
		q := d.survey.Question(problem.Question)
		to := q.ID
		if q.LevelOf != "" {
			to = q.LevelOf // a level is seen only where it is picked
		}
		a.Links = append(a.Links, link{"q-" + to, problem.Message, q.Title})
	}
	return a
}

// wording is how the form says what may be skipped. Saying it once and marking only the
// exceptions keeps a long form quiet: a mark at every question is read at none.
type wording struct {
	rule           string
	required, free string // marks; "" where they go without saying
}

func wordingOf(s *survey.Survey, said *words.Words) wording {
	asked, required, depends := 0, 0, false
	for _, q := range s.Questions {
		if q.LevelOf != "" {
			continue
		}
		asked++
		if q.Required {
			required++
		}
		section := s.Section(q.Section)
		depends = depends || q.ShowIf != nil || section != nil && section.ShowIf != nil
	}
	count := said.Say("form.questions", words.N("n", asked))
	if depends {
		count = said.Say("form.questions_most", words.N("n", asked))
	}
	switch {
	case required == 0:
		return wording{rule: count + " " + said.Say("form.skip_any")}
	case required == asked:
		return wording{rule: count + " " + said.Say("form.answer_all")}
	case 2*required > asked:
		return wording{rule: count + " " + said.Say("form.skip_optional"), free: said.Say("form.optional")}
	}
	return wording{rule: count + " " + said.Say("form.skip_but_required"), required: said.Say("form.required")}
}

func (w wording) mark(q *survey.Question) string {
	if q.Required {
		return w.required
	}
	return w.free
}
