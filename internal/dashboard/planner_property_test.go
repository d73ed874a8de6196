package dashboard_test

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strconv"
	"testing"

	"muster/internal/dashboard"
	"muster/internal/survey"
)

// reached counts, person by person, who wants the topic of one of the meetings and can come at its time.
// who answered the questions is told beside it.
func reached(c *crowd, meetings []dashboard.Meeting, timed bool) (people, base int) {
	for _, p := range c.people {
		wants, can := p.picks["topics"], p.picks["times"]
		if len(wants) == 0 || timed && len(can) == 0 {
			continue
		}
		base++
		if slices.ContainsFunc(meetings, func(m dashboard.Meeting) bool {
			return slices.Contains(wants, m.Topic) && (!timed || slices.Contains(can, m.Time))
		}) {
			people++
		}
	}
	return people, base
}

func couldSpeak(c *crowd, topic string) int {
	return countIf(c.people, func(p person) bool { return slices.Contains(p.picks["speak"], topic) })
}

// randomCrowd answers the forum's questions as chance has it.
func randomCrowd(tb testing.TB, random *rand.Rand) *crowd {
	c := assemble(tb, forum)
	for range 1 + random.IntN(60) {
		p := person{picks: map[string][]string{}}
		for _, id := range []string{"topics", "speak", "times"} {
			for _, o := range c.survey.Question(id).Options {
				if !o.Exclusive && random.IntN(3) == 0 && (id != "speak" || random.IntN(6) == 0) {
					p.picks[id] = append(p.picks[id], o.ID)
				}
			}
		}
		c.people = append(c.people, p)
	}
	return c
}

func randomConditions(random *rand.Rand) url.Values {
	q := url.Values{"meetings": {strconv.Itoa(1 + random.IntN(4))}, "times": {[]string{"same", "own", "none"}[random.IntN(3)]}}
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		if n := random.IntN(8); n < 2 {
			q.Add([]string{"must", "never"}[n], id)
		}
	}
	if random.IntN(3) == 0 {
		q.Set("per_group", strconv.Itoa(1+random.IntN(2)))
	}
	if random.IntN(3) == 0 {
		q.Set("spoken", "yes")
		q.Set("speakers", strconv.Itoa(1+random.IntN(3)))
	}
	return q
}

// Whatever is asked for: conditions are kept, and every number is what counting person by person gives.
func TestProgrammesKeepTheirConditions(t *testing.T) {
	random := rand.New(rand.NewPCG(31, 32))
	made := 0
	for range 400 {
		c, q := randomCrowd(t, random), randomConditions(random)
		conditions, problems := dashboard.ParseConditions(c.survey, q)
		p, err := conditions.Plan(t.Context(), c.survey, dashboard.Selection{}, c.source())
		if err != nil || len(problems) > 0 {
			t.Fatal(err, problems)
		}
		if p.Missing != "" {
			continue
		}
		made++
		what := q.Encode()
		keepsConditions(t, c, p, what)
		timed := conditions.Times != dashboard.NoTimes
		people, base := reached(c, p.Meetings, timed)
		if p.Reach.People != people || p.Reach.Of != base || !p.Exact || p.Ceiling != people {
			t.Fatalf("%s: %+v, but %d of %d are reached", what, p.Reach, people, base)
		}
		for i, m := range p.Meetings {
			alone, _ := reached(c, p.Meetings[i:i+1], timed)
			soFar, _ := reached(c, p.Meetings[:i+1], timed)
			before, _ := reached(c, p.Meetings[:i], timed)
			if m.Expected.People != alone || m.Reach.People != soFar || m.Adds != soFar-before || *orZero(m.Speakers) != couldSpeak(c, m.Topic) {
				t.Fatalf("%s: %+v, but %d are expected and %d reached so far", what, m, alone, soFar)
			}
			if i > 0 && alone > p.Meetings[i-1].Expected.People {
				t.Fatalf("%s: a stronger meeting comes later", what)
			}
		}
		for k := len(p.Meetings); k <= conditions.Meetings; k++ {
			if best := bestOf(c, k, conditions); best > people {
				t.Fatalf("%s: %d meetings reach %d, but %d can reach %d", what, len(p.Meetings), people, k, best)
			}
		}
		for i, m := range p.Meetings {
			without, _ := reached(c, slices.Delete(slices.Clone(p.Meetings), i, i+1), timed)
			if without == people && people > 0 && !slices.Contains(conditions.Must, m.Topic) {
				t.Fatalf("%s: nobody needs %s of %+v", what, m.Topic, p.Meetings)
			}
		}
	}
	if made < 200 {
		t.Errorf("only %d programmes were made", made)
	}
}

func orZero(n *int) *int {
	if n == nil {
		return new(int)
	}
	return n
}

func keepsConditions(t *testing.T, c *crowd, p *dashboard.Programme, what string) {
	t.Helper()
	groups, topics := map[string]int{}, map[string]bool{}
	must := map[string]int{} // by group
	for _, m := range p.Meetings {
		if topics[m.Topic] || slices.Contains(p.Conditions.Never, m.Topic) || m.Topic == "none" || m.Time == "other" || m.Time == "none" {
			t.Fatalf("%s: %+v", what, p.Meetings)
		}
		topics[m.Topic] = true
		groups[m.Group]++
		needed := slices.Contains(p.Conditions.Must, m.Topic)
		if needed {
			must[m.Group]++
		} else if couldSpeak(c, m.Topic) < p.Conditions.Speakers {
			t.Fatalf("%s: nobody speaks about %s", what, m.Topic)
		}
		if (p.Conditions.Times == dashboard.SameTime) && m.Time != p.Meetings[0].Time {
			t.Fatalf("%s: several times", what)
		}
	}
	for _, id := range p.Conditions.Must {
		if !topics[id] {
			t.Fatalf("%s: %s is not in", what, id)
		}
	}
	for group, n := range groups {
		if limit := p.Conditions.PerGroup; limit > 0 && n > max(limit, must[group]) {
			t.Fatalf("%s: %d of %s", what, n, group)
		}
	}
	if len(p.Meetings) > max(p.Conditions.Meetings, len(p.Conditions.Must)) || len(p.Meetings) < p.Conditions.Meetings && len(p.Bent) == 0 {
		t.Fatalf("%s: %d meetings, %q", what, len(p.Meetings), p.Bent)
	}
}

// bestOf tries every programme of so many meetings under the conditions.
func bestOf(c *crowd, meetings int, of dashboard.Conditions) int {
	var slots []string
	switch {
	case of.Times == dashboard.NoTimes:
		slots = []string{""}
	default:
		slots = []string{"lunch", "evening"}
	}
	best := 0
	var try func(q *survey.Question, at int, chosen []dashboard.Meeting)
	try = func(q *survey.Question, at int, chosen []dashboard.Meeting) {
		if len(chosen) == meetings {
			if keeps(c, of, chosen) {
				people, _ := reached(c, chosen, slots[0] != "")
				best = max(best, people)
			}
			return
		}
		if at == len(q.Options) {
			return
		}
		try(q, at+1, chosen)
		for _, slot := range slots {
			if of.Times == dashboard.SameTime && len(chosen) > 0 && chosen[0].Time != slot {
				continue
			}
			try(q, at+1, append(slices.Clone(chosen), dashboard.Meeting{Topic: q.Options[at].ID, Group: q.Options[at].Group, Time: slot}))
		}
	}
	try(c.survey.Question("topics"), 0, nil)
	return best
}

func keeps(c *crowd, of dashboard.Conditions, chosen []dashboard.Meeting) bool {
	groups, musts, must := map[string]int{}, map[string]int{}, 0
	for _, m := range chosen {
		needed := slices.Contains(of.Must, m.Topic)
		if m.Topic == "none" || slices.Contains(of.Never, m.Topic) || !needed && couldSpeak(c, m.Topic) < of.Speakers {
			return false
		}
		groups[m.Group]++
		if needed {
			must++
			musts[m.Group]++
		}
	}
	for group, n := range groups {
		if of.PerGroup > 0 && n > max(of.PerGroup, musts[group]) {
			return false
		}
	}
	return must == len(of.Must)
}

// One meeting more never reaches fewer; a condition more never more; times of their own never fewer than
// a time for all.
func TestMoreMeetingsReachNoFewer(t *testing.T) {
	c := gather(charlotte(t), 90)
	for _, conditions := range []string{"", "&per_group=2", "&must=pki&must=writing", "&never=azure&spoken=yes&speakers=15"} {
		last := map[string]int{}
		for k := 1; k <= 3; k++ {
			reach := map[string]int{}
			for _, times := range []string{"same", "own", "none"} {
				p := planned(t, c, fmt.Sprintf("meetings=%d&times=%s%s", k, times, conditions))
				if reach[times] = p.Reach.People; reach[times] < last[times] {
					t.Errorf("%d meetings%s, %s: %d, with one fewer %d", k, conditions, times, reach[times], last[times])
				}
				if free := planned(t, c, fmt.Sprintf("meetings=%d&times=%s", len(p.Meetings), times)); free.Reach.People < p.Reach.People {
					t.Errorf("%d meetings%s, %s: %d, without conditions %d", k, conditions, times, p.Reach.People, free.Reach.People)
				}
			}
			if reach["own"] < reach["same"] {
				t.Errorf("%d meetings%s: own times %d, one time %d", k, conditions, reach["own"], reach["same"])
			}
			last = reach
		}
	}
}

// The order of the answers changes nothing.
func TestProgrammesKnowNoOrder(t *testing.T) {
	c := gather(charlotte(t), 120)
	want := string(programmeText(planned(t, c, "times=own")))
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(c.people), func(i, j int) { c.people[i], c.people[j] = c.people[j], c.people[i] })
	if got := string(programmeText(planned(t, c, "times=own"))); got != want {
		t.Errorf("%s\nshuffled\n%s", want, got)
	}
}

func FuzzConditions(f *testing.F) {
	c := assemble(f, forum, voice{9, "a b", "a", "lunch"}, voice{5, "c", "", "evening"})
	f.Add("meetings=3&must=a&times=own")
	f.Add("meetings=9999999999999999999&must=%ff&spoken=yes&speakers=-1&per_group=2&turnout=100")
	f.Fuzz(func(t *testing.T, query string) {
		values, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		conditions, _ := dashboard.ParseConditions(c.survey, values)
		if _, err := conditions.Plan(t.Context(), c.survey, dashboard.Selection{}, c.source()); err != nil {
			t.Errorf("%s: %v", query, err)
		}
	})
}
