package importer

import (
	"fmt"
	"slices"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/yamldoc"
)

// decided ties a column to what somebody decided that it answers; false when that is left to be found out.
func (m *matching) decided(c *column) bool {
	entry, said := m.mapped.by[c]
	if !said {
		return false
	}
	if entry.Skip {
		m.decisions = append(m.decisions, fmt.Sprintf("“%s” was left out, as decided.", shorten(c.title)))
		return true
	}
	questions := m.questions(c, entry)
	entry.Questions = nil
	for _, q := range questions {
		entry.Questions = append(entry.Questions, q.ID)
	}
	switch len(questions) {
	case 0:
		c.decided = decide(entry, 0)
		return false
	case 1:
		return m.answers(c, questions[0], entry)
	}
	m.split(c, questions, entry)
	return true
}

// questions are those that the entry names; one that the survey does not have is a problem.
func (m *matching) questions(c *column, entry MappedColumn) []*survey.Question {
	var found []*survey.Question
	for _, id := range entry.Questions {
		q := m.survey.Question(id)
		if q == nil {
			m.problems = append(m.problems, fmt.Sprintf("column “%s”: the survey has no question “%s”; %s", shorten(c.title), id, m.suggest(id)))
			continue
		}
		found = append(found, q)
	}
	return found
}

func (m *matching) suggest(id string) string {
	var ids []string
	for _, q := range m.survey.Questions {
		ids = append(ids, q.ID)
	}
	return yamldoc.Suggest(id, ids)
}

// answers ties a column to the one question that it was decided to answer, or to a part of that.
func (m *matching) answers(c *column, q *survey.Question, entry MappedColumn) bool {
	asked := *c
	asked.decided = decide(entry, 0)
	b := (*binding)(nil)
	switch {
	case entry.Option == "":
		b = m.bindBest(&asked, q, nil)
	case writes(q, entry.Option):
	case q.Kind == survey.Slots, q.Kind == survey.Ranking, q.Kind == survey.Many:
		asked.row, asked.grid = m.word(q, entry.Option), string(q.Title)
		b = m.bindPart(&asked, q)
	}
	if b == nil && entry.Option != "" && q.Choice() {
		b = m.tick(&asked, q, entry.Option)
	}
	if b == nil {
		m.problems = append(m.problems, fmt.Sprintf("column “%s”: question “%s” has nothing called “%s”", shorten(c.title), q.ID, shorten(entry.Option)))
		return false
	}
	m.bindings = append(m.bindings, b)
	if b.days != nil {
		m.reasons(c, b)
	}
	return true
}

// writes tells that an option is the line for own words.
func writes(q *survey.Question, option string) bool {
	o, has := q.Written()
	return has && (option == o.ID || foldLabel(option) == foldLabel(string(o.Label)))
}

// word is the label of the option, or of the day, that an id names; what is no id stays as it is.
func (m *matching) word(q *survey.Question, option string) string {
	if o, at := q.Option(option); at >= 0 && q.Kind != survey.Slots {
		return string(o.Label)
	}
	for _, group := range slices.Concat(q.Groups, q.Parts) {
		if group.ID == option {
			return string(group.Label)
		}
	}
	return option
}

// tick ties a column to one option: whatever is not a no picks it, and where it is the line for own words,
// gives them.
func (m *matching) tick(c *column, q *survey.Question, option string) *binding {
	b := bind(m.config(c, q))
	id := b.meant(option)
	switch o, written := q.Written(); {
	case id == "":
		return nil
	case written && id == ownWords:
		b.mean = func(cell string) reading { return inOwnWords(cell, o.ID) }
	default:
		b.mean = func(cell string) reading {
			if slices.Contains(said("no"), foldLabel(cell)) {
				return reading{}
			}
			return reading{answer: response.Answer{Picks: []string{id}}, given: true}
		}
	}
	return b
}

// split ties a column to several questions: each takes the values that it knows, and what none knows goes to
// the first that has room for own words, or else to the first.
func (m *matching) split(c *column, questions []*survey.Question, entry MappedColumn) {
	collector := max(0, slices.IndexFunc(questions, func(q *survey.Question) bool {
		_, written := q.Written()
		return written || q.Free()
	}))
	entry.Values = m.owners(c, questions, entry.Values)
	for i, v := range entry.Values {
		if v.Own && v.Question == "" {
			entry.Values[i].Question = questions[collector].ID
		}
	}
	all := map[string]string{}
	var bound []*binding
	for n, q := range questions {
		asked := *c
		asked.decided = decide(entry, n)
		asked.decided.only = false
		b := m.bindBest(&asked, q, nil)
		b.mute = n != collector
		for key := range b.known {
			all[key] = nothing
		}
		bound = append(bound, b)
	}
	between := m.between(bound)
	for n, b := range bound {
		b.elsewhere(all)
		if b.separator == whole {
			b.separator = between
			b.measure()
		}
		if n == collector && b.question.Free() {
			b.mean = b.rest
		} else if b.question.Free() {
			b.mean = func(string) reading { return reading{} }
		}
		b.cache = map[string]reading{}
	}
	m.bindings = append(m.bindings, bound...)
}

// between is what stands between the picks of a column that several questions share, where the cells of each by
// itself hold one at the most: that under which the most are known.
func (m *matching) between(bound []*binding) separator {
	for _, b := range bound {
		if b.separator != whole {
			return b.separator
		}
	}
	best, most := whole, 0
	for _, sep := range append([]separator{whole}, bound[0].column.separators()...) {
		known := 0
		for _, b := range bound {
			known += b.knownAt(sep)
		}
		if known > most {
			best, most = sep, known
		}
	}
	return best
}

// knownAt counts the values that are known where cells are cut at the separator.
func (b *binding) knownAt(sep separator) int {
	cut, n := *b, 0
	cut.separator = sep
	cut.measure()
	for _, cell := range cut.column.cells {
		for _, part := range cut.parts(cell.text) {
			if part.id != "" {
				n += cell.count
			}
		}
	}
	return n
}

// owners says of every value whose question it names none which of them has its option.
func (m *matching) owners(c *column, questions []*survey.Question, values []MappedValue) []MappedValue {
	values = slices.Clone(values)
	for i, v := range values {
		if v.Question != "" || v.Option == "" {
			continue
		}
		for _, q := range questions {
			if q.Choice() && bind(bindConfig{column: &column{title: c.title}, question: q, languages: []string{m.survey.Language}}).meant(v.Option) != "" {
				values[i].Question = q.ID
				break
			}
		}
	}
	return values
}

// reasons say how the days of a column were read.
func (m *matching) reasons(c *column, b *binding) {
	for _, reason := range b.days.reasons() {
		m.decisions = append(m.decisions, fmt.Sprintf("“%s”: %s", shorten(c.title), reason))
	}
}

// nearest is the title of the question that a column was probably meant for.
func (m *matching) nearest(c *column) string {
	var titles []string
	for _, q := range m.survey.Questions {
		titles = append(titles, string(q.Title))
	}
	return nearestTitle(c.title, titles)
}

// option is one that a value was probably meant for.
type option struct{ id, label string }

// nearest is the option that a value was probably meant for; none of the zero value.
func (b *binding) nearest(value string) option {
	var labels []string
	ids := map[string]string{}
	for _, c := range b.question.Categories() {
		o, _ := b.question.Option(c.ID)
		if label := string(c.Label); !o.Written && foldLabel(label) != foldLabel(value) && ids[label] == "" {
			labels = append(labels, label)
			ids[label] = c.ID
		}
	}
	if b.question.Kind == survey.Number || b.question.Kind == survey.Date {
		return option{}
	}
	label := nearestTitle(value, labels)
	return option{ids[label], label}
}
