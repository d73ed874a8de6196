package crowd

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"muster/internal/survey"
)

// model is a crowd ready to be drawn from. It is never changed once made.
type model struct {
	seed      uint64
	survey    *survey.Survey
	calendar  *calendar
	kinds     []float64 // cumulative shares; the last is 1
	holding   []float64 // by interest, the part of people who hold it
	questions []asked
	answered  int     // questions that are not personal
	given     float64 // part of people who leave contact details
	consent   float64 // part of those who consent to be contacted
	names     []string
	filled    map[seat]int // by option with a quota, the number of the person who takes the last place
	branches  bool         // some questions are shown only after some answers
	shuffled  bool         // some options are shown in an order of their own
	languages []float64    // cumulative shares of the survey's languages; nil when there is one
	flagged   float64      // part of responses that get a flag
}

// asked is how one question is answered.
type asked struct {
	q     *survey.Question
	skip  float64
	from  int         // position of the question whose picks these are taken from, or -1
	pull  [][]float64 // by kind and option: log-odds where several can be picked, else log-weight
	drawn [][]float64 // by interest and option: what holding it adds
	words []saying
	name  contactField
}

// saying is what some people write.
type saying struct {
	texts  []string
	chance float64
	kinds  []int       // of people; none: all
	when   []condition // what must have been picked
}

type condition struct {
	question int
	option   string
}

func newModel(s *survey.Survey, config Config) *model {
	file := profileFile{Weeks: 8, Contact: contactShares{Given: 45, Consent: 75}}
	if config.Profile != nil {
		file = config.Profile.file
	}
	m := &model{
		seed: seedOf(s, config.Seed), survey: s, names: firstNames(),
		calendar: newCalendar(s, file.Weeks, file.Waves, config.End),
		given:    float64(file.Contact.Given) / 100, consent: float64(file.Contact.Consent) / 100,
	}
	g := &general{random: m.random(0, forModel), survey: s}
	file = g.complete(file)
	m.kinds = cumulative(file.People)
	for _, in := range file.Interests {
		m.holding = append(m.holding, float64(in.Share)/100)
	}
	m.circumstances(file)
	for _, q := range s.Questions {
		m.questions = append(m.questions, m.ask(q, file, g))
		if !q.Personal() {
			m.answered++
		}
	}
	m.fill(config.N)
	return m
}

func (m *model) ask(q *survey.Question, file profileFile, g *general) asked {
	a := asked{q: q, from: -1, skip: 0.06, name: fieldOf(q)}
	if n, ok := file.Skip[q.ID]; ok {
		a.skip = float64(n) / 100
	}
	if from := q.LevelOf + q.From; from != "" { // never both
		a.from = slices.IndexFunc(m.survey.Questions, func(o *survey.Question) bool { return o.ID == from })
	}
	if q.Countable() {
		base := g.base(q)
		for _, k := range file.People {
			pull := slices.Clone(base)
			lay(pull, q, file.Everyone[q.ID], log(q))
			lay(pull, q, k.Answers[q.ID], log(q))
			a.pull = append(a.pull, pull)
		}
		for _, in := range file.Interests {
			drawn := make([]float64, len(base))
			lay(drawn, q, in.Odds[q.ID], logWeight)
			a.drawn = append(a.drawn, drawn)
		}
	}
	if a.words = m.sayings(q, file); a.words == nil {
		a.words = g.words(q)
	}
	return a
}

func (m *model) sayings(q *survey.Question, file profileFile) []saying {
	var all []saying
	for _, w := range file.Words {
		if w.Question != q.ID {
			continue
		}
		s := saying{texts: w.Texts, chance: float64(w.Chance) / 100, when: m.conditions(w.When)}
		for i, k := range file.People {
			if slices.Contains(w.People, k.Name) {
				s.kinds = append(s.kinds, i)
			}
		}
		all = append(all, s)
	}
	return all
}

func (m *model) conditions(when map[string]string) []condition {
	var out []condition
	for i, q := range m.survey.Questions {
		if option, ok := when[q.ID]; ok {
			out = append(out, condition{i, option})
		}
	}
	return out
}

// lay writes numbers over the options they name: first all, then groups, then single options.
func lay(over []float64, q *survey.Question, numbers map[string]int, scale func(int) float64) {
	names := make([]string, 0, len(numbers))
	for name := range numbers {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return len(targets(q, b)) - len(targets(q, a)) })
	for _, name := range names {
		for _, i := range targets(q, name) {
			over[i] = scale(numbers[name])
		}
	}
}

// log gives the scale on which a question's numbers are added up.
func log(q *survey.Question) func(int) float64 {
	if several(q) {
		return logOdds
	}
	return logWeight
}

// several tells whether options are picked or left one by one.
func several(q *survey.Question) bool { return q.Kind == survey.Many || q.Kind == survey.Slots }

// Certainty is kept out of reach, so that every option is picked by somebody in a large crowd
// unless it is said to be impossible.
const never = -50

func logOdds(percent int) float64 {
	if percent <= 0 {
		return never
	}
	p := math.Min(float64(percent)/100, 0.995)
	return math.Log(p / (1 - p))
}

func logWeight(percent int) float64 {
	if percent <= 0 {
		return never
	}
	return math.Log(float64(percent) / 100)
}

func cumulative(people []kind) []float64 {
	sum := 0.0
	out := make([]float64, len(people))
	for i, k := range people {
		sum += float64(max(k.Share, 0))
		out[i] = sum
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

// seconds draws the time to fill in the form: log-normal, half of the people within two minutes.
func seconds(random *rand.Rand) time.Duration {
	const median, spread = 120, 0.55
	s := median * math.Exp(spread*random.NormFloat64())
	return time.Duration(math.Round(min(max(s, 15), 3600))) * time.Second
}
