package vocabulary

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is one word of a text.
type token struct {
	key      string // the same for all its spellings
	spelling string
	acronym  bool // in capitals among words that are not: IT is no it
	joined   bool // nothing but a blank parts it from the word before
	opens    bool // a sentence, with a capital that may be owed to that alone
}

// longest is how many letters a word may have. Longer ones are keys, digests and cats on keyboards.
const longest = 40

// addresses are no words.
var addresses = regexp.MustCompile(`(?i)\b(?:https?://|www\.)\S+|\S+@\S+\.\S+`)

// read takes a text apart.
func read(text string) []token {
	if strings.ContainsAny(text, "@/") || strings.Contains(text, "www.") { // spares most texts the search
		text = addresses.ReplaceAllString(text, " . ")
	}
	shouts := text == strings.ToUpper(text)
	var out []token
	opens, joined := true, false
	for text != "" {
		word, rest := next(text)
		if word == "" {
			r, size := utf8.DecodeRuneInString(text)
			joined = joined && (r == ' ' || r == '\u00a0')
			opens = opens || strings.ContainsRune(".!?…:•\n", r)
			text = text[size:]
			continue
		}
		t := newToken(word, shouts)
		if t.key != "" {
			t.joined, t.opens = joined, opens && !t.acronym && capital(t.spelling)
			out = append(out, t)
		}
		opens, joined, text = false, t.key != "", rest
	}
	return out
}

// next cuts a word off the front of a text: letters and digits, and between them the signs that hold
// words such as on-call, CI/CD and don't together.
func next(text string) (word, rest string) {
	end := 0
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case inWord(r):
			end = at + size
		case at == 0 || end < at || !inside(r, text[at+size:]):
			return suffixed(text, end)
		}
		at += size
	}
	return text[:end], text[end:]
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// inside tells whether a sign stands within a word. A slash and a point also part words and sentences,
// so they do only where capitals follow, as in CI/CD, or no blank, as in node.js.
func inside(sign rune, after string) bool {
	r, _ := utf8.DecodeRuneInString(after)
	switch sign {
	case '-', '‑', '\'', '’', '_', '.':
		return inWord(r)
	case '/', '&':
		return unicode.IsUpper(r)
	}
	return false
}

// suffixed adds the signs that end a word: C#, C++.
func suffixed(text string, end int) (word, rest string) {
	for _, sign := range []string{"++", "#"} {
		if end == 1 && strings.HasPrefix(text[end:], sign) {
			end += len(sign)
		}
	}
	return text[:end], text[end:]
}

func newToken(word string, shouts bool) token {
	word = strings.Trim(elided(word), "-‑_'’.")
	t := token{spelling: word, key: Fold(word), acronym: !shouts && isAcronym(word)}
	t.key = strings.Map(sameSign, t.key)
	if article := strings.TrimPrefix(t.key, "ال"); utf8.RuneCountInString(article) >= 3 {
		t.key = article
	}
	if t.acronym && utf8.RuneCountInString(word) == 2 && !short(t.key) {
		t.key = word // IT is not it, US is not us
	}
	if !strings.ContainsFunc(t.key, unicode.IsLetter) {
		t.key = ""
	}
	return t
}

// sameSign makes one of words that are written with a hyphen or apart.
func sameSign(r rune) rune {
	switch r {
	case '-', '‑':
		return ' '
	}
	return r
}

// elided takes off what an apostrophe ties to a word: l’équipe, Monday's.
func elided(word string) string {
	for _, mark := range []string{"'", "’"} {
		before, after, found := strings.Cut(word, mark)
		if !found {
			continue
		}
		switch strings.ToLower(before) {
		case "l", "d", "j", "n", "s", "c", "m", "t", "qu":
			return after
		}
		if strings.EqualFold(after, "s") {
			return before
		}
	}
	return word
}

func isAcronym(word string) bool {
	upper := 0
	for _, r := range word {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return upper >= 2
}

func capital(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r) && word[size:] == strings.ToLower(word[size:])
}

// telling tells whether a word may say something alone.
func (t *token) telling(says stopWords) bool {
	letters := utf8.RuneCountInString(t.key)
	switch {
	case letters > longest:
		return false
	case t.acronym && letters >= 2:
		return true
	case says[t.key]:
		return false
	case letters < 3:
		return short(t.key)
	}
	return true
}

// short names words of two signs that people who run systems write in any case.
func short(key string) bool {
	switch key {
	case "ad", "ai", "c#", "cd", "ci", "db", "dc", "dr", "f#", "ha", "hr", "ki", "ml", "os", "pc", "qa", "sa", "ui", "ux", "vm":
		return true
	}
	return false
}
