package dashboard_test

import (
	"cmp"
	"context"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"muster/internal/dashboard"
	"muster/internal/survey"
	"muster/internal/tally"
)

// person is one response kept as it is thought of, for counting it the plain way.
type person struct {
	at       time.Time
	took     time.Duration
	picks    map[string][]string // by question, ids of options, points or bins; of a ranking the best first
	numbers  map[string]float64  // by question of kind number
	hidden   []string            // questions that were not shown
	source   string              // "": form
	language string
	flagged  bool
}

// crowd answers every query by looking at each person in turn.
type crowd struct {
	survey *survey.Survey
	people []person
	visits []dashboard.Visit // nil: none are counted
	calls  int               // of Tally
	asked  []tally.Query
}

func (c *crowd) source() dashboard.Source {
	source := dashboard.Source{Tally: c.tally, Summary: c.summary, Spread: c.spread, Crowd: c.crowd}
	if c.visits != nil {
		source.Visits = func(context.Context) ([]dashboard.Visit, error) { return c.visits, nil }
	}
	return source
}

// spread takes the quartiles as R's quantile does by default, between neighbours.
func (c *crowd) spread(_ context.Context, f tally.Filter, question string) (tally.Spread, error) {
	var all []float64
	sum := 0.0
	for _, p := range c.passing(f) {
		if n, ok := p.numbers[question]; ok {
			all, sum = append(all, n), sum+n
		}
	}
	if len(all) == 0 {
		return tally.Spread{}, nil
	}
	slices.Sort(all)
	at := func(share float64) float64 {
		place := share * float64(len(all)-1)
		low := int(place)
		high := min(low+1, len(all)-1)
		return all[low] + (place-float64(low))*(all[high]-all[low])
	}
	return tally.Spread{
		Count: len(all), Mean: sum / float64(len(all)), Min: all[0], Max: all[len(all)-1],
		Quarter: at(.25), Median: at(.5), ThreeQuarters: at(.75),
	}, nil
}

func (c *crowd) passing(f tally.Filter) []person {
	var in []person
	for _, p := range c.people {
		day := dayOf(p.at, c.survey.Zone)
		ok := !(f.Unflagged && p.flagged) && (len(f.Sources) == 0 || slices.Contains(f.Sources, p.from()))
		ok = ok && (f.From.IsZero() || !day.Before(f.From)) && (f.To.IsZero() || !day.After(f.To))
		for _, pick := range f.Picks {
			ok = ok && slices.ContainsFunc(p.picks[pick.Question], func(id string) bool {
				return slices.Contains(pick.Options, id)
			})
		}
		if ok {
			in = append(in, p)
		}
	}
	return in
}

func (p person) from() string { return cmp.Or(p.source, "form") }

func dayOf(at time.Time, zone *time.Location) time.Time {
	y, m, d := at.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, zone)
}

func (c *crowd) summary(_ context.Context, f tally.Filter) (tally.Summary, error) {
	in := c.passing(f)
	s := tally.Summary{Responses: len(in)}
	var times []time.Duration
	for _, p := range in {
		if s.First.IsZero() || p.at.Before(s.First) {
			s.First = p.at
		}
		if p.at.After(s.Last) {
			s.Last = p.at
		}
		if p.flagged {
			s.Flagged++
		}
		if p.took > 0 {
			times = append(times, p.took)
		}
	}
	for _, p := range in {
		if p.at.After(c.people[len(c.people)-1].at.Add(-24 * time.Hour)) {
			s.LastDay++
		}
	}
	if s.Timed = len(times); s.Timed > 0 {
		slices.Sort(times)
		s.Median = times[len(times)/2]
	}
	return s, nil
}

func (c *crowd) tally(_ context.Context, queries []tally.Query) ([]tally.Table, error) {
	c.calls++
	c.asked = append(c.asked, queries...)
	var out []tally.Table
	for _, q := range queries {
		out = append(out, c.table(q))
	}
	return out, nil
}

func (c *crowd) table(q tally.Query) tally.Table {
	in := c.passing(q.Filter)
	t := tally.Table{Responses: len(in)}
	t.NotShown = countIf(in, func(p person) bool {
		return slices.ContainsFunc(q.By, func(d tally.Dimension) bool { return slices.Contains(p.hidden, d.Question) })
	})
	in = slices.DeleteFunc(in, func(p person) bool {
		return slices.ContainsFunc(q.By, func(d tally.Dimension) bool {
			return d.Question != "" && len(p.picks[d.Question]) == 0
		})
	})
	t.Base = len(in)
	for _, d := range q.By {
		a := tally.Axis{Dimension: d, Categories: c.categories(d, in)}
		for _, id := range a.Categories {
			a.Totals = append(a.Totals, countIf(in, func(p person) bool { return c.is(p, d, id) }))
		}
		t.Axes = append(t.Axes, a)
	}
	if len(q.By) == 1 {
		t.Cells = t.Axes[0].Totals
		return t
	}
	for _, row := range t.Axes[0].Categories {
		for _, col := range t.Axes[1].Categories {
			t.Cells = append(t.Cells, countIf(in, func(p person) bool {
				if q.By[1].Unit == tally.Ranks {
					return place(p.picks[q.By[0].Question], row) == col
				}
				return c.is(p, q.By[0], row) && c.is(p, q.By[1], col)
			}))
		}
	}
	return t
}

// place is where an option stands in an order, from "1"; "" when it has no place.
func place(order []string, option string) string {
	if at := slices.Index(order, option); at >= 0 {
		return strconv.Itoa(at + 1)
	}
	return ""
}

func countIf(in []person, is func(person) bool) int {
	n := 0
	for _, p := range in {
		if is(p) {
			n++
		}
	}
	return n
}

func (c *crowd) categories(d tally.Dimension, in []person) []string {
	var ids []string
	switch d.Unit {
	case tally.Options:
		ids = options(c.survey.Question(d.Question))
	case tally.Groups:
		for _, g := range c.survey.Question(d.Question).Groups {
			ids = append(ids, g.ID)
		}
	case tally.Ranks:
		for i := range options(c.survey.Question(d.Question)) {
			ids = append(ids, strconv.Itoa(i+1))
		}
	case tally.Source:
		return frequent(in, person.from)
	case tally.Language:
		return frequent(in, func(p person) string { return p.language })
	default:
		if len(in) == 0 {
			return nil
		}
		step := map[tally.Unit]int{tally.Day: 1, tally.Week: 7}[d.Unit]
		first, last := c.start(in[0].at, d.Unit), c.start(in[0].at, d.Unit)
		for _, p := range in {
			at := c.start(p.at, d.Unit)
			if at.Before(first) {
				first = at
			}
			if at.After(last) {
				last = at
			}
		}
		for day := first; !day.After(last); day = day.AddDate(0, 0, step) {
			ids = append(ids, day.Format(time.DateOnly))
		}
	}
	return ids
}

// frequent gives what there is of something, the most frequent first.
func frequent(in []person, of func(person) string) []string {
	times := map[string]int{}
	for _, p := range in {
		times[of(p)]++
	}
	return slices.SortedFunc(maps.Keys(times), func(a, b string) int {
		return cmp.Or(times[b]-times[a], strings.Compare(a, b))
	})
}

func options(q *survey.Question) []string {
	var ids []string
	for _, c := range q.Categories() {
		ids = append(ids, c.ID)
	}
	return ids
}

// start is the day, or the Monday, that a moment belongs to.
func (c *crowd) start(at time.Time, unit tally.Unit) time.Time {
	day := dayOf(at, c.survey.Zone)
	if unit == tally.Week {
		day = day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
	}
	return day
}

func (c *crowd) is(p person, d tally.Dimension, id string) bool {
	switch d.Unit {
	case tally.Day, tally.Week:
		return c.start(p.at, d.Unit).Format(time.DateOnly) == id
	case tally.Source:
		return p.from() == id
	case tally.Language:
		return p.language == id
	case tally.Ranks:
		place, err := strconv.Atoi(id)
		return err == nil && place <= len(p.picks[d.Question])
	case tally.Groups:
		return slices.ContainsFunc(c.survey.Question(d.Question).Group(id), func(o survey.Option) bool {
			return slices.Contains(p.picks[d.Question], o.ID)
		})
	}
	return slices.Contains(p.picks[d.Question], id)
}

// load reads a survey of sample-data or of testdata.
func load(tb testing.TB, path string) *survey.Survey {
	tb.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	s, problems := survey.Parse(path, data)
	if len(problems) > 0 {
		tb.Fatal(problems)
	}
	return s
}

func charlotte(tb testing.TB) *survey.Survey { return load(tb, "../../sample-data/charlotte.yaml") }

// gather makes n people who answer in the same way on every run: earlier options are liked
// better, everybody's first pick of the first question bends what they want of the second, and one
// question in ten is left out.
func gather(s *survey.Survey, n int) *crowd {
	random := rand.New(rand.NewPCG(7, uint64(n)))
	c := &crowd{survey: s}
	at := time.Date(2026, 1, 5, 9, 0, 0, 0, s.Zone)
	for i := range n {
		at = at.Add(time.Duration(random.IntN(500)) * time.Minute)
		p := person{at: at, picks: map[string][]string{}}
		if i%7 != 0 {
			p.took = time.Duration(60+random.IntN(200)) * time.Second
		}
		leaning := random.IntN(5)
		for _, q := range s.Questions {
			if q.Countable() && !q.Personal() && random.IntN(10) > 0 {
				p.picks[q.ID] = answer(q, leaning, random)
			}
		}
		c.people = append(c.people, p)
	}
	return c
}

func answer(q *survey.Question, leaning int, random *rand.Rand) []string {
	ids := options(q)
	if q.Kind != survey.Many {
		return []string{ids[(leaning+random.IntN(2))%len(ids)]}
	}
	var picks []string
	for i, id := range ids {
		if o, _ := q.Option(id); o.Exclusive {
			continue
		}
		odds := 2 + 6/(i+2)
		if i%5 == leaning {
			odds += 3
		}
		if random.IntN(10) < odds {
			picks = append(picks, id)
		}
	}
	if len(picks) == 0 {
		picks = []string{ids[len(ids)-1]}
	}
	return picks
}
