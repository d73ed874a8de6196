package results_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/results"
	"muster/internal/survey"
	"muster/internal/tally"
)

// told is what a survey was answered with, people by picks.
type told struct {
	people int
	picks  person
}

func crowdOf(t testing.TB, s *survey.Survey, all ...told) *crowd {
	c := &crowd{t: t, survey: s}
	for _, one := range all {
		for range one.people {
			c.people = append(c.people, one.picks)
		}
	}
	return c
}

func recount(t *testing.T, p results.Publication, s *survey.Survey, all ...told) (results.Publication, []results.Outlook) {
	t.Helper()
	next, outlooks, err := p.Recount(t.Context(), s, dayAfter(p), crowdOf(t, s, all...).tally)
	if err != nil {
		t.Fatal(err)
	}
	return next, outlooks
}

// dayAfter is a day after the last count of a publication, when everything may be counted again.
func dayAfter(p results.Publication) time.Time {
	at := noon
	for _, c := range p.Counts {
		if next := c.At.AddDate(0, 0, 1); next.After(at) {
			at = next
		}
	}
	return at
}

func wish(t *testing.T, s *survey.Survey, panels ...string) results.Publication {
	t.Helper()
	p, problems := results.New().Wish(s, results.Wish{Panels: panels, Threshold: 10, Batch: 10})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return p
}

func leads(picks string) person { return person{"leads": {picks}} }

const hidden = results.Hidden

// A panel of one question from its first answers on: what is shown, and when.
func TestPanelThroughTime(t *testing.T) {
	s := parse(t, town)
	steps := []struct {
		name    string
		yes, no int
		state   results.State
		next    int
		totals  []results.Number
	}{
		{"nobody", 0, 0, results.TooFew, 10, nil},
		{"nothing safe to show", 12, 8, results.TooFew, 0, nil},
		{"all is large", 15, 12, results.Counted, 10, []results.Number{15, 12}},
		{"nine more", 20, 16, results.Waiting, 1, []results.Number{15, 12}},
		{"ten more", 21, 16, results.Counted, 10, []results.Number{21, 16}},
		{"so many less", 17, 11, results.Waiting, 19, []results.Number{21, 16}},
		{"ten less", 15, 12, results.Waiting, 20, []results.Number{21, 16}},
		{"and ten other people instead", 20, 17, results.Waiting, 10, []results.Number{21, 16}},
		{"ten more than ever", 25, 22, results.Counted, 10, []results.Number{25, 22}},
		{"what is public is small now", 51, 6, results.Held, 0, []results.Number{25, 22}},
		{"and large again", 60, 30, results.Counted, 10, []results.Number{60, 30}},
	}
	p := wish(t, s, "leads")
	for _, step := range steps {
		t.Run(step.name, func(t *testing.T) {
			var outlooks []results.Outlook
			p, outlooks = recount(t, p, s, told{step.yes, leads("yes")}, told{step.no, leads("no")})
			o := outlooks[0]
			if o.State != step.state || o.Next != step.next || o.People != step.yes+step.no || o.Public != (step.totals != nil) {
				t.Errorf("%+v", o)
			}
			if step.totals == nil {
				if len(p.Counts) > 0 {
					t.Errorf("%+v", p.Counts)
				}
			} else if diff := cmp.Diff(step.totals, p.Counts["leads"].Axes[0].Totals); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A hidden number is shown when so many have come that it tells nothing of before, and not earlier.
func TestHiddenNumberIsReleased(t *testing.T) {
	s := parse(t, town)
	roles := func(dev, ops, boss int) []told {
		return []told{{dev, person{"roles": {"dev"}}}, {ops, person{"roles": {"ops"}}}, {boss, person{"roles": {"boss"}}}, {40, person{"roles": {"dev", "ops"}}}}
	}
	p, _ := recount(t, wish(t, s, "roles"), s, roles(20, 12, 3)...)
	for _, step := range []struct {
		dev, ops, boss int
		want           []results.Number
	}{
		{25, 12, 11, []results.Number{65, hidden, hidden}},  // 13 have come: all of 11, but not of 52
		{33, 12, 25, []results.Number{73, hidden, hidden}},  // 22 have come since: not all of 25
		{60, 13, 30, []results.Number{100, hidden, hidden}}, // 30 may have come, but one alone is not hidden
		{150, 14, 30, []results.Number{190, 54, 30}},
	} {
		p, _ = recount(t, p, s, roles(step.dev, step.ops, step.boss)...)
		if diff := cmp.Diff(step.want, p.Counts["roles"].Axes[0].Totals); diff != "" {
			t.Errorf("%+v: %s", step, diff)
		}
	}
}

// Who picked "none of these" is in no base, and a ranking counts who is first.
func TestWhoIsCounted(t *testing.T) {
	s := parse(t, town)
	p, _ := recount(t, wish(t, s, "topics:roles", "formats"), s,
		told{30, person{"topics": {"go"}, "roles": {"dev"}, "formats": {"talk", "lab"}}},
		told{25, person{"topics": {"sql", "go"}, "roles": {"dev", "ops"}, "formats": {"lab"}}},
		told{21, person{"topics": {"sql"}, "roles": {"ops", "boss"}}},
		told{17, person{"topics": {"none"}, "roles": {"ops"}}})
	c := p.Counts["topics:roles"]
	if c.Base != 76 || !slices.Equal(c.Axes[0].Categories, []string{"go", "sql"}) || c.Axes[0].Totals[0] != 55 || c.Day != "2026-12-01" {
		t.Errorf("%+v", c)
	}
	if n := c.Axes[1].Totals[1]; n != 46 && n != hidden {
		t.Errorf("%d are ops; who picked none is among them", n)
	}
	if diff := cmp.Diff([]results.Number{30, 25}, p.Counts["formats"].Axes[0].Totals); diff != "" {
		t.Error(diff)
	}
}

// A survey that changes may take a panel away, but never make two versions that do not compare.
func TestSurveyChanges(t *testing.T) {
	old := parse(t, town)
	p, _ := recount(t, wish(t, old, "roles", "leads"), old,
		told{40, person{"roles": {"dev"}, "leads": {"yes"}}}, told{30, person{"roles": {"ops", "boss"}, "leads": {"no"}}})
	before := p.Counts["roles"]
	more := []told{{80, person{"roles": {"dev"}, "leads": {"yes"}}}, {60, person{"roles": {"ops", "boss"}, "leads": {"no"}}}}
	for _, test := range []struct {
		name, from, to string
		roles, leads   results.State
		fits           bool
	}{
		{"other words", "label: Dev", "label: Developer", results.Counted, results.Counted, true},
		{"another answer that few gave", "{id: dev,", "{id: data, label: Data}, {id: dev,", results.Held, results.Counted, true},
		{"an answer less", "{id: dev, label: Dev}, ", "", results.Gone, results.Counted, false},
		{"asked because of another", "title: Leads, kind: yes_no", "title: Leads, kind: yes_no, show_if: {roles: ops}", results.Gone, results.Gone, true},
		{"a quota", "{id: dev, label: Dev}", "{id: dev, label: Dev, quota: 90}", results.Gone, results.Counted, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			changed := strings.Replace(town, test.from, test.to, 1)
			if changed == town {
				t.Fatal("nothing is changed")
			}
			s := parse(t, changed)
			if got := before.Fits(s, results.Panel{Rows: "roles"}); got != test.fits {
				t.Errorf("can be read: %t", got)
			}
			_, outlooks, err := p.Recount(t.Context(), s, dayAfter(p), func(ctx context.Context, queries []tally.Query) ([]tally.Table, error) {
				return withoutStrangers(crowdOf(t, s, more...)).tally(ctx, queries)
			})
			if err != nil {
				t.Fatal(err)
			}
			if outlooks[0].State != test.roles || outlooks[1].State != test.leads {
				t.Errorf("%+v", outlooks)
			}
		})
	}
}

// withoutStrangers drops picks that the survey does not know any more, as the warehouse does.
func withoutStrangers(c *crowd) *crowd {
	for i, p := range c.people {
		known := person{}
		for question, picks := range p {
			known[question] = slices.DeleteFunc(slices.Clone(picks), func(id string) bool {
				_, at := c.survey.Question(question).Option(id)
				return at < 0
			})
		}
		c.people[i] = known
	}
	return c
}

func TestRecountFails(t *testing.T) {
	s, broken := parse(t, town), errors.New("no counts")
	p := wish(t, s, "leads")
	next, _, err := p.Recount(t.Context(), s, noon, func(context.Context, []tally.Query) ([]tally.Table, error) { return nil, broken })
	if !errors.Is(err, broken) || len(next.Counts) > 0 {
		t.Errorf("%+v, %v", next, err)
	}
}

// Counting makes another publication and leaves the one that is public as it is.
func TestRecountChangesNothingOfBefore(t *testing.T) {
	s := parse(t, town)
	p, _ := recount(t, wish(t, s, "leads"), s, told{30, leads("yes")}, told{30, leads("no")})
	before, _ := p.Encode()
	if next, _ := recount(t, p, s, told{90, leads("yes")}, told{60, leads("no")}); next.Counts["leads"].Base != 150 {
		t.Errorf("%+v", next)
	}
	if after, _ := p.Encode(); string(after) != string(before) {
		t.Errorf("%s\nbecame %s", before, after)
	}
}

// Where everybody must pick two, what is shown leaves the rest a known sum; where nobody may pick more
// and nearly everybody does, a small one.
func TestLimitsOfPicks(t *testing.T) {
	const question = "id: a\ntitle: A\nquestions:\n  - id: topics\n    title: Topics\n    kind: many\n    LIMITS\n    options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}, {id: d, label: D}, {id: e, label: E}]\n"
	pick := func(people int, topics ...string) told { return told{people, person{"topics": topics}} }
	pairs := []told{pick(20, "c", "d"), pick(20, "d", "e"), pick(20, "c", "e"), pick(1, "a", "c"), pick(2, "b", "d")}
	for _, test := range []struct {
		name, limits string
		want         results.State
	}{
		{"as many as people like", "hint: any", results.Counted},
		{"two", "min: 2\n    max: 2", results.TooFew},
		{"two at most, and everybody picks them", "max: 2", results.TooFew},
		{"three at most", "max: 3", results.Counted},
		{"two at least", "min: 2", results.Counted},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := parse(t, strings.Replace(question, "LIMITS", test.limits, 1))
			p, outlooks := recount(t, wish(t, s, "topics"), s, pairs...)
			if outlooks[0].State != test.want {
				t.Errorf("%+v, %+v", outlooks, p.Counts)
			}
		})
	}
}
