package dataset

import (
	"context"
	"io"
	"regexp"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
)

// writeLines writes a JSON object a line. Unlike a table, JSON has lists, so answers stand by the id of
// their question: an option's id, a list of them in the order of the survey (those of a ranking with the
// best first), a number, a day or words.
func (s *set) writeLines(ctx context.Context, w io.Writer) error {
	out, reader := &object{out: w}, s.plan.reader()
	err := s.walk(ctx, func(r *response.Response) error {
		s.counts.add(reader.read(r))
		s.line(out, r)
		return out.end()
	})
	if err != nil {
		return err
	}
	return out.flush()
}

func (s *set) line(out *object, r *response.Response) {
	out.open()
	out.name("response").text(r.ID)
	out.name("submitted").moment(s.local(r.Submitted))
	out.name("source").text(r.Source)
	if r.Language != "" {
		out.name("language").text(r.Language)
	}
	if minutes, ok := minutesOf(r); ok {
		out.name("minutes").float(minutes)
	}
	if !r.Corrected.IsZero() {
		out.name("corrected").moment(s.local(r.Corrected))
	}
	if len(r.Flags) > 0 {
		texts(out.name("flags"), r.Flags)
	}
	if len(r.NotShown) > 0 {
		texts(out.name("not_shown"), r.NotShown)
	}
	s.answers(out, r)
	s.ownWords(out, r)
	out.close()
}

func (s *set) answers(out *object, r *response.Response) {
	out.name("answers").open()
	for i := range s.plan.fields {
		f := &s.plan.fields[i]
		if a, answered := r.Answers[f.question.ID]; answered {
			f.json(out, a)
		}
	}
	out.close()
}

// ownWords adds what people wrote beside options, by question.
func (s *set) ownWords(out *object, r *response.Response) {
	any := false
	for i := range s.plan.fields {
		f := &s.plan.fields[i]
		if a := r.Answers[f.question.ID]; f.own >= 0 && a.Other != "" {
			if !any {
				out.name("own_words").open()
			}
			any = true
			out.name(f.question.ID).text(a.Other)
		}
	}
	if any {
		out.close()
	}
}

func (s *set) local(t time.Time) time.Time { return t.In(s.config.Survey.Zone).Truncate(time.Second) }

var jsonNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)

// json adds an answer; nothing for picks that a survey which was changed since does not know any more.
func (f *field) json(out *object, a response.Answer) {
	switch q := f.question; {
	case q.Kind == survey.Scale:
		out.name(q.ID).integer(a.Number)
	case q.Kind == survey.Number && jsonNumber.MatchString(a.Text):
		out.name(q.ID).raw(a.Text)
	case !q.Choice():
		out.name(q.ID).text(a.Text)
	default:
		f.jsonPicks(out, a.Picks)
	}
}

func (f *field) jsonPicks(out *object, picks []string) {
	begun := false
	for _, id := range picks {
		if _, known := f.codes[id]; !known {
			continue
		}
		if !begun {
			out.name(f.question.ID)
		}
		if !begun && !f.question.Single() {
			out.list()
		}
		begun = true
		out.item().text(id)
	}
	if begun && !f.question.Single() {
		out.endList()
	}
}
