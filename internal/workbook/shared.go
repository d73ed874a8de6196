package workbook

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
)

// shared knows the texts of the small sheets by their number in the package. Labels stand on the
// codebook anyway; a big sheet that refers to them is half as long, and quicker to open, than one
// that spells them out in every row.
type shared map[string]int

const sharedPart = "xl/sharedStrings.xml"

func readShared(p *parts) (shared, error) {
	part, ok := p.content[sharedPart]
	if !ok {
		return nil, fmt.Errorf("part %q is missing", sharedPart)
	}
	known := shared{}
	in := xml.NewDecoder(bytes.NewReader(part.Bytes()))
	for number := 0; ; {
		token, err := in.Token()
		if err == io.EOF {
			return known, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read part %q: %w", sharedPart, err)
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "si" {
			var item struct {
				Text string `xml:"t"`
			}
			if err := in.DecodeElement(&item, &start); err != nil {
				return nil, fmt.Errorf("read part %q: %w", sharedPart, err)
			}
			known[item.Text] = number
			number++
		}
	}
}

// cell is foreign text as a cell that refers to it where the package has it; "" for none.
func (s shared) cell(text string) cellXML {
	if text == "" {
		return ""
	}
	text = guarded(text)
	if number, ok := s[spelled(text)]; ok {
		return cellXML(`" t="s"><v>` + strconv.Itoa(number) + "</v></c>")
	}
	return inline(text)
}
