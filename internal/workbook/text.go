package workbook

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"muster/internal/spreadsheet"
)

// Excel's limits, in UTF-16 units. A column's name may have 255; a shorter one stays readable.
const (
	maxCell   = 32_767
	maxHeader = 100
)

// cutMark ends a text that Excel could not hold in full.
const cutMark = " … [cut: longer than a cell can hold]"

// guarded is foreign text as it may stand in a cell. Text in an .xlsx file is never run, but saved
// as CSV and opened again it would be, so what looks like a formula is guarded. Labels are guarded like
// answers: an imported survey's labels were typed by strangers too.
func guarded(text string) string {
	return cut(spreadsheet.Guarded(printable(text)), maxCell, cutMark)
}

// printable drops what XML 1.0 cannot say, in any spelling: such a character makes Excel call
// the file damaged.
func printable(text string) string {
	clean := strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r == '\r':
			return r
		case r < 0x20, r == 0x7F, r == 0xFFFE, r == 0xFFFF:
			return -1
		}
		return r
	}, clean)
}

// cut shortens text to most UTF-16 units, the mark included.
func cut(text string, most int, mark string) string {
	if len(text) <= most || units(text) <= most {
		return text
	}
	room := most - units(mark)
	for at, r := range text {
		if room -= utf16.RuneLen(r); room < 0 {
			return text[:at] + mark
		}
	}
	return text
}

func units(text string) int {
	n := 0
	for _, r := range text {
		n += utf16.RuneLen(r)
	}
	return n
}

// spelled writes text as sheets store it. A character that XML cannot hold is spelled _x0041_ there,
// so where text has that shape by chance its underscore is spelled itself.
func spelled(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	var b strings.Builder
	for i := range len(text) {
		if text[i] == '_' && spelling.MatchString(text[i:]) {
			b.WriteString("_x005F")
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

var spelling = regexp.MustCompile(`^_x[0-9A-Fa-f]{4}_`)

var xmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "_x000D_")

// cellXML is text as a cell holds it, from behind the cell's place to the cell's end.
type cellXML string

// inline is text that stands in the cell itself.
func inline(text string) cellXML {
	text = spelled(text)
	if strings.ContainsAny(text, "&<>\r") {
		text = xmlEscapes.Replace(text)
	}
	open := `" t="inlineStr"><is><t>`
	if strings.ContainsAny(text, "\n\t") || text != strings.TrimSpace(text) {
		open = `" t="inlineStr"><is><t xml:space="preserve">`
	}
	return cellXML(open + text + "</t></is></c>")
}

// header is a name for a table's column: one line, not empty, not too long.
func header(text string) string {
	text = strings.Join(strings.Fields(printable(text)), " ")
	text = strings.ReplaceAll(spelled(text), "_x005F_", "_ ")
	text = spreadsheet.Guarded(text)
	if text == "" {
		text = "Column"
	}
	return cut(text, maxHeader, "…")
}

// namer gives every column a name of its own; Excel's tables compare names without case.
type namer map[string]bool

func (n namer) unique(name string, hints ...string) string {
	name = header(name)
	candidate := name
	for i := 0; n[fold(candidate)]; i++ {
		suffix := ""
		if i < len(hints) {
			if hints[i] == "" {
				continue
			}
			suffix = " (" + hints[i] + ")"
		} else {
			suffix = " #" + strconv.Itoa(i-len(hints)+2)
		}
		candidate = header(cut(name, maxHeader-units(suffix), "…") + suffix)
	}
	n[fold(candidate)] = true
	return candidate
}

func fold(name string) string {
	return strings.ToLower(strings.ToUpper(name))
}
