package response_test

import (
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/words"
)

// said is a form that has exactly one problem, and the phrase that tells of it.
type said struct {
	key      string
	question *survey.Question
	form     string
	args     []words.Arg
}

func everyProblem() []said {
	many := func(required bool, least, most int) *survey.Question {
		return &survey.Question{Kind: survey.Many, Required: required, Min: least, Max: most, Options: options("a", "b", "c")}
	}
	ranking := &survey.Question{Kind: survey.Ranking, Required: true, Min: 2, Max: 2, Options: options("a", "b", "c")}
	none := &survey.Question{Kind: survey.Many, Options: append(options("a"), survey.Option{ID: "none", Label: "None", Exclusive: true})}
	number := func(low, high string, decimals int) *survey.Question {
		return &survey.Question{Kind: survey.Number, Required: true, Bounds: survey.Bounds{Min: low, Max: high, Decimals: decimals}}
	}
	date := &survey.Question{Kind: survey.Date, Required: true, First: day("2026-12-01"), Last: day("2026-12-31")}
	text := &survey.Question{Kind: survey.Short, Required: true, MaxLength: 2}
	return []said{
		{"unknown_option", many(false, 0, 0), "q=x", nil},
		{"pick_one", &survey.Question{Kind: survey.One, Required: true, Options: options("a")}, "", nil},
		{"pick_some", many(true, 0, 0), "", nil},
		{"pick_only_one", &survey.Question{Kind: survey.One, Options: options("a", "b")}, "q=a&q=b", nil},
		{"pick_at_least", many(false, 2, 0), "q=a", []words.Arg{words.N("n", 2)}},
		{"pick_at_least_required", many(true, 3, 0), "q=a", []words.Arg{words.N("n", 3)}},
		{"pick_at_most", many(false, 0, 1), "q=a&q=b", []words.Arg{words.N("n", 1), words.N("picked", 2)}},
		{"not_with_none", none, "q=a&q=none", []words.Arg{words.T("option", "None")}},
		{"pick_on_scale", &survey.Question{Kind: survey.Scale, Points: []survey.Point{{Value: 1}, {Value: 5}}}, "q=6", []words.Arg{words.N("from", 1), words.N("to", 5)}},
		{"rank_something", ranking, "", nil},
		{"rank_at_least", ranking, "q.a=1", []words.Arg{words.N("n", 2)}},
		{"rank_at_most", ranking, "q.a=1&q.b=2&q.c=3", []words.Arg{words.N("n", 2), words.N("picked", 3)}},
		{"same_place", ranking, "q.a=1&q.b=1", []words.Arg{words.N("place", 1), words.T("first", "The a"), words.T("second", "The b")}},
		{"place_on_list", ranking, "q.a=4", []words.Arg{words.N("n", 3)}},
		{"write_something", text, "", nil},
		{"write_something", text, "q=%E2%80%8B", nil},
		{"write_once", text, "q=a&q=b", nil},
		{"too_long", text, "q=abc", []words.Arg{words.N("n", 2), words.N("has", 3)}},
		{"not_readable", text, "q=%ff", nil},
		{"not_an_address", &survey.Question{Kind: survey.Email, Purpose: survey.Contact}, "q=x", nil},
		{"not_a_link", &survey.Question{Kind: survey.Link}, "q=x", nil},
		{"enter_number", number("0", "", 0), "", nil},
		{"not_a_number", number("0", "", 0), "q=x", nil},
		{"whole_number", number("0", "", 0), "q=1.5", nil},
		{"decimals", number("0", "", 1), "q=1.25", []words.Arg{words.N("n", 1)}},
		{"decimals", number("0", "", 2), "q=0.125", []words.Arg{words.N("n", 2)}},
		{"number_range", number("1", "5", 0), "q=6", []words.Arg{words.T("min", "1"), words.T("max", "5")}},
		{"number_at_least", number("1", "", 0), "q=0", []words.Arg{words.T("min", "1")}},
		{"number_at_most", number("", "5", 0), "q=6", []words.Arg{words.T("max", "5")}},
		{"enter_date", date, "", []words.Arg{words.T("example", "2026-12-01")}},
		{"not_a_date", date, "q=x", []words.Arg{words.T("example", "2026-12-01")}},
		{"nothing", many(false, 0, 0), "", nil},
	}
}

func TestEveryProblemInEveryLanguage(t *testing.T) {
	catalog, err := words.Load()
	if err != nil {
		t.Fatal(err)
	}
	met := map[string]bool{"date_range": true, "date_unclear": true} // held by TestDate, with days in words
	for _, language := range catalog.Languages() {
		for _, c := range everyProblem() {
			met[c.key] = true
			c.question.ID = "q"
			s := asking(c.question)
			s.Language = language
			form, _ := url.ParseQuery(c.form)
			_, problems := response.Parse(s, form)
			want := catalog.In(language).Say("problems."+c.key, c.args...)
			if len(problems) != 1 || string(problems[0].Message) != want || strings.ContainsAny(want, "{}") {
				t.Errorf("%s in %s: %v, want %q", c.key, language, problems, want)
			}
		}
	}
	for key := range phrases(t) {
		if !met[key] {
			t.Errorf("nobody is ever told %q", key)
		}
	}
}

// phrases are the keys of the area that this package speaks from.
func phrases(t *testing.T) map[string]any {
	t.Helper()
	data, err := os.ReadFile("../words/catalogs/en/problems.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var entries map[string]any
	if err := yaml.Unmarshal(data, &entries); err != nil {
		t.Fatal(err)
	}
	return entries
}
