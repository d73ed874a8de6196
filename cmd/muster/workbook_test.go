package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"muster/internal/account"
	"muster/internal/dashboard"
	"muster/internal/survey"
)

// founder is a browser of somebody who is logged in.
type founder struct {
	t      *testing.T
	base   string
	client *http.Client
}

// logIn lets a founder in through a link that works once, as muster login makes it.
func logIn(t *testing.T, p *process, dir string) *founder {
	t.Helper()
	kept, err := openExisting(t.Context(), environment{stderr: io.Discard}, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	gate, err := newGate(kept.store, nil)
	if err != nil {
		t.Fatal(err)
	}
	person, err := gate.Admit(t.Context(), "Ada", "ada@example.com", account.Founder)
	if err != nil {
		t.Fatal(err)
	}
	token, err := gate.EntryFor(t.Context(), person.ID)
	if err != nil {
		t.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	f := &founder{t: t, base: p.base, client: &http.Client{Jar: jar}}
	reply, err := f.client.PostForm(p.base+"/enter/"+token, nil)
	if err != nil {
		t.Fatal(err)
	}
	reply.Body.Close()
	if reply.StatusCode != http.StatusOK {
		t.Fatalf("the link answers %s", reply.Status)
	}
	return f
}

func (f *founder) get(path string) []byte {
	f.t.Helper()
	reply, err := f.client.Get(f.base + path)
	if err != nil {
		f.t.Fatal(err)
	}
	defer reply.Body.Close()
	body, err := io.ReadAll(reply.Body)
	if err != nil || reply.StatusCode != http.StatusOK {
		f.t.Fatalf("%s answers %s: %v", path, reply.Status, err)
	}
	return body
}

func (f *founder) page(path string) dashboard.Page {
	f.t.Helper()
	var page dashboard.Page
	if err := json.Unmarshal(f.get(path), &page); err != nil {
		f.t.Fatal(err)
	}
	return page
}

func (f *founder) workbook(path string) *excelize.File {
	f.t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(f.get(path)), excelize.Options{UnzipSizeLimit: 64 << 20, UnzipXMLSizeLimit: 16 << 20})
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { book.Close() })
	return book
}

// TestWorkbookAgreesWithDashboard downloads both through the running service, with and without a
// filter, and holds every total of the one against the other and against the rows on Answers.
func TestWorkbookAgreesWithDashboard(t *testing.T) {
	dir := t.TempDir()
	quiet := environment{stdout: io.Discard, stderr: io.Discard, lookup: os.LookupEnv}
	if err := run(t.Context(), quiet, []string{"generate", "--survey", charlotte, "--n", "300", "--data", dir}); err != nil {
		t.Fatal(err)
	}
	p := startServe(t, "--data", dir)
	p.waitFor(t, "/readyz")
	f := logIn(t, p, dir)
	s, err := readSurvey(charlotte)
	if err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{"", "?q.roles=engineer&q.roles=architect", "?g.topics=security&q.place=in_person"} {
		t.Run(query, func(t *testing.T) {
			page := f.page("/surveys/charlotte/dashboards/demand.json" + query)
			book := f.workbook("/surveys/charlotte/export.xlsx" + query)
			if page.Responses == 0 {
				t.Fatal("nobody passes the filter; the test proves nothing")
			}
			if n := len(rows(t, book, "Answers")) - headerRows(t, book, "Answers"); n != page.Responses {
				t.Errorf("%d rows of answers, %d responses on the dashboard", n, page.Responses)
			}
			compareRanking(t, book, "Topics", panel(t, page, "Topics"), s.Question("topics"))
			compareRanking(t, book, "Roles", panel(t, page, "Roles"), s.Question("roles"))
			compareCross(t, book, panel(t, page, "Topics by role"), s)
		})
	}
}

func panel(t *testing.T, page dashboard.Page, title string) *dashboard.Panel {
	t.Helper()
	for p := range page.Panels() {
		if p.Title == title {
			return p
		}
	}
	t.Fatalf("the dashboard has no panel %q", title)
	return nil
}

func rows(t *testing.T, book *excelize.File, sheet string) [][]string {
	t.Helper()
	cells, err := book.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return cells
}

// headerRows tells how many rows stand above the data of a sheet with one table.
func headerRows(t *testing.T, book *excelize.File, sheet string) int {
	t.Helper()
	tables, err := book.GetTables(sheet)
	if err != nil || len(tables) != 1 {
		t.Fatalf("tables of %s: %v %v", sheet, tables, err)
	}
	_, row, err := excelize.CellNameToCoordinates(strings.Split(tables[0].Range, ":")[0])
	if err != nil {
		t.Fatal(err)
	}
	return row
}

// people reads a number of people.
func people(t *testing.T, cell string) int {
	t.Helper()
	n, err := strconv.Atoi(cell)
	if err != nil {
		t.Fatalf("%q is no number of people", cell)
	}
	return n
}

// below gives the rows of the table whose header begins with that word.
func below(cells [][]string, header string) (head []string, data [][]string) {
	at := slices.IndexFunc(cells, func(row []string) bool { return len(row) > 1 && row[0] == header })
	if at < 0 {
		return nil, nil
	}
	end := slices.IndexFunc(cells[at:], func(row []string) bool { return len(row) == 0 })
	if end < 0 {
		end = len(cells) - at
	}
	return cells[at], cells[at+1 : at+end]
}

// optionOf finds the option that a sheet's row is about: the label, and the group where there are
// groups, name it.
func optionOf(t *testing.T, q *survey.Question, row []string) string {
	t.Helper()
	label := strings.TrimSuffix(row[0], " ("+row[1]+")") // which stands behind labels that two groups have
	for _, o := range q.Options {
		if string(o.Label) != label {
			continue
		}
		if len(q.Groups) == 0 || slices.ContainsFunc(q.Groups, func(g survey.Group) bool { return g.ID == o.Group && string(g.Label) == row[1] }) {
			return o.ID
		}
	}
	t.Fatalf("no option of %s is named %q", q.ID, row[:2])
	return ""
}

func compareRanking(t *testing.T, book *excelize.File, sheet string, p *dashboard.Panel, q *survey.Question) {
	t.Helper()
	shown := map[string]int{}
	column := slices.IndexFunc(p.Table.Columns, func(c dashboard.Column) bool { return c.Kind == dashboard.Count })
	for _, r := range p.Table.Rows {
		shown[r.ID] = *r.Cells[column].Count
	}
	head, data := below(rows(t, book, sheet), sheet[:len(sheet)-1])
	at, base := slices.Index(head, "People"), slices.Index(head, "Base")
	if len(data) != len(q.Options) || len(shown) != len(q.Options) {
		t.Fatalf("%s: %d rows in the workbook, %d on the dashboard, %d options", sheet, len(data), len(shown), len(q.Options))
	}
	for _, row := range data {
		id := optionOf(t, q, row)
		if n := people(t, row[at]); n != shown[id] {
			t.Errorf("%s, %s: %d in the workbook, %d on the dashboard", sheet, id, n, shown[id])
		}
		if n := people(t, row[base]); n != p.Base.People {
			t.Errorf("%s, %s: base %d in the workbook, %d on the dashboard", sheet, id, n, p.Base.People)
		}
	}
}

func compareCross(t *testing.T, book *excelize.File, p *dashboard.Panel, s *survey.Survey) {
	t.Helper()
	topics, roles := s.Question("topics"), s.Question("roles")
	head, data := below(rows(t, book, "Topic x role"), "Topic")
	compared := 0
	for _, row := range data {
		if row[0] == "Everyone" {
			continue
		}
		topic := optionOf(t, topics, row)
		for _, role := range roles.Options {
			n := people(t, row[slices.Index(head, string(role.Label))])
			if shown := cell(t, p, topic, role.ID); n != shown {
				t.Errorf("%s by %s: %d in the workbook, %d on the dashboard", topic, role.ID, n, shown)
			}
			compared++
		}
	}
	if compared != len(topics.Options)*len(roles.Options) {
		t.Errorf("%d cells compared", compared)
	}
}

// cell gives the people of a crosstab's cell, whichever way round it is drawn.
func cell(t *testing.T, p *dashboard.Panel, a, b string) int {
	t.Helper()
	for _, r := range p.Table.Rows {
		for i, c := range p.Table.Columns {
			if c.Kind == dashboard.Cross && (r.ID == a && c.ID == b || r.ID == b && c.ID == a) {
				return *r.Cells[i].Count
			}
		}
	}
	t.Fatalf("the dashboard has no cell %s by %s", a, b)
	return 0
}
