package spreadsheet

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// starters are what a text begins with that a spreadsheet program may run; those of full width where people
// write Chinese or Japanese.
const starters = "=+-@\t\r\n＝＋－＠"

var plainNumber = regexp.MustCompile(`^[+-][0-9]+([.,][0-9]+)?%?$`)

// Guarded is foreign text as it may stand in a table that somebody opens. A spreadsheet program runs a cell
// that begins like a formula, so such text gets an apostrophe in front, which reading takes off again; so
// does text that already begins with apostrophes and then like a formula, or reading would take off one
// that somebody typed. Numbers with a sign stay as they are.
func Guarded(text string) string {
	bare := strings.TrimLeft(text, "'")
	first, _ := utf8.DecodeRuneInString(bare)
	if bare == "" || !strings.ContainsRune(starters, first) || plainNumber.MatchString(text) {
		return text
	}
	return "'" + text
}

// unguarded takes off the apostrophe that Guarded put in front, or another program did.
func unguarded(text string) string {
	if text == "" || text[0] != '\'' {
		return text
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, "'"))
	if strings.ContainsRune(starters, first) {
		return text[1:]
	}
	return text
}
