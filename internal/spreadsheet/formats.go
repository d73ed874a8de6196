package spreadsheet

import (
	"fmt"

	"strings"
)

// maxFormats bounds the styles of a workbook; Excel itself takes 65,490.
const maxFormats = 1 << 17

// format is how a cell shows its number.
type format uint8

const (
	plain    format = iota
	percent         // 0.5 as 50%
	moment          // a day, with the time of day where there is one
	clock           // a time of day
	duration        // hours that may be more than 24
)

// formats are the styles of a workbook, as far as they say what its numbers mean.
type formats []format

// of gives a style's format. A style that there is not is plain: the number itself is still right.
func (f formats) of(style int) format {
	if style < 0 || style >= len(f) {
		return plain
	}
	return f[style]
}

func readFormats(m *markup) (formats, error) {
	own := map[int]format{}
	var out formats
	err := m.root("styleSheet", func() error {
		switch string(m.name) {
		case "numFmts":
			return m.each(func() error {
				own[m.number("numFmtId", -1)] = formatOf(m.phrase("formatCode"))
				return tooManyFormats(len(own))
			})
		case "cellXfs":
			return m.each(func() error {
				id := m.number("numFmtId", 0)
				f, ok := own[id]
				if !ok {
					f = builtin(id)
				}
				out = append(out, f)
				return tooManyFormats(len(out))
			})
		}
		return nil
	})
	return out, err
}

func tooManyFormats(n int) error {
	if n > maxFormats {
		return fmt.Errorf("the workbook has more than %d styles: %w", maxFormats, ErrTooLarge)
	}
	return nil
}

// builtin is the meaning of the numbers below 164, which workbooks use without saying it; those from
// 27 to 36 and from 50 to 58 are days in East Asia (ECMA-376, part 1, 18.8.30).
func builtin(id int) format {
	switch {
	case id == 9, id == 10:
		return percent
	case id >= 14 && id <= 17, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 58:
		return moment
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id == 45, id == 47:
		return clock
	case id == 46:
		return duration
	}
	return plain
}

// formatOf reads a number format such as `[$-409]m/d/yy h:mm;@`, of which the first part counts.
func formatOf(code string) format {
	letters, elapsed := formatLetters(code)
	has := func(any string) bool { return strings.ContainsAny(letters, any) }
	hours := has("hs")
	switch {
	case elapsed:
		return duration
	case strings.Contains(letters, "general"), strings.Contains(letters, "e+"), strings.Contains(letters, "e-"):
		return plain
	case has("yd"), has("m") && !hours, (has("eg") || has("b")) && !has("0#?"):
		return moment
	case hours:
		return clock
	case has("%"):
		return percent
	}
	return plain
}

// formatLetters takes off a format what it shows literally, and its colours and conditions. elapsed
// tells of [h], [mm] and [ss].
func formatLetters(code string) (letters string, elapsed bool) {
	code = strings.ToLower(code)
	var b strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"', '[':
			closing := map[byte]byte{'"': '"', '[': ']'}[c]
			length := strings.IndexByte(code[i+1:], closing)
			if length < 0 {
				return b.String(), elapsed
			}
			inner := code[i+1 : i+1+length]
			elapsed = elapsed || c == '[' && inner != "" && strings.Trim(inner, inner[:1]) == "" && strings.ContainsAny(inner[:1], "hms")
			i += length + 1
		case '\\', '_', '*':
			i++
		case ';':
			return b.String(), elapsed
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), elapsed
}
