package importer_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/importer"
)

// withTimes is a file with a column of times under a title, one of which is no day.
func withTimes(before, title string) string {
	var file strings.Builder
	line := func(first, stamp, city string) {
		if before != "" {
			file.WriteString(first + ",")
		}
		file.WriteString(stamp + "," + city + "\n")
	}
	line(before, title, "City")
	for i := range 32 {
		line("x", fmt.Sprintf("2026-03-%02d 10:00", i%28+1), fmt.Sprintf("Place %d", i%4))
	}
	line("x", "2026-02-31 10:00", "Place 1")
	return file.String()
}

// Times are found under a title of theirs although one of them is impossible; that row is refused.
func TestTimesFound(t *testing.T) {
	tests := []struct {
		name, before, title string
		found               bool
	}{
		{"first, as a day", "", "Date", true},
		{"behind a question", "Name of it", "Submitted at", true},
		{"a question about days", "Name of it", "Date of arrival", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, impossible := range []string{"2026-02-31 10:00", "2026-13-45 10:00", "soon"} {
				plan := infer(t, table(t, strings.Replace(withTimes(test.before, test.title), "2026-02-31 10:00", impossible, 1)))
				times := false
				for _, c := range plan.Report().Columns {
					times = times || c.Title == test.title && c.Use == importer.Times && c.Sent
				}
				if times != test.found || plan.Dated != test.found {
					t.Errorf("%s: times: %t, dated: %t; want %t", impossible, times, plan.Dated, test.found)
				}
				if test.found && (plan.Len() != 32 || len(plan.Refused) != 1 || plan.Refused[0].Row != 34) {
					t.Errorf("%s: %d rows, refused: %v", impossible, plan.Len(), plan.Refused)
				}
			}
		})
	}
}

// Whatever a column is called, a mapping can say that it holds the times; nobody becomes somebody else by that.
func TestTimesDecided(t *testing.T) {
	file := withTimes("Name of it", "Date of arrival")
	plan := inferWith(t, file, "columns: [{column: date of ARRIVAL, times: true}]")
	if !plan.Dated || plan.Len() != 32 || len(plan.Refused) != 1 || !strings.Contains(plan.Refused[0].Why, "there is no day 31 of month 2") {
		t.Errorf("dated: %t, %d rows, refused %v", plan.Dated, plan.Len(), plan.Refused)
	}
	for _, q := range plan.Survey.Questions {
		if q.Title == "Date of arrival" {
			t.Error("the times are a question as well")
		}
	}
	var got []importer.MappedColumn
	for _, c := range plan.Report().Mapping.Columns {
		if c.Times {
			got = append(got, c)
		}
	}
	if diff := cmp.Diff([]importer.MappedColumn{{Column: "Date of arrival", Times: true}}, got); diff != "" {
		t.Errorf("what decides the same again: %s", diff)
	}
	sound(t, table(t, file), plan)
	before := map[string]bool{}
	for _, id := range ids(infer(t, table(t, file))) {
		before[id] = true
	}
	for _, id := range ids(plan) {
		if !before[id] {
			t.Fatal("a row is somebody else since its time is known")
		}
	}
}

// What was found to be the times can be said to be a question.
func TestTimesTakenBack(t *testing.T) {
	plan := inferWith(t, withTimes("Name of it", "Submitted at"), "columns: [{column: Submitted at, kind: text}]")
	if plan.Dated || plan.Len() != 33 {
		t.Errorf("dated: %t, %d rows", plan.Dated, plan.Len())
	}
}

func TestTimesAreOneColumn(t *testing.T) {
	for _, text := range []string{
		"columns: [{column: A, times: true}, {column: B, times: true}]",
		"columns: [{column: A, times: true, skip: true}]",
		"columns: [{column: A, times: true, questions: [a]}]",
	} {
		if _, problems := importer.ParseMapping("m.yaml", []byte(text)); len(problems) == 0 {
			t.Errorf("%s is taken", text)
		}
	}
}
