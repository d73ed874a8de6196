package spreadsheet_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/spreadsheet"
)

func TestHostileWorkbooksAreRefused(t *testing.T) {
	good := func() *book { return newBook(nil).sheet("Form1", rows("A|B", "1|2")) }
	sheet := func(rows string) *book { return newBook(nil).sheet("Form1", rows) }
	const first = "xl/worksheets/sheet1.xml"
	laughs := `<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>`
	tests := []struct {
		name, want string
		book       *book
	}{
		{"billion laughs", "sheet1.xml: it declares a document type", good().set(first, prolog+laughs+`<worksheet><sheetData>&lol2;</sheetData></worksheet>`)},
		{"external entity", "sharedStrings.xml: it declares a document type", good().set("xl/sharedStrings.xml",
			`<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><sst><si><t>&f;</t></si></sst>`)},
		{"entity that nobody declared", "it declares a document type or entities", sheet(rows("A|B", "1|&f;"))},
		{"deep nesting", "nested too deeply", good().set(first, `<worksheet>`+strings.Repeat(`<a>`, 100_000))},
		{"deep nesting in a cell", "nested too deeply", sheet(`<row r="1"><c>` + strings.Repeat(`<is>`, 100_000))},
		{"not XML", "not well formed", good().set(first, `<worksheet><sheetData></worksheet>`)},
		{"another root", "not well formed", good().set(first, `<html></html>`)},
		{"nothing", "it ends in the middle", good().set(first, ``)},
		{"cut off", "it ends in the middle", good().set(first, `<worksheet><sheetData><row r="1"><c r="A1"`)},
		{"binary", "sheet1.xml: it ends in the middle", good().set(first, "\x00\x01\x02\x03")},
		{"ten million rows", "it claims a row 10000000; a sheet has 1048576 rows at the most", sheet(`<row r="1"/><row r="10000000"><c><v>1</v></c></row>`)},
		{"row that goes back", "row 1 comes after row 2", sheet(`<row r="2"/><row r="1"/>`)},
		{"row 0", "it claims a row 0", sheet(`<row r="0"/>`)},
		{"cell that goes back", "in row 1, cell A1 stands in the wrong place", sheet(`<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>`)},
		{"cell without a column", "cell 11 stands in the wrong place", sheet(`<row r="1"><c r="11"><v>1</v></c></row>`)},
		{"beyond the last column", "row 1 has more than 16384 columns", sheet(`<row r="1"><c r="ZZZZ1"><v>1</v></c></row>`)},
		{"filled cell far right", "cell XFD2 is filled; no more than 500 columns are read", sheet(rows("A|B") + `<row r="2"><c r="XFD2"><v>1</v></c></row>`)},
		{"text that is not there", "in row 2: it points to a text that the workbook does not hold", sheet(rows("A|B", `<c t="s"><v>99</v></c>|x`))},
		{"text number that is none", "in row 2: it points to a text", sheet(rows("A|B", `<c t="s"><v>-1</v></c>|x`))},
		{"endless text", "longer than 1 MB", sheet(rows("A|B", strings.Repeat("x", 2<<20)))},
		{"endless text in pieces", "longer than 1 MB", sheet(rows("A|B", strings.Repeat("x<!---->", 1<<20+1)))},
		{"endless rich text", "longer than 1 MB", sheet(rows("A|B", `<c t="inlineStr"><is>`+strings.Repeat("<r><t>0123456789</t></r>", 110_000)+`</is></c>`))},
		{"endless tag", "longer than 1 MB", sheet(`<row r="` + strings.Repeat("1", 2<<20) + `"/>`)},
		{"endless comment", "longer than 1 MB", sheet(`<!--` + strings.Repeat("1", 2<<20) + `-->`)},
		{"without the workbook", "office file without a workbook", newBook(nil).set("_rels/.rels", rels+`<Relationship Type="x/officeDocument" Target="else.xml"/></Relationships>`)},
		{"without its sheet", "sheet1.xml: it is missing", good().set("xl/_rels/workbook.xml.rels",
			rels+`<Relationship Id="s1" Type="worksheet" Target="../../../../etc/sheet1.xml"/></Relationships>`)},
		{"sheet outside", "no sheet with cells", good().set("xl/_rels/workbook.xml.rels",
			rels+`<Relationship Id="s1" Type="worksheet" Target="https://example.org/sheet.xml" TargetMode="External"/></Relationships>`)},
		{"a circle", "workbook.xml: its XML is not well formed", good().set("xl/_rels/workbook.xml.rels",
			rels+`<Relationship Id="s1" Type="worksheet" Target="workbook.xml"/></Relationships>`)},
		{"hidden sheets alone", "every sheet of the workbook is hidden", good().hide("hidden")},
		{"no sheets", "no sheet with cells", newBook(nil)},
		{"empty sheet", "the sheet “Form1” is empty", sheet("")},
		{"header alone", "a header but no answers", sheet(rows("A|B"))},
		{"binary workbook", "binary workbook (.xlsb)", good().set("xl/workbook.bin", "x")},
		{"a text document", "text document (.docx)", newBook(nil).set("word/document.xml", "x")},
		{"a presentation", "presentation (.pptx)", newBook(nil).set("ppt/presentation.xml", "x")},
		{"OpenDocument", "OpenDocument file (.ods)", newBook(nil).set("mimetype", "x").set("content.xml", "x")},
		{"Numbers", "Numbers document", newBook(nil).set("Index/Document.iwa", "x")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			start := time.Now()
			got, err := spreadsheet.Read("x.xlsx", bytes.NewReader(test.book.bytes(t)))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %+v, %v; want %q", got, err, test.want)
			}
			if got != nil {
				t.Error("a table was given beside the error")
			}
			if took := time.Since(start); took > time.Minute {
				t.Errorf("took %s", took)
			}
		})
	}
}

// What is odd but harmless is read.
func TestOddWorkbooksAreRead(t *testing.T) {
	good := func() *book { return newBook(nil).sheet("Form1", rows("A|B", "1|2")) }
	const first = "xl/worksheets/sheet1.xml"
	tests := []struct {
		name string
		book *book
	}{
		{"with prefixes", good().set(first, `<x:worksheet xmlns:x="y"><x:sheetData><x:row><x:c t="str"><x:v>A</x:v></x:c><x:c t="str"><x:v>B</x:v></x:c></x:row>`+
			`<x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>`)},
		{"with a byte order mark", good().set(first, "\xef\xbb\xbf"+prolog+"<!-- a > b --><worksheet><sheetData>"+rows("A|B", "1|2")+"</sheetData></worksheet>\n")},
		{"blank cells far right", newBook(nil).sheet("Form1", rows("A|B", "1|2")+`<row r="3" hidden="1"><c r="XFD3" s="1"/></row><row r="1048576"/>`)},
		{"backslashes for slashes", func() *book {
			b := good()
			b.parts[`xl\worksheets\Sheet1.xml`] = b.parts[first]
			delete(b.parts, first)
			return b
		}()},
		{"a table that refers to the sheet", good().set("xl/worksheets/_rels/sheet1.xml.rels", rels+`<Relationship Type="table" Target="sheet1.xml"/></Relationships>`)},
		{"names that climb", good().set("../../../etc/passwd", "x").set("/etc/passwd", "x")},
		{"nothing but sheets", newBook(nil).sheet("Form1", rows("A|B", "1|2")).set("xl/styles.xml", "<styleSheet/>").set("xl/sharedStrings.xml", "<sst/>")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := read(t, test.book.bytes(t))
			if diff := cmp.Diff([]string{"A", "B"}, got.Header); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff([][]string{{"1", "2"}}, cells(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// tight are limits that a test reaches quickly.
func tight() spreadsheet.Limits {
	return spreadsheet.Limits{Upload: 1 << 20, Unpacked: 1 << 20, Workbook: 4 << 20, Rows: 10_000, Columns: 100, Cells: 200_000}
}

// Everything that is ever allocated while a bomb is read counts here, not only what is held at once.
func TestBombsAreBounded(t *testing.T) {
	bomb := func(b *book) []byte { return b.bytes(t) }
	plainSheet := func() *book { return newBook(nil).sheet("Form1", rows("A|B", "1|2")) }
	csv := strings.Repeat("0", 8<<20)
	tests := []struct {
		name string
		data []byte
	}{
		{"CSV in a zip", zipped(t, map[string]string{"a.csv": csv})},
		{"CSV in a gzip", gzipped(t, csv)},
		{"zip in a zip", zipped(t, map[string]string{"a.xlsx": csv})},
		{"comments", bomb(newBook(nil).sheet("Form1", strings.Repeat("<!-- -->", 1<<20)))},
		{"rows", bomb(newBook(nil).sheet("Form1", rows("A|B")+strings.Repeat("<row><c><v>1</v></c></row>", 1<<17)))},
		{"blank rows", bomb(newBook(nil).sheet("Form1", rows("A|B", "1|2")+strings.Repeat("<row></row>", 1<<19)))},
		{"cells", bomb(newBook(nil).sheet("Form1", rows("A|B")+strings.Repeat(`<row><c r="CV9"><v>1</v></c></row>`, 1<<17)))},
		{"shared texts", bomb(plainSheet().set("xl/sharedStrings.xml", "<sst><si>"+strings.Repeat("<t>0123456789</t>", 1<<18)+"</si></sst>"))},
		{"many shared texts", bomb(plainSheet().set("xl/sharedStrings.xml", "<sst>"+strings.Repeat("<si/>", 1<<20)+"</sst>"))},
		{"styles", bomb(plainSheet().set("xl/styles.xml", "<styleSheet><cellXfs>"+strings.Repeat("<xf/>", 1<<20)+"</cellXfs></styleSheet>"))},
		{"formats", bomb(plainSheet().set("xl/styles.xml", manyFormats(150_000)))},
		{"relations", bomb(plainSheet().set("xl/_rels/workbook.xml.rels", rels+strings.Repeat(`<Relationship/>`, 1<<19)+`</Relationships>`))},
		{"sheets", bomb(plainSheet().set("xl/workbook.xml", `<workbook><sheets>`+strings.Repeat(`<sheet name="x" id="s1"/>`, 1<<18)+`</sheets></workbook>`))},
		{"columns", bomb(newBook(nil).sheet("Form1", "</sheetData><cols>"+strings.Repeat(`<col hidden="1"/>`, 1<<19)+"</cols><sheetData>"))},
		{"merged cells", bomb(newBook(nil).sheet("Form1", rows("A"), "<mergeCells>"+strings.Repeat(`<mergeCell ref="A9:B99"/>`, 1<<19)+"</mergeCells>"))},
		{"overlapping entries", overlapping(t, 5000)},
		{"more entries than a workbook has", overlapping(t, 20_000)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			_, err := spreadsheet.Options{Limits: tight()}.Read("x", bytes.NewReader(test.data))
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			if err == nil {
				t.Fatal("it was read")
			}
			if !errors.Is(err, spreadsheet.ErrTooLarge) && !strings.Contains(err.Error(), "damaged") {
				t.Errorf("got %v", err)
			}
			if got := (after.TotalAlloc - before.TotalAlloc) >> 20; got > 32 {
				t.Errorf("%d MB were allocated for %d KB", got, len(test.data)>>10)
			}
			if took > time.Minute {
				t.Errorf("took %s", took)
			}
		})
	}
}

// A small file may not keep the machine busy for as long as a large one, whatever the limits are.
func TestSmallFilesUnpackLittle(t *testing.T) {
	data := newBook(nil).sheet("Form1", rows("A|B", "1|2"), strings.Repeat("<extLst></extLst>", 6<<19)).bytes(t)
	_, err := spreadsheet.Read("x.xlsx", bytes.NewReader(data))
	if !errors.Is(err, spreadsheet.ErrTooLarge) {
		t.Errorf("%d KB were read: %v", len(data)>>10, err)
	}
}

func manyFormats(n int) string {
	var b strings.Builder
	b.WriteString("<styleSheet><numFmts>")
	for i := range n {
		fmt.Fprintf(&b, `<numFmt numFmtId="%d" formatCode="0"/>`, i)
	}
	return b.String() + "</numFmts></styleSheet>"
}

// overlapping is an archive whose directory lists the same compressed bytes under many names.
func overlapping(t *testing.T, entries int) []byte {
	t.Helper()
	whole := zipped(t, map[string]string{"0000.csv": strings.Repeat("a,b\n", 10_000)})
	end := bytes.LastIndex(whole, []byte("PK\x05\x06"))
	from := bytes.Index(whole, []byte("PK\x01\x02"))
	local, entry := whole[:from], whole[from:end]
	out := bytes.Clone(local)
	for i := range entries {
		copied := bytes.Clone(entry)
		copy(copied[46:50], fmt.Sprintf("%04d", i%10_000))
		out = append(out, copied...)
	}
	tail := bytes.Clone(whole[end:])
	binary.LittleEndian.PutUint16(tail[8:], uint16(entries))
	binary.LittleEndian.PutUint16(tail[10:], uint16(entries))
	binary.LittleEndian.PutUint32(tail[12:], uint32(entries*len(entry)))
	binary.LittleEndian.PutUint32(tail[16:], uint32(len(local)))
	return append(out, tail...)
}

func TestArchivesThatLie(t *testing.T) {
	t.Run("sizes", func(t *testing.T) {
		data := newBook(nil).sheet("Form1", rows("A|B", "1|2")).bytes(t)
		r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for _, f := range r.File {
			header := f.FileHeader
			header.UncompressedSize64 = 1 << 60
			raw, err := f.OpenRaw()
			if err != nil {
				t.Fatal(err)
			}
			to, err := w.CreateRaw(&header)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(to, raw); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := spreadsheet.Read("x.xlsx", &b); err == nil || !strings.Contains(err.Error(), "damaged") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a part twice", func(t *testing.T) {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml", "XL/Workbook.xml"} {
			if _, err := w.Create(name); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := spreadsheet.Read("x.xlsx", &b); err == nil || !strings.Contains(err.Error(), `holds the part "XL/Workbook.xml" twice`) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a password", func(t *testing.T) {
		data := zipped(t, map[string]string{"a.csv": small})
		for _, at := range []int{bytes.Index(data, []byte("PK\x03\x04")) + 6, bytes.Index(data, []byte("PK\x01\x02")) + 8} {
			data[at] |= 1
		}
		if _, err := spreadsheet.Read("x.zip", bytes.NewReader(data)); err == nil || !strings.Contains(err.Error(), "password") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a zip in a zip in a zip", func(t *testing.T) {
		inner := zipped(t, map[string]string{"a.csv": small})
		data := zipped(t, map[string]string{"a.xlsx": string(inner)})
		if _, err := spreadsheet.Read("x.zip", bytes.NewReader(data)); err == nil || !strings.Contains(err.Error(), "holds another zip file") {
			t.Errorf("got %v", err)
		}
	})
}

// A workbook that was cut off anywhere is refused as a whole; nothing of it is taken for the answers.
func TestTruncatedWorkbooks(t *testing.T) {
	data := newBook(nil, "<t>x</t>").sheet("Form1", rows("A|B", "1|2", "3|4")).bytes(t)
	for n := 1; n < len(data); n += 7 {
		got, err := spreadsheet.Read("x.xlsx", bytes.NewReader(data[:n]))
		if err == nil || got != nil {
			t.Fatalf("%d of %d bytes were read as %+v", n, len(data), got)
		}
	}
}

func TestWorkbooksInArchives(t *testing.T) {
	data := newBook(nil).sheet("Form1", rows("A|B", "1|2")).bytes(t)
	for name, packed := range map[string][]byte{
		"zip":  zipped(t, map[string]string{"Talk ideas.xlsx": string(data), "__MACOSX/._Talk ideas.xlsx": "x"}),
		"gzip": gzipped(t, string(data)),
	} {
		if got := read(t, packed); got.Sheet != "Form1" || len(got.Rows) != 1 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestLimitsOfWorkbooks(t *testing.T) {
	limits := spreadsheet.Limits{Upload: 1 << 20, Unpacked: 1 << 20, Workbook: 1 << 20, Rows: 2, Columns: 3, Cells: 5}
	tests := []struct {
		name string
		rows []string
	}{
		{"rows", []string{"A", "1", "2", "3"}},
		{"columns", []string{"A|B|C|D", "1|2|3|4"}},
		{"cells", []string{"A|B|C", "1|2|3", "4|5|6"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := spreadsheet.Options{Limits: limits}.Read("x.xlsx", bytes.NewReader(newBook(nil).sheet("Form1", rows(test.rows...)).bytes(t)))
			if !errors.Is(err, spreadsheet.ErrTooLarge) {
				t.Errorf("got %v", err)
			}
		})
	}
}
