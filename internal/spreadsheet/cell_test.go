package spreadsheet_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCells(t *testing.T) {
	formats := []string{"General", "m/d/yy h:mm:ss", "0%", "h:mm AM/PM", "[h]:mm:ss", `yyyy"年"m"月"d"日"`, `[$-409]d\-mmm\-yy;@`,
		`#,##0.00\ "days"`, "0.00E+00", "mm:ss", `[Red]0;[Blue]-0`, "@", "mmmm yyyy", `[>=1]0.0" h";0`}
	tests := []struct{ name, cell, want string }{
		{"whole number", `<c><v>12</v></c>`, "12"},
		{"decimal", `<c><v>3.5</v></c>`, "3.5"},
		{"noise", `<c><v>1.0000000000000002</v></c>`, "1"},
		{"more noise", `<c><v>0.30000000000000004</v></c>`, "0.3"},
		{"exponent", `<c><v>1.2E+3</v></c>`, "1200"},
		{"just below 1e15", `<c><v>9.99999999999999E14</v></c>`, "999999999999999"},
		{"sixteen digits", `<c><v>1234567890123456</v></c>`, "1234567890123456"},
		{"twenty digits", `<c><v>12345678901234567890</v></c>`, "12345678901234567890"},
		{"out of all measure", `<c><v>1E+300</v></c>`, "1E+300"},
		{"tiny", `<c><v>1E-5</v></c>`, "0.00001"},
		{"minus zero", `<c><v>-0</v></c>`, "0"},
		{"leading zeros", `<c><v>007</v></c>`, "7"},
		{"percent", `<c s="2"><v>0.35</v></c>`, "35%"},
		{"percent with noise", `<c s="2"><v>0.07</v></c>`, "7%"},
		{"scientific", `<c s="8"><v>1500</v></c>`, "1500"},
		{"days as a unit", `<c s="7"><v>3</v></c>`, "3"},
		{"colours", `<c s="10"><v>-3</v></c>`, "-3"},
		{"hours as a unit", `<c s="13"><v>3</v></c>`, "3"},
		{"style that is not there", `<c s="4294967295"><v>45000</v></c>`, "45000"},
		{"day and time", `<c s="1"><v>45889.535243055558</v></c>`, "2025-08-20 12:50:45"},
		{"rounded up to the second", `<c s="1"><v>45889.99999421</v></c>`, "2025-08-20 23:59:59"},
		{"rounded into the next day", `<c s="1"><v>45889.999999</v></c>`, "2025-08-21"},
		{"midnight", `<c s="1"><v>45889</v></c>`, "2025-08-20"},
		{"day", `<c s="6"><v>45889</v></c>`, "2025-08-20"},
		{"day that has a time", `<c s="6"><v>45889.25</v></c>`, "2025-08-20 06:00:00"},
		{"Japanese day", `<c s="5"><v>45889</v></c>`, "2025-08-20"},
		{"month", `<c s="12"><v>45870</v></c>`, "2025-08-01"},
		{"first day", `<c s="6"><v>1</v></c>`, "1900-01-01"},
		{"before the day that never was", `<c s="6"><v>59</v></c>`, "1900-02-28"},
		{"behind it", `<c s="6"><v>61</v></c>`, "1900-03-01"},
		{"last day", `<c s="6"><v>2958465</v></c>`, "9999-12-31"},
		{"time of day", `<c s="3"><v>0.5625</v></c>`, "13:30"},
		{"minutes", `<c s="9"><v>0.0010416666666667</v></c>`, "00:01:30"},
		{"midnight as a time", `<c s="3"><v>0</v></c>`, "00:00"},
		{"time that has a day", `<c s="3"><v>45889.5</v></c>`, "2025-08-20 12:00:00"},
		{"duration", `<c s="4"><v>1.5</v></c>`, "36:00"},
		{"ISO day", `<c t="d"><v>2025-08-20</v></c>`, "2025-08-20"},
		{"ISO time", `<c t="d"><v>2025-08-20T12:51:44.9996Z</v></c>`, "2025-08-20 12:51:45"},
		{"true", `<c t="b"><v>1</v></c>`, "TRUE"},
		{"false", `<c t="b"><v>0</v></c>`, "FALSE"},
		{"shared", `<c t="s"><v>0</v></c>`, "Tea & milk"},
		{"rich", `<c t="s"><v>1</v></c>`, "Green tea"},
		{"pronunciation", `<c t="s"><v>2</v></c>`, "東京"},
		{"inline rich", `<c t="inlineStr"><is><r><t>in</t></r><r><rPr><b/></rPr><t>line</t></r></is></c>`, "inline"},
		{"text of a formula", `<c t="str"><f>A1&amp;B1</f><v>joined</v></c>`, "joined"},
		{"lines", `<c t="inlineStr"><is><t>one_x000D_&#10;two</t></is></c>`, "one\ntwo"},
		{"spelled underscore", `<c t="inlineStr"><is><t>a_x005F_x0041_</t></is></c>`, "a_x0041_"},
		{"CDATA", `<c t="inlineStr"><is><t><![CDATA[a < b]]></t></is></c>`, "a < b"},
		{"non-breaking spaces", `<c t="inlineStr"><is><t>&#xA0;a&#160;b </t></is></c>`, "a\u00a0b"},
		{"guarded formula", `<c t="inlineStr"><is><t>'=1+1</t></is></c>`, "=1+1"},
		{"apostrophe", `<c t="inlineStr"><is><t>'tis</t></is></c>`, "'tis"},
		{"digits as text", `<c t="inlineStr"><is><t>007</t></is></c>`, "007"},
		{"bad UTF-8", "<c t=\"inlineStr\"><is><t>caf\xe9</t></is></c>", "caf\uFFFD"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			data := newBook(formats, `<t>Tea &amp; milk</t>`, `<r><t>Green</t></r><r><t xml:space="preserve"> tea</t></r>`,
				`<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>`).sheet("Form1", rows("When|What", "x|"+test.cell)).bytes(t)
			got := read(t, data)
			if diff := cmp.Diff([][]string{{"x", test.want}}, cells(got)); diff != "" {
				t.Error(diff, got.Notes)
			}
		})
	}
}

func TestDaysSince1904(t *testing.T) {
	b := newBook([]string{"General", "m/d/yy h:mm"})
	b.props = `<workbookPr date1904="1"/>`
	got := read(t, b.sheet("Form1", rows("When|What", `<c s="1"><v>44427.5</v></c>|x`, `<c s="1"><v>0</v></c>|y`)).bytes(t))
	if diff := cmp.Diff([][]string{{"2025-08-20 12:00:00", "x"}, {"1904-01-01", "y"}}, cells(got)); diff != "" {
		t.Error(diff)
	}
}

func TestBuiltInFormats(t *testing.T) {
	tests := []struct{ name, format, want string }{
		{"general", "0", "45889.25"}, {"number", "4", "45889.25"}, {"percent", "9", "4588925%"}, {"day", "14", "2025-08-20 06:00:00"},
		{"day and time", "22", "2025-08-20 06:00:00"}, {"Japanese day", "31", "2025-08-20 06:00:00"}, {"duration", "46", "1101342:00"}, {"text", "49", "45889.25"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := newBook(nil).set("xl/styles.xml", `<styleSheet><cellXfs><xf numFmtId="`+test.format+`"/></cellXfs></styleSheet>`)
			got := read(t, b.sheet("Form1", rows("A|B", `x|<c s="0"><v>45889.25</v></c>`)).bytes(t))
			if got.Rows[0].Cells[1] != test.want {
				t.Errorf("%q; want %q", got.Rows[0].Cells[1], test.want)
			}
		})
	}
}

func TestWhatCellsLackIsNoted(t *testing.T) {
	data := newBook([]string{"General", "m/d/yy"}).sheet("Form1", rows("When|Age|Tea",
		`<c s="1"><v>-1</v></c>|<c t="e"><v>#N/A</v></c>|x`,
		`<c s="1"><v>1e300</v></c>|<c><f>1/0</f></c>|x`,
		`<c s="1"><v>NaN</v></c>|<c><f>1+1</f><v>2</v></c>|x`,
		`<c s="1"><v>60</v></c>|<c t="e"><f>1/0</f><v>#DIV/0!</v></c>|`,
		`<c s="1"><v>2958466</v></c>||`)).bytes(t)
	got := read(t, data)
	want := [][]string{{"-1", "", "x"}, {"1E+300", "", "x"}, {"NaN", "2", "x"}, {"60", "", ""}, {"2958466", "", ""}}
	if diff := cmp.Diff(want, cells(got)); diff != "" {
		t.Error(diff)
	}
	notes := []string{
		"2 cells hold a formula; the value that each gave last was taken.",
		"1 cell holds a formula without a value and stayed blank: row 3, column “Age”. Open the file in a spreadsheet program and save it to have them calculated.",
		"2 cells hold an error instead of a value and stayed blank: row 2, column “Age” (#N/A); row 5, column “Age” (#DIV/0!).",
		"5 numbers could not be shown as their cells' formats ask and were taken as they stand: " +
			"row 2, column “When” (-1 is not a day or a time that there is); row 3, column “When” (1E+300 is not a day or a time that there is); " +
			"row 4, column “When” (“NaN” is not a number); row 5, column “When” (60 is not a day or a time that there is); " +
			"row 6, column “When” (2958466 is not a day or a time that there is).",
	}
	if diff := cmp.Diff(notes, got.Notes); diff != "" {
		t.Error(diff)
	}
}
