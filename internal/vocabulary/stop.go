package vocabulary

import (
	"embed"
	"io/fs"
	"strings"
)

// stopFiles list words that say nothing alone, folded, a file a language.
//
//go:embed stop
var stopFiles embed.FS

// stopWords are those of one language.
type stopWords map[string]bool

// lists are the stop words by language.
type lists map[string]stopWords

func readLists() lists {
	all := lists{}
	files, _ := fs.Glob(stopFiles, "stop/*.txt") // the pattern is right
	for _, file := range files {
		data, err := stopFiles.ReadFile(file)
		if err != nil {
			continue // what is embedded can be read
		}
		words := stopWords{}
		for word := range strings.FieldsSeq(string(data)) {
			words[Fold(word)] = true
		}
		all[strings.TrimSuffix(strings.TrimPrefix(file, "stop/"), ".txt")] = words
	}
	return all
}

// choose gives the words to leave out of a text. People write in another language than that of the
// form they saw, so the one with most of its stop words in the text goes first.
func (l lists) choose(tokens []token, language string) stopWords {
	language, _, _ = strings.Cut(language, "-")
	best, most := language, l.hits(tokens, language)
	for _, other := range []string{"ar", "de", "en", "es", "fr"} {
		if n := l.hits(tokens, other); n > most {
			best, most = other, n
		}
	}
	return l[best]
}

func (l lists) hits(tokens []token, language string) int {
	n := 0
	for _, t := range tokens {
		if l[language][t.key] {
			n++
		}
	}
	return n
}
