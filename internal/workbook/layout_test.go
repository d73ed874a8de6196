package workbook_test

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/workbook"
)

// TestEveryAnswer reads Answers back into responses: nothing is lost but which option comes
// first, and what was guarded is what was written.
func TestEveryAnswer(t *testing.T) {
	for _, name := range []string{"charlotte", "powershell", "everything"} {
		t.Run(name, func(t *testing.T) {
			s := load(t, name)
			want := people(s, 80)
			f := open(t, write(t, config(s, want)))
			rows, codes := cells(t, f, "Answers"), cells(t, f, "Codebook")
			for i, r := range want {
				got := &response.Response{ID: rows[i+1][0], Answers: readAnswers(s, rows[0], rows[i+1], codes)}
				if diff := cmp.Diff(r, got, cmpopts.IgnoreFields(response.Response{}, "Survey", "Source", "Submitted", "Started", "Circumstances")); diff != "" {
					t.Errorf("response %d: %s", i, diff)
				}
			}
		})
	}
}

// readAnswers understands a row of Answers by the codebook alone.
func readAnswers(s *survey.Survey, head, row []string, codes [][]string) response.Answers {
	answers := response.Answers{}
	value := func(column string) string {
		if at := slices.Index(head, column); at >= 0 && at < len(row) {
			return row[at]
		}
		return ""
	}
	for _, code := range codes[1:] {
		q := s.Question(code[0])
		if q == nil || q.Personal() {
			continue
		}
		shown := value(code[8])
		a := answers[q.ID]
		switch {
		case shown == "":
			continue
		case q.Kind == survey.Scale:
			a.Number, _ = strconv.Atoi(shown)
		case q.Kind == survey.Date:
			days, _ := strconv.Atoi(shown)
			a.Text = time.Date(1899, 12, 30+days, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		case !q.Choice():
			a.Text = shown
		case q.Kind == survey.YesNo:
			if shown == code[6] {
				a.Picks = []string{code[5]}
			}
		case code[5] == "":
			continue // the label of a single choice, once more
		case q.Kind == survey.Ranking:
			place, _ := strconv.Atoi(shown)
			for len(a.Picks) < place {
				a.Picks = append(a.Picks, "")
			}
			a.Picks[place-1] = code[5]
		case shown == "1":
			a.Picks = append(a.Picks, code[5])
			if o, _ := q.Option(code[5]); o.Written {
				a.Other = strings.TrimPrefix(value(code[8]+" – in own words"), "'")
			}
		default:
			continue
		}
		answers[q.ID] = a
	}
	return answers
}

// TestLongRows shows the rows of one response on Long.
func TestLongRows(t *testing.T) {
	s := load(t, "powershell")
	r := &response.Response{ID: "abc", Submitted: now, Answers: response.Answers{
		"roles":   {Picks: []string{"student", "other"}, Other: "@home"},
		"topics":  {Picks: []string{"azure"}},
		"comfort": {Number: 5},
		"gone":    {Picks: []string{"x"}},
		"help":    {Picks: []string{"an_option_of_an_earlier_wording"}},
	}}
	got := cells(t, open(t, write(t, config(s, []*response.Response{r}))), "Long")
	when := "46346.520833333336"
	want := [][]string{
		{"Response", "Submitted", "Question id", "Question", "Group", "Option id", "Option", "In own words"},
		{"abc", when, "roles", "What do you use PowerShell as?", "", "student", "Student"},
		{"abc", when, "roles", "What do you use PowerShell as?", "", "other", "Something else", "'@home"},
		{"abc", when, "topics", "Which topics would you come for?", "What it reaches", "azure", "Azure"},
		{"abc", when, "comfort", "How comfortable are you with PowerShell?", "", "5", "5 – I write modules for others"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestMoments writes the wall clock of the survey's zone, also where it jumps.
func TestMoments(t *testing.T) {
	for _, test := range []struct{ name, at, want string }{
		{"winter", "2026-01-15T17:30:59Z", "2026-01-15 12:30"},
		{"before the clocks go forward", "2026-03-08T06:59:00Z", "2026-03-08 01:59"},
		{"after the clocks went forward", "2026-03-08T07:00:00Z", "2026-03-08 03:00"},
		{"the day before by the zone", "2026-07-01T03:59:00Z", "2026-06-30 23:59"},
		{"the hour that comes twice", "2026-11-01T06:30:00Z", "2026-11-01 01:30"},
	} {
		t.Run(test.name, func(t *testing.T) {
			at, err := time.Parse(time.RFC3339, test.at)
			if err != nil {
				t.Fatal(err)
			}
			r := &response.Response{ID: "abc", Submitted: at, Answers: response.Answers{}}
			f := open(t, write(t, config(parse(t, pets), []*response.Response{r})))
			got, err := f.GetCellValue("Answers", "B2")
			if err != nil || got != test.want {
				t.Errorf("%s is shown as %q, %v, want %q", test.at, got, err, test.want)
			}
		})
	}
}

// TestGroups counts a person once in a group, however many of its options were picked.
func TestGroups(t *testing.T) {
	s := load(t, "charlotte")
	answers := people(s, 150)
	rows := cells(t, open(t, write(t, config(s, answers))), "Topics")
	head := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 0 && r[0] == "Group" })
	q := s.ByPurpose(survey.Topic)
	for _, row := range rows[head+1:] {
		want := 0
		for _, r := range answers {
			if slices.ContainsFunc(r.Answers[q.ID].Picks, func(id string) bool { return labelOf(q, id) != "" && strings.HasSuffix(labelOf(q, id), " / "+row[0]) }) {
				want++
			}
		}
		if row[2] != fmt.Sprint(want) || row[1] != "6" {
			t.Errorf("group %s shows %v, want %d people of 6 options", row[0], row, want)
		}
	}
	if len(rows[head+1:]) != len(q.Groups) {
		t.Errorf("%d groups shown, want %d", len(rows[head+1:]), len(q.Groups))
	}
}

// TestChartsApart reads where the charts stand: none covers another, none is cut by the end of a
// page, and each points at cells that hold something.
func TestChartsApart(t *testing.T) {
	for _, name := range []string{"charlotte", "powershell"} {
		t.Run(name, func(t *testing.T) {
			s := load(t, name)
			file := write(t, config(s, people(s, 100)))
			parts := unzip(t, file)
			var drawing struct {
				Anchors []struct {
					From, To struct {
						Col int `xml:"col"`
						Row int `xml:"row"`
					}
				} `xml:"twoCellAnchor"`
			}
			body := strings.NewReplacer("xdr:from>", "xdr:From>", "xdr:to>", "xdr:To>").Replace(string(parts["xl/drawings/drawing1.xml"]))
			if err := xml.Unmarshal([]byte(body), &drawing); err != nil {
				t.Fatal(err)
			}
			if len(drawing.Anchors) < 5 {
				t.Fatalf("%d charts", len(drawing.Anchors))
			}
			var page struct {
				Breaks []struct {
					Row int `xml:"id,attr"`
				} `xml:"rowBreaks>brk"`
			}
			if err := xml.Unmarshal(parts["xl/worksheets/sheet2.xml"], &page); err != nil {
				t.Fatal(err)
			}
			for i, a := range drawing.Anchors {
				for _, b := range drawing.Anchors[:i] {
					if a.From.Col <= b.To.Col && b.From.Col <= a.To.Col && a.From.Row <= b.To.Row && b.From.Row <= a.To.Row {
						t.Errorf("two charts cover each other: %+v %+v", a, b)
					}
				}
				for _, brk := range page.Breaks {
					if a.From.Row < brk.Row && brk.Row <= a.To.Row {
						t.Errorf("the page ends at row %d, in the chart %+v", brk.Row, a)
					}
				}
			}
		})
	}
}

// TestManyOptions keeps a wide survey in bounds, and says which charts it leaves out.
func TestManyOptions(t *testing.T) {
	var file strings.Builder
	file.WriteString("id: wide\ntitle: Wide\nquestions:\n")
	for q := range 60 {
		fmt.Fprintf(&file, "  - id: q%d\n    kind: many\n    title: Question %d\n    options:\n", q, q)
		for o := range survey.MaxOptions {
			fmt.Fprintf(&file, "      - {id: o%d, label: Option %d}\n", o, o)
		}
	}
	s := parse(t, file.String())
	f := open(t, write(t, config(s, people(s, 3))))
	if words := text(t, f, "Summary"); !strings.Contains(words, "47 more questions are not drawn here") {
		t.Error("Summary does not say that it leaves charts out:", words)
	}
	rows := cells(t, f, "Answers")
	if want := 6 + 60*survey.MaxOptions; len(rows[0]) != want || len(rows) != 4 {
		t.Errorf("%d columns and %d rows, want %d and 4", len(rows[0]), len(rows), want)
	}
}

// FuzzWords writes any text as an answer and as a label: the file opens, and neither is a formula.
func FuzzWords(f *testing.F) {
	for _, seed := range []string{"", "=1", "\x00=1", "_x0000_", "\uFFFE", "a\xffb", "]]>", "'=", "\u2028", "&#0;", strings.Repeat("x", 40000)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := &survey.Survey{ID: "x", Title: survey.Text(text), Zone: time.UTC, Language: "en", Questions: []*survey.Question{
			{ID: "a", Kind: survey.Many, Title: survey.Text(text), Options: []survey.Option{{ID: "o", Label: survey.Text(text)}, {ID: "p", Label: survey.Text(text)}}},
			{ID: "w", Kind: survey.Long, Title: "Words"},
		}}
		r := &response.Response{ID: "abc", Submitted: now, Answers: response.Answers{"a": {Picks: []string{"o"}}, "w": {Text: text}}}
		book := open(t, write(t, config(s, []*response.Response{r})))
		for _, sheet := range book.GetSheetList() {
			for _, row := range cells(t, book, sheet) {
				for _, value := range row {
					if value != "" && strings.ContainsRune("=@\t\r", rune(value[0])) {
						t.Errorf("%s holds %q", sheet, value)
					}
				}
			}
		}
	})
}

// TestMemory writes ten times the responses and wants no more memory for them.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 22,000 responses")
	}
	s := load(t, "charlotte")
	few, more := heapOf(t, s, 2_000), heapOf(t, s, 20_000)
	if more > few+16<<20 {
		t.Errorf("2,000 responses need %d MB, 20,000 need %d MB", few>>20, more>>20)
	}
}

func heapOf(t *testing.T, s *survey.Survey, n int) uint64 {
	t.Helper()
	pool := people(s, 500)
	c := repeated(config(s, pool), pool, n)
	peak, stop := watchHeap()
	var size counting
	err := workbook.Write(t.Context(), &size, c)
	stop()
	if err != nil {
		t.Fatal(err)
	}
	return peak.Load()
}
