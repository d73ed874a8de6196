package dataset

import (
	"io"
	"strconv"
)

// entry is one line of the codebook: a variable, or one of its values.
type entry struct {
	variable *Variable
	value    string // as it stands in the data; "" for the variable as a whole, and for missing ones
	label    string // of the value
	group    string
	people   int // who gave any value, or this one
}

// entries gives the codebook, when all rows have been counted.
func (s *set) entries() []entry {
	var all []entry
	for i := range s.plan.variables {
		v := &s.plan.variables[i]
		all = append(all, entry{variable: v, group: v.Group, people: s.counts.answered[i]})
		for at, value := range v.Values {
			if v.Kind == Picked && value.Code == 0 {
				continue // whoever answered and did not pick it: nobody looks for that number
			}
			all = append(all, entry{v, value.written(), value.Label, value.group(v), s.counts.values[i][at]})
		}
		if v.Hides {
			all = append(all, entry{v, "", "Not shown because of other answers", v.Group, s.counts.hidden[i]})
		}
	}
	return all
}

// written is how the data has the value.
func (v Value) written() string {
	if v.ID != "" {
		return v.ID
	}
	return strconv.Itoa(v.Code)
}

func (v Value) group(of *Variable) string {
	if v.Group != "" {
		return v.Group
	}
	return of.Group
}

func codebookHeader() []string {
	return []string{"variable", "question", "option", "kind", "measure", "label", "value", "value_label", "group", "set", "people"}
}

// fields gives the columns of codebookHeader but the last.
func (e entry) fields() []string {
	v := e.variable
	return []string{v.Name, v.Question, v.Option, string(v.Kind), string(v.Measure), v.Label, e.value, e.label, e.group, v.Set}
}

// writeCodebook begins with a byte order mark, as people open it in spreadsheets, which otherwise take
// its labels for an older encoding.
func (s *set) writeCodebook(w io.Writer) error {
	out := newLines(w)
	out.mark()
	for _, name := range codebookHeader() {
		out.text(name)
	}
	if err := out.end(); err != nil {
		return err
	}
	for _, e := range s.entries() {
		for _, field := range e.fields() {
			out.text(field)
		}
		out.integer(e.people)
		if err := out.end(); err != nil {
			return err
		}
	}
	return out.flush()
}
