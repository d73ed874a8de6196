package spreadsheet

import "strings"

// starters are what a text begins with that a spreadsheet program may run; those of full width where people
// write Chinese or Japanese.
const starters = "=+-@\t\r\n＝＋－＠"

// unguarded takes off the apostrophe by which exports keep a text from being run as a formula. A text that began
// with apostrophes of its own, and then like a formula, got one more, so one goes.
func unguarded(text string) string {
	if text == "" || text[0] != '\'' {
		return text
	}
	for _, r := range strings.TrimLeft(text, "'") {
		if strings.ContainsRune(starters, r) {
			return text[1:]
		}
		break
	}
	return text
}
