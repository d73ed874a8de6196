package workbook

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
)

// excelize takes what a formula gives for text. All of ours give numbers.
var (
	textFormula   = []byte(` t="str"><f>`)
	numberFormula = []byte(`><f>`)
)

// A category axis whose labels are said to lie level has them broken to narrow lines by LibreOffice, which
// then prints one over the other. Turned by a sixty-thousandth of a degree they stay whole.
var (
	categoryAxis = regexp.MustCompile(`<catAx>.*?</catAx>`)
	levelled     = []byte(` rot="0"`)
	hardlyTurned = []byte(` rot="1"`)
)

func turned(axis []byte) []byte { return bytes.ReplaceAll(axis, levelled, hardlyTurned) }

// finish puts into the parts what excelize has no words for.
func (b *book) finish(laid *parts) error {
	for name, part := range laid.content {
		switch {
		case strings.HasPrefix(name, "xl/worksheets/sheet"):
			laid.content[name] = bytes.NewBuffer(bytes.ReplaceAll(part.Bytes(), textFormula, numberFormula))
		case strings.HasPrefix(name, "xl/charts/chart"):
			laid.content[name] = bytes.NewBuffer(categoryAxis.ReplaceAllFunc(part.Bytes(), turned))
		}
	}
	for i, series := range b.whiskers {
		name := chartPart(i + 1)
		part, err := laid.take(name)
		if err == nil {
			part, err = addWhiskers(part, series)
		}
		if err != nil {
			return fmt.Errorf("whiskers of %s: %w", name, err)
		}
		laid.content[name] = bytes.NewBuffer(part)
	}
	return nil
}

func chartPart(n int) string { return fmt.Sprintf("xl/charts/chart%d.xml", n) }
