package results_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"muster/internal/survey"
	"muster/internal/tally"
)

// person is what somebody picked, by question; of a ranking the best first. A question that was skipped
// has no entry.
type person map[string][]string

// crowd is everybody who answered a survey by now, and how those who come are.
type crowd struct {
	t      testing.TB
	random *rand.Rand
	survey *survey.Survey
	people []person
	likes  map[string][]float64 // by question, how popular each category is
	skips  map[string]float64   // by question, who of a hundred does not answer
}

func parse(t testing.TB, source string) *survey.Survey {
	t.Helper()
	s, problems := survey.Parse("test", []byte(source))
	if len(problems) > 0 {
		t.Fatalf("%v\n%s", problems, source)
	}
	return s
}

// randomSurvey has questions of every kind that can be counted, of any number of answers.
func randomSurvey(t testing.TB, random *rand.Rand) *survey.Survey {
	var b strings.Builder
	b.WriteString("id: test\ntitle: Test\nlanguage: en\nquestions:\n")
	question := func(id, rest string, options int) {
		fmt.Fprintf(&b, "  - id: %s\n    title: About %s\n    %s\n", id, id, rest)
		for i := range options {
			if i == 0 {
				b.WriteString("    options:\n")
			}
			fmt.Fprintf(&b, "      - {id: %s%d, label: %s %d}\n", id[:1], i, id, i)
		}
	}
	limits := []string{"kind: many", "kind: many", "kind: many\n    max: 2", "kind: many\n    max: 1", "kind: many\n    min: 2\n    max: 2", "kind: many\n    none: None"}
	question("roles", "kind: many\n    purpose: role", 2+random.IntN(4))
	question("topics", limits[random.IntN(len(limits))], 3+random.IntN(8))
	question("journey", "kind: one", 2+random.IntN(6))
	question("place", "kind: one\n    other: Elsewhere", 2+random.IntN(4))
	question("formats", "kind: ranking", 3+random.IntN(4))
	question("leads", "kind: yes_no", 0)
	question("team", "kind: number\n    bins: [0, 5, 10, 50]\n    show_if: {leads: \"yes\"}", 0)
	question("mood", fmt.Sprintf("kind: scale\n    scale: {from: 1, to: %[1]d, labels: {1: Low, %[1]d: High}}", 3+random.IntN(6)), 0)
	return parse(t, b.String())
}

// newCrowd likes some answers much and others hardly.
func newCrowd(t testing.TB, s *survey.Survey, random *rand.Rand) *crowd {
	c := &crowd{t: t, random: random, survey: s, likes: map[string][]float64{}, skips: map[string]float64{}}
	for _, q := range s.Questions {
		for range q.Categories() {
			c.likes[q.ID] = append(c.likes[q.ID], random.ExpFloat64()*random.ExpFloat64()+.002)
		}
		c.skips[q.ID] = []float64{0, .02, .1, .6}[random.IntN(4)]
	}
	return c
}

// come adds people.
func (c *crowd) come(people int) {
	for range people {
		c.people = append(c.people, c.somebody())
	}
}

func (c *crowd) somebody() person {
	p := person{}
	for _, q := range c.survey.Questions {
		shown := q.ShowIf == nil || slices.Contains(p[q.ShowIf.Question], q.ShowIf.Any[0])
		if shown && c.random.Float64() >= c.skips[q.ID] {
			p[q.ID] = c.picks(q)
		}
	}
	return p
}

func (c *crowd) picks(q *survey.Question) []string {
	categories, most, least := q.Categories(), 1, 1
	switch {
	case q.Kind == survey.Ranking:
		most, least = len(categories), 1+c.random.IntN(len(categories))
	case q.Kind == survey.Many:
		if most = q.Max; most == 0 {
			most = len(categories)
		}
		least = max(1, q.Min)
	}
	var picks []string
	for len(picks) < least || len(picks) < most && c.random.IntN(3) > 0 {
		at := c.draw(c.likes[q.ID])
		id := categories[at].ID
		if o, _ := q.Option(id); o.Exclusive {
			return []string{id}
		}
		if !slices.Contains(picks, id) {
			picks = append(picks, id)
		} else if len(picks) >= least && c.random.IntN(2) == 0 {
			break
		}
	}
	return picks
}

func (c *crowd) draw(likes []float64) int {
	total := 0.
	for _, like := range likes {
		total += like
	}
	at, left := 0, c.random.Float64()*total
	for ; at < len(likes)-1 && left > likes[at]; at++ {
		left -= likes[at]
	}
	return at
}

// tally counts as the warehouse does.
func (c *crowd) tally(_ context.Context, queries []tally.Query) ([]tally.Table, error) {
	var tables []tally.Table
	for _, q := range queries {
		if !q.Filter.Unflagged || len(q.By) > 2 {
			c.t.Errorf("asked for %+v", q)
		}
		tables = append(tables, c.count(q.By))
	}
	return tables, nil
}

func (c *crowd) count(by []tally.Dimension) tally.Table {
	t := tally.Table{Responses: len(c.people)}
	for _, d := range by {
		a := tally.Axis{Dimension: d}
		for i, category := range c.survey.Question(d.Question).Categories() {
			a.Categories = append(a.Categories, category.ID)
			if d.Unit == tally.Ranks {
				a.Categories[i] = strconv.Itoa(i + 1)
			}
		}
		a.Totals = make([]int, len(a.Categories))
		t.Axes = append(t.Axes, a)
	}
	if len(by) == 2 {
		t.Cells = make([]int, len(t.Axes[0].Categories)*len(t.Axes[1].Categories))
	}
	for _, p := range c.people {
		addTo(&t, p)
	}
	if len(by) == 1 {
		t.Cells = t.Axes[0].Totals
	}
	return t
}

func addTo(t *tally.Table, p person) {
	places := make([][]int, len(t.Axes))
	for a, axis := range t.Axes {
		picked := p[axis.Dimension.Question]
		if len(picked) == 0 {
			return
		}
		for place, id := range picked {
			if axis.Dimension.Unit == tally.Ranks {
				id = strconv.Itoa(place + 1)
			}
			places[a] = append(places[a], slices.Index(axis.Categories, id))
		}
	}
	t.Base++
	for a := range t.Axes {
		for _, at := range places[a] {
			t.Axes[a].Totals[at]++
		}
	}
	if len(t.Axes) < 2 {
		return
	}
	for i, r := range places[0] {
		for j, col := range places[1] {
			if t.Axes[0].Dimension.Question != t.Axes[1].Dimension.Question || i == j {
				t.Cells[r*len(t.Axes[1].Categories)+col]++
			}
		}
	}
}
