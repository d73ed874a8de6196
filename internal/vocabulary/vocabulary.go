// Package vocabulary finds the words that people use in what they wrote.
//
// It owns how a text falls into words: what is one word (on-call, Entra ID, M365), which words say
// nothing (the, der, les), which spellings are the same word. It guarantees that a word is shown in a
// spelling that somebody used, and that the same texts give the same words in the same order. It knows
// nothing of surveys and keeps nothing.
package vocabulary

import (
	"cmp"
	"slices"
)

// Text is what one person wrote in one place.
type Text struct {
	Words    string
	Language string // of the form it was written in, such as en; "" when unknown
}

// Term is a word, or two words that belong together.
type Term struct {
	Label string // in the spelling most used
	Texts []int  // places of the texts that hold it, ascending, each once
}

// enough is in how many texts two words must stand together to be taken for one term.
const enough = 3

// Terms gives the words of the texts, those of most texts first. Words that say nothing alone are
// left out, and so is a word that hardly ever stands outside a pair which is a term.
func Terms(texts []Text) []Term {
	g := gathering{lists: readLists(), words: map[string]*found{}, pairs: map[string]*found{}}
	for at, t := range texts {
		g.take(at, t)
	}
	same := plurals(g.words)
	g.words = merged(g.words, func(f *found) string { return base(same, f.first) })
	g.pairs = merged(g.pairs, func(f *found) string { return base(same, f.first) + " " + base(same, f.second) })
	pairs := g.together(same)
	out := make([]Term, 0, len(g.words)+len(pairs))
	for key, f := range g.words {
		if !covered(key, f, pairs, same) {
			out = append(out, Term{f.label(), f.texts})
		}
	}
	for _, f := range pairs {
		out = append(out, Term{f.label(), f.texts})
	}
	slices.SortFunc(out, func(a, b Term) int {
		return cmp.Or(cmp.Compare(len(b.Texts), len(a.Texts)), cmp.Compare(a.Label, b.Label))
	})
	return out
}

// gathering holds what was found so far.
type gathering struct {
	lists        lists
	words, pairs map[string]*found
}

// found is one word or pair with its spellings.
type found struct {
	first, second string // keys; second is "" for a word
	texts         []int
	firm, weak    map[string]int // spellings: weak ones begin a sentence, where a capital says nothing
}

func (g *gathering) take(at int, t Text) {
	tokens := read(t.Words)
	says := g.lists.choose(tokens, t.Language)
	var last *token
	for i := range tokens {
		now := &tokens[i]
		if !now.telling(says) {
			last = nil
			continue
		}
		note(g.words, now.key, found{first: now.key}, now.spelling, now.opens, at)
		if last != nil && now.joined {
			note(g.pairs, last.key+" "+now.key, found{first: last.key, second: now.key},
				last.spelling+" "+now.spelling, last.opens, at)
		}
		last = now
	}
}

func note(in map[string]*found, key string, is found, spelling string, weak bool, text int) {
	f := in[key]
	if f == nil {
		is.firm, is.weak = map[string]int{}, map[string]int{}
		f = &is
		in[key] = f
	}
	if n := len(f.texts); n == 0 || f.texts[n-1] != text {
		f.texts = append(f.texts, text)
	}
	if weak {
		f.weak[spelling]++
		return
	}
	f.firm[spelling]++
}

// label is the spelling most used. How a sentence begins decides only where there is nothing else.
func (f *found) label() string {
	from := f.firm
	if len(from) == 0 {
		from = f.weak
	}
	best, most := "", 0
	for spelling, n := range from {
		if n > most || n == most && spelling > best { // lower case goes before capitals
			best, most = spelling, n
		}
	}
	return best
}

// together gives the pairs that are terms: said often enough, and making up half of what is said of
// one of their words.
func (g *gathering) together(same map[string]string) []*found {
	var out []*found
	for _, f := range g.pairs {
		rarer := min(len(g.words[base(same, f.first)].texts), len(g.words[base(same, f.second)].texts))
		if len(f.texts) >= enough && 2*len(f.texts) >= rarer {
			out = append(out, f)
		}
	}
	return out
}

// covered tells whether four of five texts that hold a word hold it within one pair.
func covered(key string, word *found, pairs []*found, same map[string]string) bool {
	return slices.ContainsFunc(pairs, func(p *found) bool {
		holds := base(same, p.first) == key || base(same, p.second) == key
		return holds && 5*len(p.texts) >= 4*len(word.texts)
	})
}
