package importer

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// slugs gives ids that follow from the words alone, so that the same form always leads to the same
// ids, and that are unique among those given.
type slugs map[string]bool

// Longer ids are allowed, but nobody likes to type them into a filter's address.
const (
	longestSlug = 32
	slugWords   = 5
)

// fillers carry no meaning in an id. They are dropped from titles and from long options.
const fillers = " a an and any are as at be by can could did do does for from have i if in is it many me my of on or our " +
	"please some than that the there these they this to us was we were what which who will with would you your "

func (s slugs) question(title string, number int) string {
	return s.unique(slugOf(title, fillers), fmt.Sprintf("question_%d", number))
}

// options gives the ids of a question's options. “Batch: I submit scripts” is batch and “Amazon Web
// Services (AWS)” is amazon_web_services, unless another option begins with the same words.
func (s slugs) options(labels []string) []string {
	heads := map[string]int{}
	for _, label := range labels {
		heads[slugOf(head(label), "")]++
	}
	ids := make([]string, len(labels))
	for i, label := range labels {
		drop := ""
		if len(slugParts(label)) > slugWords {
			drop = fillers
		}
		slug := slugOf(label, drop)
		if short := slugOf(head(label), ""); short != "" && heads[short] == 1 {
			slug = short
		}
		ids[i] = s.unique(slug, fmt.Sprintf("option_%d", i+1))
	}
	return ids
}

// head is what stands before the first colon or parenthesis, when it is short enough to be a name.
func head(label string) string {
	at := strings.IndexAny(label, ":(")
	if at < 0 || len(strings.Fields(label[:at])) > 4 {
		return ""
	}
	return label[:at]
}

// unique makes an id of a slug. The longest is 40 characters with its number.
func (s slugs) unique(slug, fallback string) string {
	if slug == "" {
		slug = fallback
	}
	if slug[0] < 'a' || slug[0] > 'z' {
		slug = "n" + slug
	}
	id := slug
	for n := 2; s[id]; n++ {
		id = fmt.Sprintf("%s_%d", slug, n)
	}
	s[id] = true
	return id
}

func slugOf(text, drop string) string {
	all := slugParts(text)
	var kept []string
	for _, word := range all {
		if !strings.Contains(drop, " "+word+" ") {
			kept = append(kept, word)
		}
	}
	if len(kept) == 0 {
		kept = all
	}
	slug := ""
	for _, word := range kept[:min(len(kept), slugWords)] {
		if slug != "" && len(slug)+1+len(word) > longestSlug {
			break
		}
		if slug != "" {
			slug += "_"
		}
		slug += word[:min(len(word), longestSlug)]
	}
	return slug
}

// slugParts gives the words of a text in plain letters: accents fall off, other scripts fall out.
func slugParts(text string) []string {
	var b strings.Builder
	last := ' '
	for _, r := range norm.NFKD.String(strings.ToLower(text)) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == 'ß':
			b.WriteString("ss")
		case r == '+':
			b.WriteString(" plus ")
		case r == '#' && unicode.IsLetter(last):
			b.WriteString(" sharp ")
		case unicode.IsMark(r), r == '\'', r == '’':
		default:
			b.WriteByte(' ')
		}
		last = r
	}
	return strings.Fields(b.String())
}
