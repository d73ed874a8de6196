package importer

import "strings"

// nearestTitle is the one of several titles or labels that was probably meant, the first of those that are
// as near; "" when none is near.
func nearestTitle(meant string, titles []string) string {
	best, most := "", 0.0
	key := foldTitle(meant)
	for _, title := range titles {
		if score := likeness(key, foldTitle(title)); score > most {
			best, most = title, score
		}
	}
	if most < 0.6 {
		return ""
	}
	return best
}

// likeness is how much two folded texts share, from 0 to 1: the pairs of letters that they have in common
// (Dice's coefficient) or the letters that stay when one is made of the other, whichever is more, and nearly 1
// where one is the beginning of the other.
func likeness(a, b string) float64 {
	switch {
	case a == "" || b == "":
		return 0
	case a == b:
		return 1
	}
	short, long := a, b
	if len(short) > len(long) {
		short, long = long, short
	}
	if len(short) >= 4 && strings.HasPrefix(long, short) {
		return 0.9
	}
	pairs := bigrams(a)
	all, common := len([]rune(a))-1, 0
	runes := []rune(b)
	for i := range len(runes) - 1 {
		pair := [2]rune{runes[i], runes[i+1]}
		if pairs[pair] > 0 {
			pairs[pair]--
			common++
		}
	}
	if all += len(runes) - 1; all < 1 {
		return 0
	}
	return max(2*float64(common)/float64(all), 1-float64(edits([]rune(a), runes))/float64(max(len([]rune(a)), len(runes))))
}

// edits counts the letters to insert, remove or replace to make one text of the other (Levenshtein); of long
// texts it counts all.
func edits(a, b []rune) int {
	const long = 40
	if len(a) > long || len(b) > long {
		return max(len(a), len(b))
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before := row[0]
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			before, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, before+cost)
		}
	}
	return row[len(b)]
}

func bigrams(text string) map[[2]rune]int {
	runes := []rune(text)
	pairs := map[[2]rune]int{}
	for i := range len(runes) - 1 {
		pairs[[2]rune{runes[i], runes[i+1]}]++
	}
	return pairs
}
