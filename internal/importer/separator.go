package importer

import "strings"

// separator is what stands between the picks of one cell.
type separator string

const (
	whole      separator = ""   // the cell is one value
	semicolon  separator = ";"  // Google's own CSV; a semicolon before a space belongs to a label
	semicolons separator = "; " // other tools
	comma      separator = ", " // the sheet linked to a Google form
	bar        separator = "|"
	slash      separator = "/"
	lineBreak  separator = "\n"
	space      separator = " "    // KoboToolbox, which has codes without any in their place
	unit       separator = "\x1f" // of cells that were put together here; no file has it in a cell
)

// piece is a part of a cell between separators, without the white space around it.
type piece struct{ from, to int }

func (p piece) in(cell string) string { return cell[p.from:p.to] }

// cut gives the pieces of a cell that are not blank.
func (s separator) cut(cell string) []piece {
	if s == whole {
		return appendPiece(nil, cell, 0, len(cell))
	}
	var pieces []piece
	from := 0
	for at := 0; at < len(cell); at++ {
		if width := s.at(cell, at); width > 0 {
			pieces = appendPiece(pieces, cell, from, at)
			from = at + width
			at = from - 1
		}
	}
	return appendPiece(pieces, cell, from, len(cell))
}

// at gives the width of the separator that stands at that place, or 0.
func (s separator) at(cell string, at int) int {
	switch {
	case strings.HasPrefix(string(s), mixed):
		for _, member := range s.members() {
			if width := member.at(cell, at); width > 0 {
				return width
			}
		}
	case s == semicolon && cell[at] == ';' && !strings.HasPrefix(cell[at+1:], " "),
		s == semicolons && cell[at] == ';':
		return 1
	case s == comma && strings.HasPrefix(cell[at:], ", "):
		return 2
	case (s == bar || s == slash || s == lineBreak || s == space || s == unit) && cell[at] == s[0]:
		return 1
	}
	return 0
}

func appendPiece(pieces []piece, cell string, from, to int) []piece {
	part := cell[from:to]
	trimmed := strings.TrimSpace(part)
	if trimmed == "" {
		return pieces
	}
	from += strings.Index(part, trimmed)
	return append(pieces, piece{from, from + len(trimmed)})
}

// cutOutside is cut, but it leaves together what stands between parentheses: before the options are
// known, “HPC resource manager (SLURM, PBS, SGE)” is most likely one of them.
func (s separator) cutOutside(cell string) []piece {
	pieces := s.cut(cell)
	if !s.loose() || strings.Count(cell, "(") != strings.Count(cell, ")") {
		return pieces
	}
	var joined []piece
	depth := 0
	for _, p := range pieces {
		if depth > 0 {
			joined[len(joined)-1].to = p.to
		} else {
			joined = append(joined, p)
		}
		depth += strings.Count(p.in(cell), "(") - strings.Count(p.in(cell), ")")
	}
	return joined
}
