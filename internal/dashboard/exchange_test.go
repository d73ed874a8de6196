package dashboard_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/dashboard"
	"muster/internal/survey"
)

const needsBoard = "id: needs\ntitle: Needs\npanels: [{kind: needs}]\n"

func needsPanel(t *testing.T, c *crowd, query string) *dashboard.Panel {
	t.Helper()
	for p := range build(t, read(t, needsBoard), c, query).Panels() {
		return p
	}
	t.Fatal("no panel")
	return nil
}

func TestNeedsPanel(t *testing.T) {
	tests := []struct {
		name, query string
		people      int
		charts      bool
	}{
		{"needs", "", 450, true},
		{"needs-filtered", "q.roles=engineer", 450, false},
		{"needs-few", "", 12, false},
		{"needs-nobody", "", 0, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page := build(t, read(t, needsBoard), gather(charlotte(t), test.people), test.query)
			golden(t, test.name+".txt", outline(page))
			if test.charts {
				golden(t, test.name+".charts.json", drawings(t, page))
			}
		})
	}
}

// Whoever could help is counted among everybody: a speaker helps whoever comes.
func TestHelpersAreOfEverybody(t *testing.T) {
	c := gather(charlotte(t), 300)
	all, some := needsPanel(t, c, ""), needsPanel(t, c, "q.roles=analyst")
	could := func(p *dashboard.Panel) map[string]string {
		of := map[string]string{}
		for _, row := range p.Table.Rows {
			cell := row.Cells[len(row.Cells)-1]
			of[row.ID] = cell.Text + " " + cell.Filter
		}
		return of
	}
	if diff := cmp.Diff(could(all), could(some)); diff != "" {
		t.Errorf("who could speak (-of everybody +under a filter):\n%s", diff)
	}
}

// TestNeedsAgree counts the plain way what the panel says.
func TestNeedsAgree(t *testing.T) {
	c := gather(charlotte(t), 300)
	p := needsPanel(t, c, "")
	with := func(question, option string, p person) bool { return slices.Contains(p.picks[question], option) }
	picked := countIf(c.people, func(p person) bool { return len(p.picks["looking"]) > 0 })
	if p.Base.People != picked || !strings.Contains(p.Base.Words, "left it blank may have meant no") {
		t.Errorf("base %+v, want %d people", p.Base, picked)
	}
	for _, f := range p.Figures {
		want := countIf(c.people, func(p person) bool { return with("looking", f.Key, p) })
		if f.Value != fmt.Sprint(want) || !strings.Contains(f.Note, fmt.Sprintf(" of %d people who picked something", picked)) {
			t.Errorf("%s: %s (%s), want %d", f.Key, f.Value, f.Note, want)
		}
	}
	needs := []string{"new_role", "hiring", "challenge"}
	for _, row := range p.Table.Rows {
		question := map[string]string{"They are": "roles", "They want": "topics"}[row.Cells[1].Text]
		for i, need := range needs {
			cell := row.Cells[2+i]
			want := countIf(c.people, func(p person) bool { return with("looking", need, p) && with(question, row.ID, p) })
			if *cell.Count != want {
				t.Errorf("%s, %s: %d, want %d", row.ID, need, *cell.Count, want)
			}
			if cell.Filter != fmt.Sprintf("q.looking=%s&q.%s=%s", need, question, row.ID) {
				t.Errorf("%s, %s leads to %q", row.ID, need, cell.Filter)
			}
		}
		if question == "topics" {
			want := countIf(c.people, func(p person) bool { return with("speak", row.ID, p) })
			if *row.Cells[5].Count != want {
				t.Errorf("%s: %d could speak, want %d", row.ID, *row.Cells[5].Count, want)
			}
		}
	}
}

// needy is a small survey whose needs are asked in its own way.
const needy = `
id: needy
title: Needy
time_zone: UTC
questions:
  - {id: topics, kind: many, purpose: topic, title: Topics, options: [{id: a, label: Apples}, {id: b, label: Bears}]}
  - {id: speak, kind: many, purpose: speak, title: Speak, options_from: topics}
  - id: needs
    kind: many
    purpose: needs
    title: What do you need?
    options: [{id: help, label: Advice, need: wants_help}, {id: desk, label: A desk}]
    none: Nothing
`

func ask(t *testing.T, text string) *survey.Survey {
	t.Helper()
	s, problems := survey.Parse("test.yaml", []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return s
}

func TestNeedsOfItsOwn(t *testing.T) {
	c := &crowd{survey: ask(t, needy)}
	at := gather(charlotte(t), 1).people[0].at
	for i := range 40 {
		p := person{at: at, picks: map[string][]string{"topics": {"a", "b"}, "needs": {"help"}}}
		switch {
		case i%4 == 1:
			p.picks["needs"] = []string{"desk"}
		case i%4 == 2:
			p.picks["needs"] = []string{"none"}
			p.picks["speak"] = []string{"a"}
		case i%4 == 3:
			delete(p.picks, "needs")
		}
		c.people = append(c.people, p)
	}
	p := needsPanel(t, c, "")
	if want := "Of 30 people who picked something, 10 have a challenge they would like help with and 10 picked “A desk”. " +
		"Nobody could speak about Bears, which people with a challenge want."; p.Finding != want {
		t.Errorf("%q, want %q", p.Finding, want)
	}
	if len(p.Figures) != 2 || p.Figures[1].Label != "A desk" || p.Figures[0].Note != "33% of 30 people who picked something (95%: 19–51%)" {
		t.Errorf("figures %+v", p.Figures)
	}
	if p.Base.People != 30 || p.Chart == nil {
		t.Errorf("base %+v, chart %v", p.Base, p.Chart)
	}
}

func TestNeedsLeftOut(t *testing.T) {
	page := build(t, read(t, needsBoard), gather(load(t, "../../sample-data/powershell.yaml"), 20), "")
	if len(page.LeftOut) != 1 || !strings.Contains(page.LeftOut[0].Reason, "needs") {
		t.Errorf("left out: %+v", page.LeftOut)
	}
}

// seeker is people alike who look for a role, by the topics that they want.
type seeker struct {
	people int
	topics string
	needs  string
}

func looking(t *testing.T, seekers ...seeker) *crowd {
	t.Helper()
	c := &crowd{survey: ask(t, strings.Replace(needy, "{id: desk, label: A desk}", "{id: desk, label: A desk}, {id: seek, label: Work, need: seeks_role}, {id: hire, label: People, need: hires}", 1))}
	for _, s := range seekers {
		c.people = append(c.people, slices.Repeat([]person{{picks: map[string][]string{"topics": strings.Fields(s.topics), "needs": strings.Fields(s.needs)}}}, s.people)...)
	}
	return c
}

// TestNeedsRemark holds what a page opens with of needs: what a group wants most only where it is clearly
// ahead, and caution where few people have needs, however many answered.
func TestNeedsRemark(t *testing.T) {
	const few = " Those are only 44 people: a few more answers can move these shares by many points."
	tests := []struct {
		name  string
		crowd *crowd
		query string
		want  string
	}{
		{"one person ahead", looking(t, seeker{30, "a b", "seek"}, seeker{3, "a", "seek"}, seeker{2, "b", "seek"}, seeker{30, "b", "hire"}), "",
			"35 look for a role and 30 hire, of 65 who picked any need; what those who hire want most is Bears (30 of 30)."},
		{"clearly ahead on both sides", looking(t, seeker{30, "a", "seek"}, seeker{5, "b", "seek"}, seeker{30, "b", "hire"}), "",
			"35 look for a role and 30 hire, of 65 who picked any need; what those who look want most is Apples (30 of 35), what those who hire want most is Bears (30 of 30); the two are not compared."},
		{"of a few ahead", looking(t, seeker{13, "a", "seek"}, seeker{40, "a", "desk"}, seeker{7, "b", "hire"}), "",
			"13 look for a role and 7 hire, of 60 who picked any need."},
		{"filtered by", looking(t, seeker{40, "a", "seek"}, seeker{40, "a", "hire"}), "q.topics=a", "40 look for a role and 40 hire, of 80 who picked any need."},
		{"needs of few", looking(t, seeker{14, "a", "seek"}, seeker{30, "b", "hire"}, seeker{30, "b", ""}), "",
			"14 look for a role and 30 hire, of 44 who picked any need; what those who hire want most is Bears (30 of 30)." + few},
		{"too few to speak of", looking(t, seeker{10, "a", "seek"}, seeker{10, "a", "hire"}), "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := about(build(t, read(t, needsBoard), tt.crowd, tt.query), "look for a role"); got != tt.want {
				t.Errorf("said %q, want %q", got, tt.want)
			}
		})
	}
	if said := about(build(t, read(t, needsBoard), looking(t, seeker{40, "a", "seek help"}), "q.topics=a"), "Nobody could"); said != "" {
		t.Errorf("what is filtered by is told as a finding: %q", said)
	}
	if p := needsPanel(t, looking(t, seeker{40, "a", "seek help"}), "q.topics=a"); strings.Contains(p.Finding, "Nobody could speak") {
		t.Errorf("what is filtered by is told as a finding: %q", p.Finding)
	}
}
