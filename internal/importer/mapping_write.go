package importer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"muster/internal/spreadsheet"
)

// Write gives the mapping as a file that ParseMapping reads back to the same mapping.
func (m *Mapping) Write() ([]byte, error) {
	return m.write(nil)
}

// remarks are comments of a mapping file, by the path of what they stand above, such as
// "columns[2]"; those of "" stand first and those of "end" last. Those of a path that ends in + stand behind
// the last value of the column. An empty one is a blank line.
type remarks map[string][]string

func (m *Mapping) write(said remarks) ([]byte, error) {
	w := &mappingWriter{said: said}
	w.remark("", "")
	w.text("", "form", m.Form)
	w.text("", "time_zone", m.Zone)
	w.text("", "dates", string(m.Dates))
	w.text("", "language", m.Language)
	w.text("", "sheet", m.Sheet)
	if len(m.Columns) == 0 {
		w.line("columns: []")
	} else {
		w.line("columns:")
	}
	for i, c := range m.Columns {
		w.column(fmt.Sprintf("columns[%d]", i), c)
	}
	w.remark("  ", "end")
	if w.err != nil {
		return nil, fmt.Errorf("write the mapping of %q: %w", m.Form, w.err)
	}
	return w.out.Bytes(), nil
}

type mappingWriter struct {
	out  bytes.Buffer
	said remarks
	err  error
}

func (w *mappingWriter) line(format string, args ...any) { fmt.Fprintf(&w.out, format+"\n", args...) }

func (w *mappingWriter) remark(indent, path string) {
	for _, line := range w.said[path] {
		if line == "" {
			w.line("")
		} else {
			w.line("%s# %s", indent, spreadsheet.Line(line))
		}
	}
}

func (w *mappingWriter) text(indent, key, value string) {
	if value != "" {
		w.line("%s%s: %s", indent, key, w.scalar(value))
	}
}

func (w *mappingWriter) truth(indent, key string, value bool) {
	if value {
		w.line("%s%s: true", indent, key)
	}
}

func (w *mappingWriter) column(path string, c MappedColumn) {
	const indent = "    "
	w.remark("  ", path)
	w.line("  - column: %s", w.scalar(c.Column))
	if c.Nth != 0 {
		w.line("%snth: %d", indent, c.Nth)
	}
	w.truth(indent, "skip", c.Skip)
	w.truth(indent, "times", c.Times)
	if len(c.Questions) > 0 {
		ids := make([]string, len(c.Questions))
		for i, id := range c.Questions {
			ids[i] = w.scalar(id)
		}
		w.line("%squestions: [%s]", indent, strings.Join(ids, ", "))
	}
	w.text(indent, "option", c.Option)
	w.text(indent, "title", c.Title)
	w.text(indent, "kind", string(c.Kind))
	w.text(indent, "purpose", string(c.Purpose))
	w.further(indent, c.Further)
	w.text(indent, "separator", string(c.Separator))
	w.truth(indent, "own", c.Own)
	if len(c.Values) > 0 {
		w.line("%svalues:", indent)
	}
	for _, v := range c.Values {
		w.value(indent, v)
	}
	w.remark(indent, path+"+")
}

func (w *mappingWriter) further(indent string, questions []MappedQuestion) {
	if len(questions) > 0 {
		w.line("%sfurther:", indent)
	}
	for _, q := range questions {
		w.line("%s  - question: %s", indent, w.scalar(q.Question))
		w.text(indent+"    ", "title", q.Title)
		w.text(indent+"    ", "kind", string(q.Kind))
		w.text(indent+"    ", "purpose", string(q.Purpose))
	}
}

func (w *mappingWriter) value(indent string, v MappedValue) {
	w.line("%s  - value: %s", indent, w.scalar(v.Value))
	w.text(indent+"    ", "option", v.Option)
	w.text(indent+"    ", "question", v.Question)
	w.truth(indent+"    ", "skip", v.Skip)
	w.truth(indent+"    ", "own", v.Own)
}

// bare is what YAML takes for a text without quotes, whatever it says.
var bare = regexp.MustCompile(`^[\pL_][\pL\pN_]*(?:[ /-][\pL\pN_]+)*$`)

// scalar writes a text so that it reads back as it is: in quotes, as JSON does, unless it is plain words.
func (w *mappingWriter) scalar(text string) string {
	switch strings.ToLower(text) {
	case "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		return `"` + text + `"`
	}
	if bare.MatchString(text) {
		return text
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		w.err = err
	}
	return strings.TrimSuffix(out.String(), "\n")
}
