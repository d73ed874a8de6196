package importer

import (
	"context"
	"fmt"
	"slices"
	"strings"
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

// File is an export and what a person decided about its form.
type File struct {
	Table   *spreadsheet.Table
	Mapping *Mapping // nil: nothing was decided
}

// Infer describes a survey that nobody has described yet, from the answers to it: what each column
// asks, which options there are and which values are people's own words. The plan's survey was
// written with the counts as comments and read back, so it is as sound as one made by hand. The
// plan is complete: every filled cell of every response is in it, but for what a mapping leaves out or
// takes for a kind that has no place for it, which is in the plan's Unmatched. It takes seconds for a large file;
// when the context ends it stops with the context's error.
func Infer(ctx context.Context, t *spreadsheet.Table, config InferConfig) (*Plan, error) {
	plans, err := InferAll(ctx, []File{{t, config.Mapping}}, config)
	if err != nil {
		return nil, err
	}
	return plans[0], nil
}

// InferAll is Infer for one survey of several files, such as the years of one form; their mappings take the
// place of the one in config. Columns of one title, or mapped to one question, are one question: its
// options are those of all files, and its kind is the narrowest that takes all of their answers. The plans
// are in the order of the files and have one survey.
func InferAll(ctx context.Context, files []File, config InferConfig) ([]*Plan, error) {
	if config.Zone == nil {
		config.Zone = time.UTC
	}
	inf := &inference{config: config, ids: slugs{}}
	for i, f := range files {
		s, err := newSource(ctx, f, i, config)
		if err != nil {
			return nil, err
		}
		inf.sources = append(inf.sources, s)
	}
	g := gather(inf.sources)
	inf.subjects, inf.left, inf.problems = g.subjects, g.left, g.idle
	if err := inf.questions(ctx); err != nil {
		return nil, err
	}
	if err := inf.feasible(); err != nil {
		return nil, err
	}
	if err := inf.read(ctx); err != nil {
		return nil, err
	}
	inf.leaveRoom(ctx)
	inf.share()
	inf.count(ctx)
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("infer a survey from %q: %w", inf.files(), err)
	}
	parsed, err := inf.write()
	if err != nil {
		return nil, err
	}
	return inf.plans(parsed), nil
}

// inference is one survey in the making.
type inference struct {
	config   InferConfig
	sources  []*source
	subjects []*subject
	grids    []*grid
	ids      slugs
	left     []string         // what was decided to be left out, in words
	problems []string         // why a mapping cannot be heeded
	consent  *survey.Question // nil when there are no contact details
	counts   []count          // in step with the subjects
}

func newSource(ctx context.Context, f File, number int, config InferConfig) (*source, error) {
	if err := exported(f.Table); err != nil {
		return nil, fmt.Errorf("infer a survey from %q: %w", f.Table.Name, err)
	}
	zone, err := f.Mapping.zone(config.Zone)
	if err != nil {
		return nil, err
	}
	m := newMapped(ctx, layoutConfig{table: f.Table, zone: zone, dates: f.Mapping.dates()}, f.Mapping)
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("infer a survey from %q: %w", f.Table.Name, err)
	}
	g := newGuesser(m.columns, m.language)
	g.order = f.Mapping.dates()
	return &source{mapped: m, file: f, number: number, guesser: g}, nil
}

// files names what the survey is made of.
func (inf *inference) files() string {
	var names []string
	for _, s := range inf.sources {
		names = append(names, s.file.Table.Name)
	}
	return strings.Join(names, ", ")
}

// questions guesses every subject; the columns of a grid together. Ids that were decided are taken first.
func (inf *inference) questions(ctx context.Context) error {
	var columns []*column
	for _, s := range inf.subjects {
		if s.id != "" {
			inf.ids[s.id] = true
		}
		if d := s.column.decided; d == nil || d.Kind == "" || d.Kind == survey.Scale {
			columns = append(columns, s.column)
		}
	}
	grids := findGrids(columns)
	for i, s := range inf.subjects {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("infer a survey from %q: %w", inf.files(), err)
		}
		g := grids[s.column]
		if g != nil && g.columns[0] == s.column {
			inf.grids = append(inf.grids, g)
		}
		s.guess = inf.guess(s, g)
		inf.problem(s)
		q := s.guess.question
		if q.ID = s.id; q.ID == "" {
			q.ID = inf.ids.question(string(q.Title), i+1)
		}
	}
	inf.propose()
	return nil
}

func (inf *inference) guess(s *subject, g *grid) *guess {
	first := s.parts[0].source
	d := s.column.decided
	var found *guess
	switch {
	case s.column.index == first.address && (d == nil || d.Kind == "" || d.Kind == survey.Email):
		found = address(s.column)
	case g != nil:
		found = g.guess(s.column)
	default:
		return first.guesser.asDecided(s.column)
	}
	if d != nil {
		first.guesser.dress(found)
	}
	return found
}

// problem notes why a question is not what somebody decided, or not what every file by itself says.
func (inf *inference) problem(s *subject) {
	if s.guess.problem != "" {
		inf.problems = append(inf.problems, s.guess.problem)
	}
	if len(s.parts) < 2 || s.guess.question.Kind == survey.Scale ||
		slices.ContainsFunc(s.parts, func(p *part) bool { return p.alone.question.Kind != survey.Scale }) {
		return
	}
	inf.problems = append(inf.problems, fmt.Sprintf("“%s” is a scale in every file, but its points do not go together; "+
		"say in a mapping of one of the files which point each of its values means, or give it a question of its own", shorten(s.column.title)))
}

func address(c *column) *guess {
	q := titled(c, survey.Email)
	q.Purpose = survey.Contact
	return &guess{column: c, question: q, note: "personal", why: []string{"the form tool collected these addresses. They are kept apart from the " +
		"answers and are never exported, because nobody consented to that."}}
}

// feasible tells whether there can be such a survey.
func (inf *inference) feasible() error {
	if len(inf.subjects) == 0 {
		return fmt.Errorf("infer a survey from %q: no column holds a question", inf.files())
	}
	if inf.contacts() > survey.MaxQuestions {
		return fmt.Errorf("infer a survey from %q: %d columns hold questions; a survey has at most %d; remove some columns: %w",
			inf.files(), len(inf.subjects), survey.MaxQuestions, spreadsheet.ErrTooLarge)
	}
	purposes := map[survey.Purpose]*survey.Question{}
	for _, s := range inf.subjects {
		q := s.guess.question
		if s.guess.refused != "" {
			return &MappingError{[]string{s.guess.refused}}
		}
		if other := purposes[q.Purpose]; other != nil && q.Purpose != survey.NoPurpose && q.Purpose != survey.Contact {
			return &MappingError{[]string{fmt.Sprintf("purpose %s is given to “%s” and to “%s”; only one question can have it",
				q.Purpose, shorten(string(other.Title)), shorten(string(q.Title)))}}
		}
		purposes[q.Purpose] = q
	}
	return nil
}

// contacts adds the question of consent when there are contact details, and counts the questions.
func (inf *inference) contacts() int {
	for _, s := range inf.subjects {
		if s.guess.question.Personal() {
			inf.consent = consent(inf.ids.question("consent", 0))
			return len(inf.subjects) + 1
		}
	}
	return len(inf.subjects)
}

func nowFrom(now func() time.Time) time.Time {
	if now == nil {
		now = time.Now
	}
	return now().UTC().Truncate(time.Second)
}
