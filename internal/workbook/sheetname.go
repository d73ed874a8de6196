package workbook

import (
	"fmt"
	"regexp"
	"strings"
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
	name = strings.Replace(cut(name, mostSheetName, "…"), " …", "…", 1)
	candidate := name
	for i := 2; kept.MatchString(candidate) || b.taken[fold(candidate)]; i++ {
		suffix := fmt.Sprintf(" (%d)", i)
		candidate = cut(name, mostSheetName-units(suffix), "…") + suffix
	}
	return candidate
}
