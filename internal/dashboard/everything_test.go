package dashboard_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"muster/internal/dashboard"
	"muster/internal/survey"
)

const everything = "testdata/everything.yaml"

// mixed makes n people who answer a survey of every kind of question in the same way on every run:
// from several sources, in several languages, with questions that are not shown to all of them. It
// counts their visits too.
func mixed(tb testing.TB, n int) *crowd {
	tb.Helper()
	return mix(load(tb, everything), n)
}

func mix(s *survey.Survey, n int) *crowd {
	random := rand.New(rand.NewPCG(11, uint64(n)))
	c := &crowd{survey: s, visits: []dashboard.Visit{}}
	at := time.Date(2026, 9, 1, 18, 0, 0, 0, c.survey.Zone)
	for i := range n {
		at = at.Add(time.Duration(random.IntN(300)) * time.Minute)
		p := person{
			at: at, took: time.Duration(60+random.IntN(500)) * time.Second,
			picks: map[string][]string{}, numbers: map[string]float64{},
			source: []string{"", "poster", "poster", "mail", "fair"}[random.IntN(5)], language: s.Languages[random.IntN(len(s.Languages))],
			flagged: i%17 == 0,
		}
		for _, q := range c.survey.Questions {
			p.take(c.survey, q, random)
		}
		c.people = append(c.people, p)
	}
	c.visit(random)
	return c
}

// take has a person answer a question, or leave it out, or not be shown it.
func (p *person) take(s *survey.Survey, q *survey.Question, random *rand.Rand) {
	if !s.Shows(q, func(id string) []string { return p.picks[id] }) {
		p.hidden = append(p.hidden, q.ID)
		return
	}
	if !q.Countable() || q.Personal() || random.IntN(8) == 0 {
		return
	}
	switch q.Kind {
	case survey.Many, survey.Slots:
		p.takeSeveral(q, random)
	case survey.Ranking:
		order := random.Perm(len(q.Options))
		for _, at := range order[:1+random.IntN(len(order))] {
			p.picks[q.ID] = append(p.picks[q.ID], q.Options[at].ID)
		}
	case survey.Number:
		number := float64(1 + random.IntN(30)*random.IntN(30)/20)
		p.numbers[q.ID] = number
		p.picks[q.ID] = []string{q.Bins[q.Bin(strconv.FormatFloat(number, 'f', -1, 64))].ID}
	default:
		ids := options(q)
		p.picks[q.ID] = []string{ids[min(random.IntN(len(ids)), random.IntN(len(ids)))]}
	}
}

// takeSeveral picks of a level only what was picked of the question it belongs to.
func (p *person) takeSeveral(q *survey.Question, random *rand.Rand) {
	for i, o := range q.Options {
		if o.Exclusive || q.LevelOf != "" && !slices.Contains(p.picks[q.LevelOf], o.ID) {
			continue
		}
		if random.IntN(2+i/3) == 0 {
			p.picks[q.ID] = append(p.picks[q.ID], o.ID)
		}
	}
}

// visit counts how people came to send their answers, and those who stopped on the way.
func (c *crowd) visit(random *rand.Rand) {
	steps := len(c.survey.Steps())
	for _, p := range c.people {
		for _, sent := range []bool{true, random.IntN(3) > 0} {
			far := steps
			if !sent {
				far = 1 + random.IntN(steps)
			}
			for step := range far {
				v := dashboard.Visit{Day: p.at.Format(time.DateOnly), Source: p.from(), Step: step, Views: 1}
				if step == 0 && far > 1 {
					v.Starts = 1
				}
				if sent && step == steps-1 {
					v.Finishes = 1
				}
				c.visits = append(c.visits, v)
			}
		}
	}
}

// Every question of every kind has its panel on a dashboard that comes with the program.
func TestEveryQuestionHasItsPanel(t *testing.T) {
	for _, path := range []string{everything, "../../sample-data/everything.yaml"} {
		c := mix(load(t, path), 120)
		shown := map[string]bool{}
		for _, id := range []string{"overview", "demand"} {
			for p := range build(t, embedded(t, id), c, "").Panels() {
				shown[strings.TrimPrefix(p.ID, string(p.Kind)+"-")] = true
				undrawn := p.Kind == dashboard.FiguresKind || p.Kind == dashboard.TogetherKind || p.ID == "funnel-sources"
				if p.Chart == nil && !undrawn {
					t.Errorf("%s is not drawn", p.ID)
				}
			}
		}
		for _, q := range c.survey.Questions {
			if q.Countable() && !q.Personal() && !shown[q.ID] && q.LevelOf == "" {
				t.Errorf("nothing shows %s of kind %s", q.ID, q.Kind)
			}
		}
	}
}

func asked(panels string) string { return "id: x\ntitle: X\npanels:\n" + panels }

func TestKindsOfPanels(t *testing.T) {
	c := mixed(t, 60)
	page := build(t, read(t, asked(`
  - {kind: ranking, question: years}
  - {kind: ranking, question: recommend}
  - {kind: ranking, question: formats}
  - {kind: ranking, question: leads}
  - {kind: histogram, question: first_meeting}
  - {kind: histogram, question: topics}
  - {kind: slots, question: years}
  - {kind: preference, question: times}
  - {kind: ranking, question: topics_very}
  - {kind: crosstab, rows: {by: source}, columns: {by: source}}
  - {kind: crosstab, rows: {question: leads}, columns: {question: times, by: groups}}
  - {kind: crosstab, rows: {question: formats}, columns: {question: years}}
`)), c, "")
	want := []string{
		"ranking-years", "ranking-recommend", "ranking-formats", "ranking-leads", "histogram-first_meeting",
		"ranking-topics_very", "crosstab-leads-times-groups", "crosstab-formats-years",
	}
	if got := panelIDs(page); !slices.Equal(got, want) {
		t.Errorf("panels = %v", got)
	}
	var reasons []string
	for _, l := range page.LeftOut {
		reasons = append(reasons, l.Reason)
	}
	if got := fmt.Sprint(reasons); got != "[“Which topics would you come for?” does not ask for a number or a date. "+
		"“For how many years?” does not ask for times. "+
		"“When could you come?” does not ask for an order. Its rows and columns are the same.]" {
		t.Errorf("reasons = %s", got)
	}
	if got := panel(t, page, "ranking-topics_very").Title; got != "Topics – Very much" {
		t.Errorf("a level alone is headed %q", got)
	}
}

// A survey without sources, languages, flags and visits gets none of what would tell of them.
func TestNothingToTell(t *testing.T) {
	c := gather(charlotte(t), 40)
	for _, id := range []string{"overview", "demand"} {
		page := build(t, embedded(t, id), c, "")
		for p := range page.Panels() {
			if p.Kind == dashboard.SourceKind || p.Kind == dashboard.LanguageKind || p.Kind == dashboard.FunnelKind || strings.Contains(p.ID, "source") {
				t.Errorf("%s of nothing is shown", p.ID)
			}
			for _, f := range p.Figures {
				if f.Key == "flagged" {
					t.Errorf("%+v, though nothing looks suspicious", f)
				}
			}
		}
	}
}
