package importer

import (
	"regexp"
	"strings"
)

// What stands in pasted text that is no word of it.
var (
	commented = regexp.MustCompile(`(?s)<!--.*?-->`)
	itemTag   = regexp.MustCompile(`(?i)<li(?:\s[^<>]*)?>`)
	headTag   = regexp.MustCompile(`(?i)<h[1-6](?:\s[^<>]*)?>`)
	blockTag  = regexp.MustCompile(`(?i)</?(?:ul|ol|p|div|tr)(?:\s[^<>]*)?>|</(?:li|h[1-6])>`)
	bareURL   = regexp.MustCompile(`^<?(?:https?://|www\.)\S+$`)
	fenced    = regexp.MustCompile("^(?:```|~~~)")
)

// pastedLines are the lines of a text; what HTML shows on a line of its own is one.
func pastedLines(text string) []string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u00a0", " ", "\u200b", "", "\ufeff", "").Replace(text)
	text = commented.ReplaceAllString(text, "")
	text = itemTag.ReplaceAllString(text, "\n- ")
	text = headTag.ReplaceAllString(text, "\n## ")
	text = blockTag.ReplaceAllString(text, "\n")
	return strings.Split(strings.ReplaceAll(text, "- \n", "- "), "\n")
}

// parts understands lists between which tables of Markdown may stand.
func (o *outline) parts(lines []string) {
	from := 0
	for at := 0; at+1 < len(lines); at++ {
		if !strings.Contains(lines[at], "|") || !strings.Contains(lines[at+1], "|") || !dashes.MatchString(strings.TrimSpace(lines[at+1])) {
			continue
		}
		end := at
		for end < len(lines) && strings.Contains(lines[end], "|") {
			end++
		}
		o.list(lines[from:at], from)
		o.table(piped(lines[at:end]))
		from, at = end, end-1
	}
	o.list(lines[from:], from)
}
