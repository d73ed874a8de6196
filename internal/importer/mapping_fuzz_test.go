package importer_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muster/internal/importer"
	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

// Whatever a mapping says: it writes itself, nothing panics, what comes of the file is of the survey, every row
// is accounted for under the id it has without a mapping, and what the report decides again can be read.
func FuzzMapping(f *testing.F) {
	const file = "Timestamp,Do you come?,Topics,Best,When [Monday],Years,Since,Rate,City\n" +
		"2026-01-02 10:00:00,Yes,Tea;Soup,Bread;Tea;Soup,Morning,3,1/2/2025,3 - Good,Ulm\n2026-01-03 10:00:00,no,\"Tea, Milk\",Tea;Bread;Soup,,about 5,13/1/2025,2,\n"
	for _, m := range []string{
		"columns: [{column: City, times: true}, {column: Since, skip: true}]", "columns: [{column: Since, times: true}]", "columns: []", "form: x\ntime_zone: Asia/Tokyo\ndates: day_first\ncolumns: [{column: City, skip: true}]",
		"columns: [{column: Topics, questions: [topics, city], separator: comma, values: [{value: Tea, option: tea}, {value: Milk, own: true, question: city}]}]",
		"columns: [{column: when monday, questions: [when], option: Monday}, {column: years, kind: scale, values: [{value: about 5, option: '5'}]}]",
		"columns: [{column: Topics, questions: [topics, city], further: [{question: city, title: City, kind: many}], separator: semicolon and comma, values: [{value: Milk, option: Milk, question: city}]}]",
		"columns: [{column: Best, questions: [best], option: Bread}, {column: City, questions: [best], option: tea}]",
		"columns: [{column: Topics, kind: one, values: [{value: Tea;Soup, option: Tea}, {value: Tea, option: Tea;Soup}]}, {column: Timestamp, questions: [since], kind: date}]",
		"columns: [{column: Rate, questions: [a, b, c], kind: ranking, purpose: role, separator: slash}, {column: Since, kind: yes_no, title: T}]",
	} {
		f.Add(m, file)
	}
	s := parse(f, kinds)
	f.Fuzz(func(t *testing.T, decided, text string) {
		m, problems := importer.ParseMapping("m.yaml", []byte(decided))
		if len(problems) > 0 {
			return
		}
		data, err := m.Write()
		if err != nil {
			t.Fatal(err)
		}
		if again := mapping(t, string(data)); !cmp.Equal(m, again, cmpopts.EquateEmpty()) {
			t.Fatalf("%s\n%s", cmp.Diff(m, again), data)
		}
		table, err := spreadsheet.Options{Limits: fuzzLimits()}.Read("fuzz.csv", strings.NewReader(text))
		if err != nil {
			return
		}
		plan, err := importer.Match(t.Context(), table, s, importer.MatchConfig{Partial: true, Now: now, Mapping: m})
		if err == nil {
			sound(t, table, plan)
			timed := slices.ContainsFunc(m.Columns, func(c importer.MappedColumn) bool { return c.Times }) // rows without a time are refused
			if plain, err := importer.Match(t.Context(), table, s, importer.MatchConfig{Partial: true, Now: now, Mapping: &importer.Mapping{Zone: m.Zone, Dates: m.Dates}}); err == nil && !timed {
				if diff := cmp.Diff(ids(plain), ids(plan)); diff != "" {
					t.Fatalf("ids: %s", diff)
				}
			}
		}
		if plan, err = importer.Infer(t.Context(), table, importer.InferConfig{ID: "fuzz", Now: now, Partial: true, Mapping: m}); err == nil {
			sound(t, table, plan)
		}
	})
}

func sound(t *testing.T, table *spreadsheet.Table, plan *importer.Plan) {
	t.Helper()
	if got := plan.Len() + len(plan.Refused); got != len(table.Rows)+len(table.Refused) {
		t.Fatalf("%d of %d rows accounted for", got, len(table.Rows)+len(table.Refused))
	}
	for r := range plan.Responses() {
		check(t, plan.Survey, r)
	}
	report := plan.Report()
	data, err := report.File()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(report.Mapping, mapping(t, string(data)), cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s\n%s", diff, data)
	}
}

// Every column of a file as every kind, with every separator.
func TestAnyColumnAsAnyKind(t *testing.T) {
	file := sampleTable(t, "talk-ideas-sheet.csv")
	kinds := []survey.Kind{"", survey.One, survey.Many, survey.YesNo, survey.Ranking, survey.Slots, survey.Place, survey.Scale,
		survey.Number, survey.Date, survey.Short, survey.Long, survey.Email, survey.Link, survey.Agree}
	separators := []importer.Separator{"", importer.NoSeparator, importer.Semicolons, importer.Commas, importer.Bars, importer.Slashes, importer.Lines, "semicolon and comma", "comma and slash and line_break"}
	for i, title := range file.Header {
		for j, kind := range kinds {
			m := &importer.Mapping{Columns: []importer.MappedColumn{{Column: title, Kind: kind, Separator: separators[(i+j)%len(separators)]}}}
			plan, err := importer.Infer(t.Context(), file, importer.InferConfig{ID: "x", Now: now, Partial: true, Mapping: m})
			if err != nil {
				t.Errorf("%s as %s: %v", title, kind, err)
				continue
			}
			sound(t, file, plan)
		}
	}
}
