package importer_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/importer"
	"muster/internal/response"
	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

const lunch = `
id: lunch
title: Lunch
time_zone: America/New_York
questions:
  - {id: role, kind: one, title: "Your role:", options: [{id: dev, label: Developer, aliases: [Programmer]}, {id: ops, label: Operations}], other: Else}
  - {id: food, kind: many, title: What do you eat?, options: [{id: soup, label: "Soup, hot"}, {id: bread, label: Bread}, {id: both, label: "Soup, hot, Bread"}], none: Nothing}
  - {id: taste, kind: scale, title: Taste, grid: How was it?, scale: {from: 1, to: 3, labels: {1: Bad, 3: Good}}}
  - {id: again, kind: one, title: Again?, options: [{id: again_yes, label: "Yes"}, {id: again_no, label: "No"}]}
  - {id: again_2, kind: text, title: Again?}
  - {id: mail, kind: email, title: Your email, purpose: contact}
  - {id: ok, kind: consent, title: May we write?, purpose: contact, statement: "Yes, you may."}
`

func TestMatchFitsTitlesAndLabels(t *testing.T) {
	text := "\ufeffTimestamp,Email Address,your\u00a0ROLE ,What do you eat? 🍞,How was it? [Taste],Again?,Again?,May we write?\n" +
		"8/14/2025 18:00:00,a@example.com,programmer,\"soup, HOT, Bread\",3,yes,on Friday,\"Yes, you may.\"\n" +
		"8/14/2025 18:05:00,,Cook,\"Bread, Soup, hot\",good,No,,\n" +
		"8/14/2025 18:10:00,b@example.com,,Nothing,2.0,,,\n"
	plan := match(t, table(t, text), parse(t, lunch), false)
	if err := plan.Err(); err != nil {
		t.Fatal(err)
	}
	got := collect(plan)
	want := []response.Answers{
		{"role": {Picks: []string{"dev"}}, "food": {Picks: []string{"both"}}, "taste": {Number: 3}, "again": {Picks: []string{"again_yes"}}, "again_2": {Text: "on Friday"}},
		{"role": {Picks: []string{"other"}, Other: "Cook"}, "food": {Picks: []string{"soup", "bread"}}, "taste": {Number: 3}, "again": {Picks: []string{"again_no"}}},
		{"food": {Picks: []string{"none"}}, "taste": {Number: 2}},
	}
	for i, r := range got {
		if diff := cmp.Diff(want[i], r.Answers); diff != "" {
			t.Errorf("row %d: %s", i+2, diff)
		}
	}
	contacts := []*response.Contact{
		{Fields: map[string]string{"mail": "a@example.com"}, Consent: true, Statement: "Yes, you may."},
		nil,
		{Fields: map[string]string{"mail": "b@example.com"}},
	}
	for i, r := range got {
		if diff := cmp.Diff(contacts[i], r.Contact); diff != "" {
			t.Errorf("row %d: %s", i+2, diff)
		}
	}
	if r := got[0]; r.Source != "import:test" || r.Survey != "lunch" || r.Submitted.Format("15:04") != "22:00" || !r.Started.IsZero() || !response.ValidID(r.ID) {
		t.Errorf("labelled %+v", r)
	}
}

func TestMatchListsWhatDoesNotFit(t *testing.T) {
	text := "Timestamp,Your role,What do you eat?,How was it? [Taste],Shoe size,Empty\n" +
		"8/14/2025 18:00:00,Developer,Bread;Cake,5,44,\n" +
		"8/14/2025 18:05:00,Boss,Cake,1,,\n" +
		"8/14/2025 18:06:00,Boss,Bread,1,45,\n"
	want := []importer.Unmatched{
		{Column: "Shoe size", People: 2},
		{Column: "Your role", Option: "Boss", People: 2, Own: true},
		{Column: "What do you eat?", Option: "Cake", People: 2},
		{Column: "How was it? [Taste]", Option: "5", People: 1},
	}
	tests := []struct {
		name    string
		partial bool
		stored  int
	}{
		{"nothing is stored", false, 0},
		{"unless in part is enough", true, 3},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			plan := match(t, table(t, text), parse(t, lunch), test.partial)
			if diff := cmp.Diff(want, plan.Unmatched); diff != "" {
				t.Error(diff)
			}
			if got := collect(plan); len(got) != test.stored || plan.Len() != test.stored {
				t.Errorf("%d responses, length %d; want %d", len(got), plan.Len(), test.stored)
			}
			var unmatched *importer.UnmatchedError
			if err := plan.Err(); errors.As(err, &unmatched) == test.partial {
				t.Errorf("error %v", err)
			} else if !test.partial && !strings.Contains(err.Error(), "column “What do you eat?”: no option “Cake” (2 answers)") {
				t.Errorf("error %v", err)
			}
			if !said(plan.Decisions, "“Empty” is no question of the survey; nobody answered it") || !said(plan.Decisions, "no column for “Again?”") {
				t.Errorf("decisions %q", plan.Decisions)
			}
		})
	}
	got := collect(match(t, table(t, text), parse(t, lunch), true))
	if diff := cmp.Diff(response.Answers{"role": {Picks: []string{"dev"}}, "food": {Picks: []string{"bread"}}}, got[0].Answers); diff != "" {
		t.Error(diff)
	}
	if a := got[1].Answers["role"]; a.Other != "Boss" {
		t.Errorf("own words in part: %+v", a)
	}
}

func TestMatchRefusesAnotherSurvey(t *testing.T) {
	_, err := importer.Match(t.Context(), table(t, "Timestamp,Colour\n8/14/2025 18:00:00,Red\n"), parse(t, lunch), importer.MatchConfig{})
	if err == nil || !strings.Contains(err.Error(), "no column has the title of a question") {
		t.Errorf("got %v", err)
	}
}

func TestConsentNeedsTheVeryWords(t *testing.T) {
	text := "Timestamp,Email Address,May we write?\n8/14/2025 18:00:00,a@example.com,Yes\n"
	plan := match(t, table(t, text), parse(t, lunch), true)
	if c := collect(plan)[0].Contact; c.Consent {
		t.Error("“Yes” to unknown words is taken for consent")
	}
	if len(plan.Unmatched) != 1 {
		t.Errorf("unmatched %v", plan.Unmatched)
	}
}

// The Charlotte form as a Google form: equal labels told apart by group or hint, a stray blank in a
// title, addresses collected by the tool.
func TestMatchCharlotteExport(t *testing.T) {
	s := sampleSurvey(t, "charlotte")
	plan := match(t, sampleTable(t, "charlotte-google.csv"), s, false)
	if err := plan.Err(); err != nil {
		t.Fatal(err)
	}
	if plan.Len() != 36 || plan.Blank != 1 || len(plan.Refused) != 0 {
		t.Errorf("%d responses, %d blank, refused %v", plan.Len(), plan.Blank, plan.Refused)
	}
	counts, contacts, consents := map[string]int{}, 0, 0
	for r := range plan.Responses() {
		for _, id := range r.Answers["topics"].Picks {
			counts[id]++
		}
		if r.Contact != nil && r.Contact.Fields["email"] != "" {
			contacts++
		}
		if r.Contact != nil && r.Contact.Consent {
			consents++
		}
	}
	rows := sampleTable(t, "charlotte-google.csv").Rows
	want := map[string]int{}
	mail, yes := 0, 0
	for _, row := range rows {
		for label := range strings.SplitSeq(row.Cells[3], ";") {
			want[label]++
		}
		if row.Cells[1] != "" {
			mail++
		}
		if row.Cells[14] != "" {
			yes++
		}
	}
	for label, id := range map[string]string{"Azure": "azure", "Networking (Hybrid infrastructure)": "networking", "Networking (meeting people)": "people", "PowerShell": "powershell"} {
		if counts[id] != want[label] || counts[id] == 0 {
			t.Errorf("%s: %d; the file has %d", id, counts[id], want[label])
		}
	}
	if contacts != mail || consents != yes || yes == 0 {
		t.Errorf("%d addresses and %d consents; the file has %d and %d", contacts, consents, mail, yes)
	}
}

func TestEqualLabelsAreNotGuessed(t *testing.T) {
	s := sampleSurvey(t, "charlotte")
	plan := match(t, table(t, "Timestamp,Which topics would you come for?\n8/14/2025 18:00:00,Azure;Networking\n"), s, false)
	want := []importer.Unmatched{{Column: "Which topics would you come for?", Option: "Networking", People: 1}}
	if diff := cmp.Diff(want, plan.Unmatched); diff != "" {
		t.Error(diff)
	}
}

// A founder corrects the survey that was inferred and loads the file again: the ids stay, because
// they come from the rows.
func TestCorrectedSurveyKeepsIDs(t *testing.T) {
	file := sampleTable(t, "talk-ideas-sheet.csv")
	plan, err := importer.Infer(t.Context(), file, importer.InferConfig{ID: "talk-ideas", Now: now})
	if err != nil {
		t.Fatal(err)
	}
	source := string(plan.Survey.Source)
	for _, change := range [][2]string{
		{"title: Talk ideas sheet", "title: Talk ideas"},
		{"label: Kubernetes at home", "label: Clusters at home\n        aliases: [Kubernetes at home]"},
		{"id: how_often_come", "id: how_often"},
	} {
		if !strings.Contains(source, change[0]) {
			t.Fatalf("no %q in %s", change[0], source)
		}
		source = strings.Replace(source, change[0], change[1], 1)
	}
	again := match(t, file, parse(t, source), false)
	if err := again.Err(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(ids(plan), ids(again)); diff != "" {
		t.Error(diff)
	}
}

// What Infer wrote down, Match reads the same: for every sample and both ways of joining picks.
func TestMatchAgreesWithInfer(t *testing.T) {
	for name, text := range map[string]string{
		"yes and no": column("Come?", times(3, "Ja", 2, "nein", 4, "JA")...),
		"ranking":    column("Order?", times(3, "Soup;Bread;Tea", 2, "Bread;Soup;Tea;", 1, "Tea;soup;Bread")...),
		"numbers":    column("Pay?", numbers(18, 41, 1, ",5")...),
		"dates":      column("Since?", "31/1/2020", "1/5/2021", "4/3/2019"),
		"promoter":   column("Would you recommend us?", times(5, "10 - Surely", 3, "7", 1, "0 - Never")...),
	} {
		t.Run(name, func(t *testing.T) { agree(t, table(t, text)) })
	}
	for _, name := range []string{"charlotte-google.csv", "talk-ideas-sheet.csv", "interesse-de.csv"} {
		t.Run(name, func(t *testing.T) {
			agree(t, sampleTable(t, name))
		})
	}
}

func agree(t *testing.T, file *spreadsheet.Table) {
	t.Helper()
	plan := infer(t, file)
	again := match(t, file, plan.Survey, false)
	if err := again.Err(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(collect(plan), collect(again)); diff != "" {
		t.Error(diff)
	}
}

func TestSampleSheet(t *testing.T) {
	plan := infer(t, sampleTable(t, "talk-ideas-sheet.csv"))
	s := plan.Survey
	if diff := cmp.Diff([]string{"Backups, restores and lies", "Incident reviews (what, why, what now)", "Kubernetes at home", "Terms, contracts, money", "Writing for engineers", "Other"},
		labels(s.Question("talks_attend"))); diff != "" {
		t.Error(diff)
	}
	if q := s.Question("how_likely_bring_friend"); q.Kind != survey.Scale || len(q.Points) != 5 || q.Points[4].Label != "Extremely likely" {
		t.Errorf("%+v", q)
	}
	if !said(plan.Decisions, "“Score” is a quiz's points and was left out") {
		t.Errorf("decisions %q", plan.Decisions)
	}
	got := ids(plan)
	slices.Sort(got)
	if len(got) != 60 || len(slices.Compact(got)) != 60 {
		t.Errorf("%d ids", len(got))
	}
}

func TestSampleInGerman(t *testing.T) {
	plan := infer(t, sampleTable(t, "interesse-de.csv"))
	if plan.Survey.Language != "de" || plan.Len() != 40 {
		t.Errorf("language %s, %d responses", plan.Survey.Language, plan.Len())
	}
	if diff := cmp.Diff([]string{"Netzwerke", "Verschlüsselung, Signaturen", "Überwachung", "Gemütliches Beisammensein"},
		labels(plan.Survey.Question("woruber_mochtest_du_sprechen"))); diff != "" {
		t.Error(diff)
	}
	if first := collect(plan)[0].Submitted; first.Format("2006-01-02") != "2026-01-31" && first.Format("2006-01") != "2026-01" {
		t.Errorf("submitted %s", first)
	}
}
