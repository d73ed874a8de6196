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
		{"b", "40", "14", "enough"}, {"a", "33", "15", "enough"}, {"e", "21", "20", "enough"}, {"d", "1", "4", "hardly wanted"}, {"c", "20", "–", "not asked"},
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
		{"all have speakers", []voice{{9, "a b", "a b", ""}}, []string{"d", "e", "a", "b", "c"}, "Every topic that somebody wants has somebody who could speak about it."},
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
