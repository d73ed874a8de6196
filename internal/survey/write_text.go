package survey

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml"
)

// texts gives one text of the survey in all languages.
func (w *writer) texts(of func(*Survey) Text) texts {
	first := of(w.all[0])
	if first == "" {
		return nil
	}
	lacks := func(s *Survey) bool {
		return of(s) == first && slices.ContainsFunc(s.missing, Missing{Language: s.Language, Text: first}.same)
	}
	differs := func(s *Survey) bool { return of(s) != first || lacks(s) }
	if !slices.ContainsFunc(w.all, differs) {
		return texts{"": first}
	}
	t := texts{}
	for _, s := range w.all {
		if !lacks(s) {
			t[s.Language] = of(s)
		}
	}
	return t
}

// same tells whether two texts are the same but for where they stand.
func (m Missing) same(other Missing) bool {
	return m.Language == other.Language && m.Text == other.Text
}

// unless gives a text in all languages where it is not what Muster says by itself.
func (w *writer) unless(key string, of func(*Survey) Text) texts {
	differs := func(s *Survey) bool { return string(of(s)) != w.catalog.In(s.Language).Say(key) }
	if !slices.ContainsFunc(w.all, differs) {
		return nil
	}
	return w.texts(of)
}

// marshal writes a text alone where it names no language, else a language behind the other.
func (w *writer) marshal(t texts) ([]byte, error) {
	if text, plain := t[""]; plain {
		return quoteAwkward(text)
	}
	out := []byte("{")
	for _, s := range w.all {
		if text, given := t[s.Language]; given {
			if len(out) > 1 {
				out = append(out, ", "...)
			}
			out = append(append(out, s.Language+": "...), quoted(text)...)
		}
	}
	return append(out, '}'), nil
}

// quoteAwkward writes a text with tabs or line ends in double quotes: in YAML's other styles some
// of them would be lost. So it does with one that begins like the end of a document.
func quoteAwkward(t Text) ([]byte, error) {
	if s := string(t); strings.ContainsAny(s, "\t\r\n") || strings.HasPrefix(s, "---") || strings.HasPrefix(s, "...") {
		return quoted(t), nil
	}
	return yaml.Marshal(string(t))
}

// quoted writes a text in double quotes as JSON does, which YAML reads alike.
func quoted(t Text) []byte {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(string(t)) // a string always can be
	return bytes.TrimRight(out.Bytes(), "\n")
}

// oneLine keeps a comment from running on into the file.
func oneLine(note string) string {
	return strings.Join(strings.FieldsFunc(note, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}
