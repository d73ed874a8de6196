package dataset

import (
	"context"
	"io"

	"muster/internal/response"
)

// writeCodes writes CSV with a column a variable. It has no byte order mark: programs read it, and
// some of them take the mark for a part of the first name.
func (s *set) writeCodes(ctx context.Context, w io.Writer) error {
	out, reader := newLines(w), s.plan.reader()
	for _, v := range s.plan.variables {
		out.text(v.Name)
	}
	if err := out.end(); err != nil {
		return err
	}
	err := s.walk(ctx, func(r *response.Response) error {
		row := reader.read(r)
		s.counts.add(row)
		for i := range row {
			out.cell(&s.plan.variables[i], &row[i])
		}
		return out.end()
	})
	if err != nil {
		return err
	}
	return out.flush()
}

// cell writes a value as the codebook says; nothing for one that is missing.
func (l *lines) cell(v *Variable, c *cell) {
	switch {
	case c.state != given:
		l.blank()
	case v.Kind == Moment:
		l.moment(c.at)
	case v.Kind == Text:
		l.text(c.text)
	case v.Kind == Number, v.Kind == Day:
		l.figure(c.text)
	case v.Kind == Choice:
		l.plain(v.Values[c.code-v.Values[0].Code].ID)
	default:
		l.integer(c.code)
	}
}
