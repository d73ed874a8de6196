package account_test

import (
	"strings"
	"testing"

	"muster/internal/account"
)

func TestCheckPassword(t *testing.T) {
	about := []string{"Ada Lovelace", "ada@analytical.example", "Charlotte Systems Management User Group"}
	tests := []struct {
		name     string
		password string
		want     string // part of the message; "" when the password is good
	}{
		{"four words", "plinth walrus mortgage tuba", ""},
		{"a sentence of one's own", "Our cat refuses every second Tuesday", ""},
		{"fifteen random characters", "kV9#mQz2!tLw7@x", ""},
		{"not in Latin letters", "мой дедушка разводит улиток", ""},
		{"made by a password manager", "gT4-wcJp-9dRx-zzVm", ""},
		{"short", "kV9#mQz2!tLw7@", "at least 15 characters; this has 14"},
		{"counted in characters, not bytes", "äöüäöüäöüäöüßß", "this has 14"},
		{"empty", "", "this has 0"},
		{"too long", strings.Repeat("walrus plinth ", 30), "at most 256"},
		{"one character", "aaaaaaaaaaaaaaaaaaaa", "over and over"},
		{"one word twice", "walrusplinthwalrusplinth", "over and over"},
		{"two characters", "ababbabaabbabababbab", "over and over"},
		{"digits in a row", "123456789012345", "in a row"},
		{"digits backwards", "9876543210987654", "in a row"},
		{"the alphabet", "abcdefghijklmnopqrst", "in a row"},
		{"keyboard rows", "qwertyuiopasdfghjkl", "in a row"},
		{"keyboard columns", "1qaz2wsx3edc4rfv", "in a row"},
		{"German keyboard", "qwertzuiopyxcvbnm", "in a row"},
		{"a row and an end", "qwertyuiop12345!!!", "in a row"},
		{"a famous phrase", "correct horse battery staple", "tried first everywhere"},
		{"a famous phrase in disguise of dots", "Correct.Horse.Battery.Staple", "tried first everywhere"},
		{"everybody's words", "PasswordWelcome2024!", "everybody uses"},
		{"everybody's words in digits", "P4ssw0rdW3lc0me!!", "everybody uses"},
		{"the person's name", "AdaLovelaceAda2026", "your name"},
		{"the person's address", "ada@analytical.example", "your name"},
		{"the group", "CharlotteSystemsGroup1", "name of the group"},
		{"not text", "plinth walrus \xff mortgage", "could not be read"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := account.CheckPassword(test.password, about...)
			if test.want == "" && got != "" || !strings.Contains(got, test.want) {
				t.Errorf("CheckPassword(%q) = %q, want %q", test.password, got, test.want)
			}
		})
	}
}

// TestCheckPasswordTellsNothing holds that no message repeats what was typed: messages end up on
// pages and over shoulders.
func TestCheckPasswordTellsNothing(t *testing.T) {
	for _, password := range []string{"zanzibar", "zanzibarzanzibar", "zanzibar12345678"} {
		if got := account.CheckPassword(password); strings.Contains(got, "zanzibar") {
			t.Errorf("the message repeats the password: %q", got)
		}
	}
}

func FuzzCheckPassword(f *testing.F) {
	f.Add("qwertyuiop12345", "Ada")
	f.Add("correct horse battery staple", "")
	f.Add("\xff\xfe", "é")
	f.Fuzz(func(t *testing.T, password, about string) {
		if account.CheckPassword(password, about) == "" && len(password) < 15 {
			t.Errorf("%q passes and is short", password)
		}
	})
}
