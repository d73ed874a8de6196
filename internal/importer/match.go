package importer

import (
	"context"
	"fmt"
	"slices"
	"time"

	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

// MatchConfig says how strictly a file must fit.
type MatchConfig struct {
	Partial bool             // take what fits although something does not
	Now     func() time.Time // the time of answers in a file without time stamps; nil: time.Now
	Mapping *Mapping         // what a person decided about the form; nil: nothing
}

// Match fits a file to a survey by the questions' titles and the options' labels and aliases, in any
// of the survey's languages; case, white space and, in titles, punctuation do not count. What has no place is in the plan's Unmatched,
// and unless Partial is set the plan then yields no responses and its Err says why. With Partial,
// values that are no option are kept as own words where the question has a line for them, and left
// out elsewhere. It takes seconds for a large file; when the context ends it stops with the context's error.
func Match(ctx context.Context, t *spreadsheet.Table, s *survey.Survey, config MatchConfig) (*Plan, error) {
	if err := exported(t); err != nil {
		return nil, fmt.Errorf("match %q to survey %q: %w", t.Name, s.ID, err)
	}
	file := File{t, config.Mapping}
	zone, err := file.Mapping.zone(s.Zone)
	if err != nil {
		return nil, fmt.Errorf("match %q to survey %q: %w", t.Name, s.ID, err)
	}
	mapped := newMapped(ctx, layoutConfig{table: t, zone: zone, dates: file.Mapping.dates()}, file.Mapping)
	m := &matching{survey: s, layout: mapped.layout, mapped: mapped, languages: languages(s), dates: file.Mapping.dates(), used: map[string]bool{}}
	m.columns(ctx)
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("match %q to survey %q: %w", t.Name, s.ID, err)
	}
	if len(m.bindings) == 0 {
		return nil, fmt.Errorf("match %q to survey %q: no column has the title of a question; is it the right survey?", t.Name, s.ID)
	}
	plan := newPlan(file, mapped)
	rows, refused := newRows(ctx, m.layout, m.bindings, nowFrom(config.Now))
	rows.settles = unsettled(s)
	plan.Survey, plan.partial, plan.rows = s, config.Partial, rows
	plan.refuse(refused)
	plan.Decisions = plan.summary()
	counts := rows.count(ctx)
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("match %q to survey %q: %w", t.Name, s.ID, err)
	}
	for i, b := range m.bindings {
		m.values(b, counts[i])
	}
	plan.Unmatched, plan.Problems = m.unmatched, m.problems
	m.decisions = append(m.decisions, rows.oddities(s)...)
	plan.Decisions = append(append(plan.Decisions, m.decisions...), m.missing()...)
	return plan, nil
}

// matching is one file being fitted to a survey.
type matching struct {
	survey    *survey.Survey
	layout    *layout
	languages []*survey.Survey // the survey in each of its languages, itself first
	used      map[string]bool  // questions that have their column
	bindings  []*binding
	unmatched []Unmatched
	decisions []string

	mapped   *mapped
	dates    DateOrder
	problems []string // why the mapping cannot be heeded
}

func (m *matching) columns(ctx context.Context) {
	titles := m.titles()
	for _, c := range collectedLast(m.layout.columns) {
		if ctx.Err() != nil {
			return
		}
		if !m.decided(c) && !m.fit(c, titles) {
			m.misfit(c)
		}
	}
	for _, b := range m.bindings {
		m.problems = append(m.problems, b.problems...)
		m.used[b.question.ID] = true
		for _, level := range b.levels {
			m.used[level.ID] = true
		}
	}
}

// fit ties a column to what it answers; false when the survey has no place for it.
func (m *matching) fit(c *column, titles map[string][]*survey.Question) bool {
	if b := m.column(c, m.called(c, titles)); b != nil {
		m.bindings = append(m.bindings, b)
		return true
	}
	return m.apart(c, titles)
}

func (m *matching) misfit(c *column) {
	switch {
	case c.collected:
		m.decisions = append(m.decisions, fmt.Sprintf("“%s” was collected by the form tool; the survey has no place for it, and it was left out.", shorten(c.title)))
	case c.answered > 0:
		m.unmatched = append(m.unmatched, Unmatched{Column: c.title, Nth: m.layout.nth(c.title, c.index), People: c.answered, Nearest: m.nearest(c)})
	default:
		m.decisions = append(m.decisions, fmt.Sprintf("“%s” is no question of the survey; nobody answered it.", shorten(c.title)))
	}
}

// column ties a column to the first question of its title that has none yet, or to a part of one; nil
// when there is none.
func (m *matching) column(c *column, titled []*survey.Question) *binding {
	q := m.next(titled)
	if q == nil && c.index == m.layout.address {
		q = m.addressQuestion()
	}
	if q == nil && c.untitled {
		q = m.byOptions(c)
	}
	if q == nil {
		return m.beside(c, titled)
	}
	m.used[q.ID] = true
	b := m.bindBest(c, q, nil)
	if b.days != nil {
		m.reasons(c, b)
	}
	return b
}

func (m *matching) next(questions []*survey.Question) *survey.Question {
	for _, q := range questions {
		if !m.used[q.ID] {
			return q
		}
	}
	return nil
}

func (m *matching) addressQuestion() *survey.Question {
	for _, q := range m.survey.Questions {
		if q.Kind == survey.Email && !m.used[q.ID] {
			return q
		}
	}
	return nil
}

// bindBest ties a column to a question with the separator under which most of its cells make sense.
// known are the options that the column is about; nil: all.
func (m *matching) bindBest(c *column, q *survey.Question, known map[string]string) *binding {
	if known != nil && len(known) == 0 {
		return nil
	}
	config := m.config(c, q)
	config.known = known
	best := bind(config)
	if !q.Choice() || q.Single() {
		return best
	}
	most, sure := -1, 0
	for _, sep := range c.separators() {
		config.separator = sep
		b := bind(config)
		if clear, picks := b.fits(); clear+picks > most {
			best, most, sure = b, clear+picks, clear
		}
	}
	for _, sep := range c.mixtures() {
		config.separator = sep
		b := bind(config)
		if clear, picks := b.fits(); clear+picks > most && clear > sure+1 { // more than somebody's own words
			best, most, sure = b, clear+picks, clear
		}
	}
	return best
}

// fits counts the answers of which every part is known, and what is picked in all.
func (b *binding) fits() (clear, picks int) {
	for _, cell := range b.column.cells {
		r := b.choice(cell.text)
		if len(r.unknown) == 0 {
			clear += cell.count
		}
		picks += len(r.answer.Picks) * cell.count
	}
	return clear, picks
}

// values judges what a column holds beside options. Where there is a line for own words, a value that
// many people gave is still more likely an option under another name than something they all typed.
func (m *matching) values(b *binding, c count) {
	m.decisions = append(m.decisions, c.losses(b.question)...)
	if c.crowded > 0 {
		b.notes = append(b.notes, c.gaveSeveral()+"; "+c.firstCounts()+".")
	}
	if b.question.Free() {
		return
	}
	spellings := map[string][]string{}
	for _, value := range byCount(c.unknown) {
		key := foldLabel(value)
		spellings[key] = append(spellings[key], value)
	}
	var own []string
	_, written := b.question.Written()
	for _, value := range byCount(c.unknown) {
		n := c.unknown[value]
		if b.column.typed(value) || written && b.column.decided.keeps() || !b.column.offers(value) && b.typed(n, len(spellings[foldLabel(value)]), c.answered) {
			own = append(own, fmt.Sprintf("“%s” (%d)", shorten(value), n))
		} else {
			m.unmatched = append(m.unmatched, Unmatched{Column: b.title, Nth: m.layout.nth(b.title, b.column.index), Option: value, Wanted: wanted(b.question), People: n,
				Own: written && !b.closed, Question: b.speaker(written), Nearest: b.nearest(value).label})
		}
	}
	if len(own) > 0 {
		b.notes = append(b.notes, fmt.Sprintf("kept as own words%s: %s.", b.ofQuestion(), listed(own, 20)))
		m.decisions = append(m.decisions, fmt.Sprintf("“%s”: kept as own words: %s.", shorten(b.title), listed(own, 60)))
	}
}

// speaker is the id of the question whose own words an unknown value becomes, where several share the column.
func (b *binding) speaker(written bool) string {
	if !written || b.closed || !b.column.decided.shares() {
		return ""
	}
	return b.question.ID
}

// ofQuestion says whose own words they are, where several questions share the column.
func (b *binding) ofQuestion() string {
	if !b.column.decided.shares() {
		return ""
	}
	return fmt.Sprintf(" of “%s”", shorten(string(b.question.Title)))
}

// wanted is what a value should have been, where that is no option.
func wanted(q *survey.Question) string {
	switch q.Kind {
	case survey.Number:
		return "number"
	case survey.Date:
		return "date"
	}
	return ""
}

// typed tells whether a value passes for own words, by the measure of inventory.choose. A question
// that has no room for another option takes everything.
func (b *binding) typed(n, spellings, answered int) bool {
	if _, written := b.question.Written(); !written || b.closed {
		return false
	}
	limit := rare(answered)
	if spellings > 1 {
		limit *= 5
	}
	return n < limit || len(b.question.Options) >= room
}

func byCount(values map[string]int) []string {
	keys := sortedKeys(values)
	slices.SortStableFunc(keys, func(a, b string) int { return values[b] - values[a] })
	return keys
}

func (m *matching) missing() []string {
	var lines []string
	for _, q := range m.survey.Questions {
		if !m.used[q.ID] && q.Kind != survey.Agree {
			lines = append(lines, fmt.Sprintf("The file has no column for “%s”; it stays unanswered.", shorten(string(q.Title))))
		}
	}
	return lines
}
