package response_test

import (
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muster/internal/response"
	"muster/internal/survey"
)

func TestReadDate(t *testing.T) {
	for _, c := range []struct {
		typed, language string
		want            []string
	}{
		{"2026-12-01", "en", []string{"2026-12-01"}},
		{" 2026/12/1 ", "en", []string{"2026-12-01"}},
		{"1.12.2026", "en", []string{"2026-12-01"}},
		{"1. 12. 2026", "de", []string{"2026-12-01"}},
		{"1.12.26", "de", []string{"2026-12-01", "1926-12-01"}},
		{"31/12/2026", "en", []string{"2026-12-31"}},
		{"12/31/2026", "de", []string{"2026-12-31"}},
		{"7/7/2026", "en", []string{"2026-07-07"}},
		{"12/01/2026", "en", []string{"2026-01-12", "2026-12-01"}},
		{"12/01/2026", "en-US", []string{"2026-12-01"}},
		{"12/01/2026", "en-GB", []string{"2026-01-12"}},
		{"12/01/2026", "en-CA", []string{"2026-01-12", "2026-12-01"}},
		{"12/01/2026", "es", []string{"2026-01-12"}},
		{"12-01-2026", "ar", []string{"2026-01-12"}},
		{"١/١٢/٢٠٢٦", "ar", []string{"2026-12-01"}},
		{"1 December 2026", "en", []string{"2026-12-01"}},
		{"December 1st, 2026", "en", []string{"2026-12-01"}},
		{"Dec 1, 2026", "en", []string{"2026-12-01"}},
		{"1. Dez. 2026", "de", []string{"2026-12-01"}},
		{"1 December 2026", "de", []string{"2026-12-01"}},
		{"1er décembre 2026", "fr", []string{"2026-12-01"}},
		{"1 de diciembre de 2026", "es", []string{"2026-12-01"}},
		{"2026 March 3", "en", []string{"2026-03-03"}},
		{"29.2.2028", "de", []string{"2028-02-29"}},
		{"29.2.2027", "de", nil},
		{"31 June 2026", "en", nil},
		{"1 ju 2026", "en", nil},
		{"1 jui 2026", "fr", nil},
		{"1 Juli", "de", nil},
		{"1 May June 2026", "en", nil},
		{"1 May 126", "en", nil},
		{"12/2026", "en", nil},
		{"20261201", "en", nil},
		{"2026-13-01", "en", nil},
		{"2026-00-10", "en", nil},
		{"0000-01-01", "en", nil},
		{"2026-12-01-05", "en", nil},
		{"2026-12-01T00:00", "en", nil},
		{"-2026-12-01", "en", nil},
		{"1.12.6", "en", nil},
		{"1/2/3", "en", nil},
		{"tomorrow", "en", nil},
		{"1×12×2026", "en", nil},
		{"\xff-12-01", "en", nil},
		{"", "en", nil},
	} {
		if diff := cmp.Diff(c.want, response.ReadDate(c.typed, c.language), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q in %s: %s", c.typed, c.language, diff)
		}
	}
}

func TestDate(t *testing.T) {
	s := asking(&survey.Question{ID: "d", Kind: survey.Date, First: day("2026-01-10"), Last: day("2026-12-31")})
	on := func(day string) response.Answers { return response.Answers{"d": {Text: day}} }
	for _, c := range []parsed{
		{"from a date field", "d=2026-12-01", on("2026-12-01"), ""},
		{"the first day", "d=2026-01-10", on("2026-01-10"), ""},
		{"the last day", "d=2026-12-31", on("2026-12-31"), ""},
		{"both readings are within the range", "d=11/01/2026", nil, "This may be 11 January 2026 or 1 November 2026. Enter the year first, then month and day, such as 2026-01-11"},
		{"the range tells the month from the day", "d=01/05/2026", on("2026-05-01"), ""},
		{"the range tells the century", "d=1.12.26", on("2026-12-01"), ""},
		{"before the range", "d=2026-01-09", nil, "Enter a date from 10 January 2026 to 31 December 2026"},
		{"behind the range", "d=1.1.2027", nil, "Enter a date from 10 January 2026 to 31 December 2026"},
		{"no date", "d=soon", nil, "Enter a date of the calendar as year, month and day, such as 2026-01-10"},
		{"two dates", "d=2026-12-01&d=2026-12-02", nil, "Enter a date of the calendar as year, month and day, such as 2026-01-10"},
	} {
		c.run(t, s)
	}
	s.Language = "fr"
	_, problems := response.Parse(s, url.Values{"d": {"2020-01-01"}})
	if got := problems.Of("d"); got != "Saisissez une date du 10 janvier 2026 au 31 décembre 2026" {
		t.Errorf("in French: %q", got)
	}
}

func FuzzReadDate(f *testing.F) {
	for _, seed := range []string{"2026-12-01", "1.12.26", "12/01/2026", "1er décembre 2026", "Dec 1, 2026"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		for _, language := range []string{"en", "fr", "ar"} {
			for _, reading := range response.ReadDate(typed, language) {
				if diff := cmp.Diff([]string{reading}, response.ReadDate(reading, language)); diff != "" {
					t.Fatalf("%q may be %q: %s", typed, reading, diff)
				}
			}
		}
	})
}
