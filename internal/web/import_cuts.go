package web

import (
	"fmt"
	"slices"
	"strings"

	"muster/internal/importer"
)

// cutting is a way to cut the cells of a column, with what becomes of the first of them.
type cutting struct {
	pickable
	Examples []string
}

// cuts offers the separators where several picks may stand in a cell.
func (e editing) cuts() []cutting {
	cells := e.longCells()
	if len(cells) == 0 {
		return nil
	}
	found := "as found"
	if e.decided.Separator == importer.FoundSeparator {
		found += ": " + separatorWords(e.column.Separator)
	}
	all := []cutting{{pickable{"", found, e.decided.Separator == ""}, nil}}
	for _, sep := range e.offeredCuts(cells) {
		cut := cutting{pickable: pickable{string(sep), separatorWords(sep), e.decided.Separator == sep}}
		for _, cell := range cells {
			cut.Examples = append(cut.Examples, cutWords(cell, sep))
		}
		all = append(all, cut)
	}
	return all
}

// mixtures are all ways to cut at several separators, those of few of them first.
func mixtures(single []importer.Separator) []importer.Separator {
	single = slices.DeleteFunc(slices.Clone(single), func(s importer.Separator) bool {
		return s == importer.Slashes // which stand in words more often than between them
	})
	var all []importer.Separator
	for size := 2; size <= len(single); size++ {
		all = append(all, mixturesOf(size, single)...)
	}
	return all
}

// mixturesOf are those of a number of separators.
func mixturesOf(size int, single []importer.Separator) []importer.Separator {
	if size == 0 {
		return []importer.Separator{""}
	}
	var all []importer.Separator
	for i := range max(len(single)-size+1, 0) {
		for _, rest := range mixturesOf(size-1, single[i+1:]) {
			all = append(all, importer.MixedSeparator(append(rest.Names(), single[i])...))
		}
	}
	return all
}

// offeredCuts are the separators that cut something, the mixtures of them, what is decided, and none.
func (e editing) offeredCuts(cells []string) []importer.Separator {
	var single, all []importer.Separator
	for _, sep := range []importer.Separator{importer.Semicolons, importer.Commas, importer.Bars, importer.Slashes, importer.Lines} {
		if slices.ContainsFunc(cells, func(cell string) bool { return len(cutAt(cell, sep)) > 1 }) {
			single = append(single, sep)
		}
	}
	all = append(append(all, single...), mixtures(single)...)
	for _, sep := range []importer.Separator{e.decided.Separator, importer.NoSeparator} {
		if sep != importer.FoundSeparator && !slices.Contains(all, sep) {
			all = append(all, sep)
		}
	}
	return all
}

// separatorMarks are the letters that may stand between picks.
const separatorMarks = ";,|/\n"

const cutExamples = 2

// longCells are the first that could be cut, and in ways of their own where there are such.
func (e editing) longCells() []string {
	q := e.question()
	if q != nil && (!q.Choice() || q.Single()) && e.in.survey != nil {
		return nil
	}
	at := columnAt(e.u.table, e.column)
	if at < 0 || e.column.Use != importer.Answers {
		return nil
	}
	var cells, alike []string
	seen := ""
	for _, row := range e.u.table.Rows {
		cell := row.Cells[at]
		marks := strings.Map(func(r rune) rune {
			if strings.ContainsRune(separatorMarks, r) && !strings.ContainsRune(seen, r) {
				return r
			}
			return -1
		}, cell)
		switch {
		case marks != "":
			seen += marks
			cells = append(cells, cell)
		case len(alike) < cutExamples && strings.ContainsAny(cell, separatorMarks) && !slices.Contains(append(alike, cells...), cell):
			alike = append(alike, cell)
		}
	}
	return append(cells, alike[:min(len(alike), max(cutExamples-len(cells), 0))]...)
}

// separatorWords say what a column is cut at.
func separatorWords(sep importer.Separator) string {
	words := map[importer.Separator]string{importer.Semicolons: "semicolons ;", importer.Commas: "commas ,", importer.Bars: "bars |",
		importer.Slashes: "slashes /", importer.Lines: "line breaks"}
	var said []string
	for _, name := range sep.Names() {
		if words[name] != "" {
			said = append(said, words[name])
		}
	}
	if len(said) == 0 {
		return "nothing: a cell is one value"
	}
	return strings.Join(said, " and ") // a comma between them would be taken for one of them
}

// cutAt cuts a cell without knowing the options.
func cutAt(cell string, sep importer.Separator) []string {
	marks := map[importer.Separator]string{importer.Semicolons: ";", importer.Commas: ", ", importer.Bars: "|", importer.Slashes: "/", importer.Lines: "\n"}
	parts := []string{cell}
	for _, name := range sep.Names() {
		var next []string
		for _, part := range parts {
			if marks[name] == "" {
				next = append(next, part)
			} else {
				next = append(next, strings.Split(part, marks[name])...)
			}
		}
		parts = next
	}
	return slices.DeleteFunc(parts, func(part string) bool { return strings.TrimSpace(part) == "" })
}

// cutWords shows what becomes of a cell.
func cutWords(cell string, sep importer.Separator) string {
	var said []string
	for _, part := range cutAt(cell, sep) {
		said = append(said, "“"+shortened(strings.TrimSpace(part))+"”")
	}
	const most = 6
	if n := len(said); n > most {
		said = append(said[:most], fmt.Sprintf("%d more", n-most))
	}
	return strings.Join(said, " ")
}
