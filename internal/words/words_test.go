package words_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/words"
)

func load(t testing.TB) *words.Catalog {
	t.Helper()
	c, err := words.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestIn(t *testing.T) {
	tests := []struct{ name, tag, says, page, direction string }{
		{"its own", "de", "Ja", "de", "ltr"},
		{"a region", "es-MX", "Sí", "es-MX", "ltr"},
		{"from right to left", "ar-EG", "نعم", "ar-EG", "rtl"},
		{"not spoken", "tlh", "Yes", "tlh", "ltr"},
		{"not spoken, from right to left", "he", "Yes", "he", "rtl"},
		{"no language", "?", "Yes", "en", "ltr"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := load(t).In(tt.tag)
			got := []string{w.Say("survey.yes"), w.Language(), w.Direction()}
			if diff := cmp.Diff([]string{tt.says, tt.page, tt.direction}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSpeaks(t *testing.T) {
	for tag, want := range map[string]bool{"en": true, "fr-CH": true, "ar": true, "it": false, "tlh": false, "?": false, "": false} {
		if got := load(t).Speaks(tag); got != want {
			t.Errorf("Speaks(%q) = %v", tag, got)
		}
	}
	if got := load(t).Languages(); got[0] != "en" || len(got) < 5 {
		t.Errorf("Languages() = %v", got)
	}
}

func TestSay(t *testing.T) {
	c := load(t)
	tests := []struct {
		name, tag, key string
		args           []words.Arg
		want           string
	}{
		{"one", "en", "form.questions", []words.Arg{words.N("n", 1)}, "One question."},
		{"several", "en", "form.questions", []words.Arg{words.N("n", 5)}, "5 questions."},
		{"two in Arabic", "ar", "form.questions", []words.Arg{words.N("n", 2)}, "سؤالان."},
		{"few in Arabic", "ar", "form.questions", []words.Arg{words.N("n", 7)}, "7 أسئلة."},
		{"many in Arabic", "ar", "form.questions", []words.Arg{words.N("n", 42)}, "42 سؤالًا."},
		{"a hundred in Arabic", "ar", "form.questions", []words.Arg{words.N("n", 100)}, "100 سؤال."},
		{"two placeholders", "en", "survey.slot", []words.Arg{words.T("day", "Monday"), words.T("part", "lunch")}, "Monday, lunch"},
		{"in another order", "en", "survey.slot", []words.Arg{words.T("part", "lunch"), words.T("day", "Monday")}, "Monday, lunch"},
		{"a value that looks like a placeholder", "en", "survey.slot", []words.Arg{words.T("day", "{part}"), words.T("part", "{day}")}, "{part}, {day}"},
		{"no values", "en", "survey.slot", nil, "{day}, {part}"},
		{"a value too few", "en", "survey.slot", []words.Arg{words.T("part", "lunch")}, "{day}, lunch"},
		{"no phrase", "de", "nothing.at_all", []words.Arg{words.N("n", 1)}, "nothing.at_all"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := c.In(tt.tag).Say(tt.key, tt.args...); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestMoments(t *testing.T) {
	zone := time.FixedZone("CET", 3600)
	at := time.Date(2026, 12, 1, 18, 5, 0, 0, zone)
	tests := []struct{ tag, day, date, month, moment string }{
		{"en", "Tuesday 1 December 2026", "1 December 2026", "December 2026", "Tuesday 1 December 2026 at 18:05 (CET)"},
		{"de", "Dienstag, 1. Dezember 2026", "1. Dezember 2026", "Dezember 2026", "Dienstag, 1. Dezember 2026 um 18:05 Uhr (CET)"},
		{"es", "martes, 1 de diciembre de 2026", "1 de diciembre de 2026", "diciembre de 2026", "martes, 1 de diciembre de 2026 a las 18:05 (CET)"},
		{"fr", "mardi 1er décembre 2026", "1er décembre 2026", "décembre 2026", "mardi 1er décembre 2026 à 18:05 (CET)"},
		{"ar", "الثلاثاء 1 ديسمبر 2026", "1 ديسمبر 2026", "ديسمبر 2026", "الثلاثاء 1 ديسمبر 2026 الساعة 18:05 (CET)"},
	}
	for _, tt := range tests {
		t.Run(tt.tag, func(t *testing.T) {
			w := load(t).In(tt.tag)
			got := []string{w.Day(at), w.Date(at), w.Month(at), w.Moment(at)}
			if diff := cmp.Diff([]string{tt.day, tt.date, tt.month, tt.moment}, got); diff != "" {
				t.Error(diff)
			}
			if w.Date(at.AddDate(0, 0, 1)) == tt.date {
				t.Error("the second of a month is the first")
			}
		})
	}
}

func TestChoose(t *testing.T) {
	offered := []string{"en", "es", "pt-BR", "ar"}
	tests := []struct{ name, named, accept, want string }{
		{"by name", "ar", "es", "ar"},
		{"by a name that is not offered", "xx", "es", "es"},
		{"by preference", "", "de;q=0.9, es-MX;q=0.8, en;q=0.1", "es"},
		{"by the closest one", "", "pt-PT", "pt-BR"},
		{"nothing that is offered", "", "ja", "en"},
		{"nothing at all", "", "", "en"},
		{"nonsense", "", ";;;=,,q=2", "en"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := words.Choose(offered, tt.named, tt.accept); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestNamesAndDirections(t *testing.T) {
	for _, tt := range []struct{ tag, name, direction string }{
		{"en", "English", "ltr"}, {"es", "español", "ltr"}, {"ar", "العربية", "rtl"}, {"he", "עברית", "rtl"}, {"fa", "فارسی", "rtl"}, {"x-none", "x-none", "ltr"},
	} {
		if name, direction := words.Name(tt.tag), words.Direction(tt.tag); name != tt.name || direction != tt.direction {
			t.Errorf("%s: %q, %s", tt.tag, name, direction)
		}
	}
}

func BenchmarkSay(b *testing.B) {
	w := load(b).In("ar")
	for b.Loop() {
		w.Say("form.questions", words.N("n", 42))
	}
}
