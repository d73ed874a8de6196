package importer_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/importer"
	"muster/internal/response"
	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

// picks mixes options as a checkbox question with a fixed order does.
func picks(sep string, options ...string) []string {
	var out []string
	for mask := 1; mask < 1<<len(options); mask++ {
		var cell []string
		for i, o := range options {
			if mask>>i&1 == 1 {
				cell = append(cell, o)
			}
		}
		out = append(out, strings.Join(cell, sep))
	}
	return out
}

func TestKinds(t *testing.T) {
	tests := []struct {
		name, title string
		cells       []string
		kind        survey.Kind
		labels      []string // options, with "other" and "none" last
	}{
		{"yes and no", "Happy?", times(3, "Yes", 1, "No"), survey.YesNo, []string{"Yes", "No"}},
		{"yes and no in German", "Happy?", times(1, "NEIN", 3, "Ja"), survey.YesNo, []string{"Ja", "NEIN"}},
		{"yes and no in Arabic", "Happy?", times(1, "لا", 3, "نعم"), survey.YesNo, []string{"نعم", "لا"}},
		{"yes alone", "Happy?", times(9, "Yes"), survey.One, []string{"Yes"}},
		{"yes, no and maybe", "Happy?", times(9, "Yes", 8, "No", 12, "Maybe"), survey.One, []string{"Yes", "Maybe", "No"}},
		{"true and false", "Happy?", times(9, "TRUE", 8, "FALSE"), survey.One, []string{"FALSE", "TRUE"}},
		{"ranking", "Order?", times(3, "Soup;Bread;Tea", 2, "Bread;Soup;Tea;", 1, "Tea;soup;Bread"), survey.Ranking, []string{"Soup", "Bread", "Tea"}},
		{"ranking with blanks", "Order?", []string{"A, b; C; D", "D; A, b; C", "A, b; D; C"}, survey.Ranking, []string{"A, b", "D", "C"}},
		{"all picked by all", "Which?", times(6, "Soup;Bread;Tea"), survey.Many, []string{"Soup", "Bread", "Tea"}},
		{"not all ranked by all", "Which?", times(6, "A;B;C", 5, "A;C;B", 6, "A", 6, "B"), survey.Many, []string{"A", "B", "C"}},
		{"numbers that differ", "How old?", numbers(18, 41, 1, ""), survey.Number, nil},
		{"numbers with decimals", "Pay?", numbers(18, 41, 1, ",5"), survey.Number, nil},
		{"codes", "Your ZIP code", numbers(28202, 28240, 1, ""), survey.Short, nil},
		{"codes with zeros", "Where?", []string{"01067", "10115", "20095", "28202"}, survey.Short, nil},
		{"long numbers", "Which?", []string{"7045550100", "7045550101", "7045550102"}, survey.Short, nil},
		{"numbers and words", "How old?", append(numbers(18, 41, 1, ""), "old"), survey.Short, nil},
		{"dates", "Since?", []string{"2020-01-31", "2021-05-01", "1 March 2022", "2022-03-02"}, survey.Date, nil},
		{"dates with a month above twelve", "Since?", []string{"1/31/2020", "2/1/2021", "3/1/2022"}, survey.Date, nil},
		{"dates that nothing decides", "Since?", []string{"1/2/2020", "2/3/2021", "3/4/2022"}, survey.Short, nil},
		{"moments", "Start time", []string{"2020-01-31 10:00", "2021-05-01 11:00", "2022-03-02 12:00"}, survey.Short, nil},
		{"a choice of dates", "Which day?", times(5, "2027-01-12", 7, "2027-01-19"), survey.One, []string{"2027-01-19", "2027-01-12"}},
		{"recommendation", "Would you recommend us?", times(5, "10", 3, "7 - maybe", 1, "2"), survey.Scale, nil},
		{"one by count", "Drink?", times(9, "Tea", 12, "Milk", 14, "Mate"), survey.One, []string{"Mate", "Milk", "Tea"}},
		{"one by meaning", "How often?", times(20, "Often", 5, "Never", 9, "Sometimes"), survey.One, []string{"Never", "Sometimes", "Often"}},
		{"ranges", "Years?", times(20, "2-5 years", 5, "10+ years", 9, "Less than 2 years", 9, "6-10 years"), survey.One,
			[]string{"Less than 2 years", "2-5 years", "6-10 years", "10+ years"}},
		{"labels with commas", "Where?", times(20, "Charlotte, NC", 9, "Rock Hill, SC", 9, "Concord, NC"), survey.One,
			[]string{"Charlotte, NC", "Rock Hill, SC", "Concord, NC"}},
		{"a tail of own words", "Cloud?", append(times(20, "AWS", 12, "Azure"), "my cellar", "a friend's", "none yet"), survey.One,
			[]string{"AWS", "Azure", "Other"}},
		{"many with semicolons", "Topics?", picks(";", "A", "B (x, y)", "C, D"), survey.Many, []string{"A", "B (x, y)", "C, D"}},
		{"many with commas", "Topics?", slices.Concat(picks(", ", "Ann", "Bob (x, y)", "Cy, and more", "Di")), survey.Many,
			[]string{"Ann", "Bob (x, y)", "Cy, and more", "Di"}},
		{"many with a trailing semicolon", "Topics?", []string{"A;B;", "A;", "B;", "A;B;", "A;"}, survey.Many, []string{"A", "B"}},
		{"none excludes", "Help?", append(picks(";", "Host", "Cook"), times(3, "None of these")...), survey.Many, []string{"Host", "Cook", "None of these"}},
		{"scale", "Rate it", times(5, "4", 5, "5", 3, "2"), survey.Scale, nil},
		{"scale from a spreadsheet", "Rate it", times(5, "4.0", 5, "5.0", 3, "2.0"), survey.Scale, nil},
		{"two numbers of the title", "Python 2 or 3?", times(5, "3.0", 2, "2.0"), survey.One, []string{"2", "3"}},
		{"years", "Since?", times(5, "2019", 5, "2020", 7, "2021"), survey.One, []string{"2019", "2020", "2021"}},
		{"numbered options", "Pick", times(5, "1. Tea", 5, "2. Milk", 7, "3. Mate"), survey.One, []string{"1. Tea", "2. Milk", "3. Mate"}},
		{"own words", "Why?", []string{"because", "no idea", "friends", "work"}, survey.Short, nil},
		{"long words", "Why?", []string{"because\nof it", "no idea", "friends", "work"}, survey.Long, nil},
		{"lists by hand", "Tools?", []string{"vim, git", "git, vim, make", "make", "git", "make, git", "vim", "make, vim", "gdb, make", "rr, gdb"}, survey.Short, nil},
		{"nobody", "Anything?", times(4, ""), survey.Long, nil},
		{"addresses", "Where can we write?", []string{"a@example.com", "b@example.com", ""}, survey.Email, nil},
		{"names", "Your name", []string{"Ann Example", "Bo Example"}, survey.Short, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			q := infer(t, table(t, column(test.title, test.cells...))).Survey.Questions[0]
			if q.Kind != test.kind {
				t.Fatalf("kind %s with options %q; want %s", q.Kind, labels(q), test.kind)
			}
			if test.labels == nil {
				return
			}
			if diff := cmp.Diff(test.labels, labels(q)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// numbers writes the numbers of a range, each with what is to stand behind it.
func numbers(from, to, step int, behind string) []string {
	var cells []string
	for n := from; n <= to; n += step {
		cells = append(cells, fmt.Sprint(n)+behind)
	}
	return cells
}

func TestNumbersAndDatesAreBoundedByWhatWasFound(t *testing.T) {
	for _, test := range []struct {
		name  string
		cells []string
		want  survey.Bounds
	}{
		{"near zero", numbers(18, 41, 1, ""), survey.Bounds{Min: "0", Max: "41"}},
		{"far from zero", numbers(1965, 2004, 3, ""), survey.Bounds{Min: "1965", Max: "2004"}},
		{"below zero", append(numbers(1, 20, 1, ".5"), "-3"), survey.Bounds{Min: "-3", Max: "20.5", Decimals: 1}},
		{"one far above", append(numbers(1, 20, 1, ""), "99,999"), survey.Bounds{Min: "0"}},
		{"thousands", numbers(1, 20, 1, ",500"), survey.Bounds{Min: "0", Max: "20500"}},
		{"thousandths", append(numbers(1, 20, 1, ".500"), "0.125"), survey.Bounds{Min: "0", Max: "20.5", Decimals: 3}},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := table(t, column("How much?", test.cells...))
			plan := infer(t, file)
			q := plan.Survey.Questions[0]
			if diff := cmp.Diff(test.want, q.Bounds); diff != "" {
				t.Error(diff)
			}
			for i, r := range collect(plan) {
				if q.Bin(r.Answers[q.ID].Text) < 0 {
					t.Errorf("%s is counted nowhere as %+v", test.cells[i], r.Answers)
				}
			}
			agree(t, file)
		})
	}
	q := infer(t, table(t, column("Since?", "31.1.2020", "1.5.2021", "4.3.2019"))).Survey.Questions[0]
	if q.First.Format("2006-01-02") != "2019-03-04" || q.Last.Format("2006-01-02") != "2021-05-01" {
		t.Errorf("from %s to %s", q.First, q.Last)
	}
}

func TestRecommendationsAreAPromoterScore(t *testing.T) {
	plan := infer(t, table(t, column("How likely are you to recommend us?", times(5, "10", 3, "7", 1, "2")...)))
	q := plan.Survey.Questions[0]
	if !q.Promoter || len(q.Points) != 11 || !strings.Contains(string(plan.Survey.Source), "7: 3, 8: 0, 9: 0, 10: 5") {
		t.Errorf("%+v\n%s", q, plan.Survey.Source)
	}
	if q := infer(t, table(t, column("Would you recommend us?", times(5, "5", 3, "3", 1, "2")...))).Survey.Questions[0]; q.Promoter {
		t.Error("a scale to five is taken for a Net Promoter Score")
	}
}

func TestOwnWords(t *testing.T) {
	cells := append(picks(";", "Ann", "Bob", "Cy"), picks(";", "Ann", "Bob", "Cy")...)
	cells = append(cells, times(20, "Ann")...)
	cells = append(cells, "Ann;my own; and more", "Bob;x", "y", "z")
	plan := infer(t, table(t, column("Who?", cells...)))
	got := map[string]int{}
	for r := range plan.Responses() {
		a := r.Answers["who"]
		if a.Other != "" {
			got[strings.Join(a.Picks, "+")+": "+a.Other]++
		}
	}
	if diff := cmp.Diff(map[string]int{"ann+other: my own; and more": 1, "bob+other: x": 1, "other: y": 1, "other: z": 1}, got); diff != "" {
		t.Error(diff)
	}
	if !said(plan.Decisions, "4 values are kept as own words under “other”, because they are given by fewer than 3 people each: “my own; and more” (1)") {
		t.Errorf("decisions %q", plan.Decisions)
	}
}

func TestSpellingsOfOneOption(t *testing.T) {
	plan := infer(t, table(t, column("Drink?", times(30, "Green tea", 9, "Milk", 14, "green  Tea")...)))
	q := plan.Survey.Questions[0]
	if diff := cmp.Diff([]string{"Green tea", "Milk"}, labels(q)); diff != "" {
		t.Fatal(diff)
	}
	n := 0
	for r := range plan.Responses() {
		if slices.Contains(r.Answers[q.ID].Picks, "green_tea") {
			n++
		}
	}
	if n != 44 {
		t.Errorf("%d people drink green tea; want 44", n)
	}
}

func TestGrids(t *testing.T) {
	header := "Timestamp,How useful? [Talks],How useful? [Food],Any day [A],Any day [B],[Room],Price [in dollars]\n"
	rows := []string{
		"2026-01-02 10:00:00,Very useful,Not useful,Blue,Red,Agree,12 or so",
		"2026-01-02 10:01:00,Somewhat useful,,Blue,Blue,Disagree,a few",
		"2026-01-02 10:02:00,Very useful,Very useful,Green,Blue,Agree,nothing",
	}
	plan := infer(t, table(t, header+strings.Join(rows, "\n")+"\n"))
	points := func(id string) string {
		q := plan.Survey.Question(id)
		if q == nil || q.Kind != survey.Scale {
			return fmt.Sprint(q)
		}
		var out strings.Builder
		out.WriteString(string(q.Grid) + "|" + string(q.Title))
		for _, p := range q.Points {
			out.WriteString(fmt.Sprintf("|%d %s", p.Value, p.Label))
		}
		return out.String()
	}
	for id, want := range map[string]string{
		"talks": "How useful?|Talks|1 Not useful|2 Somewhat useful|3 Very useful",
		"food":  "How useful?|Food|1 Not useful|2 Somewhat useful|3 Very useful",
		"a":     "Any day|A|1 Blue|2 Green|3 Red",
		"room":  "|Room|1 Disagree|2 Agree",
	} {
		if got := points(id); got != want {
			t.Errorf("%s: %s; want %s", id, got, want)
		}
	}
	if q := plan.Survey.Question("price_dollars"); q == nil || q.Kind != survey.Short || q.Title != "Price [in dollars]" {
		t.Errorf("price is %+v", q)
	}
	if !said(plan.Decisions, "“Any day”: a grid of 2 rows, each a scale of 3 points: Blue < Green < Red. The order is a guess") {
		t.Errorf("decisions %q", plan.Decisions)
	}
	if n := collect(plan)[1].Answers["talks"].Number; n != 2 {
		t.Errorf("somewhat useful is %d", n)
	}
}

func TestOrderOfMeanings(t *testing.T) {
	tests := []struct{ name, labels string }{
		{"agreement", "Strongly disagree|Disagree|Somewhat disagree|Neither agree nor disagree|Somewhat agree|Agree|Strongly agree"},
		{"importance", "Not at all important|Slightly important|Moderately important|Very important|Extremely important"},
		{"relevance", "Not relevant for me|Somewhat useful|Critical to me"},
		{"satisfaction", "Very dissatisfied|Dissatisfied|Neutral|Satisfied|Very satisfied"},
		{"likelihood", "Very unlikely|Unlikely|Not sure|Likely|Very likely"},
		{"quality", "Poor|Fair|Good|Very good|Excellent"},
		{"frequency", "Never|Rarely|Sometimes|Often|Always"},
		{"intervals", "Once a year|Once a quarter|Once a month|Every week|Daily"},
		{"level", "Beginner|Intermediate|Advanced|Expert"},
		{"consent", "No|Maybe|Yes"},
		{"interest", "Not interested|Interested|Very interested"},
		{"nice to have", "Not needed, no use|Nice to have|Must have"},
		{"weekdays", "Monday|Wednesday|Friday|Sunday"},
		{"degree alone", "A little|Quite a lot|Very much"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			want := strings.Split(test.labels, "|")
			var b strings.Builder
			b.WriteString("Timestamp,Q [a],Q [b]\n")
			for i := range want { // the last first, so that neither order nor count gives the answer away
				label := want[len(want)-1-i]
				fmt.Fprintf(&b, "2026-01-02 10:00:%02d,\"%s\",\"%s\"\n", i, label, label)
			}
			plan := infer(t, table(t, b.String()))
			var got []string
			for _, p := range plan.Survey.Questions[0].Points {
				got = append(got, string(p.Label))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTitlesAndIDs(t *testing.T) {
	text := "Timestamp,  Your\u00a0role 👋 ,Your role,好きな話題,C++ or C#?,What is it?,,\n" +
		"2026-01-02 10:00:00,a,b,c,d,e,f,\n"
	plan := infer(t, table(t, text))
	var got []string
	for _, q := range plan.Survey.Questions {
		got = append(got, q.ID+": "+string(q.Title))
	}
	want := []string{"role: Your role 👋", "role_2: Your role", "question_3: 好きな話題", "c_plus_plus_c_sharp: C++ or C#?", "what_is_it: What is it?", "column_7: Column 7"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !said(plan.Decisions, "Column 7 has no title") {
		t.Errorf("decisions %q", plan.Decisions)
	}
}

func TestOrderOfTheFormComesBack(t *testing.T) {
	// Z is picked least and stands first in the form; the lists say so.
	plan := infer(t, table(t, column("Letters?", times(3, "Z;M", 9, "M;A", 2, "Z", 20, "A", 4, "M")...)))
	if diff := cmp.Diff([]string{"Z", "M", "A"}, labels(plan.Survey.Questions[0])); diff != "" {
		t.Error(diff)
	}
}

func TestContactDetailsStayApart(t *testing.T) {
	plan := infer(t, table(t, "Timestamp,Email Address,Your Name,Drink\n"+
		"2026-01-02 10:00:00,a@example.com,Ann,Tea\n2026-01-02 10:01:00,,,Tea\n2026-01-02 10:02:00,b@example.com,Bo,Tea\n2026-01-02 10:03:00,not an address,Cy,Tea\n"))
	all := collect(plan)
	want := &response.Contact{Fields: map[string]string{"email_address": "a@example.com", "name": "Ann"}}
	if diff := cmp.Diff(want, all[0].Contact); diff != "" {
		t.Error(diff)
	}
	if all[1].Contact != nil {
		t.Errorf("contact out of nothing: %+v", all[1].Contact)
	}
	for _, r := range all {
		if len(r.Answers) != 1 || r.Contact != nil && r.Contact.Consent {
			t.Errorf("answers %v, contact %+v", r.Answers, r.Contact)
		}
	}
	if !said(plan.Decisions, "1 cell was no valid e-mail address") || !said(plan.Decisions, "none of these people has given it") {
		t.Errorf("decisions %q", plan.Decisions)
	}
	if said(plan.Decisions, "example.com") {
		t.Error("a decision shows an address")
	}
	if q := plan.Survey.Question("consent"); q == nil || q.Kind != survey.Agree {
		t.Errorf("consent is %+v", q)
	}
}

func TestIDsFollowTheRowAlone(t *testing.T) {
	base := "Timestamp,Drink,Food\n2026-01-02 10:00:00,Tea,Cake\n2026-01-02 10:00:00,Tea,Cake\n2026-01-02 10:05:00,Milk,\n"
	first := ids(infer(t, table(t, base)))
	if first[0] == first[1] {
		t.Error("two people with the same answers became one")
	}
	tests := []struct {
		name, text string
	}{
		{"longer", base + "2026-01-03 10:00:00,Tea,Cake\n2026-01-03 10:00:00,Mate,Rolls\n"},
		{"blank rows", strings.Replace(base, "\n2026-01-02 10:05", "\n,,\n2026-01-02 10:05", 1)},
		{"renamed", strings.Replace(base, "Drink,Food", "What do you drink?,And eat?", 1)},
		{"a column more", "Timestamp,Drink,Sport,Food\n2026-01-02 10:00:00,Tea,,Cake\n2026-01-02 10:00:00,Tea,,Cake\n2026-01-02 10:05:00,Milk,,\n2026-01-09 10:05:00,Milk,Chess,\n"},
		{"marked", "Timestamp,Score,Drink,Food\n2026-01-02 10:00:00,1 / 2,Tea,Cake\n2026-01-02 10:00:00,2 / 2,Tea,Cake\n2026-01-02 10:05:00,1 / 2,Milk,\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := spreadsheet.Read("another name.csv", strings.NewReader(test.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(first, ids(infer(t, got))[:3]); diff != "" {
				t.Error(diff)
			}
		})
	}
	other, err := importer.Infer(t.Context(), table(t, base), importer.InferConfig{ID: "other"})
	if err != nil {
		t.Fatal(err)
	}
	if ids(other)[0] == first[0] {
		t.Error("the same row in two surveys has one id")
	}
}

func TestInferRefuses(t *testing.T) {
	wide := "Timestamp" + strings.Repeat(",q", 250) + "\n2026-01-02 10:00:00" + strings.Repeat(",a", 250) + "\n"
	tests := []struct {
		name, text, want string
	}{
		{"only time stamps", "Timestamp\n2026-01-02 10:00:00\n", "no column holds a question"},
		{"too many questions", wide, "at most 200"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := importer.Infer(t.Context(), table(t, test.text), importer.InferConfig{ID: "test"})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v; want %q", err, test.want)
			}
		})
	}
	if _, err := importer.Infer(t.Context(), table(t, small), importer.InferConfig{ID: "No Good"}); err == nil || !strings.Contains(err.Error(), "needs an id") {
		t.Errorf("got %v", err)
	}
	if _, err := importer.Infer(t.Context(), table(t, wide), importer.InferConfig{ID: "test"}); !errors.Is(err, spreadsheet.ErrTooLarge) {
		t.Errorf("got %v", err)
	}
}

func TestMoreOptionsThanAQuestionHolds(t *testing.T) {
	var cells []string
	for i := range 80 {
		cells = append(cells, times(5, fmt.Sprintf("Option %c%c", 'a'+i/26, 'a'+i%26))...)
	}
	plan := infer(t, table(t, column("Which?", cells...)))
	q := plan.Survey.Questions[0]
	if len(q.Options) > survey.MaxOptions {
		t.Fatalf("%d options", len(q.Options))
	}
	n := 0
	for r := range plan.Responses() {
		if a := r.Answers[q.ID]; len(a.Picks) == 1 {
			n++
		}
	}
	if n != 400 {
		t.Errorf("%d answers; want 400", n)
	}
	if again := match(t, table(t, column("Which?", cells...)), plan.Survey, false); again.Err() != nil {
		t.Error(again.Err())
	}
}

func TestLongAnswersAreCutAloud(t *testing.T) {
	plan := infer(t, table(t, column("Story?", strings.Repeat("é", 10_500), "short")))
	if n := len([]rune(collect(plan)[0].Answers["story"].Text)); n != 10_000 {
		t.Errorf("%d characters", n)
	}
	if !said(plan.Decisions, "1 answer was cut after 10000 characters") {
		t.Errorf("decisions %q", plan.Decisions)
	}
}

func TestTitleFromFileName(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"plain", "dask-users-2019.csv.gz", "Dask users 2019"},
		{"direct", "Talk ideas.csv.zip", "Talk ideas"},
		{"sheet", `C:\Users\x\Talk ideas (Responses) - Form Responses 1.csv`, "Talk ideas"},
		{"nothing left", ".csv", "Imported form"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := spreadsheet.Read(test.file, strings.NewReader(small))
			if err != nil {
				t.Fatal(err)
			}
			if title := infer(t, got).Survey.Title; string(title) != test.want {
				t.Errorf("title %q; want %q", title, test.want)
			}
		})
	}
}

func TestRaggedRowsAreRefused(t *testing.T) {
	plan := infer(t, table(t, "Timestamp,A,B\n2026-01-02 10:00:00,x,y\n2026-01-02 10:01:00,x\n,,\n2026-01-02 10:03:00,x,y\n"))
	want := []spreadsheet.Refusal{{Row: 3, Why: "has 2 cells where the header has 3 (line 3 of the file)"}}
	if diff := cmp.Diff(want, plan.Refused); diff != "" {
		t.Error(diff)
	}
	if plan.Len() != 2 || !said(plan.Decisions, "1 row was refused") || !said(plan.Decisions, "1 blank row was passed over") {
		t.Errorf("%d responses; %q", plan.Len(), plan.Decisions)
	}
}
