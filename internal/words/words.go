// Package words owns what Muster itself says to respondents, in every language it speaks: buttons,
// errors, receipts, the names of days and months. What a survey says is the survey's own.
//
// It guarantees that every phrase is there in every language with the same placeholders, that a count
// takes the plural its language wants, and that a language Muster does not speak falls back to English.
// It refuses to assemble sentences: a phrase is whole, because word order differs.
package words

import (
	"embed"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// The catalogs: a folder a language, a file an area; the key of a phrase is area.name. A phrase is a
// text, or its plural forms (zero, one, two, few, many, other), of which {n} chooses one.
//
//go:embed catalogs
var files embed.FS

// original is the language that the others are translations of.
const original = "en"

// Words are Muster's phrases in one language. They never change, so they may be shared.
type Words struct {
	tag     language.Tag // whose plural forms the phrases have
	page    string       // the language of the page they stand on
	phrases map[string]phrase
	own     *Words // the original; nil for the original itself
}

// phrase is a text by plural form; one without plural has only "other".
type phrase map[string]string

// Catalog is every language there is.
type Catalog struct{ languages map[string]*Words }

// Load gives all languages; an error means that a catalog cannot be read. They are part of the
// program, so they are read once.
func Load() (*Catalog, error) { return catalog() }

var catalog = sync.OnceValues(read)

func read() (*Catalog, error) {
	folders, err := files.ReadDir("catalogs")
	if err != nil {
		return nil, err
	}
	c := &Catalog{languages: map[string]*Words{}}
	for _, folder := range folders {
		if c.languages[folder.Name()], err = load(folder.Name()); err != nil {
			return nil, fmt.Errorf("words in %q: %w", folder.Name(), err)
		}
	}
	for _, w := range c.languages {
		if w.tag.String() != original {
			w.own = c.languages[original]
		}
	}
	return c, nil
}

// Languages are the tags of every language there is, the original first.
func (c *Catalog) Languages() []string {
	return append([]string{original}, slices.DeleteFunc(slices.Sorted(maps.Keys(c.languages)), func(tag string) bool { return tag == original })...)
}

func load(name string) (*Words, error) {
	tag, err := language.Parse(name)
	if err != nil {
		return nil, err
	}
	w := &Words{tag: tag, page: name, phrases: map[string]phrase{}}
	areas, err := files.ReadDir(path.Join("catalogs", name))
	if err != nil {
		return nil, err
	}
	for _, area := range areas {
		data, err := files.ReadFile(path.Join("catalogs", name, area.Name()))
		if err != nil {
			return nil, err
		}
		var entries map[string]phrase
		if err := yaml.UnmarshalWithOptions(data, &entries, yaml.Strict()); err != nil {
			return nil, fmt.Errorf("%s: %w", area.Name(), err)
		}
		for key, p := range entries {
			w.phrases[strings.TrimSuffix(area.Name(), ".yaml")+"."+key] = p
		}
	}
	return w, nil
}

// UnmarshalYAML reads a text or a map of plural forms.
func (p *phrase) UnmarshalYAML(data []byte) error {
	var text string
	if err := yaml.Unmarshal(data, &text); err == nil {
		*p = phrase{"other": text}
		return nil
	}
	return yaml.Unmarshal(data, (*map[string]string)(p))
}

// In returns the words for pages in the language of a BCP 47 tag: in it, or in the closest one there
// is, or in English.
func (c *Catalog) In(tag string) *Words {
	parsed, err := language.Parse(tag)
	if err != nil {
		return c.languages[original]
	}
	found := *c.closest(parsed)
	found.page = parsed.String()
	return &found
}

func (c *Catalog) closest(parsed language.Tag) *Words {
	for t := parsed; t != language.Und; t = t.Parent() {
		if w := c.languages[t.String()]; w != nil {
			return w
		}
	}
	base, _ := parsed.Base()
	if w := c.languages[base.String()]; w != nil {
		return w
	}
	return c.languages[original]
}

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
