package spreadsheet

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// MarkupEvents lists what the reader of a workbook's XML sees, for comparison with encoding/xml.
func MarkupEvents(source io.Reader) (string, error) {
	m := newMarkup(source)
	var b strings.Builder
	for {
		e, err := m.next()
		if errors.Is(err, io.EOF) {
			return b.String(), nil
		}
		if err != nil {
			return "", err
		}
		switch e {
		case opened:
			fmt.Fprintf(&b, "<%s r=%q>", m.name, m.phrase("r"))
		case closed:
			fmt.Fprintf(&b, "</%s>", m.name)
		case words:
			b.Write(m.text)
		}
	}
}
