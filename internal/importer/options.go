package importer

import (
	"slices"

	"muster/internal/survey"
)

// room is how many options a question can have.
const room = survey.MaxOptions

// longestLabel bounds an option's label in bytes. What is longer somebody typed, however often it occurs.
const longestLabel = 1000

// line tells that a value is what a form calls the line for own words.
func (v *value) line() bool { return slices.Contains(otherLabels(), v.key) }

func (v *value) long() bool { return len(v.label()) > longestLabel }

// choose divides the values into options and what people typed in their own words.
//
// A value that fewer than rare people gave is own words when there are at least three such values
// behind the common ones, when it is ten times rarer than every option, or when it reads like a
// sentence. One or two rare values stay options: a small choice that few took is likelier than a
// line for own words that only they used. In a list, typed words stand last, so what other picks
// have followed more than once is an option however rare; and a form writes its options in one way
// only, so what comes in several spellings was typed unless very many gave it.
func (inv *inventory) choose(answered int) (options, own []*value) {
	limit := rare(answered)
	var few, words []*value
	for _, v := range inv.values {
		if v.own || v.long() {
			words = append(words, v)
			continue
		}
		typed := len(v.spellings) > 1 && v.count < 5*limit
		if v.wanted || v.count >= limit && !typed || v.leads && v.count > 1 && !typed && !wordy(v.key) {
			options = append(options, v)
		} else {
			few = append(few, v)
		}
	}
	if len(options) == 0 && answered >= fewAnswers {
		return nil, append(words, few...)
	}
	typed := answered >= fewAnswers && (len(few) >= 3 || farBelow(few, options))
	for _, v := range few {
		if typed || wordy(v.label()) {
			own = append(own, v)
		} else {
			options = append(options, v)
		}
	}
	return fit(options, append(words, own...))
}

// farBelow tells whether the few are ten times rarer than the rarest option.
func farBelow(few, options []*value) bool {
	most, least := 0, -1
	for _, v := range few {
		most = max(most, v.count)
	}
	for _, v := range options {
		if least < 0 || v.count < least {
			least = v.count
		}
	}
	return len(few) > 0 && least >= 10*most
}

// fit moves the rarest options to the own words when there are more than a question can have, and those that are
// too long for options. The line for own words takes a place of its own where there are any.
func fit(options, own []*value) ([]*value, []*value) {
	for _, v := range options {
		if v.long() {
			own = append(own, v)
		}
	}
	options = slices.DeleteFunc(slices.Clone(options), (*value).long)
	byCount := func(a, b *value) int { return b.count - a.count }
	slices.SortStableFunc(options, byCount)
	most := room
	if (len(options) > room || len(own) > 0) && !slices.ContainsFunc(options, (*value).line) {
		most--
	}
	if len(options) > most {
		own = append(own, options[most:]...)
		options = options[:most]
	}
	slices.SortStableFunc(own, byCount)
	return options, own
}

// picked counts the answers that fall on these values, each value of a list by itself.
func picked(values []*value) int {
	n := 0
	for _, v := range values {
		n += v.count
	}
	return n
}

// repeated counts the answers that fall on values which occur more than once.
func repeated(values []*value) int {
	n := 0
	for _, v := range values {
		if v.count > 1 {
			n += v.count
		}
	}
	return n
}
