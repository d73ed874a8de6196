package spreadsheet_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/spreadsheet"
)

func TestWhatNobodySeesIsDropped(t *testing.T) {
	tests := []struct{ name, text, line, lines string }{
		{"override", "abc\u202etxt.exe", "abctxt.exe", "abctxt.exe"},
		{"embedding", "\u202aab\u202c", "ab", "ab"},
		{"isolate", "\u2066ab\u2069 c", "ab c", "ab c"},
		{"space without width", "Na\u200bme", "Name", "Name"},
		{"joiners in Latin", "Na\u200dme\u200c", "Name", "Na\u200dme\u200c"},
		{"joiner at the start", "\u200dName", "Name", "\u200dName"},
		{"Persian", "می\u200cخواهم", "می\u200cخواهم", "می\u200cخواهم"},
		{"Hindi", "क्\u200dष", "क्\u200dष", "क्\u200dष"},
		{"a family", "👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"},
		{"a heart on fire", "❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"},
		{"many joiners", "م\u200c\u200c\u200cم", "م\u200cم", "م\u200c\u200c\u200cم"},
		{"joiner behind what is dropped", "م\u200b\u200cم", "م\u200cم", "م\u200cم"},
		{"lines", "a\r\nb\x01\tc", "a b c", "a\nb c"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := spreadsheet.Line(test.text); got != test.line || spreadsheet.Line(got) != got {
				t.Errorf("Line gives %+q", got)
			}
			if got := spreadsheet.Lines(test.text); got != test.lines || spreadsheet.Lines(got) != got {
				t.Errorf("Lines gives %+q", got)
			}
		})
	}
}

func TestHiddenCharactersOfAFile(t *testing.T) {
	got, err := spreadsheet.Read("ans\u202evsc\u200d.csv", strings.NewReader("A\u200cge,\u202eB\n1,a\u202eb\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got.Name != "ansvsc.csv" || !cmp.Equal(got.Header, []string{"Age", "B"}) || got.Rows[0].Cells[1] != "ab" {
		t.Errorf("%q: %q, %q", got.Name, got.Header, got.Rows[0].Cells)
	}
	if diff := cmp.Diff([]string{"2 control characters were dropped, the first of them U+202E in line 1, character 6."}, got.Notes); diff != "" {
		t.Error(diff)
	}
}

func TestDroppedControlCharacterIsNoted(t *testing.T) {
	text := "When,What\n" + strings.Repeat("some words,and more of them\n", 20) + "é,b\x01c\n"
	for name, text := range map[string]string{"line feeds": text, "returns": strings.ReplaceAll(text, "\n", "\r")} {
		got, err := spreadsheet.Read("x.csv", strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"One control character was dropped: U+0001 in line 22, character 4."}, got.Notes); diff != "" {
			t.Error(name, diff)
		}
		if got.Rows[20].Cells[1] != "bc" {
			t.Errorf("%s: %q", name, got.Rows[20].Cells)
		}
	}
}

func TestWhatIsNoTextIsNamed(t *testing.T) {
	tests := []struct{ name, text, asked, want string }{
		{"a zero byte", "a,b\né\x00,2\n", "", "this is not text: in line 2, character 2 stands the control character U+0000; save"},
		{"converted", "a,b\n1\x01,2\n", "windows-1250", "read as windows-1250 this is not text: in line 2, character 2 stands the control character U+0001; save"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := spreadsheet.Options{Encoding: test.asked}.Read("x.csv", strings.NewReader(test.text))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v; want %q", err, test.want)
			}
		})
	}
}

// One long text in many cells would be walked once for each of them.
func TestSharedTextInManyCells(t *testing.T) {
	long := strings.Repeat("x", 32_000)
	const shared = `<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>`
	workbook := func(rows int) []byte {
		return newBook(nil, "<t>Q</t>", "<t>"+long+"</t>").sheet("Form1",
			`<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>`+strings.Repeat(shared, rows)).bytes(t)
	}
	start := time.Now()
	var err error
	mb := allocated(func() { _, err = spreadsheet.Read("x.xlsx", bytes.NewReader(workbook(50_000))) })
	if !errors.Is(err, spreadsheet.ErrTooLarge) || !strings.Contains(err.Error(), "the texts of the sheet's cells come to more than ") {
		t.Errorf("got %v", err)
	}
	if took := time.Since(start); took > 20*time.Second || mb > 100 {
		t.Errorf("took %s and %d MB", took, mb)
	}
	if got := read(t, workbook(1000)); len(got.Rows) != 1000 || got.Rows[999].Cells[1] != long {
		t.Errorf("%d rows", len(got.Rows))
	}
}
