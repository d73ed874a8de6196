package analysis

import "math"

// Word is how often a word was used by a group and by the rest.
type Word struct{ Group, Rest int }

// Telling is how much a word tells a group from the rest.
type Telling struct {
	LogOdds float64 // of the word in the group less those in the rest; positive: the group says it more
	Z       float64 // LogOdds in its standard deviations: what to sort by
}

// TellingWords weighs each word by its log-odds ratio with an informative Dirichlet prior (B. L.
// Monroe, M. P. Colaresi and K. M. Quinn, Fightin' words, Political Analysis 16, 2008, equations 16 to
// 22). The prior says what everybody says, with as many words in all as the smaller side used, so that
// a word used once or twice tells little and a common one no more than it should. The result stands
// in the order of the words; a word that nobody used and a vocabulary of one word tell nothing.
func TellingWords(words []Word) []Telling {
	var group, rest float64
	for _, w := range words {
		group += float64(w.Group)
		rest += float64(w.Rest)
	}
	told := make([]Telling, len(words))
	all, prior := group+rest, math.Min(group, rest)
	if prior == 0 {
		return told
	}
	for i, w := range words {
		used := float64(w.Group) + float64(w.Rest)
		if used == 0 || used == all {
			continue
		}
		told[i] = telling(float64(w.Group), float64(w.Rest), group+prior, rest+prior, prior*used/all)
	}
	return told
}

// telling compares a word's odds on both sides, whose sizes hold the prior already.
func telling(group, rest, groupSize, restSize, prior float64) Telling {
	g, r := group+prior, rest+prior
	difference := math.Log(g/(groupSize-g)) - math.Log(r/(restSize-r))
	return Telling{difference, difference / math.Sqrt(1/g+1/r)}
}
