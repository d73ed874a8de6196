package warehouse

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestBare(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"case", "PowerShell 7", "powershell 7"},
		{"accents", "Crème Brûlée à Łódź", "creme brulee a lodz"},
		{"accents apart", "Cre\u0301me", "creme"},
		{"German", "Straße, GRÜẞE, Öl", "strasse, grusse, ol"},
		{"Nordic", "Æble på Øresund, Þór", "aeble pa oresund, thor"},
		{"Turkish", "İstanbul ışık", "istanbul isik"},
		{"Greek", "Ἀθῆναι ΟΔΟΣ οδός", "αθηναι οδοσ οδοσ"},
		{"Cyrillic", "Ёлка и Чайковский", "елка и чаиковскии"},
		{"Arabic", "أَهْلًا بِكُم فِي المدرسة ـــ مستشفى", "اهلا بكم في المدرسه مستشفي"},
		{"Persian letters", "کتاب\u200cهای", "كتابهاي"},
		{"Hebrew", "שָׁלוֹם", "שלום"},
		{"Hindi keeps its vowels", "हिंदी", "हिंदी"},
		{"Japanese keeps its voice marks", "ガ", "\u30ab\u3099"},
		{"full width", "ＡＢＣ１２", "abc12"},
		{"ligature", "oﬃce", "office"},
		{"spaces", "  two\t\nlines\u00a0here ", "two lines here"},
		{"a mark between spaces", "a \u0301 b", "a b"},
		{"apostrophes", "don’t", "don't"},
		{"NUL", "a\x00b", "a\x00b"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := bare(test.text); got != test.want {
				t.Errorf("%q: %q, want %q", test.text, got, test.want)
			}
		})
	}
}

// FuzzBare holds that a text, which may be anything, is found by itself in any case.
func FuzzBare(f *testing.F) {
	for _, seed := range []string{"Straße", "İ", "أَهْلًا", "a\u0301 b", "\xff", "ǅ", "ẞ", "ﬃ", "\u3000x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = clean(text)
		got := bare(text)
		if !utf8.ValidString(got) {
			t.Errorf("%q is no text", got)
		}
		if again := bare(got); again != got {
			t.Errorf("%q becomes %q and then %q", text, got, again)
		}
		if lower := bare(strings.ToLower(text)); lower != got {
			t.Errorf("%q: %q, but in lower case %q", text, got, lower)
		}
	})
}
