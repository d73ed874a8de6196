package spreadsheet_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"

	"muster/internal/spreadsheet"
)

// asked is a context that ends after it was looked at a number of times.
type asked struct {
	context.Context
	left int
}

func (a *asked) Err() error {
	if a.left--; a.left < 0 {
		return context.Canceled
	}
	return nil
}

// zipOf is a zip file of files with one text.
func zipOf(t testing.TB, text string, names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range names {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(part, text)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A file is read no further once nobody waits for it, whatever it is packed in.
func TestReadingEndsWithItsContext(t *testing.T) {
	rows := "A,B\n" + strings.Repeat(",\n", 1<<20)
	book := newBook(nil).sheet("Form1", "<row><c><v>1</v></c></row>"+strings.Repeat("<row><c/></row>", 1<<16)).bytes(t)
	for _, test := range []struct {
		name string
		data []byte
	}{
		{"text", []byte(rows)},
		{"a zip file of several", zipOf(t, rows, "a.csv", "b.csv", "c.csv")},
		{"a workbook", book},
	} {
		t.Run(test.name, func(t *testing.T) {
			options := spreadsheet.Options{Tries: 3}
			whole := &asked{t.Context(), 1 << 30}
			_, _ = options.ReadContext(whole, "x", bytes.NewReader(test.data))
			looks := 1<<30 - whole.left
			if looks < 10 {
				t.Fatalf("it is looked %d times whether anybody waits", looks)
			}
			for _, after := range []int{0, 1, 2, looks / 2, looks - 2} {
				ctx := &asked{t.Context(), after}
				if _, err := options.ReadContext(ctx, "x", bytes.NewReader(test.data)); !errors.Is(err, context.Canceled) {
					t.Errorf("after %d of %d looks: %v", after, looks, err)
				}
				if ctx.left < -4 {
					t.Errorf("it is read on, and looked %d times again", -ctx.left)
				}
			}
		})
	}
}

// Files of one zip file that are tried one after another cost together what one may.
func TestTriedFilesShareAnAllowance(t *testing.T) {
	data := zipOf(t, strings.Repeat("x", 24<<20), "a.csv", "b.csv", "c.csv", "d.csv", "e.csv")
	cost := func(tries int) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := spreadsheet.Options{Tries: tries}.Read("x.zip", bytes.NewReader(data))
		if !errors.Is(err, spreadsheet.ErrTooLarge) || !strings.Contains(err.Error(), "one cell is longer") {
			t.Errorf("%v", err)
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	one, five := cost(1), cost(5)
	if one > 80<<20 || five > 3*one {
		t.Errorf("one file takes %d MB, five take %d MB", one>>20, five>>20)
	}
}
