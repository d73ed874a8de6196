package workbook

import (
	"bytes"
	"fmt"
	"strings"
)

// excelize takes what a formula gives for text. All of ours give numbers.
var (
	textFormula   = []byte(` t="str"><f>`)
	numberFormula = []byte(`><f>`)
)

// finish puts into the parts what excelize has no words for.
func (b *book) finish(laid *parts) error {
	for name, part := range laid.content {
		if strings.HasPrefix(name, "xl/worksheets/sheet") {
			laid.content[name] = bytes.NewBuffer(bytes.ReplaceAll(part.Bytes(), textFormula, numberFormula))
		}
	}
	for i, w := range b.whiskers {
		if w == (whisker{}) {
			continue
		}
		name := chartPart(i + 1)
		part, err := laid.take(name)
		if err == nil {
			part, err = w.addWhiskers(part)
		}
		if err != nil {
			return fmt.Errorf("whiskers of %s: %w", name, err)
		}
		laid.content[name] = bytes.NewBuffer(part)
	}
	return nil
}

func chartPart(n int) string { return fmt.Sprintf("xl/charts/chart%d.xml", n) }
