package response

import (
	"strings"
	"unicode"
)

// Marks of direction, which may be typed and of which none may reach beyond the answer it stands in.
const (
	firstIsolate = '\u2066'
	endIsolate   = '\u2069'
)

// cleaning takes out of a text, rune by rune, what is there without being seen. Characters of control
// break spreadsheets; the rest hides words from those who read, or turns them round.
type cleaning struct {
	lines bool // a text of several lines
	last  rune // that was kept
}

func (c *cleaning) keep(r rune) rune {
	switch r {
	case '\u2028', '\u2029': // other ends of lines
		r = '\n'
	case '\t':
		r = ' '
	}
	switch {
	case r == '\n' && !c.lines:
		r = ' '
	case r != '\n' && (unicode.IsControl(r) || hidden(r)), joiner(r) && !joins(c.last):
		return -1
	}
	c.last = r
	return r
}

// hidden finds format characters but those that shape what stands beside them, and what is not a
// character at all.
func hidden(r rune) bool {
	if r < '\u00AD' { // the first of them
		return false
	}
	return r == '\uFFFE' || r == '\uFFFF' ||
		unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r) && !joiner(r) && !isolate(r)
}

func joiner(r rune) bool { return r == '\u200C' || r == '\u200D' }

func isolate(r rune) bool { return firstIsolate <= r && r <= endIsolate }

// joins tells whether a joiner behind r has something to do: scripts such as Arabic and Devanagari are
// shaped by it, and pictures such as families are made of several.
func joins(r rune) bool {
	switch {
	case joiner(r), unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic):
		return false
	}
	return r > unicode.MaxLatin1 && unicode.In(r, unicode.L, unicode.M, unicode.So, unicode.Sk) &&
		(visible(r) || unicode.Is(unicode.Variation_Selector, r))
}

// visible tells whether r puts something on the paper.
func visible(r rune) bool {
	switch {
	case r < '\u00AD':
		return !unicode.IsSpace(r) && !unicode.IsControl(r)
	case r == '\u2800', joiner(r), isolate(r), unicode.IsSpace(r): // the first is Braille without a dot
		return false
	}
	return !hidden(r) && !unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// onlyVisible is for addresses, in which what is not seen has no business at all.
func onlyVisible(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsSpace(r) && !visible(r) {
			return -1
		}
		return r
	}, text)
}

func invisible(r rune) bool { return !visible(r) }

// closed ends in every line what is marked there to run in a direction of its own, and leaves out ends
// of what never began: no browser lets it reach further, but a table joins texts.
func closed(text string) string {
	if !strings.ContainsFunc(text, isolate) {
		return text
	}
	var b strings.Builder
	open := 0
	end := func() { b.WriteString(strings.Repeat(string(endIsolate), open)); open = 0 }
	for _, r := range text {
		switch {
		case r == '\n':
			end()
		case r == endIsolate && open == 0:
			continue
		case r == endIsolate:
			open--
		case isolate(r):
			open++
		}
		b.WriteRune(r)
	}
	end()
	return b.String()
}
