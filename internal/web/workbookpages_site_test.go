package web_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"muster/internal/dashboard"
)

// data reads what an address gives as JSON.
func data[T any](o *office, path string) T {
	o.t.Helper()
	answer := o.send(http.MethodGet, path, nil)
	var found T
	if err := json.NewDecoder(answer.Body).Decode(&found); err != nil || answer.StatusCode != http.StatusOK {
		o.t.Fatalf("%s: %s, %v", path, answer.Status, err)
	}
	return found
}

// laid is a native table of a sheet: raw values by the words of the line and the head of the column.
type laid struct {
	t     testing.TB
	where string
	lines []map[string]string
	heads []string
}

// laidTable is the table of a sheet that stands next beneath a caption.
func laidTable(t testing.TB, book *excelize.File, sheet, caption string) laid {
	t.Helper()
	rows := must(book.GetRows(sheet, excelize.Options{RawCellValue: true}))(t)
	at := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 0 && r[0] == caption })
	if at < 0 {
		t.Fatalf("sheet %q has no table %q", sheet, caption)
	}
	top, last, wide := math.MaxInt, 0, 0
	for _, table := range must(book.GetTables(sheet))(t) {
		from, to, _ := strings.Cut(table.Range, ":")
		_, row, _ := excelize.CellNameToCoordinates(from)
		if row > at && row < top {
			top = row
			wide, last, _ = excelize.CellNameToCoordinates(to)
		}
	}
	out := laid{t: t, where: sheet + ", " + caption}
	for i, row := range rows[top-1 : last] {
		row = append(row, make([]string, max(0, wide-len(row)))...)[:wide]
		if i == 0 {
			for _, head := range row {
				out.heads = append(out.heads, strings.TrimPrefix(head, "△ "))
			}
			continue
		}
		line := map[string]string{}
		for c, value := range row {
			line[out.heads[c]] = strings.TrimPrefix(value, "△ ")
		}
		out.lines = append(out.lines, line)
	}
	return out
}

// line finds the line with these words in its first columns.
func (l laid) line(words ...string) map[string]string {
	l.t.Helper()
	at := slices.IndexFunc(l.lines, func(line map[string]string) bool {
		for i, word := range words {
			if line[l.heads[i]] != word {
				return false
			}
		}
		return true
	})
	if at < 0 {
		l.t.Fatalf("%s has no line %q", l.where, words)
	}
	return l.lines[at]
}

// holds compares a number of the table with that of the page.
func (l laid) holds(line map[string]string, head string, want float64) {
	l.t.Helper()
	if !slices.Contains(l.heads, head) {
		l.t.Fatalf("%s has no column %q but %q", l.where, head, l.heads)
	}
	got, err := strconv.ParseFloat(line[head], 64)
	if err != nil || math.Abs(got-want) > 1e-6 {
		l.t.Errorf("%s, %s: %s is %q, want %v", l.where, line[l.heads[0]], head, line[head], want)
	}
}

// cell compares the cell of a page's table with what stands for it behind a prefix.
func (l laid) cell(line map[string]string, prefix string, c dashboard.Column, cell dashboard.Cell) {
	l.t.Helper()
	switch {
	case c.Kind == dashboard.Count && cell.Count != nil:
		l.holds(line, prefix+c.Label, float64(*cell.Count))
	case (c.Kind == dashboard.Share || c.Kind == dashboard.Cross) && cell.Share != nil:
		l.holds(line, prefix+c.Label, *cell.Share)
	case c.Kind == dashboard.Number && cell.Number != nil:
		l.holds(line, prefix+c.Label, *cell.Number)
	case c.Kind == dashboard.Interval && cell.Low != nil:
		if of, ok := strings.CutPrefix(c.Label, "95%, "); ok {
			prefix += of + ", "
		}
		l.holds(line, prefix+"95% from", *cell.Low)
		l.holds(line, prefix+"95% to", *cell.High)
	}
}

// readme is all that Read me says, by its labels.
func readme(t testing.TB, book *excelize.File) map[string]string {
	t.Helper()
	said := map[string]string{}
	for _, row := range must(book.GetRows("Read me"))(t) {
		if len(row) > 1 {
			said[row[0]] = strings.TrimSpace(said[row[0]] + " " + row[1])
		}
	}
	return said
}

// whole is all that stands on a sheet.
func whole(t testing.TB, book *excelize.File, sheet string) string {
	t.Helper()
	var b strings.Builder
	for _, row := range must(book.GetRows(sheet))(t) {
		b.WriteString(strings.Join(row, " ") + "\n")
	}
	return b.String()
}

// unpacked are the parts of a workbook whose names begin so.
func unpacked(o *office, path, prefix string) []string {
	o.t.Helper()
	file := must(io.ReadAll(o.send(http.MethodGet, path, nil).Body))(o.t)
	var parts []string
	for _, part := range must(zip.NewReader(bytes.NewReader(file), int64(len(file))))(o.t).File {
		if strings.HasPrefix(part.Name, prefix) {
			parts = append(parts, string(must(io.ReadAll(must(part.Open())(o.t)))(o.t)))
		}
	}
	return parts
}
