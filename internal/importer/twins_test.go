package importer_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/importer"
)

// twins is a file with two columns of one title, whose answers have nothing in common.
func twins(further string) string {
	var b strings.Builder
	b.WriteString("Timestamp,Your goal?,Your goal?\n")
	for i := range 40 {
		first, second := []string{"Learn", "Meet people"}[i%2], []string{"Nothing", "Later"}[i%3%2]
		if further != "" && i < 5 {
			first = further
		}
		fmt.Fprintf(&b, "2026-01-02 10:%02d:00,%s,%s\n", i, first, second)
	}
	return b.String()
}

// What has no place is told of the column in which it stands, and of no other that is called the same.
func TestWhatDoesNotFitIsToldOfItsOwnColumn(t *testing.T) {
	made := infer(t, table(t, twins("")))
	plan := match(t, table(t, twins("Find a job")), made.Survey, true)
	want := []importer.Unmatched{{Column: "Your goal?", Nth: 1, Option: "Find a job", People: 5}}
	if diff := cmp.Diff(want, plan.Unmatched); diff != "" {
		t.Error(diff)
	}
	second := strings.ReplaceAll(twins(""), ",Later", ",Find a job")
	plan = match(t, table(t, second), made.Survey, true)
	if len(plan.Unmatched) != 1 || !strings.HasPrefix(plan.Unmatched[0].String(), "column “Your goal?” (2): no option “Find a job”") {
		t.Errorf("%v", plan.Unmatched)
	}
}
