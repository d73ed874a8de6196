package dataset_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	_ "github.com/duckdb/duckdb-go/v2"
	"github.com/google/go-cmp/cmp"

	"muster/internal/dataset"
	"muster/internal/response"
	"muster/internal/survey"
)

// query asks a DuckDB database, "" for one in memory, and gives every value as text; NULL is missing.
func query(tb testing.TB, path, text string, args ...any) [][]string {
	tb.Helper()
	db, err := sql.Open("duckdb", path)
	if err != nil {
		tb.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(text, args...)
	if err != nil {
		tb.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		tb.Fatal(err)
	}
	var all [][]string
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			tb.Fatal(err)
		}
		row := make([]string, len(columns))
		for i, v := range values {
			row[i] = shown(v)
		}
		all = append(all, row)
	}
	if err := rows.Err(); err != nil {
		tb.Fatal(err)
	}
	return all
}

func shown(value any) string {
	switch v := value.(type) {
	case nil:
		return missing
	case float64:
		return fmt.Sprintf("%.2f", v)
	case time.Time:
		return v.UTC().Format(time.DateTime)
	}
	return fmt.Sprint(value)
}

// asRows brings what DuckDB has into the terms of expected: a day has no time of day.
func asRows(s *survey.Survey, rows [][]string) [][]string {
	variables := dataset.Variables(s)
	for _, row := range rows {
		for i := range row {
			if variables[i].Kind == dataset.Day {
				row[i] = strings.TrimSuffix(row[i], " 00:00:00")
			}
		}
	}
	return rows
}

func keep(tb testing.TB, name string, data []byte) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		tb.Fatal(err)
	}
	return path
}

func TestDatabase(t *testing.T) {
	for name, s := range samples(t) {
		t.Run(name, func(t *testing.T) {
			responses := people(s, 200)
			path := keep(t, "a.duckdb", write(t, dataset.DuckDB, config(t, s, responses)))
			if diff := cmp.Diff(expectedRows(s, responses, false), asRows(s, query(t, path, "FROM answers"))); diff != "" {
				t.Error(diff)
			}
			checkPicks(t, s, responses, query(t, path, "FROM picks"))
			book := query(t, path, "FROM codebook")
			for _, line := range book {
				for i := range line {
					line[i] = strings.ReplaceAll(line[i], missing, "")
				}
			}
			head := []string{"variable", "question", "option", "kind", "measure", "label", "value", "value_label", "group", "set", "people"}
			checkCodebook(t, s, append([][]string{head}, book...), expectedRows(s, responses, true))
			labels := query(t, path, "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'answers' ORDER BY column_index")
			for i, v := range dataset.Variables(s) {
				if diff := cmp.Diff([]string{v.Name, v.Label}, labels[i]); diff != "" {
					t.Error(diff)
				}
			}
			about := query(t, path, "SELECT comment FROM duckdb_tables() WHERE table_name = 'answers'")[0][0]
			if !strings.Contains(about, string(s.Title)) || strings.Contains(about, "MADE UP") != s.Synthetic {
				t.Errorf("the table says of itself %q", about)
			}
		})
	}
}

func checkPicks(t *testing.T, s *survey.Survey, responses []*response.Response, got [][]string) {
	t.Helper()
	var want [][]string
	for _, r := range responses {
		for _, q := range s.Questions {
			for i, id := range r.Answers[q.ID].Picks {
				o, _ := q.Option(id)
				group := ""
				for _, g := range q.Groups {
					if g.ID == o.Group {
						group = string(g.Label)
					}
				}
				place, own := missing, missing
				if q.Kind == survey.Ranking {
					place = strconv.Itoa(i + 1)
				}
				if o.Written {
					own = orMissing(r.Answers[q.ID].Other)
				}
				want = append(want, []string{r.ID, q.ID, id, string(o.Label), group, place, own})
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestParquet(t *testing.T) {
	for name, s := range samples(t) {
		t.Run(name, func(t *testing.T) {
			responses := people(s, 200)
			files := parts(t, write(t, dataset.Parquet, config(t, s, responses)))
			path := keep(t, "a.parquet", files["data.parquet"])
			if diff := cmp.Diff(expectedRows(s, responses, false), asRows(s, query(t, "", "FROM read_parquet(?)", path))); diff != "" {
				t.Error(diff)
			}
			checkCodebook(t, s, readCSV(t, files["codebook.csv"]), expectedRows(s, responses, true))
			for _, line := range query(t, "", "SELECT DISTINCT compression FROM parquet_metadata(?)", path) {
				if line[0] != "ZSTD" {
					t.Errorf("compressed by %s", line[0])
				}
			}
		})
	}
}

// DuckDB finds the types of the codes by itself, as whoever loads them would want it to.
func TestCodesIntoDuckDB(t *testing.T) {
	s := load(t, "everything")
	responses := people(s, 300)
	path := keep(t, "data.csv", parts(t, write(t, dataset.Codes, config(t, s, responses)))["data.csv"])
	types := map[string]string{}
	for _, line := range query(t, "", "SELECT column_name, column_type FROM (DESCRIBE FROM read_csv(?))", path) {
		types[line[0]] = line[1]
	}
	for name, want := range map[string]string{
		"submitted": "TIMESTAMP", "first_meeting": "DATE", "topics_kubernetes": "BIGINT", "years": "BIGINT", "setting": "VARCHAR",
		"minutes": "DOUBLE", "formats_food": "BIGINT", "recommend": "BIGINT", "anything": "VARCHAR",
	} {
		if types[name] != want {
			t.Errorf("%s is read as %s, want %s", name, types[name], want)
		}
	}
	n := query(t, "", "SELECT count(*), count(topics_kubernetes), sum(topics_kubernetes) FROM read_csv(?)", path)[0]
	answered, picked := 0, 0
	for _, row := range expectedRows(s, responses, false) {
		switch row[indexOf(s, "topics_kubernetes")] {
		case "1":
			picked++
			fallthrough
		case "0":
			answered++
		}
	}
	if diff := cmp.Diff([]string{"300", strconv.Itoa(answered), strconv.Itoa(picked)}, n); diff != "" {
		t.Error(diff)
	}
}

func indexOf(s *survey.Survey, name string) int {
	for i, v := range dataset.Variables(s) {
		if v.Name == name {
			return i
		}
	}
	return -1
}

// What is made beside the destination is for nobody else, and gone afterwards, whatever happens.
func TestScratch(t *testing.T) {
	s := parse(t, hostile)
	for _, f := range []dataset.Format{dataset.DuckDB, dataset.Parquet} {
		t.Run(string(f), func(t *testing.T) {
			c := config(t, s, nil)
			inner := people(s, 5)
			c.Responses = func(yield func(*response.Response, error) bool) {
				for _, r := range inner {
					if !yield(r, nil) {
						return
					}
				}
				lookAround(t, c.Dir)
				yield(nil, errBroken)
			}
			if err := dataset.Write(context.Background(), &strings.Builder{}, f, c); err == nil {
				t.Fatal("no error")
			}
			left, err := os.ReadDir(c.Dir)
			if err != nil || len(left) > 0 {
				t.Errorf("left behind: %v %v", left, err)
			}
			write(t, f, config(t, s, inner))
		})
	}
}

func lookAround(t *testing.T, dir string) {
	t.Helper()
	seen := 0
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		seen++
		if info.IsDir() && info.Mode().Perm() != 0o700 || entry.Name() == "answers.duckdb" && info.Mode().Perm() != 0o600 {
			t.Errorf("%s may be read by others: %v", path, info.Mode())
		}
		return nil
	})
	if err != nil || seen < 2 {
		t.Errorf("saw %d files: %v", seen, err)
	}
}
