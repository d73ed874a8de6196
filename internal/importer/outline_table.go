package importer

import (
	"encoding/csv"
	"html"
	"regexp"
	"slices"
	"strings"
)

// dashes is the line under the header of a table in Markdown.
var dashes = regexp.MustCompile(`^\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?$`)

// Titles of columns by which a table says what is in them.
const (
	categoryTitles = " category categories group area theme section track field kategorie bereich gruppe rubrik "
	topicTitles    = " topic topics title subject item session talk name thema themen titel "
	hintTitles     = " description details detail notes note about beschreibung hinweis "
)

// tableIn gives the cells of a table, or nil when the lines are none.
func tableIn(lines []string) [][]string {
	lines = slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return strings.TrimSpace(l) == "" })
	having := func(mark string) int {
		n := 0
		for _, l := range lines {
			if strings.Contains(l, mark) {
				n++
			}
		}
		return n
	}
	switch {
	case len(lines) < 2:
		return nil
	case having("|") == len(lines):
		return piped(lines)
	case 10*having("\t") >= 9*len(lines) && !slices.ContainsFunc(lines, func(l string) bool { return bulleted.MatchString(strings.TrimSpace(l)) }):
		return squared(lines, "\t")
	}
	return commas(lines)
}

// piped reads a table of Markdown.
func piped(lines []string) [][]string {
	var rows [][]string
	for _, l := range lines {
		if dashes.MatchString(strings.TrimSpace(l)) {
			continue
		}
		l = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(l), "|"), "|")
		rows = append(rows, strings.Split(l, "|"))
	}
	return rows
}

func squared(lines []string, mark string) [][]string {
	var rows [][]string
	for _, l := range lines {
		rows = append(rows, strings.Split(l, mark))
	}
	return rows
}

// commas reads CSV. Lists have commas as well, so it must be told by the titles of its columns, or by a
// first column that says the same again.
func commas(lines []string) [][]string {
	for _, mark := range []rune{',', ';'} {
		r := csv.NewReader(strings.NewReader(strings.Join(lines, "\n")))
		r.Comma, r.TrimLeadingSpace = mark, true
		rows, err := r.ReadAll() // which wants as many cells in every row
		if err != nil || len(rows[0]) < 2 || len(rows[0]) > 8 {
			continue
		}
		if saysWhat(rows[0]) || repeats(rows) {
			return rows
		}
	}
	return nil
}

// titleAmong finds the column with one of the titles; -1 for none.
func titleAmong(header []string, titles string) int {
	return slices.IndexFunc(header, func(cell string) bool {
		return strings.Contains(titles, " "+foldTitle(cell)+" ")
	})
}

func saysWhat(header []string) bool {
	return titleAmong(header, categoryTitles) >= 0 && titleAmong(header, topicTitles) >= 0
}

// repeats tells whether the first column names categories: it says the same in several rows, or leaves a
// cell empty where the one above it goes on.
func repeats(rows [][]string) bool {
	seen := map[string]bool{}
	for _, row := range rows {
		key := foldLabel(row[0])
		if seen[key] && key != "" || key == "" && len(seen) > 0 && len(row) > 1 && strings.TrimSpace(row[1]) != "" {
			return true
		}
		seen[key] = true
	}
	return false
}

// table understands cells. Of one column they are a list; with titles, or where the first column repeats
// itself, a row is a topic; otherwise the first row has the categories and what stands below them is
// theirs.
func (o *outline) table(rows [][]string) {
	rows = narrowed(rows)
	switch {
	case len(rows) == 0 || len(rows[0]) == 0: // nothing stands in it
	case len(rows[0]) == 1:
		lines := make([]string, len(rows))
		for i, row := range rows {
			lines[i] = row[0]
		}
		if titleAmong(rows[0], topicTitles) == 0 {
			lines = lines[1:]
		}
		o.list(lines, 0)
	case saysWhat(rows[0]):
		o.unread(rows[0], categoryTitles, topicTitles, hintTitles)
		o.long(rows[1:], titleAmong(rows[0], categoryTitles), titleAmong(rows[0], topicTitles), titleAmong(rows[0], hintTitles))
	case titleAmong(rows[0], topicTitles) >= 0 && titleAmong(rows[0], hintTitles) >= 0:
		o.unread(rows[0], topicTitles, hintTitles)
		o.long(rows[1:], -1, titleAmong(rows[0], topicTitles), titleAmong(rows[0], hintTitles))
	case repeats(rows):
		if width := len(rows[0]); width > 2 {
			o.note("Of the %d columns of the table the first was taken for categories and the second for topics; the rest was left out.", width)
		}
		o.long(rows, 0, 1, -1)
	case cellsOfTopics(rows):
		o.long(rows, 0, 1, -1)
	default:
		o.wide(rows)
	}
}

// unread tells which columns nothing is made of: those with none of the titles.
func (o *outline) unread(header []string, titles ...string) {
	left := slices.Clone(header)
	for _, among := range titles {
		if at := titleAmong(left, among); at >= 0 {
			left = slices.Delete(left, at, at+1)
		}
	}
	for _, title := range left {
		o.note("The column “%s” of the table was left out.", shorten(title))
	}
}

// narrowed evens out the rows and drops columns without anything in them.
func narrowed(rows [][]string) [][]string {
	width := 0
	for _, row := range rows {
		width = max(width, len(row))
	}
	var kept []int
	for at := range width {
		if slices.ContainsFunc(rows, func(row []string) bool { return at < len(row) && strings.TrimSpace(row[at]) != "" }) {
			kept = append(kept, at)
		}
	}
	var out [][]string
	for _, row := range rows {
		var cells []string
		for _, at := range kept {
			cell := ""
			if at < len(row) {
				cell = strings.TrimSpace(row[at])
			}
			cells = append(cells, cell)
		}
		out = append(out, cells)
	}
	return out
}

// cellsOfTopics tells whether every row is a category with its topics in one cell.
func cellsOfTopics(rows [][]string) bool {
	return len(rows[0]) == 2 && !slices.ContainsFunc(rows, func(row []string) bool { return len(piecesOf(row[1])) < 2 })
}

// piecesOf are the topics in one cell.
func piecesOf(cell string) []string {
	cell = strings.NewReplacer("<br>", ";", "<br/>", ";", "<br />", ";", "•", ";").Replace(html.UnescapeString(cell))
	mark := ";"
	if !strings.Contains(cell, ";") {
		mark = ","
	}
	return slices.DeleteFunc(strings.Split(cell, mark), func(s string) bool { return strings.TrimSpace(s) == "" })
}

// long reads a topic of every row; no category: -1, no description: -1.
func (o *outline) long(rows [][]string, category, name, hint int) {
	under, together := o.category, category >= 0 && hint < 0 && !repeats(rows)
	for _, row := range rows {
		if category >= 0 && row[category] != "" {
			under = headingIn(row[category])
		}
		texts := []string{row[name]}
		if together {
			texts = piecesOf(row[name])
		}
		for _, text := range texts {
			t := topicIn(text)
			if hint >= 0 && row[hint] != "" {
				t = topic{label: plainText(text), hint: plainText(row[hint]), whole: true}
			}
			if t.label == "" {
				continue
			}
			o.put(under, t)
		}
	}
}

// wide reads the categories of the first row.
func (o *outline) wide(rows [][]string) {
	for at, title := range rows[0] {
		for _, row := range rows[1:] {
			if row[at] != "" {
				o.add(headingIn(title), row[at])
			}
		}
	}
}
