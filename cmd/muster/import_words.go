package main

import (
	"archive/zip"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"muster/internal/importer"
	"muster/internal/survey"
)

// wrongID says what an id is, before anything is read; "" when the one that was given is one.
func (o importing) wrongID() string {
	switch {
	case o.as == "" || survey.ValidID(o.as):
		return ""
	case o.as == "new":
		return "--as new cannot be: the address of a survey called new is where a founder starts one; choose another id"
	}
	return fmt.Sprintf("--as %q is no id: write up to 40 lower-case letters, digits and dashes, beginning with a letter, such as charlotte or tools-2026", o.as)
}

// again is the command that imports with a mapping what was looked at.
func (o importing) again(mapping string) string {
	words := []string{"muster", "import", quoted(o.files[0])}
	for _, option := range []struct{ name, value string }{
		{"--as", o.as}, {"--survey", o.into}, {"--data", o.dir}, {"--form", o.form}, {"--sheet", o.sheet}, {"--encoding", o.encoding},
		{"--title", o.title}, {"--out", o.out}, {"--time-zone", o.zone}, {"--language", o.language}, {"--mapping", mapping},
	} {
		if option.value != "" {
			words = append(words, option.name, quoted(option.value))
		}
	}
	return strings.Join(words, " ")
}

// names are those of the files, without their folders.
func (o importing) names() []string {
	var names []string
	for _, file := range o.files {
		names = append(names, filepath.Base(file))
	}
	return names
}

// plainWord needs no quotation marks in any shell.
var plainWord = regexp.MustCompile(`^[\pL\pN_./:@%+,=-]+$`)

func quoted(word string) string {
	if plainWord.MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// ownArchive tells that a file is a data set with its codebook, as muster export writes it.
func ownArchive(name string) error {
	z, err := zip.OpenReader(name)
	if err != nil {
		return nil // it is something else, of which more is said where it is read
	}
	defer z.Close()
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	if slices.Contains(names, "codebook.csv") && slices.Contains(names, "README.txt") {
		return fmt.Errorf("read %q: %w", name, importer.ExportedError{Kind: "Muster's own data set"})
	}
	return nil
}
