package words

import (
	"embed"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/language"
)

// The catalogs: a folder a language, a file an area; the key of a phrase is area.name. A phrase is a
// text, or its plural forms (zero, one, two, few, many, other), of which {n} chooses one.
//
//go:embed catalogs
var files embed.FS

// original is the language that the others are translations of.
const original = "en"

// Catalog is every language there is. A language is read when somebody first asks for it: most surveys
// are in one or two.
type Catalog struct {
	languages map[string]func() *Words
	original  *Words
}

// Load gives all languages; an error means that the original cannot be read. They are part of the
// program, so they are read once.
func Load() (*Catalog, error) { return catalog() }

var catalog = sync.OnceValues(read)

func read() (*Catalog, error) {
	folders, err := files.ReadDir("catalogs")
	if err != nil {
		return nil, err
	}
	c := &Catalog{languages: map[string]func() *Words{}}
	if c.original, err = load(original); err != nil {
		return nil, fmt.Errorf("words in %q: %w", original, err)
	}
	for _, folder := range folders {
		c.languages[folder.Name()] = sync.OnceValue(func() *Words { return c.translation(folder.Name()) })
	}
	return c, nil
}

// translation reads a language. One that cannot be read, which tests rule out, would be the original: a
// respondent is better served by that than by no page.
func (c *Catalog) translation(name string) *Words {
	if name == original {
		return c.original
	}
	w, err := load(name)
	if err != nil {
		return c.original
	}
	w.own = c.original
	return w
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
		var entries map[string]any
		if err := yaml.UnmarshalWithOptions(data, &entries, yaml.Strict()); err != nil {
			return nil, fmt.Errorf("%s: %w", area.Name(), err)
		}
		for key, written := range entries {
			key = strings.TrimSuffix(area.Name(), ".yaml") + "." + key
			if w.phrases[key], err = phraseOf(written); err != nil {
				return nil, fmt.Errorf("%s: %w", key, err)
			}
		}
	}
	return w, nil
}

// phraseOf reads a text or a map of plural forms.
func phraseOf(written any) (phrase, error) {
	if text, ok := written.(string); ok {
		return phrase{"other": text}, nil
	}
	forms, ok := written.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("neither a text nor plural forms: %v", written)
	}
	p := phrase{}
	for form, text := range forms {
		if p[form], ok = text.(string); !ok {
			return nil, fmt.Errorf("the form %s is not a text: %v", form, text)
		}
	}
	return p, nil
}

// In returns the words for pages in the language of a BCP 47 tag: in it, or in the closest one there
// is, or in English.
func (c *Catalog) In(tag string) *Words {
	parsed, err := language.Parse(tag)
	if err != nil {
		return c.original
	}
	found := *c.languages[c.closest(parsed)]()
	found.page = parsed.String()
	return &found
}

// closest is the tag of the language there is that is closest to one.
func (c *Catalog) closest(parsed language.Tag) string {
	for t := parsed; t != language.Und; t = t.Parent() {
		if c.languages[t.String()] != nil {
			return t.String()
		}
	}
	base, _ := parsed.Base()
	if c.languages[base.String()] != nil {
		return base.String()
	}
	return original
}

// Speaks tells whether there are words in the language of a BCP 47 tag, or in one close to it.
func (c *Catalog) Speaks(tag string) bool {
	parsed, err := language.Parse(tag)
	if err != nil {
		return false
	}
	base, _ := parsed.Base()
	spoken, _ := language.Make(c.closest(parsed)).Base()
	return base == spoken
}
