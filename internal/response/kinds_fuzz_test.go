package response_test

import (
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
	"muster/internal/survey"
)

// kinds is a survey with every kind of question.
func kinds(t testing.TB) *survey.Survey {
	t.Helper()
	data, err := os.ReadFile("testdata/kinds.yaml")
	if err != nil {
		t.Fatal(err)
	}
	s, problems := survey.Parse("kinds.yaml", data)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return s
}

const filledIn = "come=yes&topics=a&topics=other&topics.other=E&topics_very=b&topics_speak=a&best.a=3&best.c=1&role=y&when=mon_evening&where.other=West" +
	"&years=7,5&people=1.000&since=1.12.2025&likely=9&agree_p=1&agree_q=3&line=x&lines=a%0D%0Ab&town=Ulm&page=example.org&name=Ada&mail=ada%40example.org" +
	"&site=example.org&ok=yes"

func TestEveryKindIsFilledInAgain(t *testing.T) {
	s := kinds(t)
	form, err := url.ParseQuery(filledIn)
	if err != nil {
		t.Fatal(err)
	}
	given, problems := response.Parse(s, form)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	again := response.FormOf(s, &response.Response{Answers: given.Answers, Contact: given.Contact})
	want, _ := url.ParseQuery("come=yes&topics=a&topics=b&topics=other&topics.other=E&topics_very=b&topics_speak=a&best.a=2&best.c=1&role=y" +
		"&when=mon_evening&where=other&where.other=West&years=7.5&people=1000&since=2025-12-01&likely=9&agree_p=1&agree_q=3&line=x&lines=a%0Ab&town=Ulm" +
		"&page=https://example.org&name=Ada&mail=ada%40example.org&site=https://example.org&ok=yes")
	if diff := cmp.Diff(want, again); diff != "" {
		t.Error(diff)
	}
	if len(given.NotShown) > 0 {
		t.Errorf("not shown: %v", given.NotShown)
	}
}

func TestFormOfLeavesOutWhatIsNoLongerAsked(t *testing.T) {
	r := &response.Response{
		Answers: response.Answers{"gone": {Text: "x"}, "come": {Picks: []string{"no"}}},
		Contact: &response.Contact{Fields: map[string]string{"fax": "1"}},
	}
	if diff := cmp.Diff(url.Values{"come": {"no"}}, response.FormOf(kinds(t), r)); diff != "" {
		t.Error(diff)
	}
}

// FuzzKinds holds what is said of parsing in holds for whatever is posted, to a form in which questions
// hang on numbers and counts, and to the sample with everything.
func FuzzKinds(f *testing.F) {
	s, everything := kinds(f), sample(f, "everything.yaml")
	for _, seed := range []string{
		filledIn, "come=no&name=Ada", "come=yes&come=no&likely=9", "come=no&best.none=1&topics=none&when=none", "topics_very=b&topics=none",
		"come=yes&likely=10&years=-5&since=2020-01-01&best.a=1&best.b=1", "come=no&page=//a.b&site=x&ok=", "come=no&years=7&lines=\x00\xff",
		"come=no&best.a=1&best.b=1", "come=no&best.a=1", "come=no&best.a=1&best.b=2&best.c=3&best.d=4", "come=no&best.a=9", "come=no&when=mon_morning&when=tue_morning&when=mon_evening",
		"come=yes&likely=11&years=61&people=1.5", "come=yes&likely=1&years=1.234&since=1%2F2%2F2021&topics=a&years=5", "come=yes&likely=1&years=5&since=2019-01-01",
		"come=no&best.a=01&best.b=+2&best.d=٣", "come=yes&likely=7&years=١٢٫٢٥&people=9%C2%A0999&since=1%2F2%2F20",
	} {
		f.Add(seed, false)
		f.Add(seed, true)
	}
	f.Fuzz(func(t *testing.T, body string, german bool) {
		form, _ := url.ParseQuery(body)
		for _, s := range []*survey.Survey{s, everything} {
			if german {
				s = s.In("de")
			}
			holds(t, s, form)
		}
	})
}

// holds that what Parse takes is of the survey, is counted once, and survives being filled in again.
func holds(t *testing.T, s *survey.Survey, form url.Values) {
	t.Helper()
	given, problems := response.Parse(s, form)
	for id, a := range given.Answers {
		if q := s.Question(id); q == nil || q.Personal() || !given.Shown(id) || !suits(q, a) {
			t.Errorf("%q is answered with %+v", id, a)
		}
	}
	for _, level := range s.Questions {
		if level.LevelOf == "" || problems.Of(level.LevelOf) != "" {
			continue
		}
		for _, pick := range given.Answers[level.ID].Picks {
			if !slices.Contains(given.Answers[level.LevelOf].Picks, pick) {
				t.Errorf("%s is picked in %s only", pick, level.ID)
			}
		}
	}
	if step := problems.Step(s); (step >= 0) != (len(problems) > 0) {
		t.Errorf("%v lie in step %d", problems, step)
	}
	for _, p := range problems {
		if text := string(p.Message); text == "" || strings.Contains(text, "problems.") || strings.ContainsAny(text, "{}") {
			t.Errorf("%s: %q is no phrase", p.Question, text)
		}
	}
	if len(problems) > 0 {
		return
	}
	again, problems := response.Parse(s, response.FormOf(s, &response.Response{Answers: given.Answers, Contact: given.Contact}))
	if diff := cmp.Diff(given, again); diff != "" || len(problems) > 0 {
		t.Fatalf("%v %s", problems, diff)
	}
}

// FuzzEverything fills in everything that is asked with the same few words, which nobody would write
// by hand and a machine does.
func FuzzEverything(f *testing.F) {
	everything := sample(f, "everything.yaml")
	for _, text := range []string{"", "1", "yes", "other", "none", "2027-01-15", "example.org", "a@example.org", "١", "\xff", "12,5"} {
		f.Add(text, "", uint8(0))
		f.Add(text, "1", uint8(1))
	}
	f.Fuzz(func(t *testing.T, first, second string, pick uint8) {
		s := everything.In(everything.Languages[int(pick)%len(everything.Languages)])
		form := url.Values{}
		for i, q := range s.Questions {
			if n := len(q.Options); n > 0 {
				o := q.Options[(i+int(pick))%n].ID
				form[q.ID] = append(form[q.ID], o)
				form.Set(response.RankField(q.ID, o), first)
			}
			if i%2 == int(pick)%2 {
				form[q.ID] = append(form[q.ID], first)
			} else if second != "" {
				form[q.ID] = append(form[q.ID], second)
			}
		}
		holds(t, s, form)
	})
}

// suits tells whether an answer is one that the question can have.
func suits(q *survey.Question, a response.Answer) bool {
	switch {
	case q.Choice():
		_, written := q.Written()
		known := !slices.ContainsFunc(a.Picks, func(id string) bool { _, at := q.Option(id); return at < 0 })
		return known && len(a.Picks) > 0 && (a.Other == "" || written) && a.Number == 0 && a.Text == ""
	case q.Kind == survey.Scale:
		return q.Points[0].Value <= a.Number && a.Number <= q.Points[len(q.Points)-1].Value && a.Text == ""
	case len(q.Bins) > 0:
		return q.Bin(a.Text) >= 0
	}
	return a.Text != "" && utf8.ValidString(a.Text) && len(a.Picks) == 0 && a.Other == ""
}

func TestCategories(t *testing.T) {
	s := kinds(t)
	for _, c := range []struct {
		question string
		answer   response.Answer
		want     []string
	}{
		{"topics", response.Answer{Picks: []string{"a", "other"}, Other: "x"}, []string{"a", "other"}},
		{"best", response.Answer{Picks: []string{"c", "a"}}, []string{"c", "a"}},
		{"likely", response.Answer{Number: 10}, []string{"10"}},
		{"years", response.Answer{Text: "9.75"}, []string{"0-9.99"}},
		{"since", response.Answer{Text: "2024-02-29"}, []string{"2024"}},
		{"line", response.Answer{Text: "12"}, nil},
	} {
		if diff := cmp.Diff(c.want, c.answer.Categories(s.Question(c.question))); diff != "" {
			t.Errorf("%s: %s", c.question, diff)
		}
	}
}
