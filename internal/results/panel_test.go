package results_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/results"
	"muster/internal/survey"
)

const town = `
id: town
title: Town
language: en
layout: pages
questions:
  - {id: roles, title: Roles, kind: many, purpose: role, options: [{id: dev, label: Dev}, {id: ops, label: Ops}, {id: boss, label: Boss}]}
  - id: topics
    title: Topics
    kind: many
    purpose: topic
    none: None of these
    options: [{id: go, label: Go}, {id: sql, label: SQL}]
    levels: [{id: present, label: I could present this, purpose: speak}]
  - {id: leads, title: Leads, kind: yes_no}
  - {id: team, title: Team, kind: number, bins: [0, 5, 10], show_if: {leads: "yes"}}
  - {id: budget, title: Budget, kind: number, bins: [0, 5, 10], show_if: {question: team, answered: true}}
  - {id: formats, title: Formats, kind: ranking, options: [{id: talk, label: Talk}, {id: lab, label: Lab}]}
  - {id: seat, title: Seat, kind: one, options: [{id: front, label: Front, quota: 5}, {id: back, label: Back}]}
  - {id: wish, title: Wish, kind: long_text}
  - {id: town, title: Town, kind: place, purpose: contact}
  - {id: email, title: Email, kind: email, purpose: contact}
  - {id: consent, title: Consent, kind: consent, purpose: contact, statement: Yes}
`

func TestOffered(t *testing.T) {
	var got []string
	for _, p := range results.Offered(parse(t, town)) {
		got = append(got, p.ID())
	}
	want := []string{
		"roles", "topics", "topics:roles", "topics_present", "topics_present:roles", "leads", "leads:roles",
		"team", "team:roles", "budget", "budget:roles", "formats",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if all := results.Offered(parse(t, "id: a\ntitle: A\nquestions:\n  - {id: w, title: W, kind: text}\n")); all != nil {
		t.Errorf("%v", all)
	}
}

func TestClash(t *testing.T) {
	s := parse(t, town)
	panel := func(id string) results.Panel {
		rows, columns, _ := strings.Cut(id, ":")
		return results.Panel{Rows: rows, Columns: columns}
	}
	for _, test := range []struct {
		name, a, b string
		want       bool
	}{
		{"itself", "topics", "topics", false},
		{"nothing in common", "topics", "leads", false},
		{"the same question", "topics", "topics:roles", true},
		{"the same columns", "leads:roles", "team:roles", true},
		{"a level of the other", "topics", "topics_present", true},
		{"asked because of the other", "leads", "team", true},
		{"asked because of what is asked because of the other", "leads:roles", "budget", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, pair := range [][2]string{{test.a, test.b}, {test.b, test.a}} {
				if got := results.Clash(s, panel(pair[0]), panel(pair[1])); got != test.want {
					t.Errorf("%v: %t", pair, got)
				}
			}
		})
	}
}

func TestWish(t *testing.T) {
	s := parse(t, town)
	old := results.New()
	old.Counts["topics:roles"] = results.Count{Base: 30}
	tests := []struct {
		name   string
		from   results.Publication
		wish   results.Wish
		fields []string
	}{
		{"in any order", results.New(), results.Wish{[]string{"leads", "topics"}, 10, 10}, nil},
		{"as before", old, results.Wish{[]string{"topics:roles", "leads"}, 10, 20}, nil},
		{"what was public is left out", old, results.Wish{[]string{"leads"}, 10, 10}, nil},
		{"nothing", results.New(), results.Wish{nil, 10, 10}, []string{"panels"}},
		{"unknown", results.New(), results.Wish{[]string{"email"}, 10, 10}, []string{"panels"}},
		{"two that clash", results.New(), results.Wish{[]string{"team", "budget", "leads"}, 10, 10}, []string{"panels", "panels"}},
		{"one that clashes with what was public", old, results.Wish{[]string{"topics"}, 10, 10}, []string{"panels"}},
		{"another threshold", old, results.Wish{[]string{"leads"}, 12, 12}, []string{"threshold"}},
		{"small", results.New(), results.Wish{[]string{"leads"}, 4, 3}, []string{"threshold", "batch"}},
		{"no numbers", results.New(), results.Wish{[]string{"leads"}, -1, -1}, []string{"threshold", "batch"}},
		{"a small batch", results.New(), results.Wish{[]string{"leads"}, 10, 9}, []string{"batch"}},
		{"huge", results.New(), results.Wish{[]string{"leads"}, 10, 1 << 40}, []string{"batch"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, problems := test.from.Wish(s, test.wish)
			var fields []string
			for _, p := range problems {
				fields = append(fields, p.Field)
			}
			if diff := cmp.Diff(test.fields, fields); diff != "" {
				t.Errorf("%v: %s", problems, diff)
			}
			if len(problems) == 0 && (!slices.IsSorted(positions(s, got.Panels)) || len(got.Panels) != len(test.wish.Panels)) {
				t.Errorf("%v", got.Panels)
			}
		})
	}
}

func positions(s *survey.Survey, panels []string) []int {
	var at []int
	for _, id := range panels {
		at = append(at, slices.IndexFunc(results.Offered(s), func(p results.Panel) bool { return p.ID() == id }))
	}
	return at
}

func TestDecodeRefusesHalfACount(t *testing.T) {
	for name, document := range map[string]string{
		"no JSON":         `{"panels":`,
		"no axes":         `{"counts":{"a":{"base":12}}}`,
		"a missing total": `{"counts":{"a":{"base":12,"axes":[{"categories":["x","y"],"totals":[12]}]}}}`,
		"a missing cell":  `{"counts":{"a":{"base":12,"axes":[{"categories":["x"],"totals":[12]},{"categories":["x"],"totals":[12]}]}}}`,
	} {
		if _, err := results.Decode([]byte(document)); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"panels":["leads"],"threshold":10,"batch":10,"counts":{"leads":{"day":"2026-12-01","base":40,"axes":[{"categories":["yes","no"],"totals":[25,15]}]}}}`))
	f.Add([]byte(`{"counts":{"topics:roles":{"axes":[{"categories":["x"],"totals":[-1]},{"categories":["x"],"totals":[12]}],"cells":[-1]}}}`))
	f.Fuzz(func(t *testing.T, document []byte) {
		p, err := results.Decode(document)
		if err != nil {
			return
		}
		for _, c := range p.Counts {
			c.HiddenNumbers()
			if len(c.Axes) == 2 {
				for r := range c.Axes[0].Categories {
					for col := range c.Axes[1].Categories {
						c.Cell(r, col)
					}
				}
			}
		}
		if _, err := p.Encode(); err != nil {
			t.Error(err)
		}
	})
}
