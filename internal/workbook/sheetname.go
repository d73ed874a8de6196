package workbook

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// mostSheetName is how long the name of a sheet may be, in UTF-16 units.
const mostSheetName = 31

// kept are the names that sheets get whose number is not known before the answers are.
var kept = regexp.MustCompile(`(?i)^((answers|long|contacts)( [0-9]+)?|codebook|pivot|read me|summary|topics|roles|questions|topic x role|history)$`)

// sheetName makes a name for a sheet of a title: of the signs that Excel allows, not too long, and like
// no other whatever the case.
func (b *book) sheetName(title string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) {
			return ' '
		}
		return r
	}, printable(title))
	name = strings.Trim(strings.Join(strings.Fields(name), " "), "' ")
	if name == "" {
		name = "Panel"
	}
	name = cutName(name, mostSheetName)
	candidate := name
	for i := 2; kept.MatchString(candidate) || b.taken[fold(candidate)]; i++ {
		suffix := fmt.Sprintf(" (%d)", i)
		candidate = cut(name, mostSheetName-units(suffix), "…") + suffix
	}
	return candidate
}

// mostBoardName is how much of a sheet's name the dashboard may take of the panel's.
const mostBoardName = 12

// panelSheet names the sheet of a panel by its dashboard too, so that nobody takes it for the workbook's
// own sheet of the same matter.
func (b *book) panelSheet(p *Panel) string {
	if p.From == "" {
		return b.sheetName(p.Title)
	}
	return b.sheetName(cutName(p.From, mostBoardName) + " – " + p.Title)
}

// cutName shortens a name between words, unless that takes more than half of it.
func cutName(name string, most int) string {
	short := cut(name, most, "…")
	if short == name {
		return name
	}
	kept := strings.TrimSuffix(short, "…")
	if next, _ := utf8.DecodeRuneInString(name[len(kept):]); next != ' ' {
		if end := strings.LastIndexByte(kept, ' '); units(kept[:max(end, 0)]) > most/2 {
			kept = kept[:end]
		}
	}
	return strings.TrimRight(kept, " ,;:–-") + "…"
}
