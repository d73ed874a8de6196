package response_test

import (
	"net/url"
	"testing"
	"unicode"

	"muster/internal/response"
	"muster/internal/survey"
)

func TestReadNumber(t *testing.T) {
	for _, c := range []struct {
		typed    string
		decimals int
		language string
		want     string // "": refused
	}{
		{"12", 0, "en", "12"},
		{" 12 ", 0, "en", "12"},
		{"+7", 0, "en", "7"},
		{"-7", 0, "en", "-7"},
		{"−7", 0, "en", "-7"},
		{"-0", 0, "en", "0"},
		{"007", 0, "en", "7"},
		{"1.5", 1, "en", "1.5"},
		{"1,5", 1, "en", "1.5"},
		{"1,5", 1, "de", "1.5"},
		{"1.50", 2, "de", "1.5"},
		{".5", 1, "en", "0.5"},
		{"5.", 1, "en", "5"},
		{"0,125", 3, "de", "0.125"},
		{"0.125", 3, "de", "0.125"},
		{"1 000", 0, "fr", "1000"},
		{"1\u202f000,5", 1, "fr", "1000.5"},
		{"1'000.5", 1, "de-CH", "1000.5"},
		{"1,234.5", 1, "de", "1234.5"},
		{"1.234,5", 1, "en", "1234.5"},
		{"1.234.567", 0, "en", "1234567"},
		{"1,234,567.25", 2, "en", "1234567.25"},
		{"12,34,567", 0, "en-IN", "1234567"},
		// Three digits behind one mark may be thousands or decimals.
		{"1,500", 0, "en", "1500"},
		{"1.500", 0, "en", "1500"},
		{"1.500", 0, "de", "1500"},
		{"1,500", 2, "en", "1500"},
		{"1.500", 2, "en", "1.5"},
		{"1,500", 2, "de", "1.5"},
		{"1.500", 2, "de", "1500"},
		{"1.125", 3, "de", "1.125"},
		{"1500,125", 3, "en", "1500.125"},
		// Digits of other scripts.
		{"١٢", 0, "ar", "12"},
		{"١٢٫٥", 1, "ar", "12.5"},
		{"١٬٥٠٠", 0, "ar", "1500"},
		{"١٫٥٠٠", 3, "ar", "1.5"},
		{"\u200f۱۲", 0, "fa", "12"},
		{"१२", 0, "hi", "12"},
		{"１２", 0, "ja", "12"},
		{"twelve", 0, "en", ""},
		{"12 years", 0, "en", ""},
		{"1-2", 0, "en", ""},
		{"--1", 0, "en", ""},
		{"1e5", 0, "en", ""},
		{"0x10", 0, "en", ""},
		{"NaN", 0, "en", ""},
		{"Inf", 0, "en", ""},
		{"1.2.3", 1, "en", ""},
		{"1,2,3", 1, "en", ""},
		{"1 00", 1, "en", ""},
		{"1|5", 1, "en", ""},
		{".", 1, "en", ""},
		{"-", 1, "en", ""},
		{"½", 1, "en", ""},
		{"1234567890123", 0, "en", ""},
		{"123456789012.5", 1, "en", "123456789012.5"},
		{"123456789012.3456", 4, "en", ""},
		{"\xff", 0, "en", ""},
	} {
		got, ok := response.ReadNumber(c.typed, c.decimals, c.language)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%q with %d decimals in %s: %q, %v; want %q", c.typed, c.decimals, c.language, got, ok, c.want)
		}
	}
}

// TestDigitsOfEveryScript holds what the reading of digits relies on: in Unicode every decimal digit
// stands where its script's zero and its value say.
func TestDigitsOfEveryScript(t *testing.T) {
	for _, digits := range unicode.Nd.R16 {
		for zero := rune(digits.Lo); zero <= rune(digits.Hi); zero += 10 {
			if digits.Stride != 1 || (digits.Hi-digits.Lo+1)%10 != 0 {
				t.Fatalf("%U to %U are no whole scripts", digits.Lo, digits.Hi)
			}
			if got, _ := response.ReadNumber(string([]rune{zero + 1, zero, zero + 9}), 0, "en"); got != "109" {
				t.Errorf("%U: %q", zero, got)
			}
		}
	}
	for _, digits := range unicode.Nd.R32 {
		if digits.Stride != 1 || (digits.Hi-digits.Lo+1)%10 != 0 {
			t.Fatalf("%U to %U are no whole scripts", digits.Lo, digits.Hi)
		}
	}
}

func TestNumberWithinBounds(t *testing.T) {
	number := func(low, high string, decimals int) *survey.Survey {
		return asking(&survey.Question{ID: "n", Kind: survey.Number, Unit: "years", Bounds: survey.Bounds{Min: low, Max: high, Decimals: decimals}})
	}
	for _, c := range []struct {
		parsed
		survey *survey.Survey
	}{
		{parsed{"within", "n=1,5", response.Answers{"n": {Text: "1.5"}}, ""}, number("0.5", "60", 1)},
		{parsed{"at the lower end", "n=0,5", response.Answers{"n": {Text: "0.5"}}, ""}, number("0.5", "60", 1)},
		{parsed{"at the upper end", "n=60.0", response.Answers{"n": {Text: "60"}}, ""}, number("0.5", "60", 1)},
		{parsed{"no bounds", "n=-5", response.Answers{"n": {Text: "-5"}}, ""}, number("", "", 0)},
		{parsed{"below", "n=0", nil, "Enter a number from 0.5 to 60\u00a0years"}, number("0.5", "60", 1)},
		{parsed{"above", "n=61", nil, "Enter a number from 0.5 to 60\u00a0years"}, number("0.5", "60", 1)},
		{parsed{"just above", "n=0.30000000000001", nil, "Enter a number of 0.3\u00a0years or less"}, number("", "0.3", 14)},
		{parsed{"below the only bound", "n=17", nil, "Enter a number of 18\u00a0years or more"}, number("18", "", 0)},
		{parsed{"not whole", "n=2.5", nil, "Enter a whole number, without decimals"}, number("0", "60", 0)},
		{parsed{"too many decimals", "n=2.25", nil, "Enter a number with at most 1 digit after the decimal mark"}, number("0", "60", 1)},
		{parsed{"needless decimals", "n=2.00", response.Answers{"n": {Text: "2"}}, ""}, number("0", "60", 0)},
		{parsed{"words", "n=many", nil, "Enter one number in digits, such as 12"}, number("0", "60", 0)},
		{parsed{"empty and not", "n=&n=2", nil, "Enter one number in digits, such as 12"}, number("0", "60", 0)},
		{parsed{"contradictory", "n=1&n=2", nil, "Enter one number in digits, such as 12"}, number("0", "60", 0)},
	} {
		c.run(t, c.survey)
	}
	german := number("0.5", "60", 1)
	german.Language = "de"
	_, problems := response.Parse(german, url.Values{"n": {"0"}})
	if got := problems.Of("n"); got != "Geben Sie eine Zahl von 0,5 bis 60\u00a0years ein" {
		t.Errorf("bounds in German: %q", got)
	}
}

func FuzzReadNumber(f *testing.F) {
	for _, seed := range []string{"1,5", "1.500", "-١٢٫٥", "1 000,25", "1'000"} {
		f.Add(seed, uint8(2))
	}
	f.Fuzz(func(t *testing.T, typed string, decimals uint8) {
		for _, language := range []string{"en", "de", "ar"} {
			first, ok := response.ReadNumber(typed, int(decimals%16), language)
			if !ok {
				continue
			}
			fraction := 0
			for i := range len(first) {
				if first[i] == '.' {
					fraction = len(first) - i - 1
				}
			}
			if fraction > int(decimals%16) {
				continue // refused for its decimals
			}
			if again, ok := response.ReadNumber(first, int(decimals%16), language); !ok || again != first {
				t.Fatalf("%q in %s is %q, and that is %q", typed, language, first, again)
			}
		}
	})
}
