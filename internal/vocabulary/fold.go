package vocabulary

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold gives the form in which words are compared: lower case, without accents.
func Fold(text string) string {
	if plain(text) {
		return strings.ToLower(text)
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(text) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
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
		needle := Fold(strings.TrimSpace(word))
		for at := 0; needle != ""; {
			i := strings.Index(folded[at:], needle)
			if i < 0 {
				break
			}
			at += i
			spans = append(spans, Span{from[at], from[at+len(needle)]})
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

// foldedAt folds a text and tells from which byte of it each byte of the result comes. One more place
// stands for the end. Accents belong to the letter before them.
func foldedAt(text string) (folded string, from []int) {
	var b strings.Builder
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !unicode.Is(unicode.Mn, r) {
			b.WriteString(Fold(text[at : at+size]))
		}
		for len(from) < b.Len() {
			from = append(from, at)
		}
		at += size
	}
	return b.String(), append(from, len(text))
}
