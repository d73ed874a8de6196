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
	ruled        = regexp.MustCompile(`^(?:={3,}|-{3,}|_{3,}|\*{3,})$`)
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

// list understands lines.
func (o *outline) list(all []string) {
	lines := linesOf(all)
	switch {
	case o.severalEach(lines):
	case slices.ContainsFunc(lines, func(l listLine) bool { return l.kind == bulletLine }):
		o.bullets(lines)
	case slices.ContainsFunc(lines, func(l listLine) bool { return l.kind == headingLine }):
		o.sections(lines)
	default:
		o.blocks(lines)
	}
}

// linesOf reads the marks of lines. A line over a rule of equals signs is a heading too.
func linesOf(all []string) []listLine {
	var lines []listLine
	gap := false
	for i, raw := range all {
		text := strings.TrimSpace(raw)
		if text == "" || ruled.MatchString(text) {
			if n := len(lines); strings.HasPrefix(text, "===") && !gap && n > 0 {
				lines[n-1].kind = headingLine
			}
			gap = true
			continue
		}
		indent := strings.ReplaceAll(raw[:strings.Index(raw, text)], "\t", "    ")
		l := listLine{text: text, depth: len(indent), gap: gap, number: i + 1}
		l.read()
		lines, gap = append(lines, l), false
	}
	return lines
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
		topics := strings.FieldsFunc(parts[2], func(r rune) bool { return r == ',' || r == ';' })
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

// isSentence tells whether a text is too long for the name of a topic.
func isSentence(text string) bool { return len(strings.Fields(text)) > 8 }

// bullets understands a list with bullets. What stands above bullets without one is a heading; so is a
// bullet with others beneath it, unless it stands under a heading itself.
func (o *outline) bullets(lines []listLine) {
	category, marked := "", false
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		switch {
		case l.kind == headingLine, l.kind == bareLine && i+1 < len(lines) && lines[i+1].kind == bulletLine && !isSentence(l.text):
			category, marked = headingIn(l.text), true
			o.under(category)
		case l.kind == bareLine && (isSentence(l.text) || !barePart(lines, i)):
			o.note("Line %d, “%s”, is no topic and was left out.", l.number, shorten(l.text))
		case l.kind == bareLine:
			o.add(category, l.text)
		default:
			below := beneath(lines, i)
			switch {
			case below == 0:
				o.add(category, l.text)
			case marked:
				o.describe(category, l, lines[i+1:i+1+below])
			default:
				for _, child := range lines[i+1 : i+1+below] {
					o.add(headingIn(l.text), child.text)
				}
			}
			i += below
		}
	}
}

// barePart tells whether the lines under one heading have no bullets, so that they are topics themselves.
func barePart(lines []listLine, at int) bool {
	for i := at; i >= 0 && lines[i].kind != headingLine; i-- {
		if lines[i].kind == bulletLine {
			return false
		}
	}
	for i := at; i < len(lines) && lines[i].kind != headingLine; i++ {
		if lines[i].kind == bulletLine {
			return false
		}
	}
	return at > 0
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
	if len(t.label) > longestTopic || len(t.hint) > longestHint {
		o.note("“%s” and what stands beneath it is too long for a topic and was left out.", shorten(t.label))
		return
	}
	g := o.under(category)
	g.topics = append(g.topics, t)
	o.note("What stands beneath “%s” became its description.", t.label)
}

// sections understands plain lines under headings.
func (o *outline) sections(lines []listLine) {
	category := ""
	for _, l := range lines {
		switch {
		case l.kind == headingLine:
			category = headingIn(l.text)
			o.under(category)
		case isSentence(topicIn(l.text).label):
			o.note("Line %d, “%s”, is no topic and was left out.", l.number, shorten(l.text))
		default:
			o.add(category, l.text)
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
	divided := len(starts) > 1
	for i, at := range append(starts, len(lines)) {
		divided = divided && (i == 0 || at-starts[i-1] >= 3)
	}
	if divided {
		o.note("The first line of each block was taken for its category.")
	}
	category := ""
	for i, l := range lines {
		if divided && (i == 0 || l.gap) {
			category = headingIn(l.text)
			continue
		}
		o.add(category, l.text)
	}
}
