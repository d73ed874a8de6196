package account

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	leastLength = 15
	mostLength  = 256
	// leastParts is how many parts that cannot be foretold a password needs; see parts.
	leastParts = 10
)

// CheckPassword returns what is wrong with a password, in words for the person who chose it, or
// "". about are words an attacker would try first: the person's name and address, the titles of
// the surveys.
//
// A long password of few ideas is as weak as a short one, so after the length the parts are
// counted that cannot be foretold: a run along the alphabet, the digits or a row of the keyboard,
// one character over and over, or a word that is known or comes from about, is one part however
// long it is.
func CheckPassword(password string, about ...string) string {
	password = normalized(password)
	n := utf8.RuneCountInString(password)
	switch {
	case !utf8.ValidString(password):
		return "Some characters of the password could not be read. Choose another"
	case n < leastLength:
		return fmt.Sprintf("Use at least %d characters; this has %d. Four or five words that do not belong together are easy to remember", leastLength, n)
	case n > mostLength:
		return fmt.Sprintf("Use at most %d characters; this has %d", mostLength, n)
	}
	folded := []rune(strings.ToLower(password))
	if slices.Contains(wellKnown, letters(folded)) {
		return "This is one of the passwords that are tried first everywhere. Choose another"
	}
	if repeats(folded) {
		return "This is the same few characters over and over. Choose one with more variety"
	}
	count, why := parts(folded, foretold(about))
	if count >= leastParts {
		return ""
	}
	return why.message()
}

// reason is what made most of a password easy to foretell.
type reason int

const (
	nothing reason = iota
	sequence
	knownWord
	ownWord
)

func (r reason) message() string {
	switch r {
	case sequence:
		return "This is mostly characters in a row, such as 123456, abcdef or qwerty. Choose something less regular"
	case ownWord:
		return "This is mostly your name, your address or the name of the group. Choose something that others would not think of"
	case knownWord:
		return "This is mostly words that everybody uses in passwords. Choose something that others would not think of"
	}
	return "This has too little variety. Four or five words that do not belong together are easy to remember"
}

// plain undoes a disguise that guessing programs undo too: a digit or sign for a letter.
func plain(r rune) rune {
	switch r {
	case '0':
		return 'o'
	case '1', '!', '|':
		return 'i'
	case '3':
		return 'e'
	case '4', '@':
		return 'a'
	case '5', '$':
		return 's'
	case '7':
		return 't'
	}
	return r
}

// letters leaves out all but letters and digits, so that spaces and dots do not disguise a phrase.
func letters(text []rune) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, string(text))
}

// repeats tells whether text is one part written twice or more, or has fewer than five characters
// to it.
func repeats(text []rune) bool {
	different := map[rune]bool{}
	for _, r := range text {
		different[r] = true
	}
	if len(different) < 5 {
		return true
	}
	for period := 1; period <= len(text)/2; period++ {
		same := true
		for i := period; i < len(text) && same; i++ {
			same = text[i] == text[i-period]
		}
		if same {
			return true
		}
	}
	return false
}

// parts counts what cannot be foretold and names the reason that swallowed most characters.
func parts(text []rune, words map[string]reason) (int, reason) {
	undisguised := make([]rune, len(text))
	for i, r := range text {
		undisguised[i] = plain(r)
	}
	count := 0
	swallowed := map[reason]int{}
	for at := 0; at < len(text); count++ {
		length, why := 1, nothing
		if run := runLength(text[at:]); run >= 3 {
			length, why = run, sequence
		}
		if n, kind := longestWord(words, string(text[at:]), string(undisguised[at:])); n > length {
			length, why = n, kind
		}
		swallowed[why] += length
		at += length
	}
	most := nothing
	for _, why := range []reason{ownWord, knownWord, sequence} {
		if swallowed[why] > 0 && (most == nothing || swallowed[why] > swallowed[most]) {
			most = why
		}
	}
	return count, most
}

// longestWord finds the longest word with which one of the texts begins, in characters.
func longestWord(words map[string]reason, texts ...string) (length int, why reason) {
	for word, kind := range words {
		for _, text := range texts {
			if n := utf8.RuneCountInString(word); n > length && strings.HasPrefix(text, word) {
				length, why = n, kind
			}
		}
	}
	return length, why
}

// runLength is how many characters from the start of text follow one another in one direction.
func runLength(text []rune) int {
	longest := 1
	for _, step := range []func(a, b rune) bool{
		func(a, b rune) bool { return a == b },
		func(a, b rune) bool { return b == a+1 },
		func(a, b rune) bool { return b == a-1 },
		func(a, b rune) bool { return neighbours(a, b) },
		func(a, b rune) bool { return neighbours(b, a) },
	} {
		n := 1
		for n < len(text) && step(text[n-1], text[n]) {
			n++
		}
		longest = max(longest, n)
	}
	return longest
}

// rows are the keyboards' rows and columns along which fingers slide.
const rows = "1234567890 qwertyuiop asdfghjkl zxcvbnm azertyuiop qsdfghjklm wxcvbn qwertzuiop yxcvbnm " +
	"1qaz2wsx3edc4rfv5tgb6yhn7ujm !@#$%^&*()"

func neighbours(a, b rune) bool {
	return a != ' ' && b != ' ' && strings.Contains(rows, string([]rune{a, b}))
}

// foretold are the words an attacker tries: the ones in every list and the ones about the person.
func foretold(about []string) map[string]reason {
	words := map[string]reason{}
	for _, word := range common {
		words[word] = knownWord
	}
	for _, text := range about {
		for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r)
		}) {
			if utf8.RuneCountInString(word) >= 3 {
				words[word] = ownWord
			}
		}
	}
	return words
}
