package workbook

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"muster/internal/survey"
)

const (
	readmeSheet   = "Read me"
	readmeLetters = 100 // of a line
)

// layReadme makes the first sheet: what this is, of whom, and how to read it. The list of sheets
// comes last, from linkReadme, when all of them are known.
func (b *book) layReadme() error {
	s := b.add(readmeSheet)
	s.plain()
	s.width(1, 32)
	s.width(2, 94)
	s.put(1, 1, string(b.config.Survey.Title), b.style.title)
	s.height(1, 34)
	row := 3
	for _, p := range b.facts() {
		row = s.pair(row, p)
	}
	for _, p := range b.reading() {
		if p.text != "" {
			row = s.pair(row, p)
		}
	}
	b.readme, b.readmeRow = s, row+1
	return s.done()
}

// pair is a label and what is said under it.
type pair struct {
	label, text string
	alarm       bool
}

func (s *sheet) pair(row int, p pair) int {
	style := s.book.style.body
	if p.alarm {
		style = s.book.style.alarm
	}
	s.put(1, row, p.label, s.book.style.label)
	s.put(2, row, p.text, style)
	s.height(row, textHeight(p.text, readmeLetters))
	return row + 1
}

// textHeight is what wrapped text needs; programs do not agree on measuring it themselves.
func textHeight(text string, perLine int) float64 {
	lines := 0
	for l := range strings.SplitSeq(text, "\n") {
		lines += 1 + len([]rune(l))/perLine
	}
	return float64(min(4+15*lines, 400))
}

func (b *book) facts() []pair {
	s, sum := b.config.Survey, b.found.summary
	facts := []pair{{label: "What this is", text: "What people answered when they were asked whether they would come, and for what: the findings first, then every answer."}}
	if s.Synthetic {
		facts = append(facts, pair{"Synthetic", "The answers in this workbook are made up. Nobody gave them: use them to try Muster out, never to decide.", true})
	}
	facts = append(facts,
		pair{label: "Survey", text: fmt.Sprintf("%s (%s, wording %s)", s.Title, s.ID, s.Version())},
		pair{label: "Made", text: b.config.Now.In(s.Zone).Format("Monday, 2 January 2006, 15:04") + " by Muster; times in this workbook are of " + s.Zone.String()},
		pair{label: "Who is counted", text: b.filterWords()},
	)
	for _, f := range b.config.Facts {
		facts = append(facts, pair{label: f.Label, text: f.Text})
	}
	if len(s.Languages) > 1 {
		facts = append(facts, pair{label: "Languages", text: b.languages()})
	}
	if words := b.suspicious(); words != "" {
		facts = append(facts, pair{label: "Suspicious answers", text: words})
	}
	if sum.Responses == 0 {
		return append(facts, pair{label: "Answers", text: "Nobody yet: the sheets are empty."})
	}
	const day = "2 January 2006"
	return append(facts, pair{label: "Answers", text: fmt.Sprintf("%s, from %s to %s",
		people(sum.Responses), sum.First.In(s.Zone).Format(day), sum.Last.In(s.Zone).Format(day))})
}

func (b *book) filterWords() string {
	words := "a filter is set"
	if len(b.config.FilterWords) > 0 {
		words = strings.Join(b.config.FilterWords, "; ")
	} else if b.config.Filter.Empty() {
		return "Everybody who answered."
	}
	return fmt.Sprintf("Only part of the answers, %s of %s: %s.", integer(b.found.summary.Responses), integer(b.found.all.Responses), words)
}

// languages says in which languages the form is given, and which the workbook speaks.
func (b *book) languages() string {
	s := b.config.Survey
	names := make([]string, len(s.Languages))
	for i, tag := range s.Languages {
		names[i] = languageName(tag)
	}
	return fmt.Sprintf("The form is given in %s; questions and answers stand here in %s. An answer is the same one in every language.",
		list(names, " and "), languageName(s.Language))
}

// languageName is what English calls a language.
func languageName(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	if name := display.English.Tags().Name(t); name != "" {
		return name
	}
	return tag
}

// suspicious says what became of answers that look as if no person had given them; "" when there
// are none.
func (b *book) suspicious() string {
	in, all := b.found.summary.Flagged, b.found.all.Flagged
	switch {
	case all == 0:
		return ""
	case b.config.Filter.Unflagged:
		return fmt.Sprintf("%s, of all that came in, looked as if no person had given them. They are left out.", people(all))
	}
	verb := "look"
	if in == 1 {
		verb = "looks"
	}
	return fmt.Sprintf("%s of those counted here %s as if no person had answered. They are counted like all others; Answers says why in the column Looks suspicious. A filter leaves them out.", people(in), verb)
}

func (b *book) reading() []pair {
	s := b.config.Survey
	pairs := []pair{
		{label: "Shares", text: "A share is always of the people who answered that question, and its base stands beside it. People who left the question empty are not in it. Where several answers could be picked, shares add up to more than 100 %."},
		{label: "95 % from … to", text: "The interval (Wilson) of a share: how far chance alone would move it. Two answers whose intervals overlap widely are too close to call."},
		{label: "Groups", text: "In a group a person is counted once, however many of its options were picked; so a group is less than the sum of its options."},
		{label: "Who answered", text: "People chose to answer. The numbers describe them and people like them, not everybody who could have been asked; no interval mends that."},
		{label: "Formulas", text: b.formulaWords()},
		{label: "Panels", text: b.panelWords()},
		{label: "Pivot table", text: b.unpivoted()},
		{label: "1, 0 and blank", text: "On Answers, 1 is picked and 0 is not picked by somebody who answered the question. Blank is a question that was not answered, which is something else than 0."},
		{label: "Corrected, erased", text: "Who corrected an answer is counted once, as corrected. Answers that were erased, by the people who gave them or because their time was over, are gone: they are counted nowhere and stand on no sheet."},
		{label: "On paper", text: b.paperWords()},
		{label: "Own words", text: "Text that begins like a formula (= + - @) has an apostrophe in front, here and in labels, so that it stays text even when a sheet is saved as CSV and opened again. Characters that no sheet can hold are left out, and what is longer than a cell can hold ends with “" + strings.TrimSpace(cutMark) + "”."},
	}
	for _, why := range b.config.LeftOut {
		pairs = append(pairs, pair{label: "Left out", text: why})
	}
	if branches(s) {
		pairs = append(pairs, pair{label: "Grey", text: "Some questions were shown to some people only; Codebook says to whom. On Answers, grey is a question that was not shown to that person: it was neither answered nor left out. The column Not shown names these questions."})
	}
	if s.ByPurpose(survey.Topic) == nil || s.ByPurpose(survey.Role) == nil {
		pairs = append(pairs, pair{label: "No topic by role", text: b.missing()})
	}
	if !b.asksContacts() {
		return pairs
	}
	if b.config.Contacts == nil {
		return append(pairs, pair{label: "Names, addresses", text: "Not in this workbook. They are kept apart from the answers and only come along when they are asked for."})
	}
	return append(pairs, pair{"Names, addresses", "The sheet Contacts names people who agreed to be written to, with the words they agreed to. Do not pass this workbook on: remove that sheet, or make one without it.", true})
}

// missing says why the sheets that need topics and roles are not there.
func (b *book) missing() string {
	var lacks []string
	if b.found.topic == nil {
		lacks = append(lacks, "topic")
	}
	if b.found.role == nil {
		lacks = append(lacks, "role")
	}
	return "No question of this survey has the purpose " + strings.Join(lacks, " or ") +
		", so there is nothing to set against each other. Give the purpose to a question in the survey's file to get the sheets. All its questions are on Questions."
}

func (b *book) asksContacts() bool {
	for _, q := range b.config.Survey.Questions {
		if q.Personal() {
			return true
		}
	}
	return false
}

var sheetWords = map[string]string{
	"Summary":   "The figures and charts to look at first; print it as it is.",
	"Topics":    "What people would come for, most wanted first, and by group.",
	"Roles":     "What the people do.",
	crossSheet:  "Which roles want which topics: people, shares both ways, and what stands out.",
	"Questions": "All other questions in one table.",
	"Answers":   "One row a response, with a column for every option: 0 and 1, or its place where options were put in order.",
	"Long":      "One row a pick, made for pivot tables.",
	pivotSheet:  "A pivot table over Long with slicers, to count for yourself.",
	"Codebook":  "What every id and every column means.",
	"Contacts":  "Names and addresses of those who agreed to be written to.",
}

// linkReadme lists the sheets, each a link, and the base of every question.
func (b *book) linkReadme() error {
	s, row := b.readme, b.readmeRow
	s.put(1, row, "Sheets", b.style.label)
	for _, name := range b.file.GetSheetList()[1:] {
		row++
		s.put(1, row, name, b.style.link)
		words := b.listed(name)
		s.put(2, row, words, b.style.body)
		s.height(row, textHeight(words, readmeLetters))
		s.do(func() error {
			return b.file.SetCellHyperLink(s.name, at(1, row), quotedName(name)+"!A1", "Location", excelize.HyperlinkOpts{})
		})
	}
	b.layBases(s, row+2)
	s.print(0)
	portrait := "portrait" // it is read like a letter
	s.do(func() error { return b.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{Orientation: &portrait}) })
	return s.done()
}

// listed says in a line what a sheet is.
func (b *book) listed(name string) string {
	if words, ok := b.tell[name]; ok {
		return words
	}
	if words, ok := sheetWords[name]; ok {
		return words
	}
	return "Goes on from the sheet before, which is full."
}

func (b *book) layBases(s *sheet, row int) {
	s.put(1, row, "Bases", b.style.label)
	s.put(2, row, "How many people answered each question; shares are of them.", b.style.body)
	var rows [][]any
	for _, c := range b.found.questions {
		cells := []any{computed(b.ledger.base(c.question), c.base), c.title}
		if branches(b.config.Survey) {
			cells = append(cells, computed(b.ledger.notShown(c.question), c.notShown))
		}
		rows = append(rows, cells)
	}
	columns := []column{{title: "Answered", style: b.style.base}, {title: "Question", style: b.style.text}}
	if branches(b.config.Survey) {
		columns = append(columns, column{title: "Not shown", width: 12, style: b.style.base})
	}
	s.table("Bases", row+1, columns, rows)
}
