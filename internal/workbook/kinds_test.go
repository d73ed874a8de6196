package workbook_test

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"muster/internal/response"
	"muster/internal/tally"
)

// branching has a question of every new kind, and some that are shown to some only.
const branching = `
id: branching
language: en
languages: [en, fr]
title: {en: Branching, fr: Branches}
time_zone: Europe/Zurich
sections:
  - id: first
    title: {en: First, fr: Un}
    questions:
      - {id: lead, kind: yes_no, title: {en: Do you lead?, fr: Dirigez-vous ?}}
      - id: team
        kind: number
        title: {en: How many?, fr: Combien ?}
        unit: {en: people, fr: personnes}
        decimals: 2
        bins: [0, 3, 6]
        show_if: {lead: "yes"}
      - id: topics
        kind: many
        title: {en: Topics?, fr: Sujets ?}
        options: [{id: a, label: A}, {id: b, label: B}]
        levels: [{id: very, label: {en: Very much, fr: Beaucoup}}]
      - id: order
        kind: ranking
        title: {en: Which first?, fr: Lequel ?}
        options: [{id: x, label: X}, {id: y, label: Y}, {id: z, label: Z}]
  - id: second
    title: {en: Second, fr: Deux}
    show_if: {question: topics, any: [a, b]}
    questions:
      - id: when
        kind: slots
        title: {en: When?, fr: Quand ?}
        days: [mon, tue]
        parts: [morning, evening]
      - {id: day, kind: date, title: {en: Which day?, fr: Quel jour ?}, first: 2027-01-11, last: 2027-03-31, show_if: {either: [{team: ["3-5.99"]}, {question: when, min: 2}]}}
      - {id: home, kind: link, title: {en: Your page?, fr: Votre page ?}}
      - {id: tell, kind: scale, nps: true, title: {en: Tell a friend?, fr: En parler ?}, scale: {from: 0, to: 10, labels: {0: {en: No, fr: Non}, 10: {en: Yes, fr: Oui}}}}
`

func given() []*response.Response {
	return []*response.Response{
		{ID: "one", Source: "form:poster", Submitted: now, Corrected: now.Add(time.Hour), Answers: response.Answers{
			"lead": {Picks: []string{"yes"}}, "team": {Text: "4.25"}, "topics": {Picks: []string{"a", "b"}}, "topics_very": {Picks: []string{"b"}},
			"order": {Picks: []string{"z", "x"}}, "when": {Picks: []string{"mon_evening", "tue_morning"}}, "day": {Text: "2027-02-01"},
			"home": {Text: "https://example.org/=1"}, "tell": {Number: 9},
		}, Circumstances: response.Circumstances{Language: "fr"}},
		{ID: "two", Source: "form", Submitted: now, Answers: response.Answers{"lead": {Picks: []string{"no"}}, "topics": {Picks: []string{"a"}}, "tell": {Number: 3}},
			Circumstances: response.Circumstances{Language: "en", NotShown: []string{"team", "day"}, Flags: []response.Flag{response.TooFast, "new"}}},
		{ID: "three", Source: "form", Submitted: now, Answers: response.Answers{},
			Circumstances: response.Circumstances{Language: "en", NotShown: []string{"team", "when", "day", "home", "tell"}}},
	}
}

func TestColumnsOfEveryKind(t *testing.T) {
	s := parse(t, branching)
	f := open(t, write(t, config(s, given())))
	rows, err := f.GetRows("Answers") // as people see them
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"Response", "Submitted", "Source", "Language", "Minutes to fill in", "Corrected", "Looks suspicious", "Not shown",
			"lead", "team", "topics: A", "topics: B", "topics_very: A", "topics_very: B", "order: X", "order: Y", "order: Z",
			"when: Monday morning", "when: Monday evening", "when: Tuesday morning", "when: Tuesday evening", "day", "home", "tell"},
		{"one", "2026-11-20 18:30", "form:poster", "fr", "", "2026-11-20 19:30", "", "",
			"Yes", "4.25", "1", "1", "0", "1", "2", "", "1", "0", "1", "1", "0", "2027-02-01", "https://example.org/=1", "9"},
		{"two", "2026-11-20 18:30", "form", "en", "", "", "sent within seconds; new", "team; day",
			"No", "", "1", "0", "0", "0", "", "", "", "", "", "", "", "", "", "3"},
		{"three", "2026-11-20 18:30", "form", "en", "", "", "", "team; when; day; home; tell"},
	}
	for i := range rows {
		for len(rows[i]) > 0 && rows[i][len(rows[i])-1] == "" {
			rows[i] = rows[i][:len(rows[i])-1]
		}
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	for cell, grey := range map[string]bool{"J2": false, "J3": true, "V3": true, "R3": false, "R4": true, "U4": true, "X4": true, "I4": false} {
		id, err := f.GetCellStyle("Answers", cell)
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil || (len(style.Fill.Color) > 0) != grey {
			t.Errorf("%s is filled %v, want grey: %v, %v", cell, style.Fill.Color, grey, err)
		}
	}
	for cell, want := range map[string]excelize.CellType{"J2": excelize.CellTypeUnset, "W2": excelize.CellTypeInlineString} {
		if kind, err := f.GetCellType("Answers", cell); err != nil || kind != want {
			t.Errorf("%s is of type %v, %v", cell, kind, err)
		}
	}
}

// An address that a stranger typed is text, not a link that a click follows.
func TestNoLinksToStrangers(t *testing.T) {
	for name, part := range unzip(t, write(t, config(parse(t, branching), given()))) {
		if strings.HasSuffix(name, ".rels") && bytes.Contains(part, []byte("example.org")) {
			t.Errorf("%s links to what somebody typed: %s", name, part)
		}
	}
}

func TestLongOfEveryKind(t *testing.T) {
	f := open(t, write(t, config(parse(t, branching), given()[:1])))
	rows, err := f.GetRows("Long")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range rows {
		for len(row) < 9 {
			row = append(row, "")
		}
		got = append(got, strings.Join([]string{row[2], row[3], row[5], row[6], row[8]}, "|"))
	}
	want := []string{
		"Question id|Question|Option id|Option|Place or value",
		"lead|Do you lead?|yes|Yes|", "team|How many?|3-5.99|3–5.99|4.25",
		"topics|Topics?|a|A|", "topics|Topics?|b|B|", "topics_very|Topics? – Very much|b|B|",
		"order|Which first?|z|Z|1", "order|Which first?|x|X|2",
		"when|When?|mon_evening|Monday evening|", "when|When?|tue_morning|Tuesday morning|",
		"day|Which day?|2027-W05|Week of 1 February 2027|2027-02-01", "tell|Tell a friend?|9|9|",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestGlances(t *testing.T) {
	f := open(t, write(t, config(parse(t, branching), given())))
	rows, err := f.GetRows("Questions")
	if err != nil {
		t.Fatal(err)
	}
	below := func(title string) []string {
		at := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 0 && strings.HasPrefix(r[0], title) })
		if at < 0 {
			t.Fatalf("nothing is headed %q", title)
		}
		var lines []string
		for _, r := range rows[at+1:] {
			if len(r) == 0 {
				break
			}
			lines = append(lines, strings.TrimRight(strings.Join(r, "|"), "|"))
		}
		return lines
	}
	for title, want := range map[string][]string{
		"Scales": {"Question|From … to|Under the heading|People|Average|Median|Net Promoter Score|95 % from|95 % to",
			"Tell a friend?|0 – No … 10 – Yes||2|6.00|6.00|+0|-98|+98"},
		"Orders": {"Question|Answer|Group|Put first|Share first|In the first three|Share in the first three|Mean place|Base",
			"Which first?|X||0|0.0%|1|100.0%|2.00|1", "Which first?|Y||0|0.0%|0|0.0%||1", "Which first?|Z||1|100.0%|1|100.0%|1.00|1"},
		"Numbers":       {"Question|Unit|Column|People|Median|Lower quartile|Upper quartile|Average|Least|Most", "How many?|people||1|4.25|4.25|4.25|4.25|4.25|4.25"},
		"When? (people": {"Day|Morning|Evening|Any time", "Monday|0|1|1", "Tuesday|1|0|1"},
	} {
		if diff := cmp.Diff(want, below(title)); diff != "" {
			t.Errorf("%s: %s", title, diff)
		}
	}
}

// TestBesideTheTopics holds what people said more of their picks, and where they came from.
func TestBesideTheTopics(t *testing.T) {
	s := load(t, "everything")
	answers := people(s, 60)
	for i, r := range answers {
		if i%3 == 0 {
			r.Source = "form:poster"
		}
	}
	f := open(t, write(t, config(s, answers)))
	rows := cells(t, f, "Topics")
	q := s.Question("topics")
	head, first := rows[4], rows[5]
	base := slices.Index(head, "Base")
	if diff := cmp.Diff([]string{"Base", "Very much", "I could present this"}, head[base:base+3]); diff != "" {
		t.Errorf("the last columns (-want +got):\n%s", diff)
	}
	for i, level := range []string{"topics_very", "topics_present"} {
		want := 0
		for _, r := range answers {
			for _, pick := range r.Answers[level].Picks {
				if o, _ := q.Option(pick); string(o.Label) == first[0] {
					want++
				}
			}
		}
		if got := first[base+1+i]; got != strconv.Itoa(want) {
			t.Errorf("%s of %s: %s people, want %d", level, first[0], got, want)
		}
	}
	words := text(t, f, "Questions")
	for _, want := range []string{"Where people came from", "poster", "No source named", "In which language they answered", "German"} {
		if !strings.Contains(words, want) {
			t.Errorf("Questions does not say %q", want)
		}
	}
}

// TestLongLabelsHaveRoom holds that a chart of long labels is as tall as these need, and fits a page.
func TestLongLabelsHaveRoom(t *testing.T) {
	height := func(label string) int {
		s := parse(t, "id: x\ntitle: X\nquestions:\n  - id: q\n    kind: many\n    title: Q\n    options:\n      - {id: a, label: "+label+"}\n      - {id: b, label: B}\n      - {id: c, label: C}\n")
		part := string(unzip(t, write(t, config(s, people(s, 30))))["xl/drawings/drawing1.xml"])
		rows := regexp.MustCompile(`row>(\d+)</xdr:row`).FindAllStringSubmatch(part, -1)
		if len(rows) < 2 {
			t.Fatalf("no chart in %s", part)
		}
		return integer(t, []byte(rows[len(rows)-1][1])) - integer(t, []byte(rows[len(rows)-2][1]))
	}
	short, long := height("A"), height(strings.Repeat("long words ", 8)) // of three lines
	if long != short+6 {
		t.Errorf("a chart of three bars is %d rows tall, with a label of three lines %d", short, long)
	}
}

func TestCodebookOfEveryKind(t *testing.T) {
	f := open(t, write(t, config(parse(t, branching), given())))
	var got []string
	for _, row := range cells(t, f, "Codebook")[1:] {
		for len(row) < 11 {
			row = append(row, "")
		}
		got = append(got, strings.Join([]string{row[0], row[1], row[5], row[6], row[8], row[10]}, "|"))
	}
	team, day := "“Do you lead?” has Yes", "“Topics?” has A or B and (“How many?” has 3–5.99 or “When?” has 2 or more picks)"
	for _, want := range []string{
		"lead|Do you lead?|yes|Yes|lead|", "team|How many?||people|team|" + team, "team|How many?|3-5.99|3–5.99|team|" + team,
		"topics_very|Topics? – Very much|a|A|topics_very: A|", "order|Which first?|x|X|order: X|",
		"when|When?|mon_evening|Monday evening|when: Monday evening|“Topics?” has A or B",
		"day|Which day?|2027-W05|Week of 1 February 2027|day|" + day, "home|Your page?|||home|“Topics?” has A or B",
		"tell|Tell a friend?|10|10 – Yes|tell|“Topics?” has A or B",
		"|In which language the form was shown|fr|French|Language|", "|Why it looks as if no person had given it|fast|sent within seconds|Looks suspicious|",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("the codebook does not say %q but\n%s", want, strings.Join(got, "\n"))
		}
	}
}

// Read me says who is missing, and what the grey cells are.
func TestReadmeSaysWhoIsMissing(t *testing.T) {
	s := parse(t, branching)
	c := config(s, given())
	all := text(t, open(t, write(t, c)), "Read me")
	for _, want := range []string{
		"1 person of those counted here looks as if no person had answered", "given in English and French", "they are counted nowhere and stand on no sheet",
		"grey is a question that was not shown", "Answered\tQuestion\tNot shown", "1\tHow many?\t2",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("Read me does not say %q:\n%s", want, all)
		}
	}
	c.Filter = tally.Filter{Unflagged: true}
	c.FilterWords = []string{"without answers that look suspicious"}
	c.Responses = filtered(c.Filter, given())
	left := text(t, open(t, write(t, c)), "Read me")
	for _, want := range []string{"Only part of the answers, 2 of 3: without answers that look suspicious.", "They are left out."} {
		if !strings.Contains(left, want) {
			t.Errorf("Read me does not say %q:\n%s", want, left)
		}
	}
}

// What does not fit its kind, as an answer to an earlier wording, is text and breaks nothing.
func TestOddAnswers(t *testing.T) {
	s := parse(t, branching)
	for _, test := range []struct{ name, number, day, wantNumber, wantDay string }{
		{"of a stranger", "=1+1", "=2+2", "'=1+1", "'=2+2"},
		{"too long to be exact", strings.Repeat("9", 40), "2027-13-40", strings.Repeat("9", 40), "2027-13-40"},
		{"before Excel's calendar", "-0.5", "1800-01-01", "-0.5", "1800-01-01"},
		{"markup", "<v>1</v>", "]]>", "<v>1</v>", "]]>"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := &response.Response{ID: "odd", Submitted: now, Answers: response.Answers{"team": {Text: test.number}, "day": {Text: test.day}}}
			f := open(t, write(t, config(s, []*response.Response{r})))
			rows := cells(t, f, "Answers")
			if got := rows[1][9]; got != test.wantNumber {
				t.Errorf("number is %q, want %q", got, test.wantNumber)
			}
			if got := rows[1][21]; got != test.wantDay {
				t.Errorf("day is %q, want %q", got, test.wantDay)
			}
		})
	}
}

// Without branches, languages and numbers nothing speaks of them.
func TestNothingOfWhatIsNotAsked(t *testing.T) {
	s := load(t, "charlotte")
	f := open(t, write(t, config(s, people(s, 5))))
	for _, sheet := range []string{"Answers", "Long", "Codebook"} {
		head := cells(t, f, sheet)[0]
		for _, title := range []string{"Language", "Not shown", "Place or value", "Only shown if"} {
			if slices.Contains(head, title) {
				t.Errorf("%s has a column %q", sheet, title)
			}
		}
	}
	if words := text(t, f, "Read me"); strings.Contains(words, "Grey") || strings.Contains(words, "suspicious") {
		t.Error("Read me explains what is not there")
	}
}

// TestCellsAscend keeps the sheet's XML in the order of columns, which programs insist on.
func TestCellsAscend(t *testing.T) {
	file := write(t, config(parse(t, branching), given()))
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	cell := regexp.MustCompile(`<c r="([A-Z]+)(\d+)"`)
	for _, part := range z.File {
		if !strings.HasPrefix(part.Name, "xl/worksheets/sheet") {
			continue
		}
		in, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(in)
		in.Close()
		if err != nil {
			t.Fatal(err)
		}
		lastRow, lastColumn := "", 0
		for _, m := range cell.FindAllSubmatch(body, -1) {
			column, err := excelize.ColumnNameToNumber(string(m[1]))
			if err != nil || string(m[2]) == lastRow && column <= lastColumn {
				t.Fatalf("%s: %s stands behind column %d, %v", part.Name, m[0], lastColumn, err)
			}
			lastRow, lastColumn = string(m[2]), column
		}
	}
}
