package response_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
	"muster/internal/survey"
)

// asking is a survey of these questions, in English unless its language is changed.
func asking(questions ...*survey.Question) *survey.Survey {
	section := &survey.Section{Questions: questions}
	for _, q := range questions {
		if q.Free() && q.MaxLength == 0 {
			q.MaxLength = 200
		}
	}
	return &survey.Survey{ID: "s", Language: "en", Zone: time.UTC, Questions: questions, Sections: []*survey.Section{section}}
}

func options(ids ...string) (all []survey.Option) {
	for _, id := range ids {
		all = append(all, survey.Option{ID: id, Label: survey.Text("The " + id)})
	}
	return all
}

func day(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

// parsed is one case of Parse: what is posted, and the answers or the problems it leads to.
type parsed struct {
	name, form string
	want       response.Answers
	problem    string // the message of the only problem
}

func (c parsed) run(t *testing.T, s *survey.Survey) {
	t.Run(c.name, func(t *testing.T) {
		form, err := url.ParseQuery(c.form)
		if err != nil {
			t.Fatal(err)
		}
		got, problems := response.Parse(s, form)
		switch {
		case c.problem != "":
			if len(problems) != 1 || string(problems[0].Message) != c.problem {
				t.Errorf("problems %v, want %q", problems, c.problem)
			}
		case len(problems) > 0:
			t.Error(problems)
		default:
			if diff := cmp.Diff(c.want, got.Answers); diff != "" {
				t.Error(diff)
			}
		}
	})
}

func TestRanking(t *testing.T) {
	s := asking(&survey.Question{ID: "r", Kind: survey.Ranking, Options: options("a", "b", "c", "d"), Min: 2, Max: 3},
		&survey.Question{ID: "more", Kind: survey.Short})
	ranked := func(ids ...string) response.Answers { return response.Answers{"r": {Picks: ids}} }
	for _, c := range []parsed{
		{"in order of preference", "r.a=3&r.b=1&r.c=2", ranked("b", "c", "a"), ""},
		{"gaps are closed up", "r.a=4&r.b=2&r.c=", ranked("b", "a"), ""},
		{"Arabic digits", "r.a=٢&r.b=+١+", ranked("b", "a"), ""},
		{"left empty", "r.a=&r.b=&more=x", response.Answers{"more": {Text: "x"}}, ""},
		{"the same place twice", "r.a=1&r.b=2&r.d=2", nil, "Place 2 stands at both “The b” and “The d”. Give one of them another place"},
		{"no such place", "r.a=5&r.b=1", nil, "Enter places as whole numbers from 1 to 4"},
		{"no place at all", "r.a=first", nil, "Enter places as whole numbers from 1 to 4"},
		{"no place and a place for one", "r.a=&r.a=2", nil, "Enter places as whole numbers from 1 to 4"},
		{"two places for one", "r.a=1&r.a=2", nil, "Enter places as whole numbers from 1 to 4"},
		{"too few", "r.a=1", nil, "Give a place to at least 2"},
		{"too many", "r.a=1&r.b=2&r.c=3&r.d=4", nil, "Give a place to at most 3; you gave one to 4"},
		{"an option that has gone", "r.a=1&r.b=2&r.gone=3", nil, "One of the choices is no longer offered. Check your choices and send again"},
		{"an option that has gone, without a place", "r.a=1&r.b=2&r.gone=", ranked("a", "b"), ""},
	} {
		c.run(t, s)
	}
	s.Questions[0].Required = true
	parsed{"required", "more=x", nil, "Give a place to at least one of these"}.run(t, s)
}

func TestSingleChoices(t *testing.T) {
	place := &survey.Question{ID: "p", Kind: survey.Place, Options: append(options("uptown", "noda"), survey.Option{ID: "other", Label: "Elsewhere", Written: true})}
	s := asking(&survey.Question{ID: "y", Kind: survey.YesNo, Options: options("yes", "no")}, place,
		&survey.Question{ID: "t", Kind: survey.Place}, &survey.Question{ID: "s", Kind: survey.Slots, Options: options("mon_evening", "tue_morning"), Max: 1})
	for _, c := range []parsed{
		{"yes", "y=yes", response.Answers{"y": {Picks: []string{"yes"}}}, ""},
		{"yes and no", "y=yes&y=no", nil, "Choose only one answer"},
		{"maybe", "y=maybe", nil, "One of the choices is no longer offered. Check your choices and send again"},
		{"a place of the list", "p=noda", response.Answers{"p": {Picks: []string{"noda"}}}, ""},
		{"a select that nobody touched", "p=&t=x", response.Answers{"t": {Text: "x"}}, ""},
		{"own words", "p.other=Concord", response.Answers{"p": {Picks: []string{"other"}, Other: "Concord"}}, ""},
		{"own words beside another place", "p=noda&p.other=Concord", nil, "Choose only one answer"},
		{"a place as text", "t=+Bad+Tölz+", response.Answers{"t": {Text: "Bad Tölz"}}, ""},
		{"a slot", "s=tue_morning", response.Answers{"s": {Picks: []string{"tue_morning"}}}, ""},
		{"too many slots", "s=tue_morning&s=mon_evening", nil, "Choose at most 1; you chose 2"},
	} {
		c.run(t, s)
	}
}

func TestRequired(t *testing.T) {
	for _, c := range []struct {
		question *survey.Question
		want     survey.Text
	}{
		{&survey.Question{Kind: survey.One, Options: options("a")}, "Choose an answer"},
		{&survey.Question{Kind: survey.YesNo, Options: options("yes", "no")}, "Choose an answer"},
		{&survey.Question{Kind: survey.Many, Options: options("a")}, "Choose at least one answer"},
		{&survey.Question{Kind: survey.Slots, Options: options("a")}, "Choose at least one answer"},
		{&survey.Question{Kind: survey.Ranking, Options: options("a")}, "Give a place to at least one of these"},
		{&survey.Question{Kind: survey.Place, Options: options("a")}, "Choose an answer"},
		{&survey.Question{Kind: survey.Place}, "Enter an answer"},
		{&survey.Question{Kind: survey.Scale, Points: []survey.Point{{Value: 0}, {Value: 10}}}, "Choose an answer"},
		{&survey.Question{Kind: survey.Number}, "Enter a number"},
		{&survey.Question{Kind: survey.Date, First: day("2026-12-01"), Last: day("2026-12-31")}, "Enter a date, such as 2026-12-01"},
		{&survey.Question{Kind: survey.Link}, "Enter an answer"},
		{&survey.Question{Kind: survey.Long}, "Enter an answer"},
	} {
		t.Run(string(c.question.Kind), func(t *testing.T) {
			c.question.ID, c.question.Required = "q", true
			for _, form := range []url.Values{nil, {"q": {" "}}, {"q": {""}}} {
				if c.question.Choice() && form.Get("q") == " " {
					continue // not an option at all
				}
				_, problems := response.Parse(asking(c.question), form)
				if diff := cmp.Diff(response.Problems{{Question: "q", Message: c.want}}, problems); diff != "" {
					t.Errorf("%v: %s", form, diff)
				}
			}
		})
	}
}

func TestMinOfRequired(t *testing.T) {
	q := &survey.Question{ID: "q", Kind: survey.Many, Options: options("a", "b", "c"), Min: 2}
	parsed{"may be left empty", "q=a", nil, "Choose at least 2, or leave the question empty"}.run(t, asking(q))
	q.Required = true
	parsed{"may not", "q=a", nil, "Choose at least 2"}.run(t, asking(q))
}

func TestLink(t *testing.T) {
	s := asking(&survey.Question{ID: "l", Kind: survey.Link})
	const refused = "Enter the address of a web page, such as https://example.org"
	for _, c := range []struct{ typed, want string }{
		{"https://example.org", "https://example.org"},
		{"http://example.org/a?b=c#d", "http://example.org/a?b=c#d"},
		{" example.org/people ", "https://example.org/people"},
		{"//example.org", "https://example.org"},
		{"HTTPS://Example.ORG/Path", "https://example.org/Path"},
		{"example.org:8443/x", "https://example.org:8443/x"},
		{"münchen.example/straße?q=Ä", "https://münchen.example/straße?q=Ä"},
		{"Example.org?Q", "https://example.org?Q"},
		{"localhost", ""},
		{"https://", ""},
		{"ftp://example.org", ""},
		{"javascript:alert(1)", ""},
		{"javascript://example.org/%0aalert(1)", ""},
		{"data:text/html,x", ""},
		{"mailto:ada@example.org", ""},
		{"https://ada:secret@example.org", ""},
		{"ada@example.org", ""},
		{"https://[::1]/", ""},
		{"https://exa mple.org", ""},
		{"https://.org", ""},
		{"https://example.org/a b", ""},
		{"https://example.org/\"x", ""},
		{"see example.org please", ""},
		{"https://example.org\" onclick=\"x", ""},
	} {
		t.Run(c.typed, func(t *testing.T) {
			form := url.Values{"l": {c.typed}}
			if c.want == "" {
				parsed{"refused", form.Encode(), nil, refused}.run(t, s)
				return
			}
			parsed{"taken", form.Encode(), response.Answers{"l": {Text: c.want}}, ""}.run(t, s)
		})
	}
}

func TestEveryProblemIsSaidInTheLanguageOfTheSurvey(t *testing.T) {
	for language, want := range map[string]survey.Text{
		"en": "Choose at most 2; you chose 3", "de": "Wählen Sie höchstens 2; Sie haben 3 gewählt",
		"es-MX": "Elija 2 como máximo; ha elegido 3", "fr": "Choisissez-en 2 au plus ; vous en avez choisi 3",
		"ar": "اختاروا إجابتين على الأكثر؛ عدد ما اخترتموه 3", "tlh": "Choose at most 2; you chose 3",
	} {
		s := asking(&survey.Question{ID: "q", Kind: survey.Many, Options: options("a", "b", "c"), Max: 2})
		s.Language = language
		_, problems := response.Parse(s, url.Values{"q": {"a", "b", "c"}})
		if got := problems.Of("q"); got != want {
			t.Errorf("%s: %q, want %q", language, got, want)
		}
	}
}

func TestLinkGrowsByItsScheme(t *testing.T) {
	s := asking(&survey.Question{ID: "l", Kind: survey.Link, MaxLength: 15})
	parsed{"too long with its scheme", "l=example.org", nil, "Shorten this answer to 15 characters; it has 19"}.run(t, s)
}
