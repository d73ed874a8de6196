package spreadsheet_test

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"

	"muster/internal/spreadsheet"
)

func utf16Bytes(order binary.AppendByteOrder, text string) []byte {
	var out []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, unit)
	}
	return out
}

func encoded(t *testing.T, e encoding.Encoding, text string) []byte {
	t.Helper()
	out, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

const (
	german  = "Zeit,Was?,Preis\n2026-01-02,Käse – für „alle“,3 €\n2026-01-03,Brot,1 €\n"
	japan   = "時刻,質問\n2026-01-02,お茶\n2026-01-03,牛乳\n"
	polish  = "Czas,Co?\n2026-01-02,książka\n2026-01-03,żółty\n"
	russian = "Время,Что?\n2026-01-02,Привет\n2026-01-03,чай\n"
)

func TestEncodings(t *testing.T) {
	tests := []struct {
		name, text, asked, encoding string
		data                        []byte
	}{
		{"UTF-8", german, "", "utf-8", []byte(german)},
		{"UTF-8 with a mark", german, "", "utf-8", []byte("\ufeff" + german)},
		{"UTF-8 asked for", german, "utf-8", "utf-8", []byte(german)},
		{"UTF-16 with a mark", german, "", "utf-16le", append([]byte{0xff, 0xfe}, utf16Bytes(binary.LittleEndian, german)...)},
		{"UTF-16, big end first, with a mark", german, "", "utf-16be", append([]byte{0xfe, 0xff}, utf16Bytes(binary.BigEndian, german)...)},
		{"UTF-16", german, "", "utf-16le", utf16Bytes(binary.LittleEndian, german)},
		{"UTF-16, big end first", german, "", "utf-16be", utf16Bytes(binary.BigEndian, german)},
		{"Japanese UTF-16", japan, "", "utf-16le", utf16Bytes(binary.LittleEndian, japan)},
		{"a mark against what was asked for", german, "windows-1250", "utf-16le", append([]byte{0xff, 0xfe}, utf16Bytes(binary.LittleEndian, german)...)},
		{"Windows-1252", german, "", "windows-1252", encoded(t, charmap.Windows1252, german)},
		{"Latin-1", "Zeit,Was?\nx,Käse\n", "", "windows-1252", encoded(t, charmap.ISO8859_1, "Zeit,Was?\nx,Käse\n")},
		{"Windows-1250 asked for", polish, "windows-1250", "windows-1250", encoded(t, charmap.Windows1250, polish)},
		{"Windows-1251 asked for", russian, "cp1251", "windows-1251", encoded(t, charmap.Windows1251, russian)},
		{"Shift JIS asked for", japan, "Shift_JIS", "shift_jis", encoded(t, japanese.ShiftJIS, japan)},
		{"Mac asked for", "Zeit,Was?\nx,Käse\n", "macintosh", "macintosh", encoded(t, charmap.Macintosh, "Zeit,Was?\nx,Käse\n")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			want, err := spreadsheet.Read("x.csv", strings.NewReader(test.text))
			if err != nil {
				t.Fatal(err)
			}
			got, err := spreadsheet.Options{Encoding: test.asked}.Read("x.csv", bytes.NewReader(test.data))
			if err != nil {
				t.Fatal(err)
			}
			if got.Encoding != test.encoding || (len(got.Notes) == 0) != (test.encoding == "utf-8") {
				t.Errorf("encoding %q, notes %q", got.Encoding, got.Notes)
			}
			got.Encoding, got.Notes = want.Encoding, nil
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestConversionIsSaidWithAnExample(t *testing.T) {
	got, err := spreadsheet.Read("x.csv", bytes.NewReader(encoded(t, charmap.Windows1252, "Zeit,Was?\nx,Brot\nx,mit Käse\n")))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"The file is not in UTF-8; it was read as Windows-1252, so that line 3 says “Käse”. If that is wrong, choose its encoding."}
	if diff := cmp.Diff(want, got.Notes); diff != "" {
		t.Error(diff)
	}
}

func TestEncodingsThatMakeNoSense(t *testing.T) {
	tests := []struct {
		name, asked, want string
		data              []byte
	}{
		{"Russian", "", "line 1 is neither UTF-8 nor Windows-1252, in which it would say “Âðåìÿ”; save it as “CSV UTF-8”", encoded(t, charmap.Windows1251, russian)},
		{"Polish", "", "line 2 is neither UTF-8 nor Windows-1252, in which it would say “ksi¹¿ka”", encoded(t, charmap.Windows1250, polish)},
		{"Japanese", "", "line 1 is neither UTF-8 nor Windows-1252", encoded(t, japanese.ShiftJIS, japan)},
		{"old Mac", "", "line 2 is neither UTF-8 nor Windows-1252, in which it would say “cafŽ”", encoded(t, charmap.Macintosh, "a,b\nx,café\n")},
		{"control characters", "", "line 3 is neither UTF-8 nor Windows-1252", []byte("a,b\n1,caf\xe9\n1,\x81\x8d\n")},
		{"two encodings", "", "line 3 is not UTF-8, although other lines are", []byte("a,b\n1,café\n1,caf\xe9\n")},
		{"not what was asked for", "utf-8", "line 2 is not UTF-8", []byte("a,b\n1,caf\xe9\n")},
		{"nor this", "shift_jis", "line 2 is not shift_jis", []byte("a,b\n1,\x81\n")},
		{"unknown", "klingon", `there is no encoding "klingon"`, []byte("a,b\n1,2\n")},
		{"unsafe", "iso-2022-kr", "is not safe", []byte("a,b\n1,2\n")},
		{"half of UTF-16", "utf-16le", "line 1 is not utf-16le", []byte("a\x00\x00\xd8b\x00\n\x00")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := spreadsheet.Options{Encoding: test.asked}.Read("x.csv", bytes.NewReader(test.data))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %+v, %v; want %q", got, err, test.want)
			}
		})
	}
}

// One name in another encoding among many does not keep a file out; most of it makes sense.
func TestFewOddWordsDoNotMatter(t *testing.T) {
	text := strings.Repeat("Zoë,Köln\nIngrid,Malmö\nAna,São Paulo\n", 10)
	data := append(encoded(t, charmap.Windows1252, "Name,Ort\n"+text), "O\xb9a,x\n"...)
	got, err := spreadsheet.Read("x.csv", bytes.NewReader(data))
	if err != nil || len(got.Rows) != 31 {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestDelimiters(t *testing.T) {
	tests := []struct {
		name, text string
		header     []string
		first      []string
	}{
		{"comma", "A,B\n1,2\n", []string{"A", "B"}, []string{"1", "2"}},
		{"semicolon", "A;B\n1;2\n", []string{"A", "B"}, []string{"1", "2"}},
		{"tab", "A\tB\n1\t2\n", []string{"A", "B"}, []string{"1", "2"}},
		{"bar", "A|B\n1|2\n", []string{"A", "B"}, []string{"1", "2"}},
		{"commas in a title between semicolons", "Zeit;Was, wann, wo?;Wer\nx;y;z\nx;y;z\n", []string{"Zeit", "Was, wann, wo?", "Wer"}, []string{"x", "y", "z"}},
		{"decimal commas between semicolons", "A;B, b\n1,5;2,5\n1,5;2,5\n", []string{"A", "B, b"}, []string{"1,5", "2,5"}},
		{"picks by semicolon between commas", "When,What\nx,a;b\nx,c;d\nx,e;f\n", []string{"When", "What"}, []string{"x", "a;b"}},
		{"titles with semicolons between commas", "When,What; and why,Who\nx,a;b,c\nx,c;d,e\n", []string{"When", "What; and why", "Who"}, []string{"x", "a;b", "c"}},
		{"declared", "sep=;\r\nA, b;B\r\n1,1;2\r\n", []string{"A, b", "B"}, []string{"1,1", "2"}},
		{"declared in quotes", "\"SEP=|\"\nA|B\n1|2\n", []string{"A", "B"}, []string{"1", "2"}},
		{"one column", "What?\nTea\nMilk\n", []string{"What?"}, []string{"Tea"}},
		{"one column with commas", "What?\nTea, hot\nMilk, cold\n", []string{"What?"}, []string{"Tea, hot"}},
		{"one column with a semicolon in its title", "What; and why?\nTea, hot\nMilk\n", []string{"What; and why?"}, []string{"Tea, hot"}},
		{"one row that does not fit", "A;B;C\n1;2;3;\n", []string{"A", "B", "C"}, []string{"1", "2", "3"}},
		{"line ends of an old Mac", "A,B\r\"1\r1\",2\r3,4\r", []string{"A", "B"}, []string{"1\n1", "2"}},
		{"line ends of Excel on a Mac", "A,B\r\"1\n1\",2\r3,4", []string{"A", "B"}, []string{"1\n1", "2"}},
		{"a title in quotes over two lines", "\"A\r\na\",B\r\n1,2\r\n", []string{"A a", "B"}, []string{"1", "2"}},
		{"blank rows before the header", "\n,\n\nA,B\n1,2\n", []string{"A", "B"}, []string{"1", "2"}},
		{"a title above the header", "Our survey,,\n,,\nA,B,C\n1,2,3\n", []string{"A", "B", "C"}, []string{"1", "2", "3"}},
		{"guarded formulas", "A,'=B\n'=1+1,'-x\n", []string{"A", "=B"}, []string{"=1+1", "-x"}},
		{"guarded tab", "A,B\n\"'\t=1\",'tis\n", []string{"A", "B"}, []string{"=1", "'tis"}},
		{"zero bytes", "A,B\n" + strings.Repeat("some words,and more of them\n", 20) + "1\x002,3\n", []string{"A", "B"}, []string{"some words", "and more of them"}},
		{"a separator too many at every end", "A,B\n1,2,\n3,4,\n", []string{"A", "B"}, []string{"1", "2"}},
		{"a separator missing at every end", "A,B,\n1,2\n3,4\n", []string{"A", "B", ""}, []string{"1", "2", ""}},
		{"first title in brackets", "[Tea],[Milk]\ngood,bad\n", []string{"[Tea]", "[Milk]"}, []string{"good", "bad"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := spreadsheet.Read("x.csv", strings.NewReader(test.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.header, got.Header); diff != "" {
				t.Error(diff)
			}
			if len(got.Refused) > 0 || !cmp.Equal(test.first, got.Rows[0].Cells) {
				t.Errorf("refused %v, rows %q", got.Refused, cells(got))
			}
		})
	}
}

func TestRowsCountAsInSpreadsheets(t *testing.T) {
	got, err := spreadsheet.Read("x.csv", strings.NewReader("sep=,\n\nA,B\n\"1\n1\n1\",2\n\n\n3\n4,5\n\n\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []spreadsheet.Row{{Number: 3, Cells: []string{"1\n1\n1", "2"}}, {Number: 7, Cells: []string{"4", "5"}}}
	if diff := cmp.Diff(want, got.Rows); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]spreadsheet.Refusal{{Row: 6, Why: "has 1 cell where the header has 2 (line 9 of the file)"}}, got.Refused); diff != "" {
		t.Error(diff)
	}
	if got.Blank != 2 {
		t.Errorf("%d blank rows", got.Blank)
	}
}

func TestQuotesGoneWrong(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"in the middle", "When,What\nx,y\nx,5\" pipe\n", "line 3, character 4: a quotation mark stands inside a cell that is not quoted, in row 3, column “What”; " +
			"put the cell in quotes, double every quote in it, and try again"},
		{"not doubled", "When,What,Why\nx,y,z\n\nx,\"a \"b\" c\",z\n", "line 4, character 6: a quoted cell is not closed properly, in row 4, column “What”"},
		{"never closed", "When,What\nx,\"y\nx,y\nx,y\n", "line 2, character 3: the quotation mark that opens this cell is never closed, so the cell runs to the end of the file, in row 2, column “What”"},
		{"characters and not bytes", "When,What\nöü,5\" pipe\n", "line 2, character 5: a quotation mark stands inside"},
		{"closed too early, over lines", "When,What\nx,\"y\nz\" y\n", "line 3, character 2 (the row begins in line 2): a quoted cell is not closed properly, in row 2, column “What”"},
		{"behind lines in a cell", "When,What\n\"1\n2\n3\",\"y, and \"\"z\"\"\"\nx,y\"\n", "line 5, character 4: a quotation mark stands inside a cell that is not quoted, in row 3, column “What”"},
		{"in the header", "When,Wh\"at\nx,y\n", "line 1, character 8: a quotation mark stands inside a cell that is not quoted, in row 1, column B"},
		{"after a declared separator", "sep=;\nWhen;What\nx;y\"\n", "line 3, character 4: a quotation mark stands inside a cell that is not quoted, in row 2, column “What”"},
		{"beyond the header", "When,What\nx,y,z\"\n", "in row 2, column C"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := spreadsheet.Read("x.csv", strings.NewReader(test.text))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %+v, %v; want %q", got, err, test.want)
			}
		})
	}
}

func TestOtherFilesAreRefusedByName(t *testing.T) {
	locked := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), utf16Bytes(binary.LittleEndian, "EncryptedPackage")...)
	tests := []struct {
		name, want string
		data       []byte
	}{
		{"a password", "the workbook has a password", locked},
		{"old Excel", "(.xls); save it as an Excel workbook (.xlsx)", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Workbook")},
		{"PDF", "this is a PDF", []byte("%PDF-1.7\n")},
		{"SPSS", "SPSS file", []byte("$FL2@(#) SPSS DATA FILE")},
		{"Parquet", "database file", []byte("PAR1....")},
		{"7-Zip", "unpack it", []byte("7z\xbc\xaf\x27\x1c")},
		{"web page", "web page", []byte("\xef\xbb\xbf <!DOCTYPE html><html><table>")},
		{"XML spreadsheet", "XML file", []byte(`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>`)},
		{"rich text", "(.rtf)", []byte(`{\rtf1 hello}`)},
		{"JSON", "this is JSON", []byte(`[{"a": 1}]`)},
		{"in a zip", "this is a PDF", zipped(t, map[string]string{"a.csv": "%PDF-1.7"})},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := spreadsheet.Read("x.csv", bytes.NewReader(test.data))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v; want %q", err, test.want)
			}
		})
	}
}
