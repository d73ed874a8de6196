package dashboard_test

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/dashboard"
	"muster/internal/survey"
)

const speakersBoard = "id: x\ntitle: X\npanels: [{kind: speakers}]\n"

// forum is a small survey in which people want topics, could speak about some and have times.
const forum = `
id: forum
title: Forum
questions:
  - id: topics
    kind: many
    purpose: topic
    title: What would you come for?
    groups:
      - id: craft
        label: Craft
        options: [{id: a, label: Apples}, {id: b, label: Bees}, {id: c, label: Cider}]
      - id: trade
        label: Trade
        options: [{id: d, label: Drink}, {id: e, label: Eggs}]
    none: None of these
  - id: speak
    kind: many
    purpose: speak
    title: What could you speak about?
    options: [{id: a, label: Apples}, {id: b, label: Bees}, {id: d, label: Drink}, {id: e, label: Eggs}, {id: law, label: Law}]
  - id: times
    kind: many
    purpose: time
    title: When could you come?
    options: [{id: lunch, label: Lunch}, {id: evening, label: Evening}]
    other: Another time
    none: Never
`

// voice is people alike: what each wants, could speak about, and when they can come, ids parted by blanks.
type voice struct {
	people              int
	wants, could, times string
}

func assemble(tb testing.TB, text string, voices ...voice) *crowd {
	tb.Helper()
	s, problems := survey.Parse("forum.yaml", []byte(text))
	if len(problems) > 0 {
		tb.Fatal(problems)
	}
	c := &crowd{survey: s}
	for _, v := range voices {
		p := person{picks: map[string][]string{}}
		for id, picks := range map[string]string{"topics": v.wants, "speak": v.could, "times": v.times} {
			if picks != "" {
				p.picks[id] = strings.Fields(picks)
			}
		}
		c.people = append(c.people, slices.Repeat([]person{p}, v.people)...)
	}
	return c
}

func TestSpeakers(t *testing.T) {
	c := assemble(t, forum,
		voice{30, "a b", "", ""}, voice{10, "b", "a b", ""}, voice{20, "c e", "e", ""}, voice{1, "d", "d", ""}, voice{3, "a", "b d law", ""},
		voice{1, "e", "b", ""}, voice{5, "", "a", ""}, voice{2, "none", "", ""})
	page := build(t, read(t, speakersBoard), c, "")
	p := panel(t, page, "speakers")
	type told struct {
		ID          string
		Want, Could string
		Verdict     string
	}
	var got []told
	for _, r := range p.Table.Rows {
		got = append(got, told{r.ID, r.Cells[1].Text, r.Cells[4].Text, r.Cells[5].Text})
	}
	want := []told{
		{"b", "40", "14", "two or more"}, {"a", "33", "15", "two or more"}, {"e", "21", "20", "two or more"}, {"d", "1", "4", "hardly wanted"}, {"c", "20", "–", "not asked"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if !slices.ContainsFunc(p.Table.Notes, func(n string) bool { return strings.Contains(n, "“Law”") }) {
		t.Errorf("what is no topic is not told: %q", p.Table.Notes)
	}
	if p.More == nil || p.More.Page != "people" {
		t.Errorf("leads to %+v", p.More)
	}
}

func TestGapsStandFirst(t *testing.T) {
	tests := []struct {
		name    string
		voices  []voice
		order   []string
		finding string
	}{
		{
			"the most wanted without a speaker first", []voice{{40, "a", "", ""}, {30, "b e", "", ""}, {20, "d", "a", ""}, {1, "a", "d", ""}},
			[]string{"b", "e", "d", "a", "c"},
			"Wanted most without a speaker: Bees and Eggs, by 30 of 91 each (24–43%).",
		},
		{"what nobody wants is no gap", []voice{{9, "a b", "a b", ""}}, []string{"a", "b", "d", "e", "c"}, "Every topic that somebody wants has somebody who could speak about it."},
		{
			"one more is a gap", []voice{{40, "a", "b", ""}, {2, "d e", "", ""}, {1, "d", "", ""}},
			[]string{"a", "d", "e", "b", "c"},
			"Wanted most without a speaker: Apples, by 40 of 43 (81–98%). 2 more topics have no speaker.",
		},
		{
			"of few people nothing is estimated", []voice{{1, "a d", "b", ""}}, []string{"a", "d", "b", "e", "c"},
			"Wanted most without a speaker: Apples and Drink, by 1 of 1 each.",
		},
		{"nobody said what they could speak about", []voice{{9, "a b", "", ""}}, []string{"a", "b", "d", "e", "c"}, ""},
		{"nobody", nil, []string{"a", "b", "d", "e", "c"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := panel(t, build(t, read(t, speakersBoard), assemble(t, forum, tt.voices...), ""), "speakers")
			if diff := cmp.Diff(tt.order, rowIDs(p)); diff != "" || p.Finding != tt.finding {
				t.Errorf("%q; rows (-want +got):\n%s", p.Finding, diff)
			}
			if (p.Chart == nil) != (tt.voices == nil) {
				t.Errorf("chart = %v", p.Chart)
			}
		})
	}
}

// A speaker helps whoever comes: those whom a filter leaves out are counted, said to be, and found.
func TestSpeakersAreOfEverybody(t *testing.T) {
	c := assemble(t, forum, voice{30, "a b", "", "evening"}, voice{4, "b", "a", "lunch"}, voice{1, "b", "b", "lunch"})
	p := panel(t, build(t, read(t, speakersBoard), c, "q.times=evening"), "speakers")
	if want := "Every topic that somebody wants has somebody who could speak about it."; p.Finding != want {
		t.Errorf("finding %q, want %q", p.Finding, want)
	}
	if label := p.Table.Columns[4].Label; label != "Could speak, of all 35" {
		t.Errorf("the head is %q", label)
	}
	if !slices.Contains(p.Table.Notes, "Who could speak is counted among all 35 people, whatever the filters: a speaker helps whoever comes.") {
		t.Errorf("notes %q", p.Table.Notes)
	}
	if cell := p.Table.Rows[1].Cells[4]; *cell.Count != 4 || cell.Filter != "q.speak=a" {
		t.Errorf("%d could speak about %s, to be found at %q", *cell.Count, p.Table.Rows[1].ID, cell.Filter)
	}
	plan := planned(t, c, "q.times=evening&times=none&spoken=yes&meetings=1")
	if len(plan.Meetings) != 1 || plan.Meetings[0].Topic != "a" || *plan.Meetings[0].Speakers != 4 {
		t.Errorf("a topic is dropped whose speakers the filter leaves out: %+v %q", plan.Meetings, plan.Bent)
	}
	gaps := panel(t, build(t, read(t, speakersBoard), assemble(t, forum, voice{30, "d", "", "evening"}, voice{4, "b", "a", "lunch"}), "q.times=evening"), "speakers")
	if want := "Wanted most without a speaker among all 34: Drink, by 30 of 30 (89–100%)."; gaps.Finding != want {
		t.Errorf("finding %q, want %q", gaps.Finding, want)
	}
}

// A page opens with the gaps, but not for a handful of people; and a note stands only where it applies.
func TestWhatIsSaidOfGaps(t *testing.T) {
	tests := []struct {
		name   string
		voices []voice
		query  string
		said   string
	}{
		{"one topic", []voice{{60, "a", "b", ""}, {40, "b", "b", ""}}, "", "Apples has no speaker yet, though 60 of 100 people want it (50–69%)."},
		{"several", []voice{{60, "a d", "b", ""}, {40, "b", "b", ""}}, "", "Apples and Drink have no speaker yet, each wanted by 60 of 100 people (50–69%)."},
		{"of a filter", []voice{{60, "a", "b", "lunch"}, {40, "b", "b", ""}}, "q.times=lunch", "Apples has no speaker yet among all 100, though all 60 people want it (94–100%)."},
		{"a dozen", []voice{{11, "a d", "b", ""}, {1, "b", "b", ""}}, "", "Apples and Drink have no speaker yet, each wanted by 11 of 12 people."},
		{"a handful", []voice{{9, "a d", "b", ""}}, "", ""},
		{"what is filtered by", []voice{{60, "a", "b", ""}, {40, "a b", "b", ""}, {20, "e", "b", ""}}, "q.topics=a", ""},
		{"beside what is filtered by", []voice{{60, "a", "b", ""}, {40, "a d", "b", ""}, {20, "e", "b", ""}}, "q.topics=a", "Drink has no speaker yet among all 120, though 40 of 100 people want it (31–50%)."},
		{"of fewer people than it takes", []voice{{40, "a", "b", ""}, {20, "", "b", ""}}, "", "Apples has no speaker yet, though all 40 people want it (91–100%). Those are only 40 people: a few more answers can move these shares by many points."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := build(t, read(t, speakersBoard), assemble(t, forum, tt.voices...), tt.query)
			if got := about(page, "speaker"); got != tt.said {
				t.Errorf("said %q, want %q", got, tt.said)
			}
			for _, n := range panel(t, page, "speakers").Table.Notes {
				if strings.HasPrefix(n, "Hardly wanted") {
					t.Errorf("%q, but nothing is", n)
				}
			}
		})
	}
}

// How many want what people were chosen by is the filter's doing: it is counted, and told apart.
func TestSpeakersOfWhatIsFilteredBy(t *testing.T) {
	tests := []struct{ name, query, finding string }{
		{"nothing else", "q.topics=a", "Apples, filtered by, has no speaker among all 120."},
		{"another too", "q.topics=d", "Wanted most without a speaker among all 120: Apples, by 40 of 40 (91–100%). Drink, filtered by, has no speaker among all 120."},
		{"one who could speak", "q.topics=e", "Every topic that somebody wants has somebody who could speak about it."},
	}
	c := assemble(t, forum, voice{60, "a", "b", ""}, voice{40, "a d", "b", ""}, voice{20, "e", "e", ""})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := panel(t, build(t, read(t, speakersBoard), c, tt.query), "speakers")
			if tt.name == "nothing else" {
				p = panel(t, build(t, read(t, speakersBoard), assemble(t, forum, voice{100, "a", "b", ""}, voice{20, "e", "e", ""}), tt.query), "speakers")
			}
			if p.Finding != tt.finding || !strings.Contains(p.Note, "filtered by: it is counted, but no finding") {
				t.Errorf("finding %q, note %q", p.Finding, p.Note)
			}
		})
	}
}

// about is the sentence at the top of a page in which a word stands.
func about(p *dashboard.Page, word string) string {
	for _, s := range p.Sentences {
		if strings.Contains(s.Text, word) {
			return s.Text
		}
	}
	return ""
}

func TestSpeakersLeftOut(t *testing.T) {
	tests := []struct{ name, file, reason string }{
		{"no topics", strings.Replace(forum, "    purpose: topic\n", "", 1), "No question of this survey has the purpose “topic”; give it to the question that asks for it."},
		{"nobody is asked to speak", strings.Replace(forum, "    purpose: speak\n", "", 1), "No question of this survey has the purpose “speak”; give it to the question that asks for it."},
		{
			"other answers", strings.Replace(forum, "[{id: a, label: Apples}, {id: b, label: Bees}, {id: d, label: Drink}, {id: e, label: Eggs}, {id: law", "[{id: art, label: Art}, {id: law", 1),
			"No answer to “What could you speak about?” is one of the topics; take these over with options_from: topics.",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := build(t, read(t, speakersBoard), assemble(t, tt.file), "")
			if diff := cmp.Diff([]dashboard.LeftOut{{Title: "Speakers", Reason: tt.reason}}, page.LeftOut); diff != "" {
				t.Errorf("left out (-want +got):\n%s", diff)
			}
		})
	}
}

// The drawing must hold the numbers of the table, and every filter lead to the people counted.
func TestSpeakersAgree(t *testing.T) {
	for _, c := range []*crowd{gather(charlotte(t), 120), mixed(t, 150)} {
		p := panel(t, build(t, read(t, speakersBoard), c, ""), "speakers")
		var option struct {
			Series []struct{ Data []struct{ Value int } }
		}
		if err := json.Unmarshal(p.Chart.Option, &option); err != nil {
			t.Fatal(err)
		}
		for i, row := range p.Table.Rows {
			if option.Series[0].Data[i].Value != *row.Cells[1].Count || option.Series[1].Data[i].Value != *row.Cells[4].Count {
				t.Errorf("%s is drawn as %+v and %+v", row.ID, option.Series[0].Data[i], option.Series[1].Data[i])
			}
			for filter, want := range map[string]int{row.Filter: *row.Cells[1].Count, row.Cells[4].Filter: *row.Cells[4].Count} {
				values, _ := url.ParseQuery(filter)
				selection, problems := dashboard.ParseSelection(c.survey, values)
				summary, _ := c.source().Summary(context.Background(), selection.Filter)
				if len(problems) > 0 || summary.Responses != want {
					t.Errorf("%s: %q leads to %d people, want %d (%v)", row.ID, filter, summary.Responses, want, problems)
				}
			}
		}
	}
}

func TestSpeakersGolden(t *testing.T) {
	page := build(t, read(t, speakersBoard), gather(charlotte(t), 90), "q.roles=engineer")
	golden(t, "speakers.txt", outline(page))
	golden(t, "speakers.charts.json", drawings(t, page))
	golden(t, "speakers-everything.txt", outline(build(t, read(t, speakersBoard), mixed(t, 120), "")))
}
