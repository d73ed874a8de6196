package dataset

import (
	"context"
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
)

// line is a response in JSON Lines. Unlike a table, JSON has lists, so picks stand as lists of option
// ids in the order of the survey, those of a ranking with the best first.
type line struct {
	Response  string            `json:"response"`
	Submitted time.Time         `json:"submitted"`
	Source    string            `json:"source"`
	Language  string            `json:"language,omitempty"`
	Minutes   *float64          `json:"minutes,omitempty"`
	Corrected *time.Time        `json:"corrected,omitempty"`
	Flags     []response.Flag   `json:"flags,omitempty"`
	NotShown  []string          `json:"not_shown,omitempty"`
	Answers   map[string]any    `json:"answers"`             // by question id: an option id, a list of them, a number, a day or words
	Own       map[string]string `json:"own_words,omitempty"` // beside "other", by question id
}

// writeLines writes a JSON object a line.
func (s *set) writeLines(ctx context.Context, w io.Writer) error {
	out, reader := json.NewEncoder(w), s.plan.reader()
	out.SetEscapeHTML(false)
	return s.walk(ctx, func(r *response.Response) error {
		s.counts.add(reader.read(r))
		return out.Encode(s.line(r))
	})
}

func (s *set) line(r *response.Response) line {
	l := line{
		Response: r.ID, Submitted: s.local(r.Submitted), Source: r.Source, Language: r.Language,
		Flags: r.Flags, NotShown: r.NotShown, Answers: map[string]any{},
	}
	if minutes, ok := minutesOf(r); ok {
		l.Minutes = &minutes
	}
	if !r.Corrected.IsZero() {
		at := s.local(r.Corrected)
		l.Corrected = &at
	}
	for i := range s.plan.fields {
		q := s.plan.fields[i].question
		a, answered := r.Answers[q.ID]
		if !answered {
			continue
		}
		if value := jsonValue(q, a); value != nil {
			l.Answers[q.ID] = value
		}
		if a.Other != "" {
			if l.Own == nil {
				l.Own = map[string]string{}
			}
			l.Own[q.ID] = a.Other
		}
	}
	return l
}

func (s *set) local(t time.Time) time.Time { return t.In(s.config.Survey.Zone).Truncate(time.Second) }

var jsonNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)

// jsonValue gives an answer as JSON has it; nil for one that a survey which was changed since has no
// option for any more.
func jsonValue(q *survey.Question, a response.Answer) any {
	switch {
	case q.Kind == survey.Scale:
		return a.Number
	case q.Kind == survey.Number && jsonNumber.MatchString(a.Text):
		return json.Number(a.Text)
	case !q.Choice():
		return a.Text
	}
	known := slices.DeleteFunc(slices.Clone(a.Picks), func(id string) bool {
		_, at := q.Option(id)
		return at < 0
	})
	switch {
	case len(known) == 0:
		return nil
	case q.Single():
		return known[0]
	}
	return known
}
