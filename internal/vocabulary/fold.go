package vocabulary

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold gives the form in which words are compared: lower case, without accents and what only points
// or stretches a letter.
func Fold(text string) string {
	if plain(text) {
		return strings.ToLower(text)
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(text) {
		if !pointing(r) {
			b.WriteString(letter(unicode.ToLower(r)))
		}
	}
	return b.String()
}

// pointing tells whether a rune is no letter of its own: an accent, a vowel point, what stretches or
// joins Arabic letters, or a place where a word may be parted.
func pointing(r rune) bool {
	switch r {
	case '\u0640', '\u200c', '\u200d', '\u00ad':
		return true
	}
	return unicode.Is(unicode.Mn, r)
}

// letter gives what people type in place of letters that their keyboard may lack.
func letter(r rune) string {
	switch r {
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ø':
		return "o"
	case 'ł':
		return "l"
	case 'ı':
		return "i"
	case 'ى':
		return "ي"
	case 'ة':
		return "ه"
	case '’', '‘':
		return "'"
	}
	return string(r)
}

func plain(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
}

// Span is a part of a text, from its first byte to the one behind its last.
type Span struct{ From, To int }

// Find gives where any of the words stands in a text, whatever its case and accents, also within
// longer words. Spans ascend and do not touch.
func Find(text string, words []string) []Span {
	folded, from := foldedAt(text)
	var spans []Span
	for _, word := range words {
		needle := Fold(strings.Join(strings.Fields(word), " "))
		for at := 0; needle != ""; {
			i := strings.Index(folded[at:], needle)
			if i < 0 {
				break
			}
			at += i
			end := at + len(needle)
			for from[end] == from[at+len(needle)-1] { // within what one letter became
				end++
			}
			spans = append(spans, Span{from[at], from[end]})
			at += len(needle)
		}
	}
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Or(a.From-b.From, a.To-b.To) })
	return joined(spans)
}

func joined(spans []Span) []Span {
	var out []Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.From <= out[n-1].To {
			out[n-1].To = max(out[n-1].To, s.To)
			continue
		}
		out = append(out, s)
	}
	return out
}

// foldedAt folds a text, with one blank for many, and tells from which byte of it each byte of the
// result comes. One more place stands for the end. Accents belong to the letter before them.
func foldedAt(text string) (folded string, from []int) {
	var b strings.Builder
	blank := false
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case !unicode.IsSpace(r):
			b.WriteString(Fold(text[at : at+size]))
		case !blank:
			b.WriteByte(' ')
		}
		blank = unicode.IsSpace(r)
		for len(from) < b.Len() {
			from = append(from, at)
		}
		at += size
	}
	return b.String(), append(from, len(text))
}
