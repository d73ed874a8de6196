package dataset

import (
	"context"
	"io"
	"strconv"
	"strings"

	"muster/internal/response"
	"muster/internal/survey"
)

// spoken is one question as the table in words has it.
type spoken struct {
	field  *field
	title  string
	own    string // title of the column of own words; "" for none
	labels map[string]string
}

// writeTable writes the table in words, which people read and the importer of another Muster takes: how
// the answer came about, then a column a question under its title, with the labels of what was picked.
// Own words have a column of their own, since nobody could tell them from labels. It begins with a byte
// order mark, without which spreadsheets take it for an older encoding.
func (s *set) writeTable(ctx context.Context, w io.Writer) error {
	out, columns := newLines(w), s.spoken()
	out.mark()
	for _, title := range s.tableTitles(columns) {
		out.text(title)
	}
	if err := out.end(); err != nil {
		return err
	}
	err := s.walk(ctx, func(r *response.Response) error {
		s.began(out, r)
		for i := range columns {
			columns[i].write(out, r)
		}
		return out.end()
	})
	if err != nil {
		return err
	}
	return out.flush()
}

// tableTitles are by what the importer knows the table again.
func (s *set) tableTitles(columns []spoken) []string {
	titles := []string{"Response", "Submitted", "Started", "Source"}
	if s.plan.language >= 0 {
		titles = append(titles, "Language")
	}
	for _, c := range columns {
		titles = append(titles, c.title)
		if c.own != "" {
			titles = append(titles, c.own)
		}
	}
	return titles
}

// began writes the cells before the first question.
func (s *set) began(out *lines, r *response.Response) {
	zone := s.config.Survey.Zone
	out.text(r.ID)
	out.stamp(r.Submitted.In(zone))
	if r.Started.IsZero() {
		out.blank()
	} else {
		out.stamp(r.Started.In(zone))
	}
	out.text(r.Source)
	if s.plan.language >= 0 {
		out.text(r.Language)
	}
}

func (s *set) spoken() []spoken {
	var all []spoken
	for i := range s.plan.fields {
		f := &s.plan.fields[i]
		q := f.question
		c := spoken{field: f, title: columnTitle(s.config.Survey, q), labels: map[string]string{}}
		if o, ok := q.Written(); ok {
			c.own = c.title + " [" + string(o.Label) + "]"
		}
		for _, o := range q.Options {
			c.labels[o.ID] = spokenLabel(q, o)
		}
		for _, p := range q.Points {
			c.labels[strconv.Itoa(p.Value)] = spokenPoint(q, p)
		}
		all = append(all, c)
	}
	return all
}

// columnTitle names a row of a grid and a level as form tools do, “Question [Row]”.
func columnTitle(s *survey.Survey, q *survey.Question) string {
	switch parent := s.Question(q.LevelOf); {
	case q.LevelOf != "" && parent != nil:
		return string(parent.Title) + " [" + string(q.Title) + "]"
	case q.Grid != "":
		return string(q.Grid) + " [" + string(q.Title) + "]"
	}
	return string(q.Title)
}

// spokenLabel is an option's label, with its group where another option has the same.
func spokenLabel(q *survey.Question, o survey.Option) string {
	for _, other := range q.Options {
		if other.ID != o.ID && strings.EqualFold(string(other.Label), string(o.Label)) && o.Group != "" {
			return groupLabel(q, o.Group) + ": " + string(o.Label)
		}
	}
	return string(o.Label)
}

// spokenPoint is a point's number, with its label where another point is labelled with that number.
func spokenPoint(q *survey.Question, p survey.Point) string {
	number := strconv.Itoa(p.Value)
	for _, other := range q.Points {
		if strings.TrimSpace(string(other.Label)) == number && p.Label != "" {
			return number + " - " + string(p.Label)
		}
	}
	return number
}

// write writes the question's cells of a row.
func (c *spoken) write(out *lines, r *response.Response) {
	a, answered := r.Answers[c.field.question.ID]
	switch q := c.field.question; {
	case !answered:
		out.blank()
	case q.Kind == survey.Scale:
		c.point(out, a.Number)
	case q.Kind == survey.Number, q.Kind == survey.Date:
		out.figure(valid(a.Text))
	case !q.Choice():
		out.text(valid(a.Text))
	default:
		out.text(c.picks(a))
	}
	if c.own != "" {
		out.text(valid(a.Other))
	}
}

func (c *spoken) point(out *lines, n int) {
	if label := c.labels[strconv.Itoa(n)]; label != "" {
		out.text(label)
		return
	}
	out.integer(n)
}

// picks joins labels by a semicolon and a space, which fewer labels hold than a comma.
func (c *spoken) picks(a response.Answer) string {
	labels := make([]string, 0, len(a.Picks))
	for _, id := range a.Picks {
		if label := c.labels[id]; label != "" {
			labels = append(labels, label)
		}
	}
	return strings.Join(labels, "; ")
}
