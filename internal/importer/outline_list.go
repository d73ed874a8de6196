package importer

import (
	"regexp"
	"slices"
	"strings"
)

// How lines of a list begin and end.
var (
	hashed       = regexp.MustCompile(`^#{1,6}\s+(.+?)\s*#*$`)
	bold         = regexp.MustCompile(`^(?:\*\*|__)([^*_]+)(?:\*\*|__):?$`)
	ruled        = regexp.MustCompile(`^(?:={3,}|(?:-\s*){3,}|(?:_\s*){3,}|(?:\*\s*){3,})$`)
	bulleted     = regexp.MustCompile(`^(?:[-*+•·‣⁃▪▫◦●○■□☐☑✓✔–—→»]|\d{1,3}[.)]|[a-zA-Z][.)])\s+(?:\[[ xX]\]\s+)?(.+)$`)
	categoryLine = regexp.MustCompile(`^([^:]{2,60}):\s+(\S.*)$`)
)

// lineKind is what a line of a list is.
type lineKind int

const (
	bareLine lineKind = iota
	bulletLine
	headingLine
)

// listLine is a line that is not blank.
type listLine struct {
	kind   lineKind
	text   string
	depth  int  // of its indentation, in columns
	gap    bool // a blank line stands before it
	number int  // from 1
}

// list understands lines, behind as many others.
func (o *outline) list(all []string, behind int) {
	lines := o.linesOf(all, behind)
	switch {
	case len(lines) == 0:
	case o.severalEach(lines):
	case len(lines) == 1 && lines[0].kind == bareLine && !slices.ContainsFunc(strings.FieldsFunc(lines[0].text, isDivider), isSentence):
		o.each(lines[0].text)
	case slices.ContainsFunc(lines, func(l listLine) bool { return l.kind == bulletLine }):
		o.bullets(lines)
	case slices.ContainsFunc(lines, func(l listLine) bool { return l.kind == headingLine }):
		o.sections(lines)
	default:
		o.blocks(lines)
	}
}

// linesOf reads the marks of lines. A line of its own over a rule is a heading too; addresses and pictures are
// no topics.
func (o *outline) linesOf(all []string, behind int) []listLine {
	var lines []listLine
	gap := false
	for i, raw := range all {
		text := strings.TrimSpace(raw)
		if text == "" || ruled.MatchString(text) || fenced.MatchString(text) {
			if n := len(lines); !gap && n > 0 && underlines(text, lines[n-1], n == 1) {
				lines[n-1].kind = headingLine
			}
			gap = true
			continue
		}
		indent := strings.ReplaceAll(raw[:strings.Index(raw, text)], "\t", "    ")
		l := listLine{text: text, depth: len(indent), gap: gap, number: behind + i + 1}
		l.read()
		if bare := plainText(l.text); bare == "" || bareURL.MatchString(bare) {
			o.note("Line %d, “%s”, is no %s and was left out.", l.number, shorten(l.text), o.noun)
			gap = true
			continue
		}
		lines, gap = append(lines, l), false
	}
	return lines
}

// underlines tells whether a rule makes a heading of the line above it. Dashes do so beneath a line that stands
// alone; elsewhere they divide.
func underlines(rule string, above listLine, first bool) bool {
	return strings.HasPrefix(rule, "===") || strings.HasPrefix(rule, "---") && above.kind == bareLine && (above.gap || first)
}

func (l *listLine) read() {
	for _, pattern := range []*regexp.Regexp{hashed, bold} {
		if parts := pattern.FindStringSubmatch(l.text); parts != nil {
			l.kind, l.text = headingLine, parts[1]
			return
		}
	}
	if parts := bulleted.FindStringSubmatch(l.text); parts != nil {
		l.kind, l.text = bulletLine, parts[1]
		return
	}
	if strings.HasSuffix(l.text, ":") {
		l.kind = headingLine
	}
}

// severalEach understands lines that each name a category and its topics, as in “Cloud: Azure, AWS”.
func (o *outline) severalEach(lines []listLine) bool {
	var rows [][]string
	for _, l := range lines {
		parts := categoryLine.FindStringSubmatch(l.text)
		if parts == nil || l.kind == headingLine {
			return false
		}
		topics := strings.FieldsFunc(parts[2], isComma)
		if len(topics) < 2 || slices.ContainsFunc(topics, isSentence) {
			return false
		}
		rows = append(rows, append([]string{parts[1]}, topics...))
	}
	for _, row := range rows {
		for _, text := range row[1:] {
			o.add(headingIn(row[0]), text)
		}
	}
	return len(rows) > 0
}

func isDivider(r rune) bool { return isComma(r) || r == '|' }

func isComma(r rune) bool { return r == ',' || r == ';' }

// isSentence tells whether a text is too long for the name of a topic.
func isSentence(text string) bool { return len(strings.Fields(text)) > 8 }

// isLong is isSentence for a line that may have a description.
func isLong(line string) bool {
	head, _ := headOf(topicIn(line).label)
	return isSentence(head)
}

// bullets understands a list with bullets. What stands above bullets without one is a heading; so is a
// bullet with others beneath it, unless it stands under a heading itself.
func (o *outline) bullets(lines []listLine) {
	marked := false
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		switch {
		case l.kind == headingLine:
			o.category, marked = headingIn(l.text), true
			o.under(o.category)
		case l.kind == bareLine && isLong(l.text):
			o.note("Line %d, “%s”, is no %s and was left out.", l.number, shorten(l.text), o.noun)
		case l.kind == bareLine && o.plainPart(lines, i):
			o.add(o.category, l.text)
		case l.kind == bareLine && i+1 < len(lines) && lines[i+1].kind == bulletLine:
			o.category, marked = headingIn(l.text), true
			o.under(o.category)
		case l.kind == bareLine:
			o.note("Line %d, “%s”, is no %s and was left out.", l.number, shorten(l.text), o.noun)
		default:
			below := beneath(lines, i)
			switch {
			case below == 0:
				o.add(o.category, l.text)
			case marked:
				o.describe(o.category, l, lines[i+1:i+1+below])
			default:
				for _, child := range lines[i+1 : i+1+below] {
					o.add(headingIn(l.text), child.text)
				}
			}
			i += below
		}
	}
}

// plainPart tells whether lines without bullets are topics themselves: they stand right beneath a heading, and
// what follows them is another part.
func (o *outline) plainPart(lines []listLine, at int) bool {
	from, end := at, at+1
	for from > 0 && lines[from-1].kind == bareLine {
		from--
	}
	for end < len(lines) && lines[end].kind == bareLine {
		end++
	}
	if from == 0 || lines[from-1].kind != headingLine {
		return false
	}
	return end == len(lines) || lines[end].kind == headingLine || end-from > 1 && lines[end].gap
}

// beneath counts the lines that stand further in than a bullet, right behind it.
func beneath(lines []listLine, at int) int {
	n := 0
	for at+n+1 < len(lines) && lines[at+n+1].kind != headingLine && lines[at+n+1].depth > lines[at].depth+1 {
		n++
	}
	return n
}

// describe adds a topic whose description is what stands beneath it.
func (o *outline) describe(category string, l listLine, below []listLine) {
	t := topicIn(headingIn(l.text))
	var parts []string
	if t.hint != "" {
		parts = append(parts, t.hint)
	}
	for _, child := range below {
		parts = append(parts, plainText(child.text))
	}
	t.hint = strings.Join(parts, ", ")
	o.put(category, t)
	o.note("What stands beneath “%s” became its description.", t.label)
}

// sections understands plain lines under headings.
func (o *outline) sections(lines []listLine) {
	for _, l := range lines {
		switch {
		case l.kind == headingLine:
			o.category = headingIn(l.text)
			o.under(o.category)
		case isLong(l.text):
			o.note("Line %d, “%s”, is no %s and was left out.", l.number, shorten(l.text), o.noun)
		default:
			o.add(o.category, l.text)
		}
	}
}

// blocks understands plain lines without any mark: when blank lines divide them into blocks of at least
// three, each begins with its category.
func (o *outline) blocks(lines []listLine) {
	var starts []int
	for i, l := range lines {
		if i == 0 || l.gap {
			starts = append(starts, i)
		}
	}
	divided, several := len(starts) > 1, false
	for i, at := range append(starts, len(lines)) {
		divided = divided && (i == 0 || at-starts[i-1] >= 3)
		several = several || i > 0 && at-starts[i-1] >= 2
	}
	switch {
	case divided:
		o.note("The first line of each block was taken for its category.")
	case len(starts) > 1 && several:
		o.note("Blank lines divide the list, and the first line of each block, such as “%s”, was taken for a topic. A # in front makes a line a category.",
			shorten(lines[starts[slices.IndexFunc(starts, func(at int) bool { return at+1 < len(lines) && !lines[at+1].gap })]].text))
	}
	for i, l := range lines {
		if divided && (i == 0 || l.gap) {
			o.category = headingIn(l.text)
			continue
		}
		o.add(o.category, l.text)
	}
}
