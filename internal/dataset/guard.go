package dataset

import (
	"regexp"
	"strings"
)

// guarded is foreign text as it may stand in a CSV. A spreadsheet program runs a cell that begins like
// a formula, so such text gets an apostrophe in front, which the importer takes off again; so does text
// that already begins with apostrophes and then like a formula, or the importer would take one off that
// somebody typed.
func guarded(text string) string {
	if looksLikeFormula(text) {
		return "'" + text
	}
	return text
}

// starters begin a formula in one program or another; those of full width do where people write
// Chinese or Japanese.
const starters = "=+-@\t\r\n＝＋－＠"

var plainNumber = regexp.MustCompile(`^[+-][0-9]+([.,][0-9]+)?%?$`)

func looksLikeFormula(text string) bool {
	bare := strings.TrimLeft(text, "'")
	if bare == "" || !strings.ContainsAny(bare[:min(len(bare), 3)], starters) { // no starter has more than three bytes
		return false
	}
	for _, r := range bare {
		return strings.ContainsRune(starters, r) && (len(bare) < len(text) || !plainNumber.MatchString(text))
	}
	return false
}
