package spreadsheet

import (
	"strconv"
	"strings"
)

// parseArea reads a range such as A1:D10.
func parseArea(ref string) (area, bool) {
	from, to, ranged := strings.Cut(strings.ReplaceAll(ref, "$", ""), ":")
	if !ranged {
		to = from
	}
	top, left, ok := parsePlace(from)
	bottom, right, alsoOK := parsePlace(to)
	a := area{top, left, bottom, right}
	return a, ok && alsoOK && top <= bottom && left <= right
}

func parsePlace(ref string) (row, column int, ok bool) {
	digits := strings.TrimLeft(ref, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	row, err := strconv.Atoi(digits)
	column = columnOf([]byte(ref[:len(ref)-len(digits)]))
	return row, column, err == nil && row >= 1 && row <= sheetRows && column >= 0 && column < sheetColumns
}

// places are cells that people should know of: how many there are, and the first few.
type places struct {
	count int
	first []place
}

type place struct {
	row, column int
	why         string
}

func (p *places) add(row, column int, why string) {
	p.count++
	if len(p.first) < 5 {
		p.first = append(p.first, place{row, column, why})
	}
}

// names lists the first few with the titles of their columns.
func (p *places) names(h heading) string {
	var out []string
	for _, at := range p.first {
		text := "row " + strconv.Itoa(at.row) + ", column "
		if i := at.column - h.left; i >= 0 && i < len(h.titles) && h.titles[i] != "" {
			text += "“" + cutShort(h.titles[i]) + "”"
		} else {
			text += columnName(at.column)
		}
		if at.why != "" {
			text += " (" + at.why + ")"
		}
		out = append(out, text)
	}
	list := strings.Join(out, "; ")
	if more := p.count - len(p.first); more > 0 {
		list += " and " + strconv.Itoa(more) + " more"
	}
	return list
}

// rows lists the first few rows.
func (p *places) rows() string {
	var out []string
	for _, at := range p.first {
		out = append(out, strconv.Itoa(at.row))
	}
	if more := p.count - len(p.first); more > 0 {
		return strings.Join(out, ", ") + " and " + strconv.Itoa(more) + " more"
	}
	return strings.Join(out, ", ")
}
