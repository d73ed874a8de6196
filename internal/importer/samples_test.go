package importer_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"muster/internal/response"
	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

// sampled are made-up answers to the form of the Charlotte group as other tools would have asked it. Contact
// details are of nobody.
type sampled struct {
	begun, sent time.Time
	response.Answers
	mail string
}

func samples(s *survey.Survey, people int, seed uint64) []sampled {
	random := rand.New(rand.NewPCG(seed, 2))
	at := time.Date(2026, 10, 5, 8, 0, 0, 0, time.UTC)
	var all []sampled
	for n := range people {
		at = at.Add(time.Duration(30+random.IntN(700)) * time.Minute)
		one := sampled{begun: at, sent: at.Add(time.Duration(90+random.IntN(900)) * time.Second), Answers: response.Answers{}}
		for _, q := range s.Questions {
			one.ask(q, random)
		}
		if random.IntN(3) > 0 {
			one.mail = fmt.Sprintf("sample.reader.%d@example.com", n+1)
		}
		all = append(all, one)
	}
	return all
}

// ask gives every option a popularity of its own by its place, so that dashboards have something to show.
func (one *sampled) ask(q *survey.Question, random *rand.Rand) {
	var picks []string
	for i, o := range q.Options {
		chance := 12 + 90/(1+(i*7)%11)
		if q.From != "" {
			chance = 6
		}
		if random.IntN(100) < chance && !o.Exclusive && !o.Written {
			picks = append(picks, o.ID)
		}
	}
	switch {
	case q.Single() && random.IntN(10) > 0:
		one.Answers[q.ID] = response.Answer{Picks: []string{q.Options[random.IntN(len(q.Options))].ID}}
	case q.Kind == survey.Many && len(picks) > 0:
		one.Answers[q.ID] = response.Answer{Picks: picks}
	case q.Kind == survey.Long && random.IntN(4) == 0:
		one.Answers[q.ID] = response.Answer{Text: []string{
			"Our backups run; nobody ever restored one", "Moving 400 laptops to another domain by June", "I have scripts, and no idea which of them still matter",
			"Somebody left and took the passwords along", "Two offices, one link, and it rains in",
		}[random.IntN(5)]}
	}
}

// label is an option as a form without groups would call it.
func label(q *survey.Question, o survey.Option) string {
	for _, other := range q.Options {
		if other.ID == o.ID || other.Label != o.Label {
			continue
		}
		if o.Hint != "" {
			return string(o.Label + " (" + o.Hint + ")")
		}
		for _, g := range q.Groups {
			if g.ID == o.Group {
				return string(o.Label + " (" + g.Label + ")")
			}
		}
	}
	return string(o.Label)
}

// cell is an answer with every pick closed by a semicolon where several are possible.
func (one *sampled) cell(q *survey.Question) string {
	a := one.Answers[q.ID]
	var b strings.Builder
	for _, o := range q.Options {
		if slices.Contains(a.Picks, o.ID) {
			b.WriteString(label(q, o))
			if !q.Single() {
				b.WriteString(";")
			}
		}
	}
	switch q.Kind {
	case survey.Email:
		return one.mail
	case survey.Agree:
		if one.mail != "" {
			return string(q.Statement)
		}
		return ""
	}
	return b.String() + a.Text
}

func newYork(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// workbook writes the answers as Microsoft Forms does.
func workbook(t *testing.T, s *survey.Survey, all []sampled) []byte {
	t.Helper()
	book := excelize.NewFile()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(book.SetDocProps(&excelize.DocProperties{Created: "2026-11-01T09:00:00Z", Modified: "2026-11-01T09:00:00Z", Creator: "Sample"}))
	style, err := book.NewStyle(&excelize.Style{CustomNumFmt: new("m/d/yy h:mm:ss")})
	must(err)
	row := []any{"ID", "Start time", "Completion time", "Email", "Name", "Last modified time"}
	for i, q := range s.Questions {
		title := string(q.Title)
		if i == 1 {
			title = strings.Replace(title, " ", "\u00a0", 1) // as they occur
		}
		row = append(row, title)
	}
	width := len(row)
	must(book.SetSheetRow("Sheet1", "A1", &row))
	for n, one := range all {
		row := []any{n + 1, wall(one.begun, newYork(t)), wall(one.sent, newYork(t)), "anonymous", nil, nil}
		for _, q := range s.Questions {
			if cell := one.cell(q); cell != "" {
				row = append(row, cell)
			} else {
				row = append(row, nil)
			}
		}
		at := fmt.Sprintf("A%d", n+2)
		must(book.SetSheetRow("Sheet1", at, &row))
		must(book.SetCellStyle("Sheet1", fmt.Sprintf("B%d", n+2), fmt.Sprintf("C%d", n+2), style))
	}
	end, err := excelize.CoordinatesToCellName(width, len(all)+1)
	must(err)
	must(book.AddTable("Sheet1", &excelize.Table{Range: "A1:" + end, Name: "Table1", StyleName: "TableStyleLight9"}))
	must(book.SetColWidth("Sheet1", "A", "F", 16))
	must(book.SetSheetName("Sheet1", "Form1"))
	var data bytes.Buffer
	must(book.Write(&data))
	return data.Bytes()
}

// wall is the time on the wall there, which is all that a workbook knows.
func wall(at time.Time, zone *time.Location) time.Time {
	at = at.In(zone)
	return time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, time.UTC)
}

// spread writes the answers as Typeform does.
func spread(t *testing.T, s *survey.Survey, all []sampled) []byte {
	t.Helper()
	random := rand.New(rand.NewPCG(7, 7))
	header := []string{"#"}
	for _, q := range s.Questions {
		if q.Kind != survey.Many {
			header = append(header, string(q.Title))
			continue
		}
		for _, o := range q.Options {
			header = append(header, label(q, o))
		}
	}
	rows := [][]string{append(header, "Response Type", "Start Date (UTC)", "Stage Date (UTC)", "Submit Date (UTC)", "Network ID", "Tags", "Ending")}
	for _, one := range all {
		token := make([]byte, 32)
		for i := range token {
			token[i] = "abcdefghijklmnopqrstuvwxyz0123456789"[random.IntN(36)]
		}
		row := []string{string(token)}
		for _, q := range s.Questions {
			if q.Kind != survey.Many {
				row = append(row, one.cell(q))
				continue
			}
			for _, o := range q.Options {
				text := ""
				if slices.Contains(one.Answers[q.ID].Picks, o.ID) {
					text = label(q, o)
				}
				row = append(row, text)
			}
		}
		rows = append(rows, append(row, "completed", one.begun.Format(time.DateTime), "", one.sent.Format(time.DateTime), fmt.Sprintf("%010x", random.Uint64()>>24), "", ""))
	}
	var data bytes.Buffer
	if err := csv.NewWriter(&data).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return data.Bytes()
}

// The samples are written by this test (-update), and fit the survey that they are said to be of, with every
// answer that went into them.
func TestSampleExportsOfOneForm(t *testing.T) {
	s := sampleSurvey(t, "charlotte")
	for _, test := range []struct {
		name  string
		all   []sampled
		write func(*testing.T, *survey.Survey, []sampled) []byte
	}{
		{"charlotte-microsoft.xlsx", samples(s, 28, 3), workbook},
		{"charlotte-typeform.csv", samples(s, 22, 4), spread},
	} {
		t.Run(test.name, func(t *testing.T) {
			made := test.write(t, s, test.all)
			if *update {
				if err := os.WriteFile("../../sample-data/exports/"+test.name, made, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			file := sampleTable(t, test.name)
			want, err := spreadsheet.Read(test.name, bytes.NewReader(made))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, file); diff != "" {
				t.Errorf("the sample is not what this test writes (-update writes it anew): %s", diff)
			}
			plan := match(t, file, s, false)
			if err := plan.Err(); err != nil {
				t.Fatal(err)
			}
			for i, r := range collect(plan) {
				one := test.all[i]
				if diff := cmp.Diff(one.Answers, r.Answers); diff != "" {
					t.Errorf("person %d: %s", i+1, diff)
				}
				if !r.Submitted.Equal(one.sent) || !r.Started.Equal(one.begun) {
					t.Errorf("person %d: from %s to %s, want %s to %s", i+1, r.Started, r.Submitted, one.begun, one.sent)
				}
				if got := r.Contact != nil && r.Contact.Consent && r.Contact.Fields["email"] == one.mail; got != (one.mail != "") {
					t.Errorf("person %d: contact %+v", i+1, r.Contact)
				}
			}
			if test.name == "charlotte-typeform.csv" {
				for _, want := range []string{
					"The columns from “Support specialist / technician” to “Networking (meeting people)” each hold one option; each was taken for the question that has it.",
					"The columns from “Azure” to “Networking (meeting people)” each hold one option of “Which of them could you speak about?”.",
				} {
					if !said(plan.Decisions, want) {
						t.Errorf("decisions %q", plan.Decisions)
					}
				}
			}
			agree(t, file)
		})
	}
}
