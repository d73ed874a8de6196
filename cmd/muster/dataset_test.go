package main

import (
	"bytes"
	"database/sql"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	_ "github.com/duckdb/duckdb-go/v2"

	"muster/internal/dashboard"
)

// TestFilesAgreeWithDashboard downloads a table and a database through the running service, with and without a
// filter, and counts in them what a dashboard shows.
func TestFilesAgreeWithDashboard(t *testing.T) {
	dir := t.TempDir()
	quiet := environment{stdout: io.Discard, stderr: io.Discard, lookup: os.LookupEnv}
	if err := run(t.Context(), quiet, []string{"generate", "--survey", charlotte, "--n", "300", "--data", dir}); err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(dir, "exports", ".muster-left", "answers.duckdb")
	if err := os.MkdirAll(filepath.Dir(left), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(left, []byte("half a file, from before a crash"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := startServe(t, "--data", dir)
	p.waitFor(t, "/readyz")
	f := logIn(t, p, dir)
	for _, query := range []string{"", "?q.roles=engineer&q.roles=architect", "?g.topics=security&q.place=in_person"} {
		t.Run(query, func(t *testing.T) {
			page := f.page("/surveys/charlotte/dashboards/demand.json" + query)
			if page.Responses == 0 {
				t.Fatal("nobody passes the filter; the test proves nothing")
			}
			rows, err := csv.NewReader(bytes.NewReader(f.get("/surveys/charlotte/export.csv" + query))).ReadAll()
			if err != nil || len(rows)-1 != page.Responses {
				t.Errorf("%d rows in the table, %d responses on the dashboard: %v", len(rows)-1, page.Responses, err)
			}
			if n := peopleWith(t, f.get("/surveys/charlotte/export.duckdb"+query), "topics", "azure"); n != cellOf(t, panel(t, page, "Topics"), "azure") {
				t.Errorf("%d people picked it in the database, %d on the dashboard", n, cellOf(t, panel(t, page, "Topics"), "azure"))
			}
		})
	}
	entries, err := os.ReadDir(filepath.Join(dir, "exports"))
	if err != nil || len(entries) > 0 {
		t.Errorf("the service keeps files of answers: %v %v", entries, err)
	}
}

// peopleWith counts the picks of an option in a DuckDB file.
func peopleWith(t *testing.T, file []byte, question, option string) (n int) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.duckdb")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("duckdb", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow("SELECT count(*) FROM picks WHERE question = ? AND option = ?", question, option).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// cellOf gives how many people a ranking shows for an option.
func cellOf(t *testing.T, p *dashboard.Panel, option string) int {
	t.Helper()
	column := slices.IndexFunc(p.Table.Columns, func(c dashboard.Column) bool { return c.Kind == dashboard.Count })
	for _, r := range p.Table.Rows {
		if r.ID == option {
			return *r.Cells[column].Count
		}
	}
	t.Fatalf("the panel has no %q", option)
	return 0
}
