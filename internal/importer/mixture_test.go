package importer_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/importer"
)

// Picks that stand behind one another in several ways are found, and an option that holds commas stays whole.
func TestInferMixtures(t *testing.T) {
	tests := []struct {
		name  string
		cells []string
		want  map[string]int // picks by label
		sep   importer.Separator
	}{
		{"two tools in one file", times(20, "Tea;Cake", 15, "Bread;Tea;", 8, "Tea", 6, "Cake", 4, "Bread, Cake", 3, "Tea, Bread"),
			map[string]int{"Tea": 46, "Cake": 30, "Bread": 22}, "semicolon and comma"},
		{"options with commas", times(20, "Talks, short;Cake", 15, "Talks, short;Tea;", 8, "Tea", 6, "Cake", 5, "Bread, butter;Tea"),
			map[string]int{"Talks, short": 35, "Cake": 26, "Tea": 28, "Bread, butter": 5}, importer.Semicolons},
		{"an option that is two others", times(20, "Tea;Cake", 15, "Cake;Tea, Cake", 10, "Tea", 9, "Cake"),
			map[string]int{"Tea": 30, "Cake": 44, "Tea, Cake": 15}, importer.Semicolons},
		{"both with commas of their own", times(20, "Tea;Bread, butter", 15, "Bread, butter;Cake;", 8, "Tea", 6, "Cake", 4, "Tea, Cake", 2, "Tea, Bread, butter", 1, "Cake, Tea"),
			map[string]int{"Tea": 35, "Cake": 26, "Bread, butter": 37}, "semicolon and comma"},
		{"lines", times(20, "Tea\nCake", 15, "Bread\nTea", 8, "Tea", 6, "Cake", 4, "Bread\nCake"),
			map[string]int{"Tea": 43, "Cake": 30, "Bread": 19}, importer.Lines},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			plan := infer(t, table(t, column("Food", test.cells...)))
			report := plan.Report().Columns[1]
			if report.Separator != test.sep {
				t.Errorf("cut at %q", report.Separator)
			}
			if diff := cmp.Diff(test.want, told(plan, plan.Survey.Questions[0].ID)); diff != "" {
				t.Errorf("%s\n%s", diff, plan.Survey.Source)
			}
		})
	}
}

const snacks = `
id: x
title: X
questions:
  - {id: food, kind: many, title: Food, other: Else, options: [{id: tea, label: Tea}, {id: cake, label: Cake}, {id: bread, label: "Bread, butter"}]}
`

func TestMatchMixtures(t *testing.T) {
	tests := []struct {
		name    string
		cells   []string
		decided string
		want    map[string]int
		sep     importer.Separator
	}{
		{"found", times(9, "Tea;Cake", 3, "Tea, Bread, butter", 2, "Bread, butter"), "",
			map[string]int{"Tea": 12, "Cake": 9, "Bread, butter": 5}, "semicolon and comma"},
		{"somebody's own words", times(9, "Tea;Cake", 1, "Tea, Cake"), "",
			map[string]int{"Tea": 9, "Cake": 9, "own: Tea, Cake": 1}, importer.Semicolons},
		{"lines and semicolons", times(9, "Tea;Cake", 3, "Tea\nBread, butter"), "",
			map[string]int{"Tea": 12, "Cake": 9, "Bread, butter": 3}, "semicolon and line_break"},
		{"bars", times(9, "Tea|Cake", 3, "Tea"), "", map[string]int{"Tea": 12, "Cake": 9}, importer.Bars},
		{"as decided", times(9, "Tea|Cake", 1, "Tea/Bread, butter; Jam"), "separator: bar and semicolon and slash",
			map[string]int{"Tea": 10, "Cake": 9, "Bread, butter": 1, "own: Jam": 1}, "semicolon and bar and slash"},
		{"own words between", times(9, "Tea;Cake", 2, "Jam, sweet; Tea, Honey"), "separator: comma and semicolon",
			map[string]int{"Tea": 11, "Cake": 9, "own: Jam, sweet; Honey": 2}, "semicolon and comma"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			decided := mapping(t, "columns: [{column: Food, "+test.decided+"}]")
			plan, err := importer.Match(t.Context(), table(t, column("Food", test.cells...)), parse(t, snacks), importer.MatchConfig{Now: now, Partial: true, Mapping: decided})
			if err != nil {
				t.Fatal(err)
			}
			if got := plan.Report().Columns[1].Separator; got != test.sep {
				t.Errorf("cut at %q", got)
			}
			if diff := cmp.Diff(test.want, told(plan, "food")); diff != "" {
				t.Error(diff)
			}
			again, err := plan.Report().Mapping.Write()
			if err != nil || mapping(t, string(again)).Columns[0].Separator != test.sep {
				t.Errorf("%v\n%s", err, again)
			}
		})
	}
}

// A mixture that was decided makes options where nothing would have been found.
func TestInferAMixtureAsDecided(t *testing.T) {
	plan := inferWith(t, column("Food", "Tea; Cake, Bread, butter", "Bread, butter; Tea, Cake", "Jam (red, sweet), Tea"), "columns: [{column: Food, kind: many, separator: comma and semicolon}]")
	want := map[string]int{"Tea": 3, "Cake": 2, "Bread, butter": 2, "Jam (red, sweet)": 1}
	if diff := cmp.Diff(want, told(plan, "food")); diff != "" {
		t.Errorf("%s\n%s", diff, plan.Survey.Source)
	}
	if why := strings.Join(plan.Report().Columns[1].Why, " "); !strings.Contains(why, "“;” or “,”") {
		t.Errorf("%q", why)
	}
}

func TestSeparatorsThatDoNotGoTogether(t *testing.T) {
	for _, text := range []string{"none and comma", "comma and comma", "comma and tab", " and "} {
		if _, problems := importer.ParseMapping("m.yaml", []byte("columns: [{column: Food, separator: '"+text+"'}]")); len(problems) == 0 {
			t.Errorf("%q is taken", text)
		}
	}
}
