package dashboard

import (
	"fmt"
	"slices"
	"strings"

	"muster/internal/survey"
	"muster/internal/tally"
)

const (
	mostTexts = 5000 // texts that are read for a panel, the latest
	mostWords = 20   // lines of the words most used
	drawWords = 10   // of them, how many are drawn
)

// voices makes the panel of what people wrote: the words that tell a role from the rest, the words
// most used, and a few texts to read.
type voices struct {
	survey   *survey.Survey
	question *survey.Question // nil: every question that is answered in words
	role     *survey.Question // nil: nobody is compared
}

// voices plans the panel of texts.
func (p *planner) voices(sp spec) {
	q, reason := p.written(sp.Purpose, sp.Question)
	if reason != "" {
		p.leave(sp, "voices of "+string(sp.Purpose)+sp.Question, reason)
		return
	}
	v := voices{survey: p.survey, question: q, role: p.survey.ByPurpose(survey.Role)}
	if q == nil {
		p.add(sp, "", "In their own words", "voices", v)
		return
	}
	p.add(sp, "", string(q.Title), "voices-"+q.ID, v)
}

// written gives the question whose texts are wanted, nil for all there are, or why there is none.
func (p *planner) written(purpose survey.Purpose, id string) (*survey.Question, string) {
	q := p.survey.Question(id)
	switch {
	case purpose == "" && id == "":
		if !slices.ContainsFunc(p.survey.Questions, inWords) {
			return nil, "No question of this survey is answered in words."
		}
		return nil, ""
	case purpose != "":
		if q = p.survey.ByPurpose(purpose); q == nil {
			return nil, fmt.Sprintf("No question of this survey has the purpose “%s”; give it to the question that asks for it.", purpose)
		}
	case q == nil:
		return nil, fmt.Sprintf("This survey has no question “%s”.", id)
	}
	if !inWords(q) {
		return nil, fmt.Sprintf("“%s” is not answered in words.", q.Title)
	}
	return q, ""
}

// inWords tells whether people answer a question with sentences or a line of their own. A link or a
// town has nothing to tell by its words.
func inWords(q *survey.Question) bool {
	return !q.Personal() && (q.Kind == survey.Short || q.Kind == survey.Long)
}

func (v voices) needs() needs {
	query := &tally.TextQuery{Limit: mostTexts}
	if v.question != nil {
		query.Question = v.question.ID
	}
	if v.role != nil {
		query.By = v.role.ID
	}
	return needs{texts: query}
}

func (v voices) fill(p *Panel, in input, k known) error {
	if k.texts == nil {
		return nil
	}
	o := v.overhear(k.texts.Texts)
	p.Base = o.base(in, k.texts)
	if len(o.people) == 0 {
		p.Table = o.table(telling{}, nil)
		return nil
	}
	p.More = &Lead{Text: "Search and read all of them", Page: "texts"}
	found, common := o.telling(in), o.common()
	p.Texts = o.worthReading(found.words)
	p.remarks = append(p.remarks, o.remark(found, common))
	if len(o.texts) < least {
		p.Note = joinNotes(p.Note, fmt.Sprintf("With fewer than %d texts their words are not compared; read them.", least))
		return nil
	}
	p.Table = o.table(found, common)
	p.Finding = o.finding(found, common)
	if len(common) == 0 {
		return nil
	}
	var err error
	p.Chart, err = drawRanking(p, common[:min(drawWords, len(common))], len(o.people), "Used")
	return err
}

// joinNotes puts what a panel has to say of itself behind what its author says.
func joinNotes(author, own string) string { return strings.TrimSpace(author + " " + own) }

// base says who wrote, and how much of it was read.
func (o *overheard) base(in input, texts *tally.Texts) Base {
	n := len(o.people)
	b := Base{People: n, Responses: in.summary.Responses, Size: sizeOf(n), Warning: warningOf(n)}
	switch {
	case in.summary.Responses == 0:
		b.Words = in.baseWords(tally.Table{}, 1)
	case n == 0:
		b.Words = fmt.Sprintf("Nobody of %s wrote anything.", people(in.summary.Responses))
	default:
		b.Words = fmt.Sprintf("%s of %s wrote %s.", people(n), thousands(in.summary.Responses), textsWords(len(o.texts)))
	}
	if texts.Next != 0 {
		b.Words = fmt.Sprintf("There are %s texts; these are words of the latest %s, by %s.",
			thousands(texts.Matching), thousands(len(texts.Texts)), people(n))
	}
	return b
}

func textsWords(n int) string {
	if n == 1 {
		return "1 text"
	}
	return thousands(n) + " texts"
}
