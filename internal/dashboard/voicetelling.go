package dashboard

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	"muster/internal/analysis"
	"muster/internal/tally"
)

// told is a word that tells a role from the rest.
type told struct {
	role        category
	term        int // place among the terms
	z, p        float64
	users, of   int // of the role: who used it, and who wrote
	rest, ofAll int // the same of everybody else
}

// telling is what came of comparing the words of each role with those of the rest.
type telling struct {
	words  []told // beyond chance, role by role, the role with the clearest first word leading
	tests  int    // words that were tested, of all roles together
	roles  int    // whose words were tested
	silent int    // roles that are not compared, for too few people wrote on either side
}

// telling finds the words by which a role can be told from the rest. What may be owed to chance is told
// by testing all words of all roles together. People who left the question about roles out belong to
// neither side; a role that the filter chooses people by would tell of the filter.
func (o *overheard) telling(in input) telling {
	var found telling
	if o.role == nil || len(o.texts) < least {
		return found
	}
	var tested []told
	for _, c := range categoriesOf(o.role, tally.Options) {
		if c.none || in.selection.fixes(dimension{question: o.role}, c.id) {
			continue
		}
		words := o.tested(c)
		if len(words) == 0 {
			found.silent++
			continue
		}
		found.roles++
		tested = append(tested, words...)
	}
	found.tests = len(tested)
	found.words = clearest(tested)
	return found
}

// clearest keeps what a role says more than the rest by more than chance explains.
func clearest(tested []told) []told {
	ps := make([]float64, len(tested))
	for i, w := range tested {
		ps[i] = w.p
	}
	var groups [][]told
	for i, adjusted := range analysis.BenjaminiHochberg(ps) {
		w := tested[i]
		if adjusted > falseMarks || w.z <= 0 || w.users < leastUsers {
			continue
		}
		if n := len(groups); n == 0 || groups[n-1][0].role.id != w.role.id {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], w)
	}
	for i, g := range groups {
		slices.SortStableFunc(g, func(a, b told) int { return cmp.Compare(b.z, a.z) })
		groups[i] = g[:min(mostTelling, len(g))]
	}
	slices.SortStableFunc(groups, func(a, b []told) int { return cmp.Compare(b[0].z, a[0].z) })
	return slices.Concat(groups...)
}

// tested weighs every word that enough people used, nil where too few of the role or of the rest wrote.
// Which words are weighed does not depend on who used them, or the test would not hold.
func (o *overheard) tested(role category) []told {
	in := make([]bool, len(o.people))
	writers, all := 0, 0
	for i, w := range o.people {
		in[i] = w.answered && slices.Contains(w.roles, role.id)
		if w.answered {
			all++
		}
		if in[i] {
			writers++
		}
	}
	if writers < least || all-writers < least {
		return nil
	}
	words := make([]analysis.Word, len(o.terms))
	for i, s := range o.terms {
		for _, who := range s.people {
			switch {
			case in[who]:
				words[i].Group++
			case o.people[who].answered:
				words[i].Rest++
			}
		}
	}
	weighed := analysis.TellingWords(words)
	var out []told
	for _, i := range o.distinct() {
		if words[i].Group+words[i].Rest >= leastUsers {
			out = append(out, told{role, i, weighed[i].Z, analysis.TwoSided(weighed[i].Z), words[i].Group, writers, words[i].Rest, all - writers})
		}
	}
	return out
}

// distinct gives one term for all that exactly the same people used: they come from the same sentences
// and are one finding. It is the longest, which says most.
func (o *overheard) distinct() []int {
	at := map[string]int{} // by the people, the place in best
	var best []int
	for i, s := range o.terms {
		key := fmt.Sprint(s.people)
		place, there := at[key]
		if !there {
			at[key] = len(best)
			best = append(best, i)
			continue
		}
		if utf8.RuneCountInString(s.label) > utf8.RuneCountInString(o.terms[best[place]].label) {
			best[place] = i
		}
	}
	return best
}
