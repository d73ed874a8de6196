package spreadsheet_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"muster/internal/spreadsheet"
)

// BenchmarkRead reads 5,000 answers to 60 questions, as words, numbers and days.
func BenchmarkRead(b *testing.B) {
	var sheet, text strings.Builder
	var shared []string
	for i := range 1000 {
		shared = append(shared, fmt.Sprintf("<t>Option number %d, and so on</t>", i))
	}
	for row := range 5001 {
		fmt.Fprintf(&sheet, `<row r="%d">`, row+1)
		for column := range 60 {
			switch {
			case row == 0 || column%3 == 0:
				fmt.Fprintf(&sheet, `<c t="s"><v>%d</v></c>`, (row*7+column)%1000)
				fmt.Fprintf(&text, `"Option number %d, and so on",`, (row*7+column)%1000)
			case column%3 == 1:
				fmt.Fprintf(&sheet, `<c><v>%d</v></c>`, (row+column)%11)
				fmt.Fprintf(&text, `%d,`, (row+column)%11)
			default:
				fmt.Fprintf(&sheet, `<c s="1"><v>%d.5</v></c>`, 45000+row%365)
				fmt.Fprintf(&text, `2026-01-%02d 12:00:00,`, 1+row%28)
			}
		}
		sheet.WriteString("</row>")
		text.WriteString("x\n")
	}
	files := map[string][]byte{
		"csv":  []byte(text.String()),
		"xlsx": newBook([]string{"General", "m/d/yy h:mm"}, shared...).sheet("Form1", sheet.String()).bytes(b),
	}
	for _, name := range []string{"csv", "xlsx"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				got, err := spreadsheet.Read("x", bytes.NewReader(files[name]))
				if err != nil || len(got.Rows) != 5000 {
					b.Fatal(len(got.Rows), err)
				}
			}
			b.ReportMetric(5000*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
