package dataset

import (
	"context"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"muster/internal/response"
	"muster/internal/sav"
)

// What the format holds.
const (
	widestText = 32_767
	cutMark    = " … [cut: longer than the format can hold]"
)

// writeSystemFile walks the responses twice: the format must know how long each text can be before the
// first of them.
func (s *set) writeSystemFile(ctx context.Context, w io.Writer) error {
	widths, people, err := s.measure(ctx)
	if err != nil {
		return err
	}
	out, err := sav.NewWriter(w, s.dictionary(widths, people))
	if err != nil {
		return err
	}
	if err := s.writeCases(ctx, out, widths, people); err != nil {
		return err
	}
	return out.Close()
}

// measure finds how many responses there are and how many bytes the longest text of each variable has.
func (s *set) measure(ctx context.Context) (widths []int, people int, err error) {
	widths = make([]int, len(s.plan.variables))
	for i, v := range s.plan.variables {
		if v.Kind == Text {
			widths[i] = 1
		}
	}
	reader := s.plan.reader()
	tell := s.config.Progress
	s.config.Progress = nil // it is told of what is written
	defer func() { s.config.Progress = tell }()
	err = s.walk(ctx, func(r *response.Response) error {
		people++
		for i, c := range reader.read(r) {
			if widths[i] > 0 {
				widths[i] = max(widths[i], min(len(c.text), widestText))
			}
		}
		return nil
	})
	return widths, people, err
}

func (s *set) dictionary(widths []int, people int) sav.Config {
	c := sav.Config{Label: string(s.config.Survey.Title), Created: s.config.Now.In(s.config.Survey.Zone), Cases: people, Documents: s.about()}
	members := map[string][]string{}
	for i := range s.plan.variables {
		v := &s.plan.variables[i]
		c.Variables = append(c.Variables, savVariable(v, widths[i]))
		if v.Set != "" {
			members[v.Set] = append(members[v.Set], v.Name)
		}
	}
	for i := range s.plan.fields {
		q := s.plan.fields[i].question
		if name := s.plan.titled[q.ID]; members[name] != nil {
			c.Sets = append(c.Sets, sav.Set{Name: name, Label: titleOf(s.config.Survey, q), Variables: members[name]})
		}
	}
	return c
}

func savVariable(v *Variable, width int) sav.Variable {
	out := sav.Variable{Name: v.Name, Label: v.Label, Width: width, Measure: savMeasure(v.Measure), Format: sav.Number, Decimals: v.Decimals}
	switch v.Kind {
	case Text:
		out.Format = sav.Text
		return out
	case Moment:
		out.Format = sav.DateTime
		return out
	case Day:
		out.Format = sav.Date
		return out
	}
	if v.Hides {
		out.Missing = []float64{v.notShown()}
		out.Values = append(out.Values, sav.ValueLabel{Value: v.notShown(), Label: "Not shown because of other answers"})
	}
	for _, value := range v.Values {
		if value.Label != "" {
			out.Values = append(out.Values, sav.ValueLabel{Value: float64(value.Code), Label: value.Label})
		}
	}
	return out
}

// notShown is the value that stands for not having been asked. It is none that anybody can give: no
// code, place or point is below -100, and a number has bounds.
func (v *Variable) notShown() float64 {
	missing := -999.0
	if least, err := strconv.ParseFloat(v.least, 64); err == nil {
		for least <= missing {
			missing = missing*10 - 9
		}
	}
	return missing
}

func savMeasure(m Measure) sav.Measure {
	switch m {
	case Ordinal:
		return sav.Ordinal
	case Scale:
		return sav.Scale
	}
	return sav.Nominal
}

// writeCases writes the responses that were measured; later ones stand behind them in the order of
// storage and are left for the next file.
func (s *set) writeCases(ctx context.Context, out *sav.Writer, widths []int, people int) error {
	reader, values := s.plan.reader(), make([]sav.Value, len(s.plan.variables))
	written := 0
	err := s.walk(ctx, func(r *response.Response) error {
		if written == people {
			return nil
		}
		written++
		for i, c := range reader.read(r) {
			v := &s.plan.variables[i]
			if len(c.text) > widestText {
				c.text = cut(c.text)
			}
			if v.Kind == Text && len(c.text) > widths[i] {
				return ErrChanged
			}
			values[i] = savValue(v, &c)
		}
		return out.Write(values)
	})
	if err == nil && written < people {
		return ErrChanged
	}
	return err
}

// cut shortens a text to what the format holds, and says so in it.
func cut(text string) string {
	most := widestText - len(cutMark)
	for !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most] + cutMark
}

func savValue(v *Variable, c *cell) sav.Value {
	switch {
	case c.state == hidden && (v.Kind == Choice || v.Kind == Picked || v.Kind == Place || v.Kind == Point || v.Kind == Number):
		return sav.Value{Number: v.notShown()}
	case c.state != given:
		return sav.Value{Missing: true}
	}
	switch v.Kind {
	case Text:
		return sav.Value{Text: strings.TrimRight(c.text, " ")}
	case Moment:
		return sav.Value{Number: sav.Serial(c.at)}
	case Day:
		return savDay(c.text)
	case Number:
		n, err := strconv.ParseFloat(c.text, 64)
		return sav.Value{Number: n, Missing: err != nil}
	}
	return sav.Value{Number: float64(c.code)}
}

func savDay(text string) sav.Value {
	day, err := time.Parse(time.DateOnly, text)
	return sav.Value{Number: sav.Serial(day), Missing: err != nil}
}
