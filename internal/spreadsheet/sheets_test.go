package spreadsheet_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/spreadsheet"
)

func TestSheetIsChosen(t *testing.T) {
	few, many := rows("A|B", "1|2"), rows("A|B", "1|2", "3|4", "5|6")
	tests := []struct {
		name, want string
		book       *book
	}{
		{"the only one", "Daten", newBook(nil).sheet("Daten", few)},
		{"Microsoft Forms", "Form1", newBook(nil).sheet("Notes", many).sheet("Form1", few)},
		{"Google Forms", "Form Responses 1", newBook(nil).sheet("Pivot", many).sheet("Form Responses 1", few)},
		{"Google Forms, newer", "Form_Responses", newBook(nil).sheet("Pivot", many).sheet("Form_Responses", few)},
		{"in German", "Formularantworten 1", newBook(nil).sheet("Pivot", many).sheet("Formularantworten 1", few)},
		{"in French", "Réponses au formulaire 1", newBook(nil).sheet("Pivot", many).sheet("Réponses au formulaire 1", few)},
		{"in Japanese", "フォームの回答 1", newBook(nil).sheet("Pivot", many).sheet("フォームの回答 1", few)},
		{"the fuller of two forms", "Form2", newBook(nil).sheet("Form1", few).sheet("Form2", many)},
		{"an empty form", "Sheet1", newBook(nil).sheet("Form1", "").sheet("Sheet1", few)},
		{"the fullest", "Sheet2", newBook(nil).sheet("Sheet1", few).sheet("Sheet2", many).sheet("Sheet3", few)},
		{"hidden ones are not", "Sheet1", newBook(nil).sheet("Sheet1", few).sheet("Form1", many).hide("veryHidden")},
		{"damaged ones are not", "Sheet1", newBook(nil).sheet("Sheet1", few).sheet("Form1", "<row>").sheet("Sheet3", "")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := read(t, test.book.bytes(t))
			if got.Sheet != test.want || len(got.Header) != 2 {
				t.Errorf("sheet %q of %q; want %q", got.Sheet, got.Sheets, test.want)
			}
			if several := len(got.Sheets) > 1; several != said(got.Notes, "“"+test.want+"” was read.") {
				t.Errorf("notes %q", got.Notes)
			}
		})
	}
}

func TestSheetByName(t *testing.T) {
	data := newBook(nil).sheet("Form1", rows("A", "1")).sheet("Q&amp;A", rows("B", "2")).sheet("Old", rows("C", "3")).hide("hidden").bytes(t)
	for name, want := range map[string]string{"Form1": "A", "Q&A": "B", "Old": "C", "": "A"} {
		got, err := spreadsheet.Options{Sheet: name}.Read("x.xlsx", bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if got.Header[0] != want || name != "" && got.Sheet != name {
			t.Errorf("%q: %q of %q", name, got.Header, got.Sheet)
		}
		if diff := cmp.Diff([]string{"Form1", "Q&A"}, got.Sheets); diff != "" {
			t.Error(diff)
		}
		if said(got.Notes, "The hidden sheet “Old” was passed over.") == (name == "Old") {
			t.Errorf("%q: notes %q", name, got.Notes)
		}
	}
	_, err := spreadsheet.Options{Sheet: "Form2"}.Read("x.xlsx", bytes.NewReader(data))
	if err == nil || !strings.Contains(err.Error(), "has no sheet “Form2”; it has “Form1”, “Q&A”") {
		t.Error(err)
	}
}

func TestHiddenRowsAndColumnsAreRead(t *testing.T) {
	b := newBook(nil).sheet("Form1", strings.Replace(rows("A|B|C", "1|2|3", "4|5|6"), `<row r="3"`, `<row r="3" hidden="1"`, 1))
	part := "xl/worksheets/sheet1.xml"
	b.parts[part] = strings.Replace(b.parts[part], `<cols>`, `<cols><col min="2" max="2" hidden="1"/><col min="9" max="4000000000" hidden="true"/>`, 1)
	b.set("xl/vbaProject.bin", "macros")
	got := read(t, b.bytes(t))
	if len(got.Rows) != 2 || got.Rows[1].Number != 3 {
		t.Errorf("rows %+v", got.Rows)
	}
	for _, want := range []string{"1 hidden row was read too: 3.", "1 hidden column was read too: “B”.", "The workbook's macros were not run."} {
		if !said(got.Notes, want) {
			t.Errorf("%q is not in %q", want, got.Notes)
		}
	}
}

func TestHeaderIsFound(t *testing.T) {
	merged := func(refs ...string) string {
		return `<mergeCells><mergeCell ref="` + strings.Join(refs, `"/><mergeCell ref="`) + `"/></mergeCells>`
	}
	tests := []struct {
		name   string
		rows   []string
		merged string
		header []string
		cells  [][]string
		note   string
		number int // of the first row
	}{
		{"in the first row", []string{"A|B", "1|2"}, "", []string{"A", "B"}, [][]string{{"1", "2"}}, "", 2},
		{"blank rows and columns around", []string{"", "|", "|A|B", "||2", "", "|3|", ""}, "", []string{"A", "B"}, [][]string{{"", "2"}, {"3", ""}}, "", 4},
		{"a title above", []string{"Our survey", "", "A|B|C", "1|2|3"}, merged("A1:C1"), []string{"A", "B", "C"}, [][]string{{"1", "2", "3"}},
			"The header was found in row 3; one filled row above it was passed over, beginning with “Our survey”.", 4},
		{"remarks above", []string{"Survey|Tea", "Made by|us", "A|B|C|D|E", "1|2|3|4|5"}, "", []string{"A", "B", "C", "D", "E"},
			[][]string{{"1", "2", "3", "4", "5"}}, "2 filled rows above it were passed over", 4},
		{"few titles over numbers", []string{"A|B", "<c><v>1</v></c>|2|3|4|5"}, "", []string{"A", "B", "", "", ""}, [][]string{{"1", "2", "3", "4", "5"}}, "", 2},
		{"years as titles", []string{"Visits", "<c><v>2019</v></c>|<c><v>2020</v></c>", "1|2"}, "", []string{"2019", "2020"}, [][]string{{"1", "2"}}, "one filled row", 3},
		{"one column", []string{"What?", "Tea", "Milk"}, "", []string{"What?"}, [][]string{{"Tea"}, {"Milk"}}, "", 2},
		{"a group of columns", []string{"Id|How good?|", "|Tea|Milk", "1|good|bad"}, merged("A1:A2", "B1:C1"),
			[]string{"Id", "How good? [Tea]", "How good? [Milk]"}, [][]string{{"1", "good", "bad"}}, "The header takes rows 1 to 2", 3},
		{"a group without merged rows", []string{"Id|How good?||Why", "|Tea|Milk", "1|good|bad|so"}, merged("B1:C1"),
			[]string{"Id", "How good? [Tea]", "How good? [Milk]", "Why"}, [][]string{{"1", "good", "bad", "so"}}, "as in “How good? [Milk]”", 3},
		{"three rows", []string{"Id|How good?||", "|Hot||Cold", "|Tea|Milk|Water", "1|a|b|c"}, merged("A1:A3", "B1:D1", "B2:C2"),
			[]string{"Id", "How good? [Hot – Tea]", "How good? [Hot – Milk]", "How good? [Cold – Water]"}, [][]string{{"1", "a", "b", "c"}}, "rows 1 to 3", 4},
		{"merged answers", []string{"A|B", "1|2", "|3", "4|5"}, merged("A2:A3", "A4:B4"), []string{"A", "B"}, [][]string{{"1", "2"}, {"", "3"}, {"4", "5"}},
			"1 merged range lies among the answers; its value counts for its first row only: row 2, column “A” (A2:A3).", 2},
		{"titles with spaces", []string{" A&#xA0;&#xA0;b |B", "1|2"}, "", []string{"A b", "B"}, [][]string{{"1", "2"}}, "", 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := read(t, newBook(nil).sheet("Form1", rows(test.rows...), test.merged).bytes(t))
			if diff := cmp.Diff(test.header, got.Header); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(test.cells, cells(got)); diff != "" {
				t.Error(diff)
			}
			if test.note == "" && len(got.Notes) > 0 || !said(append(got.Notes, ""), test.note) {
				t.Errorf("notes %q; want %q", got.Notes, test.note)
			}
			if got.Rows[0].Number != test.number {
				t.Errorf("the first row is %d; want %d", got.Rows[0].Number, test.number)
			}
		})
	}
}

func TestBlankRowsAreCounted(t *testing.T) {
	got := read(t, newBook(nil).sheet("Form1", rows("", "A|B", "1|2", "", "|", "3|4", "", "")).bytes(t))
	if got.Blank != 2 || len(got.Rows) != 2 || got.Rows[1].Number != 6 {
		t.Errorf("%d blank, %+v", got.Blank, got.Rows)
	}
}

func TestTableOfTheSheet(t *testing.T) {
	lines := []string{"Remark||", "", "|A|B|C", "|1|2|", "|3|4|x", "|sum|6|"}
	tests := []struct {
		name, ref, attributes string
		header                []string
		cells                 [][]string
		note                  string
	}{
		{"its range", "B3:C5", "", []string{"A", "B"}, [][]string{{"1", "2"}, {"3", "4"}, {"sum", "6"}}, "One row directly below"},
		{"without its totals", "B3:C6", `totalsRowCount="1"`, []string{"A", "B"}, [][]string{{"1", "2"}, {"3", "4"}}, "3 filled cells outside"},
		{"without a header of its own", "B4:C5", `headerRowCount="0"`, []string{"n1", "n2"}, [][]string{{"1", "2"}, {"3", "4"}, {"sum", "6"}}, "5 filled cells outside"},
		{"a list beside the answers", "C4:C5", "", []string{"A", "B", "C"}, [][]string{{"1", "2", ""}, {"3", "4", "x"}, {"sum", "6", ""}}, "found in row 3"},
		{"range beyond the sheet", "B3:XFZ99999999", "", []string{"A", "B", "C"}, [][]string{{"1", "2", ""}, {"3", "4", "x"}, {"sum", "6", ""}}, "found in row 3"},
		{"range without rows", "B30:C50", "", []string{"A", "B", "C"}, [][]string{{"1", "2", ""}, {"3", "4", "x"}, {"sum", "6", ""}}, "found in row 3"},
		{"totals that lie", "B3:C5", `totalsRowCount="999999999"`, []string{"A", "B", "C"}, [][]string{{"1", "2", ""}, {"3", "4", "x"}, {"sum", "6", ""}}, "found in row 3"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := read(t, newBook(nil).sheet("Form1", rows(lines...)).table(test.ref, test.attributes, "n1", "n2").bytes(t))
			if diff := cmp.Diff(test.header, got.Header); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(test.cells, cells(got)); diff != "" {
				t.Error(diff)
			}
			if !said(got.Notes, test.note) {
				t.Errorf("notes %q; want %q", got.Notes, test.note)
			}
		})
	}
}
