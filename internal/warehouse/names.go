package warehouse

import (
	"cmp"
	"slices"
	"strings"

	"muster/internal/tally"
)

// mostNames bounds an axis of sources or languages, which anybody can make up in a link. The others
// share the category tally.Rest.
const mostNames = 50

// frequent are categories that are texts of the answers, the most frequent first.
type frequent struct {
	name   func(text string) string // the category of a text
	list   []string
	places map[int64]int // by value of the key
}

func (f *frequent) learn(people map[int64]int, texts []string) {
	counts := map[string]int{}
	for value, n := range people {
		counts[f.name(texts[value])] += n
	}
	for name := range counts {
		f.list = append(f.list, name)
	}
	slices.SortFunc(f.list, func(a, b string) int {
		return cmp.Or(counts[b]-counts[a], strings.Compare(a, b))
	})
	if len(f.list) > mostNames {
		f.list = append(f.list[:mostNames], tally.Rest)
	}
	at := map[string]int{}
	for i, name := range f.list {
		at[name] = i
	}
	f.places = make(map[int64]int, len(people))
	for value := range people {
		place, known := at[f.name(texts[value])]
		if !known {
			place = mostNames
		}
		f.places[value] = place
	}
}

func (f *frequent) names() []string { return f.list }

func (f *frequent) position(value int64) int { return f.places[value] }

// Sources as they are written in a response.
const (
	formSource   = "form"
	formPrefix   = "form:"
	importSource = "import"
	importPrefix = "import:"
)

// sourceName is how tally names a source: by what the link said, by the form that was imported, or by the way it
// came.
func sourceName(source string) string {
	if name, linked := strings.CutPrefix(source, formPrefix); linked {
		return cmp.Or(name, formSource)
	}
	if name, imported := strings.CutPrefix(source, importPrefix); imported {
		return cmp.Or(name, importSource)
	}
	return source
}

// fromSource is the condition of being of a source that tally names so.
func fromSource(name string) string {
	var written []string
	for _, text := range []string{name, formPrefix, formPrefix + name, importPrefix, importPrefix + name} {
		if sourceName(text) == name {
			written = append(written, foreign(text))
		}
	}
	if len(written) == 0 {
		return "false" // a name may be none that a source can have
	}
	return "source IN (" + strings.Join(written, ", ") + ")"
}

// languageSQL is the key of a form's language.
func (l *layout) languageSQL() string {
	if l.languages {
		return "language"
	}
	return "''::VARCHAR"
}
