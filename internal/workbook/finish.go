package workbook

import (
	"bytes"
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
	return nil
}
