package spreadsheet

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// western is what became of the characters beyond ASCII in a text that was read as Windows-1252.
type western struct {
	line    int    // the first word that has some
	word    string //
	odd     int    // more of them than chance can explain make no sense; 0 otherwise
	oddLine int
	oddWord string
}

// westernWords looks at every word with a character beyond ASCII. Bytes without a character prove
// another encoding. So do, when a tenth of the words have them, signs between letters (ksi¹¿ka, which is
// Polish), capitals behind small letters (cafŽ, of an old Mac) and words without a plain letter
// (Ïðèâåò, which is Russian).
func westernWords(text []byte) western {
	var w western
	total, doubtful := 0, 0
	line := 1
	for len(text) > 0 {
		word, rest := cutWord(text)
		text = rest
		if ascii(word) {
			if len(word) == 1 && word[0] == '\n' {
				line++
			}
			continue
		}
		total++
		if w.line == 0 {
			w.line, w.word = line, cutShort(Line(string(word)))
		}
		control, strange := judge(string(word))
		if control || strange {
			doubtful++
			if w.oddLine == 0 || control && w.odd == 0 {
				w.oddLine, w.oddWord = line, cutShort(Line(string(word)))
			}
		}
		if control {
			w.odd++
		}
	}
	if w.odd == 0 && doubtful*10 >= total {
		w.odd = doubtful
	}
	return w
}

// cutWord takes the next word, or the ASCII character between two.
func cutWord(text []byte) (word, rest []byte) {
	for i, c := range text {
		if c < 0x80 && !('a' <= c|0x20 && c|0x20 <= 'z') {
			i = max(i, 1)
			return text[:i], text[i:]
		}
	}
	return text, nil
}

func ascii(word []byte) bool {
	for _, c := range word {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// judge tells whether a word makes no sense.
func judge(word string) (control, strange bool) {
	if strings.ContainsFunc(word, func(r rune) bool { return r == utf8.RuneError || unicode.IsControl(r) }) {
		return true, true
	}
	runes := []rune(word)
	first, last := slices.IndexFunc(runes, unicode.IsLetter), strings.LastIndexFunc(word, unicode.IsLetter)
	last = utf8.RuneCountInString(word[:max(last, 0)])
	plain, foreign := 0, 0
	for i, r := range runes {
		switch {
		case r < utf8.RuneSelf:
			plain++
			continue
		case unicode.IsLetter(r):
			foreign++
			strange = strange || unicode.IsUpper(r) && i > 0 && unicode.IsLower(runes[i-1])
			continue
		}
		strange = strange || i > first && i < last && !strings.ContainsRune("’‘–—·…\u00a0\u00ad", r)
	}
	return false, strange || plain == 0 && foreign > 2 || foreign > plain+2
}
