package survey_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/survey"
)

// parse reads a survey of the given keys, which need no id and title.
func parse(t testing.TB, keys string) *survey.Survey {
	t.Helper()
	s, problems := survey.Parse("test.yaml", []byte("id: test\ntitle: Test\n"+keys))
	if len(problems) > 0 {
		t.Fatalf("%v\n%s", problems, keys)
	}
	return s
}

// ask reads a survey of one entry and gives the question that comes of it, or the first of them.
func ask(t testing.TB, entry string) *survey.Question {
	t.Helper()
	return parse(t, "questions: [{id: q, title: Q, "+entry+"}]\n").Questions[0]
}

// refuse gives the problems of a survey without the name of the file.
func refuse(t testing.TB, keys string) string {
	t.Helper()
	s, problems := survey.Parse("f", []byte("id: test\ntitle: Test\n"+keys))
	if s != nil || len(problems) == 0 {
		t.Fatalf("taken:\n%s", keys)
	}
	return strings.ReplaceAll(problems.Error(), "f:", "")
}

func labels(q *survey.Question) string {
	var all []string
	for _, c := range q.Categories() {
		all = append(all, c.ID+"="+string(c.Label))
	}
	return strings.Join(all, " ")
}

func TestCategoriesOfEveryKind(t *testing.T) {
	tests := []struct{ name, entry, want string }{
		{"one", "kind: one, options: [{id: a, label: A}], other: Else", "a=A other=Else"},
		{"many", "kind: many, groups: [{id: g, label: G, options: [{id: a, label: A}]}], other: Else, none: None", "a=A other=Else none=None"},
		{"yes or no", "kind: yes_no", "yes=Yes no=No"},
		{"yes or no in the author's words", "kind: yes_no, yes: Count me in", "yes=Count me in no=No"},
		{"ranking", "kind: ranking, options: [{id: a, label: A}, {id: b, label: B}], none: None", "a=A b=B none=None"},
		{"slots", "kind: slots, days: [sat, mon], parts: [evening, {id: lunch, label: lunch break}], none: Never",
			"sat_evening=Saturday evening sat_lunch=Saturday, lunch break mon_evening=Monday evening mon_lunch=Monday, lunch break none=Never"},
		{"a part by its usual name is the usual part", "kind: slots, days: [mon], parts: [{id: morning, label: Morning}]", "mon_morning=Monday morning"},
		{"a place of a list", "kind: place, options: [{id: a, label: A}], other: Else", "a=A other=Else"},
		{"a scale", "kind: scale, scale: {from: -1, to: 1, labels: {-1: Less, 1: More}}", "-1=Less 0= 1=More"},
		{"a recommendation", "kind: scale, nps: true", "0=Not at all likely 1= 2= 3= 4= 5= 6= 7= 8= 9= 10=Extremely likely"},
		{"a recommendation in the author's words", "kind: scale, nps: true, scale: {labels: {10: Yes!}}", "0=Not at all likely 1= 2= 3= 4= 5= 6= 7= 8= 9= 10=Yes!"},
		{"a place without a list", "kind: place", ""},
		{"a link", "kind: link", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := ask(t, tt.entry)
			if got := labels(q); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
			if q.Countable() != (tt.want != "") || q.Free() == q.Countable() {
				t.Errorf("countable %v, free %v", q.Countable(), q.Free())
			}
		})
	}
}

func TestSlots(t *testing.T) {
	q := ask(t, "kind: slots")
	if len(q.Options) != 21 || len(q.Groups) != 7 || len(q.Parts) != 3 {
		t.Fatalf("%d options, %d days, %d parts", len(q.Options), len(q.Groups), len(q.Parts))
	}
	if diff := cmp.Diff(survey.Option{ID: "wed_afternoon", Label: "Wednesday afternoon", Group: "wed"}, q.Options[7]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]survey.Group{{ID: "morning", Label: "Morning"}, {ID: "afternoon", Label: "Afternoon"}, {ID: "evening", Label: "Evening"}}, q.Parts); diff != "" {
		t.Error(diff)
	}
	if q.Groups[6] != (survey.Group{ID: "sun", Label: "Sunday"}) {
		t.Errorf("the last day is %v", q.Groups[6])
	}
}

func TestWrittenKinds(t *testing.T) {
	for kind, most := range map[string]int{"text": 200, "long_text": 4000, "link": 500, "place": 200} {
		if q := ask(t, "kind: "+kind); q.MaxLength != most || !q.Free() || q.Choice() || q.Single() {
			t.Errorf("%s: %+v", kind, q)
		}
		if q := ask(t, "kind: "+kind+", max_length: 33"); q.MaxLength != 33 {
			t.Errorf("%s: max length %d", kind, q.MaxLength)
		}
	}
}

func TestSingle(t *testing.T) {
	for entry, single := range map[string]bool{
		"kind: one, options: [{id: a, label: A}]":   true,
		"kind: place, options: [{id: a, label: A}]": true,
		"kind: yes_no": true,
		"kind: place":  false,
		"kind: slots":  false,
		"kind: many, options: [{id: a, label: A}]":    false,
		"kind: ranking, options: [{id: a, label: A}]": false,
	} {
		if got := ask(t, entry).Single(); got != single {
			t.Errorf("%s: single %v", entry, got)
		}
	}
}

func TestGridIsWrittenOut(t *testing.T) {
	s := parse(t, `
questions:
  - id: views
    kind: grid
    title: How much do you agree?
    hint: Pick one a line.
    required: true
    scale: {from: 1, to: 2, labels: {1: "No", 2: "Yes"}}
    statements:
      - {id: food, title: There should be food.}
      - {id: fun, title: It should be fun., hint: Really.}
`)
	points := []survey.Point{{Value: 1, Label: "No"}, {Value: 2, Label: "Yes"}}
	want := []*survey.Question{
		{ID: "views_food", Kind: survey.Scale, Title: "There should be food.", Hint: "Pick one a line.", Required: true, Points: points, Grid: "How much do you agree?"},
		{ID: "views_fun", Kind: survey.Scale, Title: "It should be fun.", Hint: "Really.", Required: true, Points: points, Grid: "How much do you agree?"},
	}
	if diff := cmp.Diff(want, s.Questions); diff != "" {
		t.Error(diff)
	}
}

func TestLevelsAreQuestionsOfTheirOwn(t *testing.T) {
	s := parse(t, `
questions:
  - {id: first, kind: yes_no, title: First}
  - id: topics
    kind: many
    purpose: topic
    title: Topics
    show_if: {first: "yes"}
    shuffle: true
    groups: [{id: g, label: G, options: [{id: a, label: A, quota: 3}, {id: b, label: B}]}]
    other: Else
    none: None
    levels:
      - {id: very, label: Very much, hint: More than most}
      - {id: present, label: I could present it, purpose: speak}
  - {id: last, kind: text, title: Last}
`)
	very, present := s.Questions[2], s.Questions[3]
	want := &survey.Question{
		ID: "topics_very", Kind: survey.Many, Title: "Very much", Hint: "More than most", LevelOf: "topics",
		ShowIf:  &survey.Condition{Question: "first", Any: []string{"yes"}},
		Options: []survey.Option{{ID: "a", Label: "A", Group: "g"}, {ID: "b", Label: "B", Group: "g"}},
		Groups:  []survey.Group{{ID: "g", Label: "G"}},
	}
	if diff := cmp.Diff(want, very); diff != "" {
		t.Error(diff)
	}
	if present.ID != "topics_present" || s.ByPurpose(survey.Speak) != present || s.Questions[4].ID != "last" {
		t.Errorf("%s, %s", present.ID, s.Questions[4].ID)
	}
	if topics := s.Question("topics"); topics.Options[0].Quota != 3 || !topics.Shuffle {
		t.Errorf("the levels changed %+v", topics.Options[0])
	}
}

func TestBorrowedOptions(t *testing.T) {
	s := parse(t, `
questions:
  - {id: rank, kind: ranking, title: Rank, options_from: pick}
  - id: pick
    kind: many
    title: Pick
    groups: [{id: g, label: G, options: [{id: a, label: A, quota: 2}]}, {id: h, label: H, options: [{id: b, label: B}]}]
    none: None
  - {id: again, kind: one, title: Again, options_from: pick, other: Else}
`)
	if diff := cmp.Diff([]survey.Option{{ID: "a", Label: "A"}, {ID: "b", Label: "B"}}, s.Questions[0].Options); diff != "" {
		t.Errorf("a ranking has no groups and no quota: %s", diff)
	}
	if len(s.Questions[0].Groups) != 0 || len(s.Questions[2].Groups) != 2 || labels(s.Questions[2]) != "a=A b=B other=Else" {
		t.Errorf("%v, %s", s.Questions[2].Groups, labels(s.Questions[2]))
	}
	if s.Questions[2].Options[0].Quota != 0 || s.Questions[1].Options[0].Quota != 2 {
		t.Error("a quota is of one question")
	}
}

func TestDates(t *testing.T) {
	q := ask(t, "kind: date, first: 2026-12-01, last: 2026-12-24")
	want := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	if !q.First.Equal(want) || !q.Last.Equal(want.AddDate(0, 0, 23)) {
		t.Errorf("from %v to %v", q.First, q.Last)
	}
}
