package response_test

import (
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muster/internal/response"
	"muster/internal/survey"
)

// branching asks: do you come (yes_no); then how often, and then, who comes often, for how many years;
// a second section is for those who stay away.
func branching() *survey.Survey {
	come := &survey.Question{ID: "come", Kind: survey.YesNo, Options: options("yes", "no")}
	often := &survey.Question{ID: "often", Kind: survey.Scale, Required: true, Points: []survey.Point{{Value: 1}, {Value: 2}, {Value: 3}},
		ShowIf: &survey.Condition{Question: "come", Any: []string{"yes"}}}
	years := &survey.Question{ID: "years", Kind: survey.Number, Bounds: survey.Bounds{Min: "0", Max: "9"},
		ShowIf: &survey.Condition{Question: "often", Any: []string{"2", "3"}}}
	why := &survey.Question{ID: "why", Kind: survey.Short, Required: true, Section: "away", MaxLength: 20}
	mail := &survey.Question{ID: "mail", Kind: survey.Email, Purpose: survey.Contact, Section: "away", MaxLength: 200}
	last := &survey.Question{ID: "last", Kind: survey.Short, Section: "end", MaxLength: 20}
	s := asking(come, often, years, why, mail, last)
	s.Layout = survey.Pages
	s.Sections = []*survey.Section{
		{Questions: s.Questions[:3]},
		{ID: "away", Questions: s.Questions[3:5], ShowIf: &survey.Condition{Question: "come", None: []string{"yes"}}},
		{ID: "end", Questions: s.Questions[5:]},
	}
	return s
}

func TestBranching(t *testing.T) {
	for _, c := range []struct {
		name, form string
		answers    response.Answers
		hidden     []string
		problems   []string // questions
	}{
		{"yes", "come=yes&often=3&years=4", response.Answers{"come": {Picks: []string{"yes"}}, "often": {Number: 3}, "years": {Text: "4"}},
			[]string{"why", "mail"}, nil},
		{"no", "come=no&why=far", response.Answers{"come": {Picks: []string{"no"}}, "why": {Text: "far"}}, []string{"often", "years"}, nil},
		{"an answer that hangs on one taken back", "come=no&often=3&years=4&why=far",
			response.Answers{"come": {Picks: []string{"no"}}, "why": {Text: "far"}}, []string{"often", "years"}, nil},
		{"what is posted for a question not shown is not even checked", "come=yes&often=1&years=x&why=" + "0123456789012345678901&mail=x",
			response.Answers{"come": {Picks: []string{"yes"}}, "often": {Number: 1}}, []string{"years", "why", "mail"}, nil},
		{"required once it is shown", "come=yes", response.Answers{"come": {Picks: []string{"yes"}}}, []string{"years", "why", "mail"}, []string{"often"}},
		{"nothing", "", response.Answers{}, []string{"often", "years"}, []string{"why"}},
		{"what hangs on a doubtful answer is checked at once", "come=yes&come=no&years=3", response.Answers{},
			[]string{"years", "why", "mail"}, []string{"come", "often"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			form, err := url.ParseQuery(c.form)
			if err != nil {
				t.Fatal(err)
			}
			given, problems := response.Parse(branching(), form)
			var at []string
			for _, p := range problems {
				at = append(at, p.Question)
			}
			want := response.Given{Answers: c.answers, NotShown: c.hidden}
			if diff := cmp.Diff(want, given); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.problems, at); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHiddenContactDetailsAreNotKept(t *testing.T) {
	given, problems := response.Parse(branching(), url.Values{"come": {"yes"}, "often": {"1"}, "mail": {"ada@example.org"}})
	if len(problems) > 0 || given.Contact != nil {
		t.Errorf("%v %v", given.Contact, problems)
	}
}

func TestNothingAnsweredIsSaidAtAQuestionThatIsShown(t *testing.T) {
	q := &survey.Question{ID: "more", Kind: survey.Short}
	hidden := &survey.Question{ID: "hidden", Kind: survey.Short, ShowIf: &survey.Condition{Question: "more", Min: 1}}
	_, problems := response.Parse(asking(hidden, q), nil)
	if len(problems) != 1 || problems[0].Question != "more" || !problems[0].Whole {
		t.Errorf("%+v", problems)
	}
}

func TestConditionOnABin(t *testing.T) {
	years := &survey.Question{ID: "years", Kind: survey.Number, Bounds: survey.Bounds{Min: "0", Max: "9"},
		Bins: []survey.Bin{{ID: "0-4", From: "0"}, {ID: "5-9", From: "5"}}}
	s := asking(years, &survey.Question{ID: "lead", Kind: survey.Short, ShowIf: &survey.Condition{Question: "years", Any: []string{"5-9"}}})
	for number, want := range map[string]bool{"4": false, "5": true, "": false} {
		given, _ := response.Parse(s, url.Values{"years": {number}})
		if given.Shown("lead") != want {
			t.Errorf("after %q: shown %v", number, !want)
		}
	}
}

// levelled asks for topics, with two levels of interest.
func levelled() *survey.Survey {
	topics := &survey.Question{ID: "topics", Kind: survey.Many, Max: 3,
		Options: append(options("a", "b", "c", "d"), survey.Option{ID: "none", Label: "None", Exclusive: true})}
	very := &survey.Question{ID: "topics_very", Kind: survey.Many, LevelOf: "topics", Options: options("a", "b", "c", "d")}
	speak := &survey.Question{ID: "topics_speak", Kind: survey.Many, LevelOf: "topics", Options: options("a", "b", "c", "d"), Max: 1}
	on := &survey.Question{ID: "on", Kind: survey.YesNo, Options: options("yes", "no")}
	topics.ShowIf = &survey.Condition{Question: "on", None: []string{"no"}}
	return asking(on, topics, very, speak)
}

func TestLevels(t *testing.T) {
	picks := func(ids ...string) response.Answer { return response.Answer{Picks: ids} }
	for _, c := range []struct {
		name, form string
		answers    response.Answers
		hidden     []string
		problems   response.Problems
	}{
		{"a level implies the pick", "topics=b&topics_very=a&topics_speak=d",
			response.Answers{"topics": picks("a", "b", "d"), "topics_very": picks("a"), "topics_speak": picks("d")}, nil, nil},
		{"both levels of a pick", "topics_very=c&topics_speak=c",
			response.Answers{"topics": picks("c"), "topics_very": picks("c"), "topics_speak": picks("c")}, nil, nil},
		{"none and a level", "topics=none&topics_very=a", response.Answers{"topics_very": picks("a")}, nil,
			response.Problems{{Question: "topics", Message: "Choose either “None” or other answers, not both"}}},
		{"the limit holds for implied picks", "topics=a&topics=b&topics_very=c&topics_very=d", response.Answers{"topics_very": picks("c", "d")}, nil,
			response.Problems{{Question: "topics", Message: "Choose at most 3; you chose 4"}}},
		{"the limit of a level", "topics_speak=c&topics_speak=d", response.Answers{"topics": picks("c", "d")}, nil,
			response.Problems{{Question: "topics_speak", Message: "Choose at most 1; you chose 2"}}},
		{"a level of an option that is unknown", "topics=a&topics_very=gone", response.Answers{"topics": picks("a")}, nil,
			response.Problems{{Question: "topics_very", Message: "One of the choices is no longer offered. Check your choices and send again"}}},
		{"hidden together", "on=no&topics=a&topics_very=b&topics_speak=c", response.Answers{"on": picks("no")},
			[]string{"topics", "topics_very", "topics_speak"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			form, _ := url.ParseQuery(c.form)
			given, problems := response.Parse(levelled(), form)
			if diff := cmp.Diff(response.Given{Answers: c.answers, NotShown: c.hidden}, given); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.problems, problems); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSettle(t *testing.T) {
	answers := response.Answers{"topics_very": {Picks: []string{"c"}}, "topics": {Picks: []string{"b", "d"}}, "topics_speak": {Picks: []string{"a"}}}
	if hidden := response.Settle(levelled(), answers); len(hidden) > 0 {
		t.Errorf("hidden: %v", hidden)
	}
	if diff := cmp.Diff([]string{"a", "b", "c", "d"}, answers["topics"].Picks); diff != "" {
		t.Error(diff)
	}
	answers = response.Answers{"come": {Picks: []string{"yes"}}, "often": {Number: 1}, "years": {Text: "4"}, "why": {Text: "x"}}
	hidden := response.Settle(branching(), answers)
	if diff := cmp.Diff([]string{"years", "why", "mail"}, hidden); diff != "" {
		t.Error(diff)
	}
	want := response.Answers{"come": {Picks: []string{"yes"}}, "often": {Number: 1}}
	if diff := cmp.Diff(want, answers, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
}
