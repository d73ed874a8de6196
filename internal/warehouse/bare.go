package warehouse

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// bare writes a text without what people leave out when they look for it: case, accents, vowel points,
// the forms of a letter, and more than one space. Marks that make another letter of one, as in Devanagari
// and Thai, stay.
func bare(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	space := false
	for _, r := range decomposed(text) {
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if pointed(r) {
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		if r < utf8.RuneSelf {
			b.WriteRune(unicode.ToLower(r))
			continue
		}
		writeLetter(&b, unicode.ToLower(r))
	}
	return b.String()
}

// decomposed takes letters and their marks apart; most texts have nothing to take apart.
func decomposed(text string) string {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return norm.NFKD.String(text)
		}
	}
	return text
}

// pointed tells whether a rune only points a letter: an accent, a vowel of Hebrew or Arabic, or what
// stretches an Arabic word. The voice marks of Japanese are no accents.
func pointed(r rune) bool {
	switch r {
	case '\u3099', '\u309A':
		return false
	case 'ـ', '\u200C', '\u200D', '\u00AD':
		return true
	}
	return r >= utf8.RuneSelf && unicode.Is(unicode.Mn, r) && unicode.In(r, unicode.Inherited, unicode.Hebrew, unicode.Arabic, unicode.Cyrillic)
}

// writeLetter writes letters that no decomposition makes plain.
func writeLetter(b *strings.Builder, r rune) {
	switch r {
	case 'ß':
		b.WriteString("ss")
	case 'æ':
		b.WriteString("ae")
	case 'œ':
		b.WriteString("oe")
	case 'ø':
		b.WriteByte('o')
	case 'đ', 'ð':
		b.WriteByte('d')
	case 'ł':
		b.WriteByte('l')
	case 'þ':
		b.WriteString("th")
	case 'ı':
		b.WriteByte('i')
	case 'ς':
		b.WriteRune('σ')
	case 'ى', 'ی':
		b.WriteRune('ي')
	case 'ک':
		b.WriteRune('ك')
	case 'ة':
		b.WriteRune('ه')
	case '’', '‘', 'ʼ':
		b.WriteByte('\'')
	default:
		b.WriteRune(r)
	}
}
