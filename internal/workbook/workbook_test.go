package workbook_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"muster/internal/analysis"
	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/tally"
)

// TestTotals holds every figure of the small sheets against a count of the responses one by one,
// and against the sums of Answers and the rows of Long, as a reader of the file would take them.
func TestTotals(t *testing.T) {
	for _, name := range []string{"charlotte", "powershell", "everything"} {
		t.Run(name, func(t *testing.T) {
			s := load(t, name)
			answers := people(s, 300)
			f := open(t, write(t, config(s, answers)))
			c := counter{s, answers}
			sums, long := sumAnswers(t, f), countLong(t, f)
			for _, q := range s.Questions {
				if q.Countable() && !q.Personal() {
					compareQuestion(t, f, c, q, sums, long)
				}
			}
			compareCross(t, f, c, sums)
		})
	}
}

// compareQuestion holds the totals of one question wherever they stand.
func compareQuestion(t *testing.T, f *excelize.File, c counter, q *survey.Question, sums, long map[string]int) {
	t.Helper()
	table := c.table(tally.Query{By: []tally.Dimension{{Question: q.ID}}})
	base := table.Base
	if q.LevelOf != "" {
		base = c.table(tally.Query{By: []tally.Dimension{{Question: q.LevelOf}}}).Base
	}
	shown := shownLines(t, f, q, title(c.survey, q))
	for i, id := range table.Axes[0].Categories {
		want, label := table.Axes[0].Totals[i], labelOf(q, id)
		got, there := shown[label]
		if !there && want == 0 && len(q.Bins) > 0 {
			continue // a range at an end in which nobody is
		}
		if got.people != want || got.base != base {
			t.Errorf("%s %q: %+v shown, want %d of %d", q.ID, label, got, want, base)
		}
		if got := long[q.ID+"/"+id]; got != want {
			t.Errorf("Long has %d rows of %s %s, want %d", got, q.ID, id, want)
		}
		flags := q.Choice() && q.Kind != survey.YesNo && q.Kind != survey.Ranking
		if got, is := sums[columnOf(t, f, q.ID, id)]; flags && (got != want || !is) {
			t.Errorf("Answers sums to %d at %s %s, want %d", got, q.ID, id, want)
		}
	}
}

// title names a question as the sheets do.
func title(s *survey.Survey, q *survey.Question) string {
	if q.LevelOf != "" {
		return string(s.Question(q.LevelOf).Title) + " – " + string(q.Title)
	}
	return string(q.Title)
}

type shownLine struct{ people, base int }

// shownLines reads the table in which a question stands, by label and group.
func shownLines(t *testing.T, f *excelize.File, q *survey.Question, title string) map[string]shownLine {
	t.Helper()
	shown := map[string]shownLine{}
	sheet, first := "Questions", 1
	switch q.Purpose {
	case survey.Topic:
		sheet, first = "Topics", 0
	case survey.Role:
		sheet, first = "Roles", 0
	}
	rows := cells(t, f, sheet)
	head := slices.IndexFunc(rows, func(r []string) bool { return slices.Contains(r, "People") })
	people, group := slices.Index(rows[head], "People"), slices.Index(rows[head], "Group")
	for _, row := range rows[head+1:] {
		if len(row) < people+5 {
			break // what follows stands in tables of its own
		}
		if first == 1 && row[0] != title {
			continue
		}
		label := row[first]
		if group >= 0 && row[group] != "" {
			// Options of one name say their group behind it as well.
			label = strings.TrimSuffix(label, " ("+row[group]+")") + " / " + row[group]
		}
		shown[label] = shownLine{number(t, row[people]), number(t, row[people+4])}
		checkShares(t, row[people:])
	}
	return shown
}

// checkShares holds the share and its interval against the people and the base beside them.
func checkShares(t *testing.T, row []string) {
	t.Helper()
	x, n := number(t, row[0]), number(t, row[4])
	between := analysis.Wilson(x, n)
	for i, want := range []float64{float64(x) / float64(n), between.Low, between.High} {
		got, err := strconv.ParseFloat(row[1+i], 64)
		if err != nil || got < want-1e-9 || got > want+1e-9 {
			t.Errorf("%d of %d: %q shown, want %v", x, n, row[1+i], want)
		}
	}
}

func labelOf(q *survey.Question, id string) string {
	for _, c := range q.Categories() {
		if c.ID == id && q.Kind == survey.Scale {
			return strings.TrimSuffix(id+" – "+string(c.Label), " – ")
		}
		if c.ID == id && len(q.Bins) > 0 {
			return string(c.Label)
		}
	}
	o, _ := q.Option(id)
	var label strings.Builder
	label.WriteString(string(o.Label))
	for _, g := range q.Groups {
		if g.ID == o.Group {
			label.WriteString(" / " + string(g.Label))
		}
	}
	return label.String()
}

// columnOf finds an option's column of Answers in the codebook.
func columnOf(t *testing.T, f *excelize.File, question, option string) string {
	t.Helper()
	rows := cells(t, f, "Codebook")
	id, opt, column := slices.Index(rows[0], "Question id"), slices.Index(rows[0], "Option id"), slices.Index(rows[0], "Column in Answers")
	for _, row := range rows[1:] {
		if row[id] == question && len(row) > column && row[opt] == option {
			return row[column]
		}
	}
	t.Errorf("codebook knows nothing of %s %s", question, option)
	return ""
}

// sumAnswers adds up the columns of Answers that hold nothing but 0, 1 and blanks.
func sumAnswers(t *testing.T, f *excelize.File) map[string]int {
	t.Helper()
	rows := cells(t, f, "Answers")
	sums := map[string]int{}
	for c, name := range rows[0] {
		sum := 0
		flags := true
		for _, row := range rows[1:] {
			if c < len(row) {
				flags = flags && (row[c] == "" || row[c] == "0" || row[c] == "1")
				sum += strings.Count(row[c], "1")
			}
		}
		if flags {
			sums[name] = sum
		}
	}
	return sums
}

func countLong(t *testing.T, f *excelize.File) map[string]int {
	t.Helper()
	rows := cells(t, f, "Long")
	question, option := slices.Index(rows[0], "Question id"), slices.Index(rows[0], "Option id")
	counts := map[string]int{}
	for _, row := range rows[1:] {
		counts[row[question]+"/"+row[option]]++
	}
	return counts
}

// compareCross holds the heat map against people counted on Answers.
func compareCross(t *testing.T, f *excelize.File, c counter, sums map[string]int) {
	t.Helper()
	topic, role := c.survey.ByPurpose(survey.Topic), c.survey.ByPurpose(survey.Role)
	want := c.table(tally.Query{By: []tally.Dimension{{Question: topic.ID}, {Question: role.ID}}})
	rows := cells(t, f, "Topic x role")
	head := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 0 && r[0] == "Topic" })
	for r := range topic.Options {
		row := rows[head+1+r]
		for i := range role.Options {
			if got := number(t, row[2+i]); got != want.Cell(r, i) {
				t.Errorf("%s x %s: %d shown, want %d", row[0], role.Options[i].ID, got, want.Cell(r, i))
			}
		}
		if got := number(t, row[2+len(role.Options)]); got != want.Axes[0].Totals[r] {
			t.Errorf("%s by everyone: %d shown, want %d", row[0], got, want.Axes[0].Totals[r])
		}
	}
	everyone := rows[head+1+len(topic.Options)]
	if everyone[0] != "Everyone" || number(t, everyone[2+len(role.Options)]) != want.Base {
		t.Errorf("last row is %v, want everyone of %d", everyone, want.Base)
	}
	if len(sums) == 0 {
		t.Error("Answers has no columns of 0 and 1")
	}
}

func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Errorf("%q is no whole number", text)
	}
	return n
}

const pets = `
id: pets
title: Pets
time_zone: America/New_York
questions:
  - id: pets
    kind: many
    title: Which pets?
    options:
      - {id: cat, label: Cat}
      - {id: dog, label: Dog}
    other: Another
  - id: feed
    kind: one
    title: Who feeds them?
    options:
      - {id: me, label: Me}
      - {id: them, label: They themselves}
  - id: love
    kind: scale
    title: How much?
    scale: {from: 0, to: 2, labels: {0: Not at all, 2: Very}}
  - id: words
    kind: long_text
    title: In your words
  - {id: name, kind: text, purpose: contact, title: Name}
  - {id: mail, kind: email, purpose: contact, title: Address}
  - {id: agree, kind: consent, purpose: contact, title: May we?, statement: You may write.}
`

// TestAnswersRow shows what one row holds: 0 only where the question was answered, the wall clock
// of the survey's zone, own words guarded.
func TestAnswersRow(t *testing.T) {
	s := parse(t, pets)
	submitted := now // 12:30 in New York
	for _, test := range []struct {
		name    string
		answers response.Answers
		want    []string // after the minutes; the first question follows two more columns
	}{
		{"nothing answered", response.Answers{}, nil},
		{"picked and not picked", response.Answers{"pets": {Picks: []string{"dog"}}}, []string{"", "", "0", "1", "0"}},
		{"other in own words", response.Answers{"pets": {Picks: []string{"other"}, Other: "=Parrot"}}, []string{"", "", "0", "0", "1", "'=Parrot"}},
		{"one of several", response.Answers{"feed": {Picks: []string{"them"}}}, []string{"", "", "", "", "", "", "They themselves", "0", "1"}},
		{"zero on the scale is an answer", response.Answers{"love": {Number: 0}}, []string{"", "", "", "", "", "", "", "", "", "0"}},
		{"words over two lines", response.Answers{"words": {Text: "a\nb"}}, []string{"", "", "", "", "", "", "", "", "", "", "a\nb"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := &response.Response{ID: "abc", Source: "form", Submitted: submitted, Started: submitted.Add(-90e9), Answers: test.answers}
			f := open(t, write(t, config(s, []*response.Response{r})))
			rows := cells(t, f, "Answers")
			want := append([]string{"abc", "46346.520833333336", "form", "1.5"}, test.want...)
			if diff := cmp.Diff(want, rows[1]); diff != "" {
				t.Error(diff)
			}
			shown, err := f.GetCellValue("Answers", "B2")
			if err != nil || shown != "2026-11-20 12:30" {
				t.Errorf("submitted is shown as %q, %v", shown, err)
			}
		})
	}
}

// TestNobody makes a workbook of a survey that nobody has answered: empty tables, blank shares.
func TestNobody(t *testing.T) {
	for _, name := range []string{"charlotte", "powershell"} {
		f := open(t, write(t, config(load(t, name), nil)))
		for _, sheet := range []string{"Answers", "Long"} {
			if rows := cells(t, f, sheet); len(rows) != 1 {
				t.Errorf("%s: %s has %d rows, want only the headings", name, sheet, len(rows))
			}
		}
		rows := cells(t, f, "Topics")
		if diff := cmp.Diff([]string{"0", "", "", "", "0", "0"}, rows[5][2:]); diff != "" {
			t.Error(diff)
		}
		if !strings.Contains(text(t, f, "Read me"), "Nobody yet") {
			t.Error("Read me does not say that nobody answered")
		}
	}
}

// TestWithoutPurposes leaves out what the survey cannot fill and says why; every question is
// still counted.
func TestWithoutPurposes(t *testing.T) {
	s := parse(t, pets)
	f := open(t, write(t, config(s, people(s, 50))))
	want := []string{"Read me", "Summary", "Questions", "Answers", "Long", "Pivot", "Codebook"}
	if diff := cmp.Diff(want, f.GetSheetList()); diff != "" {
		t.Error(diff)
	}
	if words := text(t, f, "Read me"); !strings.Contains(words, "No question of this survey has the purpose topic or role") {
		t.Error("Read me does not say why there is no topic by role:", words)
	}
	if words := text(t, f, "Questions"); !strings.Contains(words, "Scales at a glance") || !strings.Contains(words, "0 – Not at all") {
		t.Error("the scale is not summed up:", words)
	}
}

// TestFilter counts only whom the filter lets through, and says so in words.
func TestFilter(t *testing.T) {
	s := load(t, "charlotte")
	answers := people(s, 200)
	c := config(s, answers)
	c.Filter = tally.Filter{Picks: []tally.Pick{{Question: "roles", Options: []string{"engineer"}}}}
	c.FilterWords = []string{"What do you do? is Systems / network / infrastructure engineer"}
	c.Responses = filtered(c.Filter, answers)
	f := open(t, write(t, c))
	engineers := 0
	for _, r := range answers {
		if slices.Contains(r.Answers["roles"].Picks, "engineer") {
			engineers++
		}
	}
	if rows := cells(t, f, "Answers"); len(rows)-1 != engineers {
		t.Errorf("%d rows on Answers, want %d", len(rows)-1, engineers)
	}
	if got, _ := f.GetCellValue("Summary", "A6"); got != fmt.Sprint(engineers) {
		t.Errorf("Summary shows %q responses, want %d", got, engineers)
	}
	for _, sheet := range []string{"Read me", "Summary"} {
		if !strings.Contains(text(t, f, sheet), c.FilterWords[0]) {
			t.Errorf("%s does not say what is filtered", sheet)
		}
	}
}

// TestContacts gives names only when they are asked for, only of people who agreed and who are
// counted, and never among the answers.
func TestContacts(t *testing.T) {
	s := parse(t, pets)
	answers := people(s, 3)
	person := func(name string, consent bool) response.Contact {
		return response.Contact{Fields: map[string]string{"name": name, "mail": name + "@example.com"}, Consent: consent, Statement: "You may write."}
	}
	c := config(s, answers)
	if without := open(t, write(t, c)); slices.Contains(without.GetSheetList(), "Contacts") {
		t.Error("contacts are in the workbook though nobody asked for them")
	}
	c.Contacts = map[string]response.Contact{
		answers[2].ID: person("=Ann", true), answers[1].ID: person("Bob", false), "filtered": person("Cy", true),
	}
	f := open(t, write(t, c))
	want := [][]string{
		{"Response", "Name", "Address", "Agreed to"},
		{answers[2].ID, "'=Ann", "'=Ann@example.com", "You may write."},
	}
	if diff := cmp.Diff(want, cells(t, f, "Contacts")); diff != "" {
		t.Error(diff)
	}
	for _, sheet := range f.GetSheetList() {
		if words := text(t, f, sheet); sheet != "Contacts" && (strings.Contains(words, "Ann") || strings.Contains(words, "Bob")) {
			t.Errorf("%s names people", sheet)
		}
	}
	if !strings.Contains(text(t, f, "Read me"), "Do not pass this workbook on") {
		t.Error("Read me does not warn of the names")
	}
}

func text(t *testing.T, f *excelize.File, sheet string) string {
	t.Helper()
	var b strings.Builder
	for _, row := range cells(t, f, sheet) {
		b.WriteString(strings.Join(row, "\t") + "\n")
	}
	return b.String()
}
