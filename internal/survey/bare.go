package survey

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// longestIdea leaves room for a number after an id that is suggested.
const longestIdea = 36

// suggestID makes an id of an option's words, other than those in taken, and takes it.
func suggestID(words string, taken map[string]bool) string {
	var id strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(words)) {
		switch {
		case id.Len() >= longestIdea:
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			id.WriteRune(r)
		case !unicode.Is(unicode.Mn, r) && !strings.HasSuffix(id.String(), "_"):
			id.WriteByte('_')
		}
	}
	idea := strings.Trim(id.String(), "_")
	if idea == "" || idea[0] < 'a' {
		idea = strings.TrimSuffix("option_"+idea, "_")
	}
	free := idea
	for n := 2; taken[free] || free == otherID || free == noneID; n++ {
		free = idea + "_" + strconv.Itoa(n)
	}
	taken[free] = true
	return free
}

// inFlow writes words as they can stand between braces.
func inFlow(words string) string {
	if strings.ContainsAny(words, ":#{}[],&*!|>'\"%@`?\\\n") || strings.HasPrefix(words, "-") {
		return strconv.Quote(words)
	}
	return words
}
