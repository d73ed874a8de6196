package importer_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/importer"
	"muster/internal/response"
	"muster/internal/survey"
)

// sent are the answers of a plan by row.
func sent(plan *importer.Plan) []response.Answers {
	var all []response.Answers
	for r := range plan.Responses() {
		all = append(all, r.Answers)
	}
	return all
}

func picked(ids ...string) response.Answer { return response.Answer{Picks: ids} }

const menu = `
id: menu
title: Menu
questions:
  - {id: food, kind: many, title: What do you eat?, options: [{id: soup, label: Soup}, {id: bread, label: Bread}, {id: cake, label: Cake}], other: Else,
     levels: [{id: very, label: Very much}, {id: bake, label: I could bake it}]}
  - {id: drink, kind: many, title: What do you drink?, options: [{id: tea, label: Tea}, {id: milk, label: Milk}]}
  - {id: best, kind: one, title: Best of all, options: [{id: tea, label: Tea}, {id: milk, label: Milk}], other: Else}
`

// Two questions of several picks may stand side by side, and nothing in the header parts them.
func TestOptionsOfTwoQuestionsSideBySide(t *testing.T) {
	text := "#,Soup,Bread,Cake,Tea,Milk,Submit Date (UTC),Network ID\n" +
		"aaaaaaaaaaaaaaaaaaaa,Soup,,,Tea,Milk,2025-08-02 10:00:00,x\n" +
		"bbbbbbbbbbbbbbbbbbbb,,Bread,,,,2025-08-02 11:00:00,x\n" +
		"cccccccccccccccccccc,Soup,Bread,,,Milk,2025-08-02 12:00:00,x\n"
	plan := match(t, table(t, text), parse(t, menu), false)
	if err := plan.Err(); err != nil {
		t.Fatal(err)
	}
	want := []response.Answers{
		{"food": picked("soup"), "drink": picked("tea", "milk")}, {"food": picked("bread")}, {"food": picked("soup", "bread"), "drink": picked("milk")},
	}
	if diff := cmp.Diff(want, sent(plan)); diff != "" {
		t.Error(diff)
	}
}

// An option that nobody picked is a blank column among the others, and a label that comes again begins another
// question.
func TestRunsOfOptions(t *testing.T) {
	text := "Soup,Bread,Cake,Soup,Bread,Why?\nSoup,,,,Bread,a\n,,Cake,Soup,,b\nSoup,,Cake,,,c\n"
	plan := infer(t, table(t, text))
	var got []string
	for _, q := range plan.Survey.Questions {
		got = append(got, fmt.Sprint(q.Kind, labels(q)))
	}
	if diff := cmp.Diff([]string{"many[Soup Bread Cake]", "many[Soup Bread]", "text[]"}, got); diff != "" {
		t.Error(diff)
	}
	if !said(plan.Decisions, "The columns from “Soup” to “Cake” each hold one option; they are one question, whose title the file does not say.") {
		t.Errorf("decisions %q", plan.Decisions)
	}
	agree(t, table(t, text))
}

// A grid whose rows are options and whose columns are levels, as people build it who have no better.
func TestLevelsInAGrid(t *testing.T) {
	text := "Timestamp,What do you eat? [Soup],What do you eat? [Bread],What do you eat? [Cake]\n" +
		"2026-01-02 10:00:00,Very much,Interested,Not interested\n" +
		"2026-01-02 10:01:00,\"Very much, I could bake it\",,no\n" +
		"2026-01-02 10:02:00,Yes,I could bake it,\n"
	plan := match(t, table(t, text), parse(t, menu), false)
	if err := plan.Err(); err != nil {
		t.Fatal(err)
	}
	want := []response.Answers{
		{"food": picked("soup", "bread"), "food_very": picked("soup")},
		{"food": picked("soup"), "food_very": picked("soup"), "food_bake": picked("soup")},
		{"food": picked("soup", "bread"), "food_bake": picked("bread")},
	}
	if diff := cmp.Diff(want, sent(plan)); diff != "" {
		t.Error(diff)
	}
	if said(plan.Decisions, "no column for “Very much”") {
		t.Errorf("decisions %q", plan.Decisions)
	}
	odd := match(t, table(t, strings.Replace(text, "Interested,", "Tuesday,", 1)), parse(t, menu), true)
	if diff := cmp.Diff([]importer.Unmatched{{Column: "What do you eat? [Bread]", Option: "Tuesday", People: 1}}, odd.Unmatched); diff != "" {
		t.Error(diff)
	}
}

// Own words have a column of their own beside the picks.
func TestOwnWordsInAColumnOfTheirOwn(t *testing.T) {
	text := "Timestamp,What do you eat?,What do you eat? [Else],Best of all,Best of all [Else]\n" +
		"2026-01-02 10:00:00,Soup; Else,\"Pie, hot\",Else,Rum\n2026-01-02 10:01:00,,Pie,Tea,\n2026-01-02 10:02:00,Bread,,,Rum\n2026-01-02 10:03:00,Bread,Pie,,Rum\n"
	plan := match(t, table(t, text), parse(t, menu), false)
	if err := plan.Err(); err != nil {
		t.Fatal(err)
	}
	own := func(words string, ids ...string) response.Answer {
		return response.Answer{Picks: append(ids, "other"), Other: words}
	}
	want := []response.Answers{
		{"food": own("Pie, hot", "soup"), "best": own("Rum")}, {"food": own("Pie"), "best": picked("tea")},
		{"food": picked("bread"), "best": own("Rum")}, {"food": own("Pie", "bread"), "best": own("Rum")},
	}
	if diff := cmp.Diff(want, sent(plan)); diff != "" {
		t.Error(diff)
	}
}

// Yes and no to several questions under one heading are answers, not picks.
func TestYesAndNoUnderOneHeading(t *testing.T) {
	head := "Response ID,Date submitted,Last page,Start language,Do you like it? [Soup],Do you like it? [Bread]\n"
	for _, test := range []struct {
		name, rows string
		kinds      []survey.Kind
	}{
		{"picks, all answered", "1,2025-01-02 10:00:00,1,en,Yes,No\n2,2025-01-03 10:00:00,1,en,No,Yes\n3,2025-01-04 10:00:00,1,en,N/A,N/A\n", []survey.Kind{survey.Many}},
		{"codes of picks", "1,2025-01-02 10:00:00,1,en,Y,\n2,2025-01-03 10:00:00,1,en,,Y\n3,2025-01-04 10:00:00,1,en,Y,Y\n", []survey.Kind{survey.Many}},
		{"one left open", "1,2025-01-02 10:00:00,1,en,Yes,No\n2,2025-01-03 10:00:00,1,en,No,\n3,2025-01-04 10:00:00,1,en,Yes,Yes\n", []survey.Kind{survey.Scale, survey.Scale}},
		{"codes of answers", "1,2025-01-02 10:00:00,1,en,Y,N\n2,2025-01-03 10:00:00,1,en,N,Y\n3,2025-01-04 10:00:00,1,en,Y,Y\n", []survey.Kind{survey.Scale, survey.Scale}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var kinds []survey.Kind
			for _, q := range infer(t, table(t, head+test.rows)).Survey.Questions {
				kinds = append(kinds, q.Kind)
			}
			if diff := cmp.Diff(test.kinds, kinds); diff != "" {
				t.Error(diff)
			}
			agree(t, table(t, head+test.rows))
		})
	}
}

// A survey that was told to note no times has one and the same for all answers.
func TestSurveysWithoutTimes(t *testing.T) {
	plan := infer(t, table(t, "id,submitdate,lastpage,startlanguage,Q1\n1,1980-01-01 00:00:00,1,en,Tea\n2,1980-01-01 00:00:00,1,en,Milk\n3,,1,en,Milk\n"))
	if all := collect(plan); len(all) != 2 || !all[0].Submitted.Equal(importedAt) {
		t.Errorf("%d answers, the first of %s", len(all), all[0].Submitted)
	}
	if len(plan.Refused) != 1 || plan.Refused[0].Row != 4 {
		t.Errorf("refused %v", plan.Refused)
	}
}

// Places are one ranking; ratings of the same options are not.
func TestPlacesAndRatings(t *testing.T) {
	head := "Timestamp,Order [Soup],Order [Bread],Order [Cake]\n"
	for _, test := range []struct {
		name string
		rows []string
		want string
	}{
		{"places", []string{"1,2,3", "3,1,2", "2,1,3"}, "ranking[Soup Bread Cake]"},
		{"some without", []string{"1,2,", "3,1,2", ",,", "2,1,3"}, "ranking[Soup Bread Cake]"},
		{"ratings", []string{"1,2,3", "3,3,2", "2,1,3"}, "scale[]"},
		{"all alike", []string{"1,2,3", "1,2,3", "1,2,3"}, "scale[]"},
		{"too far", []string{"1,2,3", "4,1,2", "2,1,3"}, "scale[]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var text strings.Builder
			text.WriteString(head)
			for i, row := range test.rows {
				text.WriteString(fmt.Sprintf("2026-01-02 10:0%d:00,%s\n", i, row))
			}
			q := infer(t, table(t, text.String())).Survey.Questions[0]
			if got := fmt.Sprint(q.Kind, labels(q)); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
			agree(t, table(t, text.String()))
		})
	}
}

// A grid of ratings that happen to be places fits the rows of the survey's grid all the same.
func TestRatingsThatLookLikePlaces(t *testing.T) {
	s := parse(t, `
id: order
title: Order
questions:
  - {id: soup, kind: scale, title: Soup, grid: Order, scale: {from: 1, to: 3, labels: {1: Bad, 3: Good}}}
  - {id: bread, kind: scale, title: Bread, grid: Order, scale: {from: 1, to: 3, labels: {1: Bad, 3: Good}}}
  - {id: cake, kind: scale, title: Cake, grid: Order, scale: {from: 1, to: 3, labels: {1: Bad, 3: Good}}}
`)
	plan := match(t, table(t, "Timestamp,Order [Soup],Order [Bread],Order [Cake]\n2026-01-02 10:00:00,1,2,3\n2026-01-02 10:01:00,3,1,2\n2026-01-02 10:02:00,2,1,3\n"), s, false)
	if err := plan.Err(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(response.Answers{"soup": {Number: 3}, "bread": {Number: 1}, "cake": {Number: 2}}, sent(plan)[1]); diff != "" {
		t.Error(diff)
	}
}

func TestGridOfCheckboxes(t *testing.T) {
	var text strings.Builder
	text.WriteString("Timestamp,When? [Monday],When? [Tuesday]\n")
	for i, cells := range []string{`"Morning, Evening",Evening`, `Morning,"Noon, Evening"`, `"Noon, Evening",Noon`, `Evening,"Morning, Noon"`, `Noon,Morning`, `Morning,Morning`} {
		text.WriteString(fmt.Sprintf("2026-01-02 10:0%d:00,%s\n", i, cells))
	}
	plan := infer(t, table(t, text.String()))
	for _, q := range plan.Survey.Questions {
		if q.Kind != survey.Many || len(q.Options) != 3 {
			t.Errorf("%s is %s with %q", q.Title, q.Kind, labels(q))
		}
	}
	agree(t, table(t, text.String()))
}

func TestLanguageOfAnAnswer(t *testing.T) {
	for said, want := range map[string]string{
		"Deutsch (Deutschland)": "de", "German": "de", "de": "de", "de-AT": "de", "de_CH": "de", "English (United States)": "en", "en-US": "en", "Klingon": "", "": "",
	} {
		text := "ID,Start time,Completion time,Email,Name,Language,Where do you live?\n1,8/20/25 12:51:45,8/20/25 12:54:25,anonymous,," + said + ",Ulm\n"
		if got := collect(match(t, table(t, text), bakers(t), false))[0].Language; got != want {
			t.Errorf("%q is read as %q, want %q", said, got, want)
		}
	}
}

// KoboToolbox may be told to write codes, and all picks in one cell with a space between.
func TestCodesInThePlaceOfWords(t *testing.T) {
	text := "start,food,drink,why,_uuid,_submission_time,__version__\n" +
		"2026-01-02T10:00:00.000+01:00,soup cake,tea,x,0f2d7a52-30b8-4c93-8b11-1f0d5a6f3e01,2026-01-02T09:05:00,v1\n" +
		"2026-01-02T11:00:00.000+01:00,bread,milk tea,,0f2d7a52-30b8-4c93-8b11-1f0d5a6f3e02,2026-01-02T10:05:00,v1\n"
	plan := match(t, table(t, text), parse(t, menu), true)
	want := []response.Answers{{"food": picked("soup", "cake"), "drink": picked("tea")}, {"food": picked("bread"), "drink": picked("tea", "milk")}}
	if diff := cmp.Diff(want, sent(plan)); diff != "" {
		t.Error(diff)
	}
	first := collect(plan)[0]
	if got := first.Submitted.Format("15:04") + first.Started.Format(" 15:04"); got != "09:05 09:00" {
		t.Errorf("sent and begun at %s", got)
	}
}

// Whatever wrote a file, where people came from is not taken.
func TestTracesAreNeverTaken(t *testing.T) {
	for _, name := range []string{"IP address", "ipaddr", "utm_source", "User Agent", "IP-Adresse"} {
		plan := infer(t, table(t, "When,Drink,"+name+"\n2026-01-02 10:00:00,Tea,secret.1\n2026-01-02 10:01:00,Tea,secret.2\n2026-01-02 10:02:00,Milk,secret.1\n"))
		if len(plan.Survey.Questions) != 1 || strings.Contains(string(plan.Survey.Source), "secret") {
			t.Errorf("%s was taken\n%s", name, plan.Survey.Source)
		}
		if !said(plan.Decisions, "Left out: “"+name+"”, about where and with what somebody wrote; that is never taken.") {
			t.Errorf("decisions %q", plan.Decisions)
		}
	}
}

// A question of a Typeform may be called like one of its own columns.
func TestQuestionsAmongTypeformsOwnColumns(t *testing.T) {
	plan := infer(t, table(t, "#,Tags,Score,Why?,Response Type,Start Date (UTC),Stage Date (UTC),Submit Date (UTC),Network ID,Tags,Ending\n"+
		"aaaaaaaaaaaaaaaaaaaa,red,five,because,completed,2025-08-02 09:00:00,,2025-08-02 10:00:00,x,,\nbbbbbbbbbbbbbbbbbbbb,blue,six,so,completed,2025-08-02 09:00:00,,2025-08-02 10:00:00,x,,\n"))
	var titles []string
	for _, q := range plan.Survey.Questions {
		titles = append(titles, string(q.Title))
	}
	if diff := cmp.Diff([]string{"Tags", "Score", "Why?"}, titles); diff != "" {
		t.Error(diff)
	}
}

// LimeSurvey has a code where own words were picked, and the words in a column beside it.
func TestOwnWordsBehindACode(t *testing.T) {
	text := "id,submitdate,lastpage,startlanguage,best,best[other],food[SQ001],food[other]\n" +
		"1,2025-01-02 10:00:00,1,en,tea,,Y,Pie\n2,2025-01-03 10:00:00,1,en,-oth-,Rum,,\n3,2025-01-04 10:00:00,1,en,milk,,,Pie\n"
	plan := match(t, table(t, text), parse(t, menu), true)
	want := response.Answers{"best": {Picks: []string{"other"}, Other: "Rum"}}
	if diff := cmp.Diff(want, sent(plan)[1]); diff != "" {
		t.Error(diff)
	}
	if got := sent(plan)[0]["best"]; len(got.Picks) != 1 || got.Picks[0] != "tea" {
		t.Errorf("the first picked %v", got)
	}
	// What an option's code means is in no file: it has to be said by hand.
	if len(plan.Unmatched) != 1 || plan.Unmatched[0].Option != "SQ001" {
		t.Errorf("does not fit: %v", plan.Unmatched)
	}
}

// A form that was changed while it was out keeps its old columns beside the new.
func TestColumnsOfAnOlderForm(t *testing.T) {
	head := "Timestamp,What do you drink?,Best of all,What do you drink?,Best of all\n"
	rows := "2026-01-02 10:00:00,Tea,Milk,,\n2026-01-02 10:01:00,Milk,,,\n2026-01-02 10:02:00,,,Tea;Milk,Tea\n"
	plan := match(t, table(t, head+rows), parse(t, menu), false)
	if err := plan.Err(); err != nil {
		t.Fatal(err)
	}
	want := []response.Answers{{"drink": picked("tea"), "best": picked("milk")}, {"drink": picked("milk")}, {"drink": picked("tea", "milk"), "best": picked("tea")}}
	if diff := cmp.Diff(want, sent(plan)); diff != "" {
		t.Error(diff)
	}
	if !said(plan.Decisions, "“What do you drink?” stands twice in the file and nobody answered both; they are one question.") {
		t.Errorf("decisions %q", plan.Decisions)
	}
	both := match(t, table(t, head+strings.Replace(rows, "Milk,,,", "Milk,,Tea,", 1)), parse(t, menu), true)
	if diff := cmp.Diff([]importer.Unmatched{{Column: "What do you drink?", Nth: 2, People: 2, Nearest: "What do you drink?"}}, both.Unmatched); diff != "" {
		t.Error(diff)
	}
}
