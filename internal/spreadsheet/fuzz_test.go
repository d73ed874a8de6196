package spreadsheet_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"muster/internal/spreadsheet"
)

func fuzzLimits() spreadsheet.Limits {
	return spreadsheet.Limits{Upload: 1 << 20, Unpacked: 1 << 20, Workbook: 1 << 20, Rows: 200, Columns: 50, Cells: 2000}
}

// sound holds for every table that is given.
func sound(t *testing.T, got *spreadsheet.Table) {
	t.Helper()
	limits := fuzzLimits()
	if len(got.Header) == 0 || len(got.Header) > limits.Columns || strings.Join(got.Header, "") == "" {
		t.Fatalf("header %q", got.Header)
	}
	if rows := len(got.Rows) + len(got.Refused); rows == 0 || rows > limits.Rows || rows*len(got.Header) > limits.Cells || got.Blank < 0 {
		t.Fatalf("%d rows of %d cells, %d blank", rows, len(got.Header), got.Blank)
	}
	last := 1
	for _, row := range got.Rows {
		if row.Number < last || len(row.Cells) != len(got.Header) || strings.Join(row.Cells, "") == "" {
			t.Fatalf("row %+v behind row %d of %q", row, last, got.Header)
		}
		last = row.Number
	}
	for _, text := range append(append([]string{got.Name, got.Sheet}, got.Header...), got.Notes...) {
		if !utf8.ValidString(text) || strings.ContainsAny(text, "\x00\r\n") {
			t.Fatalf("%q", text)
		}
	}
	for _, row := range got.Rows {
		for _, cell := range row.Cells {
			if !utf8.ValidString(cell) || cell != spreadsheet.Lines(cell) {
				t.Fatalf("cell %q", cell)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/[rt]*/*")
	if err != nil || len(files) == 0 {
		f.Fatal("no corpus", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, "")
	}
	f.Add([]byte(german), "windows-1250")
	f.Add(packed(f, "a.csv", "A,B\n1,2\n", "b.tsv", "A\tB\n1\t2\n"), "")
	f.Add(newBook(nil).sheet("Form1", rows("A|B", "1|2")).bytes(f), "")
	f.Fuzz(func(t *testing.T, data []byte, encoding string) {
		options := spreadsheet.Options{Limits: fuzzLimits(), Encoding: encoding}
		got, err := options.Read("x", bytes.NewReader(data))
		if choice, several := errors.AsType[*spreadsheet.ChoiceError](err); several {
			options.Sheet = choice.Files[len(data)%len(choice.Files)]
			got, err = options.Read("x", bytes.NewReader(data))
		}
		if err != nil {
			if got != nil {
				t.Fatal("a table beside an error")
			}
			return
		}
		sound(t, got)
		again, err := options.Read("x", iotest.HalfReader(bytes.NewReader(data)))
		if diff := cmp.Diff(got, again); err != nil || diff != "" {
			t.Fatal(err, diff)
		}
	})
}

// FuzzWorkbook changes the parts of a workbook, which FuzzRead seldom reaches through the compression.
func FuzzWorkbook(f *testing.F) {
	f.Add(rows("A|B", `1|<c t="s"><v>0</v></c>`), `<mergeCells><mergeCell ref="A1:B1"/></mergeCells>`, "<t>x</t>", "yyyy-mm-dd", "A1:B2", `date1904="1"`)
	f.Add(rows("T|", "A|B", `<c s="0"><v>45889.5</v></c>|<c t="e"><v>#N/A</v></c>`), "", "<r><t>x</t></r>", `[h]:mm "h"`, "", "")
	f.Add(`<row r="3" hidden="1"><c r="ZZ3" t="b"><f/><v>1</v></c></row>`, "", "<rPh/>", "0%", "B9:A1", "")
	f.Fuzz(func(t *testing.T, cells, rest, shared, format, table, props string) {
		b := newBook([]string{format}, shared).sheet("Form1", cells, rest).table(table, `totalsRowCount="1"`, "n1", "n2")
		b.props = "<workbookPr " + props + "/>"
		got, err := spreadsheet.Options{Limits: fuzzLimits()}.Read("x", bytes.NewReader(b.bytes(t)))
		if err == nil {
			sound(t, got)
		}
	})
}

// FuzzMarkup compares with encoding/xml: what that accepts is read, and read the same.
func FuzzMarkup(f *testing.F) {
	for _, text := range []string{
		`<a r="1"/>`, `<?xml version="1.0"?><x:a y:r='>'>b<![CDATA[c<]]>d<!-- e --></x:a >`, "<a\n r = \"&lt;&#x41;&#10;\">&amp;&quot;</a>\n", `<a>&#xD800;</a>`, `<a></b>`, `<a`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		want, ok := standardEvents(text)
		if !ok {
			return
		}
		got, err := spreadsheet.MarkupEvents(iotest.OneByteReader(strings.NewReader(text)))
		lines := strings.NewReplacer("\r\n", "\n", "\r", "\n", `\r\n`, `\n`, `\r`, `\n`)
		if err != nil || lines.Replace(got) != lines.Replace(want) {
			t.Errorf("%q is %q (%v); encoding/xml says %q", text, got, err, want)
		}
	})
}

// standardEvents lists what encoding/xml sees; false for what it refuses and for what is refused here
// on purpose.
func standardEvents(text string) (string, bool) {
	d := xml.NewDecoder(strings.NewReader(text))
	var b strings.Builder
	depth := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return b.String(), depth == 0
		}
		if err != nil {
			return "", false
		}
		switch token := token.(type) {
		case xml.StartElement:
			depth++
			attr, seen := "", false
			for _, a := range token.Attr {
				if a.Name.Local == "r" && !seen {
					attr, seen = a.Value, true
				}
			}
			fmt.Fprintf(&b, "<%s r=%q>", token.Name.Local, attr)
		case xml.EndElement:
			depth--
			fmt.Fprintf(&b, "</%s>", token.Name.Local)
		case xml.CharData:
			if depth > 0 {
				b.Write(token)
			}
		case xml.Directive:
			return "", false
		}
		if depth > 60 || strings.Contains(b.String(), ":") {
			return "", false
		}
	}
}
