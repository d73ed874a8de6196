package importer_test

import (
	"errors"
	"strings"
	"testing"

	"muster/internal/importer"
	"muster/internal/spreadsheet"
)

// TestMustersOtherExportsAreNotReadBack has nobody import zeros and ones as what people answered.
func TestMustersOtherExportsAreNotReadBack(t *testing.T) {
	answers := table(t, "Response,Submitted,Source,Language,Minutes to fill in,Corrected,Looks suspicious,Topics: Azure\na,2026-11-20,form,en,1,,,1\n")
	book := &spreadsheet.Table{Name: "club.xlsx", Sheet: "Long", Sheets: []string{"Read me", "Summary", "Long", "Codebook"}, Header: []string{"Question"},
		Rows: []spreadsheet.Row{{Number: 2, Cells: []string{"x"}}}}
	for _, test := range []struct {
		name  string
		table *spreadsheet.Table
		want  string
	}{
		{"codes", table(t, "response,submitted,source,minutes,corrected,flags,tea,topics_azure\na,2026-11-20,form,1,,,yes,1\n"), "CSV of codes"},
		{"its codebook", table(t, "variable,question,option,kind\nresponse,,,text\n"), "codebook"},
		{"a sheet of the workbook", answers, "workbook"},
		{"the workbook", book, "workbook"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, made := importer.Infer(t.Context(), test.table, importer.InferConfig{ID: "club"})
			_, matched := importer.Match(t.Context(), test.table, parse(t, "id: tea\ntitle: Tea\nquestions:\n  - {id: a, kind: text, title: Question}\n"), importer.MatchConfig{})
			for _, err := range []error{made, matched} {
				var told importer.ExportedError
				if !errors.As(err, &told) || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "muster export ID --out answers.csv") {
					t.Errorf("%v", err)
				}
			}
		})
	}
	if _, err := importer.Infer(t.Context(), table(t, "Response,Source,Flags\nyes,form,1\nno,form,2\n"), importer.InferConfig{ID: "club"}); err != nil {
		t.Errorf("a table of somebody's is refused: %v", err)
	}
}
