package dashboard_test

import (
	"strings"
	"testing"

	"muster/internal/dashboard"
)

// Of programmes that reach as many people, one is chosen of which every topic has a speaker. Where such a one
// reaches a few fewer it stands first among those that are not clearly worse, and a topic without a speaker is
// called that wherever the programme is announced.
func TestTopicsWithASpeakerAreBetter(t *testing.T) {
	tests := []struct {
		name, query, headline, other string
		voices                       []voice
	}{
		{
			"as many", "meetings=2", "Start with Apples and Drink at “Evening”: together they reach all 80 people", "",
			[]voice{{50, "a", "a", "evening"}, {30, "b d", "d", "evening"}},
		},
		{
			"one fewer", "meetings=2", "Start with Apples and Bees (no speaker yet) at “Evening”: together they reach all 80 people",
			"Drink instead of Bees: 1 person fewer, no clear difference, and every topic has a speaker",
			[]voice{{50, "a", "a", "evening"}, {29, "b d e", "d", "evening"}, {1, "b", "", "evening"}},
		},
		{
			"at another time", "meetings=1", "Start with Bees (no speaker yet) at “Evening”: it reaches 42 of 80 people",
			"Apples instead of Bees, all at “Lunch”: 4 people fewer, no clear difference, and every topic has a speaker",
			[]voice{{42, "b", "", "evening"}, {38, "a", "a", "lunch"}},
		},
		{
			"far fewer", "meetings=1", "Start with Bees (no speaker yet) at “Evening”: it reaches 75 of 80 people", "",
			[]voice{{75, "b", "", "evening"}, {5, "a", "a", "evening"}},
		},
		{
			"nobody speaks", "meetings=2", "Start with Apples and Bees at “Evening”: together they reach all 80 people; of others like them nearly all (95–100%). None", "",
			[]voice{{50, "a", "", "evening"}, {30, "b", "", "evening"}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := planned(t, assemble(t, forum, tt.voices...), tt.query)
			if !strings.HasPrefix(p.Headline, tt.headline) {
				t.Errorf("headline %q, want %q", p.Headline, tt.headline)
			}
			if none := strings.Contains(p.Headline, "None of these topics has a speaker yet."); none != (tt.name == "nobody speaks") {
				t.Errorf("headline %q", p.Headline)
			}
			first := ""
			if len(p.Alternatives) > 0 && strings.Contains(p.Alternatives[0].Text, "speaker") {
				first = p.Alternatives[0].Text
			}
			if first != tt.other {
				t.Errorf("first %q, want %q", first, tt.other)
			}
		})
	}
}

// What a page is filtered by is no finding of its plan: whoever passes wants it. The plan is of what else the
// same people want.
func TestWhatIsFilteredByIsLeftAside(t *testing.T) {
	c := assemble(t, forum, voice{40, "a b", "a", "evening"}, voice{30, "a d", "d", "lunch evening"}, voice{20, "a", "", "lunch"}, voice{30, "e", "e", "lunch"})
	tests := []struct{ name, query, want, missing string }{
		{"a topic", "meetings=2&q.topics=a", "Start with Bees (no speaker yet) and Drink at “Evening”: together they reach 70 of 90 people; of others like them about 78% (68–85%). “Apples”, filtered by, is left aside.", ""},
		{"two of which one is wanted", "meetings=1&q.topics=a&q.topics=e&times=none", "“Apples” and “Eggs”, filtered by, are left aside.", ""},
		{"a group", "meetings=1&g.topics=craft", "Start with Drink at “Lunch”: it reaches 30 of 90 people; of others like them about 33% (24–44%). “Apples”, “Bees” and “Cider”, filtered by, are left aside.", ""},
		{"one that must be in", "meetings=1&q.topics=a&must=a&times=none", "“Apples” must be in and is filtered by: whom it reaches is no finding.", ""},
		{"a time", "meetings=2&q.times=lunch", "That people can come at “Lunch” is filtered by, and no finding.", ""},
		{"everything there is", "g.topics=craft&g.topics=trade", "", "No topic can be planned under these conditions: the filter chooses people by their topics, and those are left aside."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := planned(t, c, tt.query)
			if !strings.HasSuffix(p.Headline, tt.want) || p.Missing != tt.missing {
				t.Errorf("headline %q, want %q; missing %q", p.Headline, tt.want, p.Missing)
			}
			if tt.name == "a time" && (p.Stability == nil || p.Stability.Time != nil || strings.Contains(p.Stability.Words, "same time")) {
				t.Errorf("how sure the time is: %+v", p.Stability)
			}
			if tt.name == "a topic" && !strings.Contains(p.Search, "No other 2 topics at any one of the times but what is filtered by reach more") {
				t.Errorf("searched: %q", p.Search)
			}
		})
	}
	page := build(t, read(t, "id: x\ntitle: X\npanels: [{kind: planner, meetings: 2}]\n"), c, "q.topics=a")
	if got := about(page, "Start with"); strings.Contains(got, "Start with Apples") || !strings.Contains(got, "“Apples”, filtered by, is left aside.") {
		t.Errorf("the dashboard says %q", got)
	}
}

// A bound that is everybody says nothing, and is not told.
func TestNothingIsSaidOfABoundThatIsEverybody(t *testing.T) {
	s := broad(t)
	source := counts(s, 60)
	told := 0
	for _, meetings := range []int{3, 4, 5, 6} {
		p, err := dashboard.Conditions{Meetings: meetings, Times: dashboard.OwnTimes}.Plan(t.Context(), s, dashboard.Selection{}, source)
		if err != nil {
			t.Fatal(err)
		}
		if everybody := !p.Exact && p.Ceiling >= p.Base.People; everybody != strings.Contains(p.Search, "is not proven") || strings.Contains(p.Search, "100%") {
			t.Errorf("%d meetings reach %d of %d, at most %d: %q", meetings, p.Reach.People, p.Base.People, p.Ceiling, p.Search)
		} else if everybody {
			told++
		}
	}
	t.Logf("%d plans had no bound but everybody", told)
}
