package response_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
	"muster/internal/survey"
)

// written asks one question and posts one text to it.
func written(kind survey.Kind, posted string) (string, response.Problems) {
	q := &survey.Question{ID: "q", Kind: kind, Required: true, MaxLength: 100}
	given, problems := response.Parse(asking(q), url.Values{"q": {posted}})
	return given.Answers["q"].Text, problems
}

func TestWhatIsNotSeenIsNotStored(t *testing.T) {
	for _, tt := range []struct {
		name         string
		kind         survey.Kind
		posted, want string
	}{
		{"zero width", survey.Short, "a\u200bb\u2060c\ufeff", "abc"},
		{"a language tag", survey.Short, "a\U000E0001\U000E0041b", "ab"},
		{"turned round", survey.Short, "photo\u202egpj.exe", "photogpj.exe"},
		{"embedded", survey.Short, "\u202aann\u202c", "ann"},
		{"Persian keeps its joiners", survey.Short, "می\u200cخواهم", "می\u200cخواهم"},
		{"Devanagari keeps its joiners", survey.Short, "क्\u200dष", "क्\u200dष"},
		{"families stay together", survey.Short, "👩🏽\u200d👩\u200d👧", "👩🏽\u200d👩\u200d👧"},
		{"pictures with a selector", survey.Short, "👁\ufe0f\u200d🗨", "👁\ufe0f\u200d🗨"},
		{"Latin joins nothing", survey.Short, "a\u200db\u200cc", "abc"},
		{"a joiner in a crowd", survey.Short, "می\u200c\u200c\u200dخ", "می\u200cخ"},
		{"signs that are seen", survey.Short, "\u0600٣", "\u0600٣"},
		{"an isolate that ends", survey.Short, "a \u2067ב\u2069 c", "a \u2067ב\u2069 c"},
		{"an isolate that does not", survey.Short, "a \u2067ב", "a \u2067ב\u2069"},
		{"two that do not, on lines", survey.Long, "\u2068\u2066a\nb", "\u2068\u2066a\u2069\u2069\nb"},
		{"an end of nothing", survey.Short, "\u2069 a \u2069", "a"},
		{"other ends of lines", survey.Long, "a\u2028b\u2029c", "a\nb\nc"},
		{"other ends of a line", survey.Short, "a\u2028b", "a b"},
		{"Hangul beside a filler", survey.Short, "ㄱ\u3164ㄴ", "ㄱ\u3164ㄴ"},
		{"a link", survey.Link, "https://e.example/\u202egpj.exe\u200d", "https://e.example/gpj.exe"},
		{"a link with an isolate", survey.Link, "\u2068e.example\u2069", "https://e.example"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, problems := written(tt.kind, tt.posted)
			if got != tt.want || len(problems) > 0 {
				t.Errorf("%+q, %v; want %+q", got, problems, tt.want)
			}
			if again, _ := written(tt.kind, got); again != got {
				t.Errorf("posted again: %+q", again)
			}
		})
	}
}

func TestNothingToSeeIsNoAnswer(t *testing.T) {
	for _, r := range []string{
		"\u200b", "\u2060", "\ufeff", "\u3164", "\u2800", "\U000E0001", "\u202e", "\u00ad", "\u115f\u1160", "\uffa0", "\ufe0f",
		"\u034f", "\u200d", "\u2066", "\u2068\u2069", "\u180e", "\u00a0\u3000", "\u2028",
	} {
		for _, kind := range []survey.Kind{survey.Short, survey.Long} {
			got, problems := written(kind, r+" "+strings.Repeat(r, 3))
			if diff := cmp.Diff(response.Problems{{Question: "q", Message: "Enter an answer"}}, problems); diff != "" || got != "" {
				t.Errorf("%+q as %v: %+q %s", r, kind, got, diff)
			}
		}
	}
}

func TestHiddenPartsOfContactsAndOwnWords(t *testing.T) {
	s := kinds(t)
	form, _ := url.ParseQuery(filledIn)
	form.Set("mail", "\u202aa\u202emoc@example.org\u200d")
	form.Set("topics.other", "\u2800\u200b")
	form.Set("where.other", "W\u200best")
	given, problems := response.Parse(s, form)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if got := given.Contact.Fields["mail"]; got != "amoc@example.org" {
		t.Errorf("an address became %+q", got)
	}
	if got := given.Answers["topics"].Other + given.Answers["where"].Other; got != "West" {
		t.Errorf("own words became %+q", got)
	}
}

// A second value would be lost without a word.
func TestTextsAreGivenOnce(t *testing.T) {
	for _, field := range []string{"line", "lines", "town", "page", "name", "mail", "topics.other", "where.other"} {
		form, _ := url.ParseQuery(filledIn)
		form.Add(field, form.Get(field))
		_, problems := response.Parse(kinds(t), form)
		question, _, _ := strings.Cut(field, ".")
		want := response.Problems{{Question: question, Message: "Several texts arrived for this question. Enter one"}}
		if diff := cmp.Diff(want, problems); diff != "" {
			t.Errorf("%s twice: %s", field, diff)
		}
	}
}

// What was stored before there were such rules is read, and filled in again.
func TestOldTextsAreRead(t *testing.T) {
	want := response.Answers{"line": {Text: "a\u200bb\u202ec"}}
	answers, _, err := response.DecodeDocument([]byte("{\"line\":\"a\u200bb\u202ec\"}"))
	if diff := cmp.Diff(want, answers); diff != "" || err != nil {
		t.Fatal(diff, err)
	}
	if got := response.FormOf(kinds(t), &response.Response{Answers: answers}).Get("line"); got != want["line"].Text {
		t.Errorf("filled in with %+q", got)
	}
}
