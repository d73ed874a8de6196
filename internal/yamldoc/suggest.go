package yamldoc

import (
	"fmt"
	"slices"
	"strings"
)

// Suggest names the known key that was probably meant, or all that are known.
func Suggest(key string, known []string) string {
	names := slices.Sorted(slices.Values(known))
	if meant := nearest(key, names); meant != "" {
		return fmt.Sprintf("did you mean %q?", meant)
	}
	return "known here: " + strings.Join(names, ", ")
}

// nearest is the name that was probably meant, the first of those that are as near; "" for none.
func nearest(key string, names []string) string {
	best, least := "", len(key)/3+1
	key = fold(key)
	for _, name := range names {
		folded := fold(name)
		if max(len(key)-len(folded), len(folded)-len(key)) > least {
			continue // as many letters at the least must come or go
		}
		if n := distance(key, folded); n <= least && (best == "" || n < least) {
			best, least = name, n
		}
	}
	return best
}

func fold(key string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if strings.ContainsRune("-_ ", r) {
			return -1
		}
		return r
	}, key))
}

// distance counts the letters to insert, remove, replace or swap with their neighbour to make one
// key of the other (optimal string alignment).
func distance(a, b string) int {
	older, last, row := []int(nil), []int(nil), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		older, last, row = last, row, make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], older[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
