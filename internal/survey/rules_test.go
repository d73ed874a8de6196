package survey_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/survey"
)

const question = "\nquestions: [{id: a, kind: text, title: A}]\n"

func TestRules(t *testing.T) {
	s := parse(t, `
most_responses: 200
invited: true
access_word: " open sesame "
proof_of_work: true
embed: [https://example.org, "https://*.example.org:8443", "http://localhost:8080"]
short: meet-up
keep_answers: 2 years
keep_contacts: 6 months
keep_drafts: 2 weeks
privacy: We **plan** with it.
`+question)
	want := survey.Rules{
		Most: 200, Invited: true, AccessWord: "open sesame", ProofOfWork: true, Short: "meet-up",
		Embed:       []string{"https://example.org", "https://*.example.org:8443", "http://localhost:8080"},
		KeepAnswers: survey.Span{Months: 24}, KeepContacts: survey.Span{Months: 6}, KeepDrafts: 14 * 24 * time.Hour,
	}
	if diff := cmp.Diff(want, s.Rules); diff != "" {
		t.Error(diff)
	}
	if s.Privacy != "We **plan** with it." {
		t.Errorf("privacy %q", s.Privacy)
	}
	if diff := cmp.Diff(survey.Rules{KeepDrafts: 7 * 24 * time.Hour}, parse(t, question).Rules); diff != "" {
		t.Errorf("a file without rules: %s", diff)
	}
}

func TestRulesThatCannotBe(t *testing.T) {
	for line, want := range map[string]string{
		"most_responses: -3":                "cannot be negative",
		"short: s":                          "/s is one of the service's own",
		"short: logout":                     "/logout is one of the service's own",
		"short: Meet_up":                    "lower-case letters, digits and dashes",
		"embed: [example.org]":              "not the origin of a page",
		"embed: [\"https://example.org/\"]": "not the origin of a page",
		"embed: [\"https://example.org; script-src *\"]": "not the origin of a page",
		"embed: [\"https://Example.org\"]":               "not the origin of a page",
		"embed: [\"https://user@example.org\"]":          "not the origin of a page",
		"embed: [\"https://localhost\"]":                 "not the origin of a page",
		"embed: [\"http://localhost.example.org\"]":      "not the origin of a page",
		"embed: [\"data:text/html\"]":                    "not the origin of a page",
		"keep_answers: forever":                          "write it as 90 days, 6 months or 2 years",
		"keep_answers: 0 days":                           "must lie between a day and 200 years",
		"keep_answers: 9999 years":                       "must lie between a day and 200 years",
		"keep_drafts: 91 days":                           "at most 90 days",
		"keep_drafts: 1 month":                           "at most 90 days",
		"keep_answers: 1 month\nkeep_contacts: 32 days":  "cannot be longer than keep_answers",
	} {
		if got := refuse(t, line+question); !strings.Contains(got, want) {
			t.Errorf("%s: %s", line, got)
		}
	}
}

func TestNoSurveyIsCalledNew(t *testing.T) {
	_, problems := survey.Parse("new.yaml", []byte("id: new\ntitle: New\n"+question))
	if problems == nil || !strings.Contains(problems.Error(), "where a founder starts one") {
		t.Errorf("%v", problems)
	}
}

func TestSpans(t *testing.T) {
	now := time.Date(2026, 3, 31, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		text   string
		want   survey.Span
		before string
		text2  string
	}{
		{"1 day", survey.Span{Days: 1}, "2026-03-30", "1 days"},
		{"90 days", survey.Span{Days: 90}, "2025-12-31", "90 days"},
		{"6 weeks", survey.Span{Days: 42}, "2026-02-17", "42 days"},
		{"24 months", survey.Span{Months: 24}, "2024-03-31", "24 months"},
		{"1 year", survey.Span{Months: 12}, "2025-03-31", "12 months"},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			var s survey.Span
			if err := s.UnmarshalText([]byte(tt.text)); err != nil {
				t.Fatal(err)
			}
			if s != tt.want || s.IsZero() || s.Before(now).Format("2006-01-02") != tt.before {
				t.Errorf("%+v, before %s", s, s.Before(now))
			}
			if text, err := s.MarshalText(); err != nil || string(text) != tt.text2 {
				t.Errorf("written as %q, %v", text, err)
			}
		})
	}
	if !(survey.Span{}).IsZero() {
		t.Error("the zero span agrees on something")
	}
}
