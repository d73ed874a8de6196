package importer_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/importer"
	"muster/internal/response"
)

const kinds = `
id: kinds
title: {en: Kinds, de: Arten}
languages: [en, de]
layout: pages
questions:
  - {id: come, kind: yes_no, title: {en: Do you come?, de: Kommst du?}}
  - id: topics
    kind: many
    title: {en: Topics, de: Themen}
    options: [{id: a, label: {en: Bread, de: Brot}}, {id: b, label: {en: Soup, de: Suppe}, aliases: [Broth]}, {id: c, label: Tea}]
    levels: [{id: very, label: {en: Very, de: Sehr}}]
  - {id: best, kind: ranking, title: {en: Best, de: Das Beste}, options_from: topics}
  - {id: when, kind: slots, title: {en: When, de: Wann}, days: [mon, tue], parts: [morning, evening], none: Never}
  - {id: where, kind: place, title: {en: Where, de: Wo}, options: [{id: north, label: {en: North, de: Norden}}], other: {en: Else, de: Sonst}}
  - {id: years, kind: number, title: {en: Years, de: Jahre}, max: 60, decimals: 1, unit: {en: years, de: Jahre}, show_if: {come: "yes"}}
  - {id: people, kind: number, title: People}
  - {id: since, kind: date, title: {en: Since, de: Seit}, first: 2020-01-01, last: 2026-12-31}
  - {id: rate, kind: scale, title: Rate, scale: {from: 1, to: 3, labels: {1: {en: Bad, de: Schlecht}, 3: {en: Good, de: Gut}}}}
  - {id: page, kind: link, title: Page}
  - {id: town, kind: place, title: Town}
  - {id: mail, kind: email, title: Mail, purpose: contact, show_if: {come: "yes"}}
  - {id: ok, kind: consent, title: Consent, purpose: contact, statement: {en: Write to me, de: Schreibt mir}}
`

const kindsHeader = "Timestamp,Do you come?,Topics,Topics [Very],Best,When,Where,Years,People,Since,Rate,Page,Town,Mail,Consent\n"

func TestMatchReadsEveryKind(t *testing.T) {
	text := kindsHeader +
		"2026-01-02 10:00:00,Yes,Bread;Broth,Tea,Soup;Tea;Bread;,Monday evening;Tuesday morning,North,\"2,5\",\"1,500\",25/12/2025,3 - Good,example.org/x,Ulm,a@example.org,Write to me\n" +
		"2026-01-02 10:01:00,Nein,Brot;Tea,,Tea;Brot,Montagabend,West,7 Jahre,1.500,3/4/2025,gut,https://example.org,,,schreibt mir\n" +
		"2026-01-02 10:02:00,FALSE,,,,Never,Norden,,12.0,1. Dezember 2024,2.0,,,,\n" +
		"2026-01-02 10:03:00,نعم,,,,\"Monday, Evening\",,0.5 years,,December 24th 2024,,,,,\n"
	plan := match(t, table(t, text), parse(t, kinds), false)
	if err := plan.Err(); err != nil {
		t.Fatal(err)
	}
	picks := func(ids ...string) response.Answer { return response.Answer{Picks: ids} }
	want := []response.Answers{
		{"come": picks("yes"), "topics": picks("a", "b", "c"), "topics_very": picks("c"), "best": picks("b", "c", "a"), "when": picks("mon_evening", "tue_morning"),
			"where": picks("north"), "years": {Text: "2.5"}, "people": {Text: "1500"}, "since": {Text: "2025-12-25"}, "rate": {Number: 3},
			"page": {Text: "https://example.org/x"}, "town": {Text: "Ulm"}},
		{"come": picks("no"), "topics": picks("a", "c"), "best": picks("c", "a"), "when": picks("mon_evening"), "where": {Picks: []string{"other"}, Other: "West"},
			"years": {Text: "7"}, "people": {Text: "1500"}, "since": {Text: "2025-04-03"}, "rate": {Number: 3}, "page": {Text: "https://example.org"}},
		{"come": picks("no"), "when": picks("none"), "where": picks("north"), "people": {Text: "12"}, "since": {Text: "2024-12-01"}, "rate": {Number: 2}},
		{"come": picks("yes"), "when": picks("mon_evening"), "years": {Text: "0.5"}, "since": {Text: "2024-12-24"}},
	}
	notShown := [][]string{nil, {"mail"}, {"years", "mail"}, nil}
	for i, r := range collect(plan) {
		if diff := cmp.Diff(want[i], r.Answers); diff != "" {
			t.Errorf("row %d: %s", i+2, diff)
		}
		if diff := cmp.Diff(notShown[i], r.NotShown); diff != "" {
			t.Errorf("row %d, not shown: %s", i+2, diff)
		}
	}
	contacts := []*response.Contact{
		{Fields: map[string]string{"mail": "a@example.org"}, Consent: true, Statement: "Write to me"},
		{Fields: map[string]string{}, Consent: true, Statement: "Schreibt mir"},
	}
	for i, r := range collect(plan)[:2] {
		if diff := cmp.Diff(contacts[i], r.Contact); diff != "" {
			t.Errorf("row %d: %s", i+2, diff)
		}
	}
	if !said(plan.Decisions, "“Since”: dates such as 8/4/2025 were read day first (1 more of them make sense so)") {
		t.Errorf("decisions %q", plan.Decisions)
	}
}

func TestMatchKnowsTitlesInEveryLanguage(t *testing.T) {
	text := "Zeitstempel,Kommst du?,Themen,Themen [Sehr],Das Beste,Wann,Wo,Jahre,Seit\n" +
		"02.01.2026 10:00:00,Ja,\"Brot, Suppe\",Tea,\"Tea, Brot\",Dienstagvormittag,Norden,3,31.12.2025\n"
	plan := match(t, table(t, text), parse(t, kinds), false)
	if err := plan.Err(); err != nil {
		t.Fatal(err)
	}
	r := collect(plan)[0]
	if len(r.Answers) != 8 || r.Answers["since"].Text != "2025-12-31" || len(r.Answers["topics"].Picks) != 3 {
		t.Errorf("%+v", r.Answers)
	}
}

func TestMatchListsValuesThatAreNone(t *testing.T) {
	text := "Timestamp,Do you come?,Best,When,Years,Since,Page\n" +
		"2026-01-02 10:00:00,Perhaps,Bread;Cake,Sunday evening,61,2027-01-01,my page\n" +
		"2026-01-02 10:01:00,Yes,,,many,3/4/2025,\n" +
		"2026-01-02 10:02:00,Yes,,,2.25,4/4/2025,\n"
	plan := match(t, table(t, text), parse(t, kinds), true)
	want := []importer.Unmatched{
		{Column: "Do you come?", Option: "Perhaps", People: 1},
		{Column: "Best", Option: "Cake", People: 1},
		{Column: "When", Option: "Sunday evening", People: 1, Nearest: "Monday evening"},
		{Column: "Years", Option: "2.25", Wanted: "number", People: 1},
		{Column: "Years", Option: "61", Wanted: "number", People: 1},
		{Column: "Years", Option: "many", Wanted: "number", People: 1},
		{Column: "Since", Option: "2027-01-01", Wanted: "date", People: 1},
		{Column: "Since", Option: "3/4/2025", Wanted: "date", People: 1},
	}
	if diff := cmp.Diff(want, plan.Unmatched); diff != "" {
		t.Error(diff)
	}
	if got := plan.Unmatched[4].String(); got != "column “Years”: “61” is no number that the question takes (1 answer)" {
		t.Errorf("said as %q", got)
	}
	if !said(plan.Decisions, "“Page”: 1 cell was no address of a web page and left out") {
		t.Errorf("decisions %q", plan.Decisions)
	}
	all := collect(plan)
	if diff := cmp.Diff(response.Answers{"best": {Picks: []string{"a"}}}, all[0].Answers); diff != "" {
		t.Error(diff)
	}
	if got := all[2].Answers["since"].Text; got != "2025-04-04" {
		t.Errorf("a day that is the same either way: %q", got)
	}
}

func TestOrderOfDatesShowsInTheColumn(t *testing.T) {
	for _, test := range []struct {
		name, header string
		cells        []string
		want         []string // "": not taken
	}{
		{"a day above twelve", "Timestamp", []string{"3/4/2025", "25/4/2025"}, []string{"2025-04-03", "2025-04-25"}},
		{"a month above twelve", "Timestamp", []string{"3/4/2025", "4/25/2025"}, []string{"2025-03-04", "2025-04-25"}},
		{"only one lies in the range", "Timestamp", []string{"1/12/19", "12/1/19", "1/2/2027", "2/1/2020"}, []string{"", "", "", ""}},
		{"nothing decides", "Timestamp", []string{"3/4/2025", "4/5/2025"}, []string{"", ""}},
		{"with a time of day", "Timestamp", []string{"2025-04-03T10:00:00", "2025-04-03 23:30 GMT-5"}, []string{"2025-04-03", "2025-04-03"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			plan := match(t, table(t, column("Since", test.cells...)), parse(t, kinds), true)
			for i, r := range collect(plan) {
				if got := r.Answers["since"].Text; got != test.want[i] {
					t.Errorf("%s is %q, want %q", test.cells[i], got, test.want[i])
				}
			}
		})
	}
}

func TestAnswersThatWouldNotHaveBeenShownAreKept(t *testing.T) {
	plan := match(t, table(t, "Timestamp,Do you come?,Years\n2026-01-02 10:00:00,No,5\n2026-01-02 10:00:01,No,\n"), parse(t, kinds), false)
	all := collect(plan)
	if !said(plan.Decisions, "1 answer stands at questions that this survey would not have shown") {
		t.Errorf("decisions %q", plan.Decisions)
	}
	if got := all[0].Answers["years"].Text; got != "5" {
		t.Errorf("an answer of the foreign form became %q", got)
	}
	if diff := cmp.Diff([][]string{{"mail"}, {"years", "mail"}}, [][]string{all[0].NotShown, all[1].NotShown}); diff != "" {
		t.Error(diff)
	}
}

// Tools without slots and rankings ask for them in a grid.
func TestMatchReadsGrids(t *testing.T) {
	text := "Timestamp,When [Monday],When [Tuesday],Best [Bread],Best [Soup],Best [Tea]\n" +
		"2026-01-02 10:00:00,\"Morning, Evening\",Evening,2,1st choice,3\n" +
		"2026-01-02 10:01:00,,Morning,,2,\n" +
		"2026-01-02 10:02:00,,,1,1,2\n" +
		"2026-01-02 10:03:00,Noon,,9,,first\n"
	plan := match(t, table(t, text), parse(t, kinds), true)
	picks := func(ids ...string) response.Answer { return response.Answer{Picks: ids} }
	want := []response.Answers{
		{"when": picks("mon_morning", "mon_evening", "tue_evening"), "best": picks("b", "a", "c")},
		{"when": picks("tue_morning"), "best": picks("b")},
		{},
		{},
	}
	for i, r := range collect(plan) {
		if diff := cmp.Diff(want[i], r.Answers); diff != "" {
			t.Errorf("row %d: %s", i+2, diff)
		}
	}
	unmatched := []importer.Unmatched{
		{Column: "When [Monday]", Option: "Noon", People: 1},
		{Column: "Best [Bread]", Option: "9", People: 1},
		{Column: "Best [Tea]", Option: "first", People: 1},
	}
	if diff := cmp.Diff(unmatched, plan.Unmatched); diff != "" {
		t.Error(diff)
	}
	if !said(plan.Decisions, "1 ranking gives one place twice") {
		t.Errorf("decisions %q", plan.Decisions)
	}
}

func TestMatchReadsGridsTheOtherWayRound(t *testing.T) {
	text := "Zeitstempel,Wann [Abend],Wann [Vormittag],Wann [Nacht],Das Beste [Platz 1],Das Beste [Platz 2]\n" +
		"02.01.2026 10:00:00,\"Montag, Dienstag\",Montag,,Suppe,Brot\n" +
		"02.01.2026 10:01:00,,,x,Suppe,Suppe\n"
	plan := match(t, table(t, text), parse(t, kinds), true)
	all := collect(plan)
	want := response.Answers{"when": {Picks: []string{"mon_morning", "mon_evening", "tue_evening"}}, "best": {Picks: []string{"b", "a"}}}
	if diff := cmp.Diff(want, all[0].Answers); diff != "" {
		t.Error(diff)
	}
	if len(all[1].Answers) > 0 {
		t.Errorf("one option at two places: %+v", all[1].Answers)
	}
	if diff := cmp.Diff([]importer.Unmatched{{Column: "Wann [Nacht]", People: 1}}, plan.Unmatched); diff != "" {
		t.Error(diff)
	}
}
