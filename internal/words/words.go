// Package words owns what Muster itself says to respondents, in every language it speaks: buttons,
// errors, receipts, the names of days and months. What a survey says is the survey's own.
//
// It guarantees that every phrase is there in every language with the same placeholders, that a count
// takes the plural its language wants, and that a language Muster does not speak falls back to English.
// It refuses to assemble sentences: a phrase is whole, because word order differs.
package words

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// Words are Muster's phrases in one language. They never change, so they may be shared.
type Words struct {
	tag     language.Tag // whose plural forms the phrases have
	page    string       // the language of the page they stand on
	phrases map[string]phrase
	own     *Words // the original; nil for the original itself
}

// phrase is a text by plural form; one without plural has only "other".
type phrase map[string]string

// Arg is a value for a placeholder.
type Arg struct {
	name  string
	text  string
	count int
}

// T fills the placeholder {name} with text.
func T[S ~string](name string, text S) Arg { return Arg{name: name, text: string(text)} }

// N fills the placeholder {name} with a whole number. One called n chooses the plural.
func N(name string, n int) Arg { return Arg{name: name, text: strconv.Itoa(n), count: n} }

// Say gives a phrase. A key that no catalog has is given back as it is, so that the fault shows.
func (w *Words) Say(key string, args ...Arg) string {
	p, known := w.phrases[key]
	if !known && w.own != nil {
		return w.own.Say(key, args...)
	}
	if !known {
		return key
	}
	return fill(p.form(w.tag, args), args)
}

// fill puts values in the place of placeholders. What a value says is never taken for a placeholder.
func fill(text string, args []Arg) string {
	if len(args) == 0 {
		return text
	}
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		name, after, closed := strings.Cut(rest, "}")
		i := slices.IndexFunc(args, func(a Arg) bool { return a.name == name })
		if !closed || i < 0 {
			out.WriteByte('{') // not one of the placeholders that have a value
			text = rest
			continue
		}
		out.WriteString(args[i].text)
		text = after
	}
}

func (p phrase) form(tag language.Tag, args []Arg) string {
	if len(p) > 1 {
		for _, a := range args {
			if a.name == "n" {
				if text, ok := p[forms[plural.Cardinal.MatchPlural(tag, a.count, 0, 0, 0, 0)]]; ok {
					return text
				}
			}
		}
	}
	return p["other"]
}

var forms = map[plural.Form]string{
	plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other",
}

// Language is the tag of the page's language, for its lang. It is what In was asked for, although the
// words themselves may be in another.
func (w *Words) Language() string { return w.page }

// Direction is the direction in which the page's language is written: "rtl" or "ltr".
func (w *Words) Direction() string { return Direction(w.page) }
