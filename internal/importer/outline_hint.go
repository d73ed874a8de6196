package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// hints cuts descriptions off the names of topics, by one rule for the whole list: either what stands behind a dash
// or a colon is a description everywhere, or nowhere.
func (o *outline) hints() {
	if !o.described() {
		return
	}
	for i := range o.groups {
		for j := range o.groups[i].topics {
			t := &o.groups[i].topics[j]
			head, rest := headOf(t.label)
			if t.whole || rest == "" {
				continue
			}
			if t.hint != "" {
				rest += ", " + t.hint
			}
			t.label, t.hint = head, rest
		}
	}
}

// described tells that most topics have something behind a dash or a colon, or that what stands there is mostly as
// long as descriptions are.
func (o *outline) described() bool {
	all, long := 0, 0
	marked := 0
	for _, g := range o.groups {
		for _, t := range g.topics {
			if t.whole {
				continue
			}
			all++
			if _, rest := headOf(t.label); rest != "" {
				marked++
				if utf8.RuneCountInString(rest) >= longHint {
					long++
				}
			}
		}
	}
	return 2*marked > all || 2*long > marked
}

// alike names topics that may be the same: their words are, or one only says more behind a dash.
func (o *outline) alike() {
	first := map[string]string{}
	for _, g := range o.groups {
		for _, t := range g.topics {
			head, _ := headOf(t.label)
			key := strings.Join(slices.DeleteFunc(strings.FieldsFunc(foldLabel(head), func(r rune) bool {
				return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("+#", r) // C, C++ and C#
			}), isArticle), " ")
			if before, there := first[key]; there && key != "" {
				o.note("“%s” and “%s” look alike and both are offered; take one out if they are the same.", shorten(before), shorten(t.label))
			} else {
				first[key] = t.label
			}
		}
	}
}

func isArticle(word string) bool { return word == "the" || word == "a" || word == "an" }
