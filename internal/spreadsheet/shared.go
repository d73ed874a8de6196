package spreadsheet

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// phrases are the texts that a workbook keeps once for all its cells. They stand in one string, so
// that a million of them cost no more than their bytes and an offset each.
type phrases struct {
	text string
	ends []uint32
}

func (p *phrases) at(i int) (string, bool) {
	if i < 0 || i >= len(p.ends) {
		return "", false
	}
	start := uint32(0)
	if i > 0 {
		start = p.ends[i-1]
	}
	return p.text[start:p.ends[i]], true
}

// readPhrases reads the shared texts. How many there are is counted: the number that the part
// states is not believed.
func readPhrases(m *markup, limits Limits) (*phrases, error) {
	var all strings.Builder
	var scratch []byte
	p := &phrases{}
	err := m.root("sst", func() error {
		if string(m.name) != "si" {
			return nil
		}
		var err error
		if scratch, err = m.rich(scratch[:0]); err != nil {
			return err
		}
		all.WriteString(cleaned(proper(scratch)))
		p.ends = append(p.ends, uint32(all.Len()))
		if int64(all.Len()) > min(limits.Unpacked, 1<<31) || len(p.ends) > limits.Cells {
			return fmt.Errorf("the workbook's texts come to more than %s: %w", megabytes(limits.Unpacked), ErrTooLarge)
		}
		return nil
	})
	p.text = all.String()
	return p, err
}

// root reads a whole part, calling take for every element directly inside its root.
func (m *markup) root(name string, take func() error) error {
	e, err := m.next()
	if errors.Is(err, io.EOF) {
		return errCut
	}
	if err != nil {
		return err
	}
	if e != opened || string(m.name) != name {
		return errMarkup
	}
	return m.each(take)
}

// rich appends the text of a cell whose words differ in looks. How Japanese is pronounced is beside
// the text and is left out.
func (m *markup) rich(out []byte) ([]byte, error) {
	err := m.each(func() (err error) {
		switch string(m.name) {
		case "t":
			out, err = m.content(out)
		case "r":
			err = m.each(func() (err error) {
				if string(m.name) == "t" {
					out, err = m.content(out)
				}
				return err
			})
		}
		if err == nil && len(out) > maxToken {
			err = errToken
		}
		return err
	})
	return out, err
}

var spelled = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// proper is text with characters in the place of _x000D_ and the like, by which sheets spell what XML
// cannot hold.
func proper(raw []byte) string {
	text := string(raw)
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	if !strings.Contains(text, "_x") {
		return text
	}
	return spelled.ReplaceAllStringFunc(text, func(s string) string {
		unit, _ := strconv.ParseUint(s[2:6], 16, 16) // four digits, as the pattern says
		return string(rune(unit))
	})
}
