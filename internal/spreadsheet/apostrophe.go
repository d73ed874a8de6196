package spreadsheet

import (
	"strings"
	"unicode/utf8"
)

// starters are what a text begins with that a spreadsheet program may run; those of full width where people
// write Chinese or Japanese.
const starters = "=+-@\t\r\n＝＋－＠"

// unguarded takes off the apostrophe by which exports keep a text from being run as a formula. A text that began
// with apostrophes of its own, and then like a formula, got one more, so one goes.
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
