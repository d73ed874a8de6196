package importer_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muster/internal/importer"
	"muster/internal/survey"
)

func mapping(t testing.TB, text string) *importer.Mapping {
	t.Helper()
	m, problems := importer.ParseMapping("map.yaml", []byte(text))
	if len(problems) > 0 {
		t.Fatalf("%v\n%s", problems, text)
	}
	return m
}

func TestMappingReadsBackTheSame(t *testing.T) {
	awkward := []string{"- a", "# a", "a: b", "true", "null", "~", "0x1F", " a", "two\nlines", `"quoted" 'both'`, "{a}", "*a", "a\u00a0b", "é 😀",
		"---", "yes", "a, b", "مرحبا: بكم", "<<", "a \\\" b", "\u2028x", "C#", "Plain words", "half-time", "v1/v2", "12", "1e3"}
	m := &importer.Mapping{Form: "Old form", Zone: "Europe/Berlin", Dates: importer.DayFirst, Language: "pt-BR", Sheet: "Sheet 1"}
	for i, text := range awkward {
		m.Columns = append(m.Columns, importer.MappedColumn{
			Column: text + fmt.Sprint(i), Nth: i, Questions: []string{"role", "topic"}, Option: text, Title: text, Kind: survey.Many, Purpose: survey.Role,
			Separator: importer.Lines, Values: []importer.MappedValue{{Value: text, Option: text, Question: "topic"}, {Value: text + "x", Own: true}, {Value: text + "y", Skip: true}},
		}, importer.MappedColumn{Column: text + "skipped" + fmt.Sprint(i), Skip: true})
	}
	for _, want := range []*importer.Mapping{m, {}, {Form: "x"}} {
		data, err := want.Write()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, mapping(t, string(data)), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s\n%s", diff, data)
		}
	}
}

func TestMistakesInAMappingAreTold(t *testing.T) {
	const text = `form: x
time_zone: Mars/Olympus
dates: day first
colums: []
columns:
  - nth: -1
  - column: Role
    questions: [Role, role, role]
    kind: manny
    purpose: roll
    separator: ";"
    values:
      - value: a
      - value: A
        skip: true
        own: true
      - option: b
      - value: c
        option: d
        question: topics
  - column: " role "
    skip: true
    option: x
language: Klingon!
`
	_, problems := importer.ParseMapping("map.yaml", []byte(text))
	want := []string{
		`map.yaml:2:12: unknown time zone "Mars/Olympus"; write one such as America/New_York`,
		`map.yaml:3:8: unknown order "day first"; known: day_first, month_first`,
		`map.yaml:4:1: unknown key "colums"; did you mean "columns"?`,
		`map.yaml:6:5: say which column: its title as the file has it`,
		`map.yaml:6:10: columns of one title are counted from 1`,
		`map.yaml:8:17: "Role" is no id of a question: it begins with a letter and has small letters, digits and underscores, at most 40`,
		`map.yaml:8:29: question "role" is named twice`,
		`map.yaml:9:11: unknown kind "manny"; did you mean "many"?`,
		`map.yaml:10:14: unknown purpose "roll"; did you mean "role"?`,
		`map.yaml:11:16: unknown separator ";"; known here: bar, comma, line_break, none, semicolon, slash; several are written as “semicolon and comma”`,
		`map.yaml:13:9: say what “a” means: option, or skip: true, or own: true`,
		`map.yaml:14:9: “A” can only mean one thing: keep one of option, skip and own`,
		`map.yaml:14:9: the value "A" is here twice`,
		`map.yaml:17:9: say which value, as the file has it`,
		`map.yaml:20:19: the column is not said to answer question "topics"; add it to the column's questions`,
		`map.yaml:21:5: the column " role " is here twice; of several with one title say which with nth: 2`,
		`map.yaml:22:11: nothing of a column that is skipped is taken; remove skip, or everything else about the column`,
		`map.yaml:24:11: unknown language "Klingon!"; write a tag such as en, ar or pt-BR`,
	}
	if diff := cmp.Diff(want, strings.Split(problems.Error(), "\n")); diff != "" {
		t.Error(diff)
	}
}

// redecided is what the report of a plan decides again.
func redecided(t *testing.T, plan *importer.Plan) *importer.Mapping {
	t.Helper()
	data, err := plan.Report().Mapping.Write()
	if err != nil {
		t.Fatal(err)
	}
	return mapping(t, string(data))
}

// Whatever was decided by itself is decided again by the mapping that the report gives.
func TestReportDecidesTheSameAgain(t *testing.T) {
	for _, name := range []string{"charlotte-google.csv", "talk-ideas-sheet.csv", "interesse-de.csv"} {
		t.Run(name, func(t *testing.T) {
			file := sampleTable(t, name)
			first := infer(t, file)
			m := redecided(t, first)
			again, err := importer.Infer(t.Context(), file, importer.InferConfig{ID: "test", Now: now, Mapping: m})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(first.Survey.Source), string(again.Survey.Source)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(collect(first), collect(again)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(m, redecided(t, again)); diff != "" {
				t.Error(diff)
			}
			matched, err := importer.Match(t.Context(), file, first.Survey, importer.MatchConfig{Now: now, Partial: true, Mapping: m})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(collect(first), collect(matched)); diff != "" {
				t.Errorf("matched: %s", diff)
			}
			if len(matched.Problems)+len(matched.Absent) > 0 {
				t.Errorf("%v %v", matched.Problems, matched.Absent)
			}
		})
	}
}

// The file for correcting reads back to the mapping, with and without what its comments offer.
func TestMappingFileForCorrecting(t *testing.T) {
	s := parse(t, meal)
	plan := match(t, table(t, "Timestamp,What?,How?,Colour\n"+strings.Repeat("2026-01-02 10:00:00,Bread;Soop of the day;Cake,Good,red\n", 3)), s, true)
	data, err := plan.Report().File()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(redecided(t, plan), mapping(t, string(data))); diff != "" {
		t.Error(diff)
	}
	for _, part := range []string{"# 3 answers, of kind many\n", "# found: “Bread” (3)\n", "# - {value: Soop of the day, option: soup} # 3 answers", "# - {value: Cake, skip: true} # 3 answers", "# - column: Colour\n"} {
		if !strings.Contains(string(data), part) {
			t.Errorf("no %q in\n%s", part, data)
		}
	}
	offered := strings.NewReplacer("# values:", "values:", "# - {", "  - {", "# - column: Colour", "- {column: Colour, skip: true}").Replace(string(data))
	plan, err = importer.Match(t.Context(), table(t, "Timestamp,What?,How?,Colour\n2026-01-02 10:00:00,Bread;Soop of the day;Cake,Good,red\n"), s,
		importer.MatchConfig{Now: now, Mapping: mapping(t, offered)})
	if err != nil || plan.Err() != nil {
		t.Fatalf("%v %v\n%s", err, plan.Err(), offered)
	}
	if diff := cmp.Diff(map[string]int{"Bread": 1, "Soup of the day": 1}, told(plan, "what")); diff != "" {
		t.Error(diff)
	}
}
