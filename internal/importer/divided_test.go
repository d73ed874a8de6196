package importer_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/importer"
)

// rolesAndTopics is twoRoles with what a later export brings: a role and a topic that nobody gave before.
func rolesAndTopics() string {
	return column("Role and topics", times(4, "Admin; Azure; Security", 4, "Dev; Azure", 4, "Admin; Dev; Security", 2, "Azure",
		3, "Manager; Kubernetes", 1, "Kubernetes; Admin")...)
}

// What a later export brings into a column that several questions share is cut like the rest of it, and of each value
// somebody can say whose own words it is.
func TestLaterValuesOfASharedColumn(t *testing.T) {
	first := deciding(t, twoRoles(), strings.Replace(oneRole, "KIND", "many", 1), false)
	plan := matchKept(t, rolesAndTopics(), first, true)
	want := []importer.Unmatched{
		{Column: "Role and topics", Option: "Kubernetes", People: 4, Own: true, Question: "role"},
		{Column: "Role and topics", Option: "Manager", People: 3, Own: true, Question: "role"},
	}
	if diff := cmp.Diff(want, plan.Unmatched); diff != "" {
		t.Fatal(diff)
	}
	kept := first.Kept()
	kept.Columns[0].Values = append(kept.Columns[0].Values, importer.MappedValue{Value: "Kubernetes", Own: true, Question: "topics"},
		importer.MappedValue{Value: "Manager", Own: true, Question: "role"})
	plan, err := importer.Match(t.Context(), table(t, rolesAndTopics()), first.Survey, importer.MatchConfig{Now: now, Mapping: kept})
	if err != nil || plan.Err() != nil {
		t.Fatal(err, plan.Err())
	}
	for id, want := range map[string]map[string]int{
		"role":   {"Admin": 9, "Dev": 8, "own: Manager": 3},
		"topics": {"Azure": 10, "Security": 8, "own: Kubernetes": 4},
	} {
		if diff := cmp.Diff(want, told(plan, id)); diff != "" {
			t.Errorf("%s: %s", id, diff)
		}
	}
	of := map[string]string{}
	for _, v := range plan.Report().Columns[1].Values {
		if v.Own {
			of[v.Value] = v.Question
		}
	}
	if diff := cmp.Diff(map[string]string{"Kubernetes": "topics", "Manager": "role"}, of); diff != "" {
		t.Error(diff)
	}
}

// A column that somebody said is cut at semicolons is cut there between own words too; a known option stays whole.
func TestOwnWordsAreCutAsDecided(t *testing.T) {
	s := parse(t, `
id: test
title: Test
language: en
questions: [{id: topics, kind: many, title: Topics, options: [{id: go, label: Go}, {id: k8s, label: "Kubernetes; and more"}], other: Other}]`)
	text := column("Topics", times(5, "Go; Kubernetes; and more", 4, "Rust; Zig", 3, "Zig; Go")...)
	for decided, want := range map[string][]string{
		"":                      {"Rust; Zig", "Zig"},
		"separator: semicolon,": {"Zig", "Rust"},
	} {
		plan, err := importer.Match(t.Context(), table(t, text), s, importer.MatchConfig{Now: now, Partial: true,
			Mapping: mapping(t, "columns: [{column: Topics, "+decided+" questions: [topics]}]")})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, u := range plan.Unmatched {
			got = append(got, u.Option)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", decided, diff)
		}
		if n := told(plan, "topics")["Kubernetes; and more"]; n != 5 {
			t.Errorf("%q: %d picked the option with a semicolon", decided, n)
		}
	}
}
