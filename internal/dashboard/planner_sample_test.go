package dashboard_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"muster/internal/dashboard"
	"muster/internal/survey"
	"muster/internal/tally"
)

// Of a crowd too large to be searched among other panels a sample is, but whom the meetings reach is counted
// among everybody, and the sample finds a programme hardly worse than the best.
func TestALargeCrowdIsSearchedBySample(t *testing.T) {
	s := broad(t)
	source := counts(s, 120_000)
	crowd, _ := source.Crowd(t.Context(), tally.CrowdQuery{})
	if len(crowd.Combinations) <= 50_000 {
		t.Fatalf("%d combinations are searched whole", len(crowd.Combinations))
	}
	tests := []struct{ name, board, conditions string }{
		{"one time", "", "meetings=4"},
		{"of groups", ", per_group: 1, meetings: 3", "meetings=3&per_group=1"},
		{"more than there are groups", ", per_group: 1, meetings: 8", "meetings=5&per_group=1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page, err := read(t, "id: x\ntitle: X\npanels: [{kind: planner"+tt.board+"}]\n").Build(t.Context(), s, dashboard.Selection{}, source)
			if err != nil {
				t.Fatal(err)
			}
			p := panel(t, page, "planner")
			var topics, times uint64
			reach := 0
			for i, row := range p.Table.Rows {
				topics |= 1 << slices.Index(options(s.Question("topics")), row.ID)
				if i == 0 {
					times = 1 << timeOf(t, row.Filter, options(s.Question("times")))
				}
				expected := peopleOf(crowd, 1<<slices.Index(options(s.Question("topics")), row.ID), times)
				before := reach
				reach = peopleOf(crowd, topics, times)
				if got := []int{*row.Cells[2].Count, *row.Cells[4].Count, *row.Cells[5].Count}; !slices.Equal(got, []int{expected, reach - before, reach}) {
					t.Errorf("%s: %v, want %v", row.ID, got, []int{expected, reach - before, reach})
				}
			}
			best := plannedBy(t, s, source, tt.conditions)
			if len(p.Table.Rows) != len(best.Meetings) || reach*100 < best.Reach.People*99 || p.Base.People != best.Base.People {
				t.Errorf("%d meetings reach %d, the best %d reach %d", len(p.Table.Rows), reach, len(best.Meetings), best.Reach.People)
			}
			if note := p.Table.Notes[len(p.Table.Notes)-1]; !strings.Contains(note, "a sample of all") {
				t.Errorf("the sample is not told: %q", note)
			}
		})
	}
}

func timeOf(tb testing.TB, filter string, times []string) int {
	tb.Helper()
	_, rest, found := strings.Cut(filter, "q.times=")
	id, _, _ := strings.Cut(rest, "&")
	if !found {
		tb.Fatalf("%q names no time", filter)
	}
	return slices.Index(times, id)
}

// peopleOf counts who wants one of the topics and can come at one of the times.
func peopleOf(c tally.Crowd, topics, times uint64) int {
	n := 0
	for _, one := range c.Combinations {
		if one.Masks[0]&topics != 0 && one.Masks[1]&times != 0 {
			n += one.People
		}
	}
	return n
}

// plannedBy makes the programme on its own page, which is of everybody.
func plannedBy(tb testing.TB, s *survey.Survey, source dashboard.Source, query string) *dashboard.Programme {
	tb.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		tb.Fatal(err)
	}
	conditions, _ := dashboard.ParseConditions(s, values)
	programme, err := conditions.Plan(tb.Context(), s, dashboard.Selection{}, source)
	if err != nil {
		tb.Fatal(err)
	}
	return programme
}
