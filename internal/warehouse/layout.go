package warehouse

import (
	"fmt"
	"strings"

	"muster/internal/survey"
)

// layout is how one survey's answers lie in the warehouse.
type layout struct {
	survey    *survey.Survey
	index     int               // among the layouts
	print     string            // of everything in the survey that decides what is stored
	fields    map[string]*field // by question, contact details left out, and by what names circumstances
	countable []*field          // in the order of the survey
	written   []*field          // that are answered in people's own words, if only beside an option; in the same order
	columns   []column          // that the survey's own questions need
	hidden    []string          // questions that not everybody is shown, in the order of the survey
	hiding    map[string]int    // the place of each in hidden
	hidings   int               // where the columns begin that tell who was not shown them
	languages bool              // the survey is given in several
	usual     []string          // the columns of a row that has nothing rare
	// Names of tables and of a view, fit to be quoted.
	answers, texts, corrections, picks string
}

func newLayout(s *survey.Survey, index int) *layout {
	l := &layout{
		survey: s, index: index, fields: circumstances(), hiding: map[string]int{}, languages: len(s.Languages) > 1,
		answers: "answers_" + s.ID, texts: "texts_" + s.ID, corrections: "corrections_" + s.ID, picks: "picks_" + s.ID,
	}
	for _, q := range s.Questions {
		if conditional(s, q) {
			l.hiding[q.ID] = len(l.hidden)
			l.hidden = append(l.hidden, q.ID)
		}
		if q.Personal() || !q.Countable() && !q.Free() {
			continue
		}
		f := newField(q)
		l.fields[q.ID] = f
		if q.Countable() {
			l.countable = append(l.countable, f)
			l.place(f)
		}
		if f.role == free || f.written {
			f.place = len(l.written)
			l.written = append(l.written, f)
		}
	}
	l.hidings = len(l.columns)
	for at := 0; at < len(l.hidden); at += maskBits {
		l.columns = append(l.columns, column{fmt.Sprintf("hidden_%d", at/maskBits), mask(len(l.hidden) - at)})
	}
	for _, c := range l.definition(usualColumns) {
		l.usual = append(l.usual, c.name)
	}
	l.print = fingerprint([]*layout{l})
	return l
}

// tables are those that hold something of an answer, under its sequence number.
func (l *layout) tables() []string { return []string{l.answers, l.texts, l.corrections} }

// place gives a field its columns.
func (l *layout) place(f *field) {
	f.column = len(l.columns)
	l.columns = append(l.columns, column{"q_" + f.question.ID, mask(len(f.categories))})
	switch f.role {
	case ranked:
		l.columns = append(l.columns, column{"r_" + f.question.ID, mask64})
	case number:
		l.columns = append(l.columns, column{"v_" + f.question.ID, decimal})
	case date:
		l.columns = append(l.columns, column{"v_" + f.question.ID, calendarDay})
	}
}

// mask is the column that holds the categories of a field; detail the one beside it.
func (l *layout) mask(f *field) string   { return l.columns[f.column].sql() }
func (l *layout) detail(f *field) string { return l.columns[f.column+1].sql() }

// conditional tells whether a question may not be shown because of other answers.
func conditional(s *survey.Survey, q *survey.Question) bool {
	if q.ShowIf != nil {
		return true
	}
	if section := s.Section(q.Section); section != nil && section.ShowIf != nil {
		return true
	}
	parent := s.Question(q.LevelOf)
	return parent != nil && conditional(s, parent)
}

// notShown is the condition of not having been shown any of the questions; "" when everybody is
// shown all of them.
func (l *layout) notShown(questions ...string) string {
	masks := make([]uint64, len(l.columns)-l.hidings)
	for _, q := range questions {
		if i, hidden := l.hiding[q]; hidden {
			masks[i/maskBits] |= 1 << (i % maskBits)
		}
	}
	var parts []string
	for i, m := range masks {
		if m != 0 {
			parts = append(parts, fmt.Sprintf("(%s & %d) <> 0", l.columns[l.hidings+i].sql(), m))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "(" + strings.Join(parts, " OR ") + ")"
}

// quoted writes an identifier. It never comes from a person: surveys are checked to have ids of
// letters, digits, dashes and underscores.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// literal writes a constant string.
func literal(text string) string { return `'` + strings.ReplaceAll(text, `'`, `''`) + `'` }
