package importer_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"time"

	"muster/internal/importer"
	"muster/internal/response"
	"muster/internal/spreadsheet"
	"muster/internal/survey"
	sampledata "muster/sample-data"
)

var importedAt = time.Date(2026, 11, 20, 17, 0, 0, 0, time.UTC)

const small = "Timestamp,What?\n2026-01-02 10:00:00,Tea\n2026-01-02 11:00:00,\"Milk, with \"\"foam\"\"\"\n"

func now() time.Time { return importedAt }

// table reads text as a file.
func table(t testing.TB, text string) *spreadsheet.Table {
	t.Helper()
	got, err := spreadsheet.Read("test.csv", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func sampleTable(t testing.TB, name string) *spreadsheet.Table {
	t.Helper()
	data, err := sampledata.Files.ReadFile("exports/" + name)
	if err != nil {
		t.Fatal(err)
	}
	got, err := spreadsheet.Read(name, bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func sampleSurvey(t testing.TB, id string) *survey.Survey {
	t.Helper()
	data, err := sampledata.Files.ReadFile(id + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, string(data))
}

func parse(t testing.TB, text string) *survey.Survey {
	t.Helper()
	s, problems := survey.Parse("test.yaml", []byte(text))
	if len(problems) > 0 {
		t.Fatalf("%v\n%s", problems, text)
	}
	return s
}

func infer(t testing.TB, table *spreadsheet.Table) *importer.Plan {
	t.Helper()
	plan, err := importer.Infer(t.Context(), table, importer.InferConfig{ID: "test", Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func match(t testing.TB, table *spreadsheet.Table, s *survey.Survey, partial bool) *importer.Plan {
	t.Helper()
	plan, err := importer.Match(t.Context(), table, s, importer.MatchConfig{Partial: partial, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func collect(plan *importer.Plan) []*response.Response { return slices.Collect(plan.Responses()) }

func ids(plan *importer.Plan) []string {
	var out []string
	for r := range plan.Responses() {
		out = append(out, r.ID)
	}
	return out
}

// column writes a file with time stamps and one question.
func column(title string, cells ...string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	rows := [][]string{{"Timestamp", title}}
	at := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	for _, cell := range cells {
		rows = append(rows, []string{at.Format("2006/01/02 3:04:05 PM") + " UTC", cell})
		at = at.Add(97 * time.Minute)
	}
	if err := w.WriteAll(rows); err != nil {
		panic(err)
	}
	return b.String()
}

// times repeats cells: times(3, "a", 2, "b").
func times(pairs ...any) []string {
	var out []string
	for i := 0; i < len(pairs); i += 2 {
		for range pairs[i].(int) {
			out = append(out, pairs[i+1].(string))
		}
	}
	return out
}

func labels(q *survey.Question) []string {
	var out []string
	for _, o := range q.Options {
		out = append(out, string(o.Label))
	}
	return out
}

func said(lines []string, part string) bool {
	return slices.ContainsFunc(lines, func(line string) bool { return strings.Contains(line, part) })
}
