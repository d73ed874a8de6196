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

func TestNeedsRemark(t *testing.T) {
	tests := []struct {
		name   string
		people int
		want   string // of the first sentence about needs; "" for none
	}{
		{"many", 450, "look for a role and"},
		{"too few to speak of", 20, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page := build(t, read(t, needsBoard), gather(charlotte(t), test.people), "")
			found := slices.ContainsFunc(page.Sentences, func(s dashboard.Sentence) bool {
				return s.Panel == "needs" && strings.Contains(s.Text, "look for a role and")
			})
			if found != (test.want != "") {
				t.Errorf("sentences %+v", page.Sentences)
			}
		})
	}
}
