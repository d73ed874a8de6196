package importer

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"muster/internal/spreadsheet"
)

// column is one column of answers with its distinct cells, which is all that a guess needs. Where a tool
// spreads a question over several columns of the file, it is all of these.
type column struct {
	index    int    // in the file; of several, the first
	title    string // as the form's, on one line
	file     string // its title where the question that shares it has another; ""
	grid     string // of “Question [Row]”: Question
	row      string // of “Question [Row]”: Row; "" when the title has no such form
	block    int    // of rows that share their labels and have no heading: which; 0 otherwise
	cells    []cell // in the order in which they first appear
	answered int

	collected bool      // by the tool, and who the person is
	members   []*column // that belong together, in the order of the file; nil when it stands for itself
	offered   []string  // the options that the members are about, in their order; nil when they are about none
	beside    *column   // the member that holds own words; nil: none
	separator separator // between the picks of a cell where that is certain, else whole
	spaced    bool      // picks may also be separated by nothing but a space
	untitled  bool      // the file does not say what was asked
	decided   *decision // by hand; nil: nothing
	note      string    // how it was put together, for people; "" for nothing
	ranked    bool      // the picks of a cell stand by preference, the best first

	read func(spreadsheet.Row) string // what a row says here, where it is more than one cell as it stands; nil otherwise
}

type cell struct {
	text  string
	count int
}

var gridTitle = regexp.MustCompile(`^(.*?)\s*\[([^\[\]]+)\]$`)

func newColumn(t *spreadsheet.Table, index int) *column {
	c := &column{index: index}
	c.rename(t.Header[index])
	c.count(t)
	return c
}

func (c *column) rename(title string) {
	c.title, c.grid, c.row = title, "", ""
	if m := gridTitle.FindStringSubmatch(title); m != nil {
		c.grid, c.row = spreadsheet.Line(m[1]), spreadsheet.Line(m[2])
	}
}

// indexes are the columns of the file that it is made of.
func (c *column) indexes() []int {
	if c.members == nil {
		return []int{c.index}
	}
	var all []int
	for _, m := range c.members {
		all = append(all, m.indexes()...)
	}
	return all
}

// text is what a row says in the column; "" for nothing.
func (c *column) text(row spreadsheet.Row) string {
	if c.read != nil {
		return c.read(row)
	}
	return row.Cells[c.index]
}

// inWords is the column for a question that takes one value: several picks become one text.
func (c *column) inWords() *column {
	if c.separator != unit {
		return c
	}
	words := func(text string) string { return strings.ReplaceAll(text, string(unit), "; ") }
	plain := *c
	plain.read = func(row spreadsheet.Row) string { return words(c.text(row)) }
	plain.cells = slices.Clone(c.cells)
	for i := range plain.cells {
		plain.cells[i].text = words(plain.cells[i].text)
	}
	return &plain
}

// count collects the distinct cells.
func (c *column) count(t *spreadsheet.Table) {
	c.cells, c.answered = nil, 0
	at := map[string]int{}
	for _, row := range t.Rows {
		text := c.text(row)
		if text == "" {
			continue
		}
		c.answered++
		i, seen := at[text]
		if !seen {
			i = len(c.cells)
			at[text] = i
			c.cells = append(c.cells, cell{text: text})
		}
		c.cells[i].count++
	}
}

// longest gives the length of the longest cell in characters, and whether one has several lines.
func (c *column) longest() (characters int, lines bool) {
	for _, cell := range c.cells {
		characters = max(characters, utf8.RuneCountInString(cell.text))
		lines = lines || strings.ContainsAny(cell.text, "\r\n")
	}
	return characters, lines
}

// share tells what part of the answers passes the test.
func (c *column) share(test func(string) bool) float64 {
	if c.answered == 0 {
		return 0
	}
	n := 0
	for _, cell := range c.cells {
		if test(cell.text) {
			n += cell.count
		}
	}
	return float64(n) / float64(c.answered)
}

// rare is the count below which a value does not look like an option of the form: three people, or
// half a per cent of many. With few answers even one person may have picked an option.
func rare(answered int) int {
	if answered < fewAnswers {
		return 2
	}
	return max(3, answered/200)
}

const fewAnswers = 30

// wordy tells that a value reads like a sentence somebody typed.
func wordy(text string) bool {
	return utf8.RuneCountInString(text) > 60 || len(strings.Fields(text)) > 9 || strings.Contains(text, "\n")
}
