package importer_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"muster/internal/importer"
)

// skipping is a mapping that leaves out n columns which no file has.
func skipping(n int) string {
	var b strings.Builder
	b.WriteString("columns:\n")
	for i := range n {
		fmt.Fprintf(&b, "  - {column: none %d, skip: true}\n", i)
	}
	return b.String()
}

// meaning is a mapping that says what n values of a column mean.
func meaning(n int) string {
	var b strings.Builder
	b.WriteString("columns:\n  - column: Where do you live?\n    values:\n")
	for i := range n {
		fmt.Fprintf(&b, "      - {value: v%d, own: true}\n", i)
	}
	return b.String()
}

func TestAMappingIsBounded(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"as many columns as can be", skipping(2000), ""},
		{"too many columns", skipping(28_000), "map.yaml:2002:6: the mapping names 28000 columns, and at most 2000 can be; remove those that the file does not have"},
		{"as many values as can be", meaning(20_000), ""},
		{"too many values", meaning(20_001), "map.yaml:3:5: the mapping says what more than 20000 values mean; remove those that need nothing said"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, problems := importer.ParseMapping("map.yaml", []byte(test.text))
			if test.want == "" && len(problems) == 0 {
				return
			}
			if len(problems) != 1 || problems[0].Error() != test.want {
				t.Errorf("%v", problems)
			}
		})
	}
}

// The largest mapping costs about as much as a file does.
func TestALargeMappingIsQuick(t *testing.T) {
	var head strings.Builder
	head.WriteString("Timestamp,Where do you live?")
	for i := range 480 {
		fmt.Fprintf(&head, ",another question of the form number %d", i)
	}
	file := table(t, head.String()+"\n2026-01-02 10:00:00,Ulm"+strings.Repeat(",x", 480)+"\n")
	m := mapping(t, skipping(2000))
	began := time.Now()
	importer.Choose(t.Context(), []*importer.Mapping{m, m, m}, file)
	plan, err := importer.Match(t.Context(), file, bakers(t), importer.MatchConfig{Mapping: m, Partial: true})
	if err != nil {
		t.Fatal(err)
	}
	report := plan.Report()
	if _, err := report.Mapping.Write(); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
	if len(plan.Absent) != 2000 {
		t.Errorf("%d columns are absent", len(plan.Absent))
	}
	t.Logf("took %v", time.Since(began))
}

// A mapping keeps what it says of columns of earlier exports only as long as it can be read back.
func TestAKeptMappingCanBeRead(t *testing.T) {
	file := table(t, "Timestamp,Where do you live?\n2026-01-02 10:00:00,Ulm\n")
	plan, err := importer.Match(t.Context(), file, bakers(t), importer.MatchConfig{Mapping: mapping(t, skipping(2000))})
	if err != nil {
		t.Fatal(err)
	}
	data, err := plan.Report().Mapping.Write()
	if err != nil {
		t.Fatal(err)
	}
	if got := mapping(t, string(data)); len(got.Columns) != 2000 || got.Columns[0].Column != "Where do you live?" {
		t.Errorf("%d columns", len(got.Columns))
	}
}
