package dashboard_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"muster/internal/dashboard"
	"muster/internal/tally"
)

// refusal is an error of a query.
type refusal string

func (r refusal) Error() string { return string(r) }
func (refusal) Refused()        {}
func (r refusal) Passing() bool { return r == "Not now." }

const sqlFile = `id: x
title: X
panels:
  - {kind: sql, title: Weeks, draw: line, sql: weeks}
  - {kind: sql, title: Roles, draw: bars, sql: roles}
  - {kind: sql, title: Levels, draw: columns, sql: levels}
  - {kind: sql, title: Everything, sql: everything}
  - {kind: sql, title: Nobody, draw: bars, sql: nobody}
  - {kind: sql, title: Not drawn, draw: bars, sql: names}
  - {kind: sql, title: Cut, sql: cut}
  - {kind: sql, title: Wrong, note: Look here., sql: wrong}
`

// brought is what each query of sqlFile brings.
func brought() map[string]tally.Rows {
	return map[string]tally.Rows{
		"weeks": {Columns: []string{"week", "people"}, Values: [][]any{{"2026-01-05", int64(12)}, {"2026-01-12", nil}, {"2026-01-19", int64(8)}}},
		"roles": {Columns: []string{"role", "share"}, Values: [][]any{{"admin", 41.25}, {"developer", -3.5}, {nil, 0.0}}},
		"levels": {Columns: []string{"level", "people", ""}, Values: [][]any{
			{int64(1), int64(4), true}, {int64(2), int64(12345), false}, {int64(2026), int64(-9), nil}}},
		"everything": {Columns: []string{"a", "b", "c", "d", "e"}, Values: [][]any{
			{nil, 0.12345, "2026-01-05", math.Inf(1), 1e20}, {nil, 0.5, "never", 2.0, 1234567.891}, {nil, int64(1), nil, math.NaN(), -0.00001}}},
		"nobody": {Columns: []string{"role", "people"}},
		"names":  {Columns: []string{"role", "label"}, Values: [][]any{{"admin", "Administrator"}}},
		"cut":    {Columns: []string{"n"}, Values: [][]any{{int64(1)}}, Cut: true},
	}
}

func sqlSource(c *crowd, answer func(query string) (tally.Rows, error)) dashboard.Source {
	source := c.source()
	source.SQL = func(_ context.Context, query string) (tally.Rows, error) { return answer(query) }
	return source
}

func answerSQL(query string) (tally.Rows, error) {
	if rows, ok := brought()[query]; ok {
		return rows, nil
	}
	return tally.Rows{}, fmt.Errorf("query: %w", refusal("Not allowed: nothing of it."))
}

func buildSQL(t *testing.T, d *dashboard.Dashboard, c *crowd, filter string, source dashboard.Source) *dashboard.Page {
	t.Helper()
	values, err := url.ParseQuery(filter)
	if err != nil {
		t.Fatal(err)
	}
	selection, problems := dashboard.ParseSelection(c.survey, values)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	page, err := d.Build(context.Background(), c.survey, selection, source)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func TestSQLPanels(t *testing.T) {
	c := gather(load(t, "../../sample-data/charlotte.yaml"), 60)
	page := buildSQL(t, read(t, sqlFile), c, "", sqlSource(c, answerSQL))
	golden(t, "sql.txt", outline(page))
	golden(t, "sql.charts.json", drawings(t, page))
	parts := map[string]bool{"animation": true, "aria": true, "grid": true, "series": true, "tooltip": true, "xAxis": true, "yAxis": true}
	drawn := 0
	for p := range page.Panels() {
		if p.Chart != nil {
			drawn++
			checkOption(t, p, parts, map[string]bool{"bar": true, "line": true})
		}
	}
	if drawn != 3 {
		t.Errorf("%d drawings", drawn)
	}
}

// Filters do not reach a query, and the panel says so.
func TestSQLPanelsCountEverybody(t *testing.T) {
	c := gather(load(t, "../../sample-data/charlotte.yaml"), 60)
	page := buildSQL(t, read(t, sqlFile), c, "q.roles=engineer", sqlSource(c, answerSQL))
	if page.Responses == page.All {
		t.Fatal("the filter lets everybody through")
	}
	for p := range page.Panels() {
		if p.Base.People != 60 || p.Base.Words != "A query in SQL. It counts everybody, whatever the filters: 60 people." {
			t.Errorf("%s: %+v", p.ID, p.Base)
		}
	}
}

// A query that fails is told in its panel; a source that fails breaks the page.
func TestSQLPanelsThatFail(t *testing.T) {
	c := gather(load(t, "../../sample-data/charlotte.yaml"), 60)
	page := buildSQL(t, read(t, sqlFile), c, "", sqlSource(c, answerSQL))
	wrong := panel(t, page, "sql--8")
	if wrong.Finding != "Not allowed: nothing of it." || wrong.Table != nil || wrong.Chart != nil || wrong.Note != "Look here." {
		t.Errorf("%+v", wrong)
	}
	broken := errors.New("no worker")
	_, err := read(t, sqlFile).Build(context.Background(), c.survey, dashboard.Selection{}, sqlSource(c, func(string) (tally.Rows, error) {
		return tally.Rows{}, broken
	}))
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	ragged := sqlSource(c, func(string) (tally.Rows, error) {
		return tally.Rows{Columns: []string{"a"}, Values: [][]any{{int64(1), int64(2)}}}, nil
	})
	if _, err := read(t, sqlFile).Build(context.Background(), c.survey, dashboard.Selection{}, ragged); err == nil {
		t.Error("a row of two values under one column is shown")
	}
}

// Where nothing answers SQL, and on public results, there are no such panels.
func TestSQLPanelsWithoutSource(t *testing.T) {
	c := gather(load(t, "../../sample-data/charlotte.yaml"), 60)
	page := buildSQL(t, read(t, sqlFile), c, "", c.source())
	for p := range page.Panels() {
		t.Errorf("%s is shown", p.ID)
	}
}

// What a query brings is as little to be trusted as what people wrote.
func TestSQLPanelsStayPlainData(t *testing.T) {
	c := gather(load(t, "../../sample-data/charlotte.yaml"), 60)
	d := read(t, "id: x\ntitle: X\npanels:\n  - {kind: sql, title: A, draw: bars, sql: a}\n  - {kind: sql, title: B, draw: columns, sql: a}\n  - {kind: sql, title: C, draw: line, sql: a}\n")
	page := buildSQL(t, d, c, "", sqlSource(c, func(string) (tally.Rows, error) {
		return tally.Rows{Columns: []string{attack, attack}, Values: [][]any{{attack, int64(1)}, {strings.Repeat("long ", 300), int64(2)}}}, nil
	}))
	for p := range page.Panels() {
		data, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.ContainsAny(data, "<>") || bytes.Contains(p.Chart.Option, []byte("__f__")) {
			t.Errorf("%s: %s", p.ID, data)
		}
		if p.Table.Rows[0].Cells[0].Text != attack {
			t.Errorf("the value became %q", p.Table.Rows[0].Cells[0].Text)
		}
	}
}

// A drawing shows as many rows as can be told apart, the table all of them.
func TestSQLDrawingsAreBounded(t *testing.T) {
	c := gather(load(t, "../../sample-data/charlotte.yaml"), 60)
	rows := tally.Rows{Columns: []string{"n", "people"}}
	for i := range 400 {
		rows.Values = append(rows.Values, []any{int64(i), int64(i)})
	}
	for draw, most := range map[string]int{"bars": 40, "columns": 30, "line": 366} {
		d := read(t, "id: x\ntitle: X\npanels: [{kind: sql, title: A, draw: "+draw+", sql: a}]\n")
		page := buildSQL(t, d, c, "", sqlSource(c, func(string) (tally.Rows, error) { return rows, nil }))
		p := panel(t, page, "sql")
		if len(p.Chart.Draw.Tips) != most || len(p.Table.Rows) != 400 {
			t.Errorf("%s: %d drawn, %d in the table", draw, len(p.Chart.Draw.Tips), len(p.Table.Rows))
		}
		if want := fmt.Sprintf("The drawing shows the first %d of 400 rows.", most); len(p.Table.Notes) != 1 || p.Table.Notes[0] != want {
			t.Errorf("%s: %q", draw, p.Table.Notes)
		}
	}
}

func TestCheckOfSQLPanels(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"nothing", "  - kind: sql\n", []string{
			"4:5: a panel of SQL needs a title; nothing else says what its numbers are",
			"4:5: a panel of SQL needs a query, such as sql: SELECT role, count(*) AS people FROM answers GROUP BY role",
		}},
		{"an unknown drawing", "  - {kind: sql, title: A, sql: SELECT 1, draw: pie}\n", []string{
			`4:48: unknown draw "pie"; known: bars, columns, line, none`,
		}},
		{"too long", "  - {kind: sql, title: A, sql: " + strings.Repeat("x", 16<<10+1) + "}\n", []string{
			"4:32: the query is longer than 16 KB; shorten it",
		}},
		{"keys of other kinds", "  - {kind: sql, title: A, sql: SELECT 1, limit: 3}\n", []string{
			"4:49: limit means nothing for kind sql; remove it",
		}},
		{"several lines", "  - kind: sql\n    title: A\n    draw: columns\n    sql: |\n      SELECT role, count(*)\n      FROM answers GROUP BY ALL\n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := dashboard.Parse("a.yaml", []byte(head+c.text))
			var got []string
			for _, p := range problems {
				got = append(got, strings.TrimPrefix(p.Error(), "a.yaml:"))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Whoever reads dashboards may have their queries looked at; what is wrong stands at the query's place.
func TestReaderLooksAtQueries(t *testing.T) {
	var seen []string
	r := dashboard.Reader{SQL: func(sql string) error {
		if seen = append(seen, sql); sql == "wrong" {
			return refusal("There is no such thing.")
		}
		return nil
	}}
	d, problems := r.Parse("x.yaml", []byte(sqlFile))
	if d != nil || len(problems) != 1 || problems[0].Error() != "x.yaml:11:54: There is no such thing." {
		t.Errorf("problems %v", problems)
	}
	if len(seen) != 8 {
		t.Errorf("looked at %q", seen)
	}
	if _, problems := r.Parse("x.yaml", []byte("id: x\ntitle: X\npanels: [{kind: sql, title: X, sql: \"\"}]\n")); len(problems) != 1 || len(seen) != 8 {
		t.Errorf("of no query: %v", problems)
	}
	files := fstest.MapFS{"x.yaml": {Data: []byte(sqlFile)}}
	if all, problems := r.Load(files); len(all) != 0 || len(problems) != 1 {
		t.Errorf("loaded %d, problems %v", len(all), problems)
	}
	if all, problems := dashboard.Load(files); len(all) != 1 || len(problems) != 0 {
		t.Errorf("not looked at: loaded %d, problems %v", len(all), problems)
	}
}

// Among panels that follow the filters one that does not says so aloud.
func TestSQLSaysThatFiltersDoNotReachIt(t *testing.T) {
	for _, test := range []struct {
		query  string
		people int
		want   string
	}{
		{"", 100, ""},
		{"q.roles=engineer", 100, "The filters do not reach this panel."},
		{"q.roles=engineer", 10, "The filters do not reach this panel. Fewer than 30 people: read this as what these people said, not as shares of a larger crowd."},
	} {
		c := gather(charlotte(t), test.people)
		values, _ := url.ParseQuery(test.query)
		selection, _ := dashboard.ParseSelection(c.survey, values)
		source := sqlSource(c, func(string) (tally.Rows, error) { return brought()["roles"], nil })
		page, err := read(t, "id: x\ntitle: X\npanels: [{kind: sql, title: Roles, sql: roles}]\n").Build(t.Context(), c.survey, selection, source)
		if err != nil {
			t.Fatal(err)
		}
		for p := range page.Panels() {
			if p.Base.Warning != test.want {
				t.Errorf("%q: %q, want %q", test.query, p.Base.Warning, test.want)
			}
		}
	}
}
