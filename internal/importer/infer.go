package importer

import (
	"fmt"
	"regexp"
	"slices"
	"time"

	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

// InferConfig says what a file itself does not.
type InferConfig struct {
	ID    string           // of the survey to be made
	Title string           // "": taken from the file's name
	Zone  *time.Location   // of the survey, and of time stamps that name none; nil: UTC
	Now   func() time.Time // the time of answers in a file without time stamps; nil: time.Now

	Mapping *Mapping // what a person decided about the form; nil: nothing
	Partial bool     // take what fits although something of what was decided does not
}

// Infer describes a survey that nobody has described yet, from the answers to it: what each column
// asks, which options there are and which values are people's own words. The plan's survey was
// written with the counts as comments and read back, so it is as sound as one made by hand. The
// plan is complete: every filled cell of every response is in it.
func Infer(t *spreadsheet.Table, config InferConfig) (*Plan, error) {
	if config.Zone == nil {
		config.Zone = time.UTC
	}
	l := newLayout(layoutConfig{table: t, zone: config.Zone})
	inf := &inference{config: config, layout: l, guesser: newGuesser(l.columns, l.language), ids: slugs{}}
	inf.questions()
	if len(inf.guesses) == 0 {
		return nil, fmt.Errorf("infer a survey from %q: no column holds a question", t.Name)
	}
	if inf.contacts() > survey.MaxQuestions {
		return nil, fmt.Errorf("infer a survey from %q: %d columns hold questions; a survey has at most %d; remove some columns: %w",
			t.Name, len(inf.guesses), survey.MaxQuestions, spreadsheet.ErrTooLarge)
	}
	plan := newPlan(t)
	rows, refused := newRows(l, inf.bindings(), nowFrom(config.Now))
	inf.leaveRoom(rows)
	plan.rows, plan.Refused, plan.mapping = rows, append(plan.Refused, refused...), config.Mapping
	sortRefused(plan.Refused)
	if rows.len() == 0 {
		return nil, fmt.Errorf("infer a survey from %q: every row was refused; the first: %s", t.Name, plan.Refused[0])
	}
	counts := rows.count()
	if err := inf.write(plan, counts); err != nil {
		return nil, err
	}
	plan.Decisions = append(plan.summary(), inf.decisions(counts)...)
	return plan, nil
}

// inference is one survey in the making.
type inference struct {
	config  InferConfig
	layout  *layout
	guesser *guesser
	guesses []*guess
	grids   []*grid
	ids     slugs
	consent *survey.Question // nil when there are no contact details
}

// questions guesses every column; the columns of a grid together.
func (inf *inference) questions() {
	grids := findGrids(inf.layout.columns)
	for _, c := range inf.layout.columns {
		g := grids[c]
		if g != nil && g.columns[0] == c {
			inf.grids = append(inf.grids, g)
		}
		guess := (*guess)(nil)
		if c.index == inf.layout.address {
			guess = address(c)
		} else if g != nil {
			guess = g.guess(c)
		} else {
			guess = inf.guesser.column(c)
		}
		guess.question.ID = inf.ids.question(string(guess.question.Title), len(inf.guesses)+1)
		inf.guesses = append(inf.guesses, guess)
	}
}

func address(c *column) *guess {
	q := titled(c, survey.Email)
	q.Purpose = survey.Contact
	return &guess{column: c, question: q, note: "personal", why: []string{"the form tool collected these addresses. They are kept apart from the " +
		"answers and are never exported, because nobody consented to that."}}
}

// contacts adds the question of consent when there are contact details, and counts the questions.
func (inf *inference) contacts() int {
	for _, g := range inf.guesses {
		if g.question.Personal() {
			inf.consent = consent(inf.ids.question("consent", 0))
			return len(inf.guesses) + 1
		}
	}
	return len(inf.guesses)
}

func (inf *inference) bindings() []*binding {
	var out []*binding
	for _, g := range inf.guesses {
		out = append(out, inf.bind(g))
	}
	return out
}

func (inf *inference) bind(g *guess) *binding {
	return bind(bindConfig{column: g.column, question: g.question, separator: g.separator, languages: []string{inf.layout.language}})
}

// leaveRoom gives a line for own words to a question that turns out to need one, so that no cell
// is lost whatever the guess overlooked.
func (inf *inference) leaveRoom(r *rows) {
	for i, g := range inf.guesses {
		q := g.question
		if _, has := q.Written(); has || q.Kind != survey.One && q.Kind != survey.Many || len(r.countOne(r.bindings[i]).unknown) == 0 {
			continue
		}
		at := len(q.Options)
		if q.Options[at-1].Exclusive {
			at--
		}
		q.Options = slices.Insert(q.Options, at, survey.Option{ID: "other", Label: "Other", Written: true})
		r.bindings[i] = inf.bind(g)
	}
}

func (inf *inference) survey() *survey.Survey {
	s := &survey.Survey{
		ID: inf.config.ID, Title: survey.Text(spreadsheet.Line(inf.config.Title)), Language: inf.layout.language, Zone: inf.config.Zone,
		Closed: true, // an old form that is read must not take new answers before somebody opens it
	}
	if s.Title == "" {
		s.Title = survey.Text(titleFrom(inf.layout.table.Name))
	}
	for _, g := range inf.guesses {
		s.Questions = append(s.Questions, g.question)
	}
	if inf.consent != nil {
		s.Questions = append(s.Questions, inf.consent)
	}
	return s
}

// write puts the survey into words with its counts, and reads it back: what the founder gets to
// correct is what the responses were made for.
func (inf *inference) write(plan *Plan, counts []count) error {
	s := inf.survey()
	data, err := survey.Write(s, inf.notes(counts))
	if err != nil {
		return err
	}
	head := fmt.Sprintf("# Made from %s: %s. The numbers are what the file holds.\n"+
		"# Correct titles, labels, kinds and the order; once answers are stored the ids must stay as they are.\n",
		inf.layout.table.Name, plural(plan.rows.len(), "response", "responses"))
	data = questionNote.ReplaceAll(data, []byte("\n$0"))
	parsed, problems := survey.Parse(s.ID+".yaml", append([]byte(head), data...))
	if len(problems) > 0 {
		return fmt.Errorf("infer a survey from %q: %w", inf.layout.table.Name, problems)
	}
	plan.Survey = parsed
	return nil
}

// The notes that stand before a question, and only they, are indented by two; a blank line sets the
// question apart.
var questionNote = regexp.MustCompile(`(?m)^  # `)

func nowFrom(now func() time.Time) time.Time {
	if now == nil {
		now = time.Now
	}
	return now().UTC().Truncate(time.Second)
}
