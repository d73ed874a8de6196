package warehouse

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"muster/internal/survey"
)

// layout is how one survey's answers lie in the warehouse.
type layout struct {
	survey  *survey.Survey
	fields  map[string]*field // by question, contact details left out
	columns []*field          // the countable ones in the order of the survey
	answers string            // table names, fit to be quoted
	texts   string
	picks   string
}

// field is how one question's answers are kept.
type field struct {
	question *survey.Question
	column   int            // position among the countable columns, or -1 for free text
	bit      map[string]int // of the options by id
	bits     int            // of the mask
	options  []string       // of each bit: option ids, or points in decimal
	first    int            // of a scale: the point of bit 0
	written  bool           // own words may stand beside the picks
}

func newLayout(s *survey.Survey) *layout {
	l := &layout{
		survey: s, fields: map[string]*field{},
		answers: "answers_" + s.ID, texts: "texts_" + s.ID, picks: "picks_" + s.ID,
	}
	for _, q := range s.Questions {
		if q.Personal() || !q.Countable() && !q.Free() {
			continue
		}
		f := newField(q)
		if q.Countable() {
			f.column = len(l.columns)
			l.columns = append(l.columns, f)
		}
		l.fields[q.ID] = f
	}
	return l
}

func newField(q *survey.Question) *field {
	f := &field{question: q, column: -1, bit: map[string]int{}}
	for i, o := range q.Options {
		f.bit[o.ID] = i
		f.options = append(f.options, o.ID)
	}
	for i, p := range q.Points {
		f.options = append(f.options, strconv.Itoa(p.Value))
		f.bit[f.options[i]] = i
		f.first = q.Points[0].Value
	}
	_, f.written = q.Written()
	f.bits = width(len(f.options))
	return f
}

// name is the column of a countable question. The prefix keeps a question called "day" apart from
// the column every survey has.
func (f *field) name() string { return quoted("q_" + f.question.ID) }

// width is the size of the smallest unsigned type with that many bits; a wider one takes up to 40 %
// longer to count.
func width(options int) int {
	for _, w := range []int{8, 16, 32} {
		if options <= w {
			return w
		}
	}
	return 64
}

func (f *field) sqlType() string {
	return map[int]string{8: "UTINYINT", 16: "USMALLINT", 32: "UINTEGER", 64: "UBIGINT"}[f.bits]
}

// mask is the set of bits of the options named by pick.
func (f *field) mask(pick func(survey.Option) bool) uint64 {
	var m uint64
	for i, o := range f.question.Options {
		if pick(o) {
			m |= 1 << i
		}
	}
	return m
}

// label gives what people read for a bit, and the group it is in.
func (f *field) label(bit int) (label, group string) {
	if f.question.Kind == survey.Scale {
		return string(f.question.Points[bit].Label), ""
	}
	o := f.question.Options[bit]
	return string(o.Label), o.Group
}

// quoted writes an identifier. It never comes from a person: surveys are checked to have ids of
// letters, digits, dashes and underscores.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// literal writes a constant string.
func literal(text string) string { return `'` + strings.ReplaceAll(text, `'`, `''`) + `'` }

// fingerprint names everything in the surveys that decides what is stored; when it changes, the
// stored masks mean something else.
func fingerprint(layouts []*layout) string {
	return digest(layouts, func(out io.Writer, l *layout) {
		fmt.Fprintf(out, "survey %q %q\n", l.survey.ID, l.survey.Zone)
		for _, q := range l.survey.Questions {
			if f := l.fields[q.ID]; f != nil {
				fmt.Fprintf(out, "question %q %q %t %q\n", q.ID, q.Kind, f.written, f.options)
			}
		}
	})
}

// wording names everything that people read in the picks views.
func wording(layouts []*layout) string {
	return digest(layouts, func(out io.Writer, l *layout) {
		for _, f := range l.columns {
			for bit := range f.options {
				label, group := f.label(bit)
				fmt.Fprintf(out, "%q %q %q %q %q\n", l.survey.ID, f.question.ID, f.options[bit], label, group)
			}
		}
	})
}

func digest(layouts []*layout, write func(io.Writer, *layout)) string {
	sorted := slices.SortedFunc(slices.Values(layouts), func(a, b *layout) int {
		return strings.Compare(a.survey.ID, b.survey.ID)
	})
	hash := sha256.New()
	for _, l := range sorted {
		write(hash, l)
	}
	return hex.EncodeToString(hash.Sum(nil))
}
