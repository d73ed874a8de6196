package importer_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"muster/internal/importer"
	"muster/internal/survey"
)

// A cell that is longer than any option is somebody's own words, in whichever column it stands, and cut like those.
func TestLongCellsAreOwnWords(t *testing.T) {
	long := strings.Repeat("x", 40_000)
	tests := []struct {
		name  string
		cells []string
	}{
		{"beside options", append(times(15, "Tea", 12, "Milk", 13, "Beer"), long)},
		{"in a small file", []string{"Tea", "Tea", long}},
		{"with an option", []string{"Tea", "Tea", long, long}},
		{"in every row", times(6, long)},
		{"among picks", append(times(8, "Tea; Milk", 7, "Milk", 9, "Tea", 6, "Tea; Milk; Beer"), "Tea; "+long)},
		{"as picks of commas", append(times(8, "Tea, Milk", 7, "Milk", 9, "Tea", 6, "Tea, Milk, Beer"), long+", Milk")},
		{"in a ranking", times(3, "Tea;Milk;"+long, 2, "Milk;"+long+";Tea")},
		{"beside yes and no", append(times(9, "Yes", 8, "No"), long)},
		{"beside points", append(times(5, "4", 5, "5", 3, "2"), long)},
		{"as points", append(times(5, "1 - "+long, 5, "5 - best", 3, "2", 4, "3", 3, "4"), "2")},
		{"beside levels", append(times(9, "Strongly agree", 8, "Agree", 7, "Disagree", 3, "Strongly disagree"), long)},
		{"own words", []string{"because", "no idea", "friends", long}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			plan := infer(t, table(t, column("What?", test.cells...)))
			for _, r := range collect(plan) {
				for _, a := range r.Answers {
					if n := max(utf8.RuneCountInString(a.Text), utf8.RuneCountInString(a.Other)); n > 10_000 {
						t.Errorf("an answer has %d characters", n)
					}
				}
			}
			if !said(plan.Decisions, "cut after 10000 characters") {
				t.Errorf("nothing is said of the long cell: %.1000q", plan.Decisions)
			}
			for _, line := range plan.Decisions {
				if len(line) > 1000 {
					t.Errorf("a decision of %d bytes: %.200s", len(line), line)
				}
			}
		})
	}
}

// Even as a choice that somebody asked for: the mapping says why it cannot be one.
func TestLongCellsAreNoOptionsByHand(t *testing.T) {
	long := strings.Repeat("x", 40_000)
	tests := []struct {
		name    string
		kind    survey.Kind
		cells   []string
		problem string
		labels  []string
	}{
		{"one of several", survey.One, append(times(3, "Tea"), long, long, long), "", []string{"Tea", "Other"}},
		{"nothing else", survey.One, times(3, long), "its answers are too long for options", nil},
		{"several", survey.Many, append(times(3, "Tea;Milk", 3, "Milk"), long+";Tea"), "", []string{"Tea", "Milk", "Other"}},
		{"a ranking", survey.Ranking, times(3, "Tea;Milk;"+long, 2, "Milk;"+long+";Tea"), "its answers are too long for options", nil},
		{"a scale", survey.Scale, append(times(3, "good", 4, "bad"), long), "its answers are too long for options", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			mapping := &importer.Mapping{Columns: []importer.MappedColumn{{Column: "What?", Kind: test.kind}}}
			plan, err := importer.Infer(t.Context(), table(t, column("What?", test.cells...)), importer.InferConfig{ID: "test", Now: now, Mapping: mapping})
			if err != nil {
				t.Fatal(err)
			}
			if test.problem != "" {
				if !said(plan.Problems, test.problem) {
					t.Errorf("problems %q", plan.Problems)
				}
				return
			}
			got := labels(plan.Survey.Questions[0])
			slices.Sort(got)
			slices.Sort(test.labels)
			if diff := cmp.Diff(test.labels, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFirstRowOfAllThatWereRefusedIsNamed(t *testing.T) {
	_, err := importer.Infer(t.Context(), table(t, "Timestamp,Q\n,,,\n2026-01-02,a,b\nsome day,x\n"), importer.InferConfig{ID: "test", Now: now})
	if err == nil || !strings.Contains(err.Error(), "every row was refused; the first: row 3: has 3 cells where the header has 2 (line 3 of the file)") {
		t.Errorf("got %v", err)
	}
}
