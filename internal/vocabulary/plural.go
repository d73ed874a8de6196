package vocabulary

import (
	"maps"
	"slices"
	"strings"
)

// plurals finds words that are the plural of others which are used too, by key. It joins only what
// people wrote both ways, so a word that merely ends in s stays as it is.
func plurals(words map[string]*found) map[string]string {
	same := map[string]string{}
	for key := range words {
		if single := singular(key); single != "" && words[single] != nil {
			same[key] = single
		}
	}
	return same
}

func singular(key string) string {
	stem, ok := strings.CutSuffix(key, "s")
	switch {
	case !ok || len(stem) < 3 || strings.HasSuffix(stem, "s"):
		return ""
	case strings.HasSuffix(stem, "ie"):
		return strings.TrimSuffix(stem, "ie") + "y"
	}
	return stem
}

func base(same map[string]string, key string) string {
	if single, ok := same[key]; ok {
		return single
	}
	return key
}

// merged puts together what has the same name.
func merged(all map[string]*found, name func(*found) string) map[string]*found {
	out := make(map[string]*found, len(all))
	for _, key := range slices.Sorted(maps.Keys(all)) {
		f := all[key]
		to := out[name(f)]
		if to == nil {
			out[name(f)] = f
			continue
		}
		to.texts = append(to.texts, f.texts...)
		slices.Sort(to.texts)
		to.texts = slices.Compact(to.texts)
		add(to.firm, f.firm)
		add(to.weak, f.weak)
	}
	return out
}

func add(to, from map[string]int) {
	for spelling, n := range from {
		to[spelling] += n
	}
}
