package importer

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"muster/internal/response"
	"muster/internal/survey"
)

// longestAnswer bounds one answer in characters; what is longer is cut, and the plan says so.
const longestAnswer = 10_000

// binding ties a column to a question and turns cells into answers.
type binding struct {
	index     int
	title     string
	question  *survey.Question
	separator separator
	known     map[string]string // option ids and scale points by folded label
	pieces    int               // into how many pieces a label falls at most
	cache     map[string]reading
}

// reading is what a cell of a column means.
type reading struct {
	answer  response.Answer
	given   bool     // there is an answer
	agreed  bool     // the words of a consent
	unknown []string // parts that are no option; own words where the question has a line for them
	cut     bool     // longer than longestAnswer
}

func bind(index int, title string, q *survey.Question, sep separator) *binding {
	b := &binding{index: index, title: title, question: q, separator: sep, cache: map[string]reading{}}
	switch {
	case q.Choice():
		b.known = knownOptions(q)
	case q.Kind == survey.Scale:
		b.known = knownPoints(q)
	}
	b.measure()
	return b
}

// measure finds how many pieces the longest label has at this separator.
func (b *binding) measure() {
	b.pieces = 1
	for label := range b.known {
		b.pieces = max(b.pieces, len(b.separator.cut(label)))
	}
}

// read gives the meaning of a cell that is not blank. Readings are kept for choices and scales,
// where cells repeat.
func (b *binding) read(cell string) reading {
	if b.known == nil {
		return b.written(cell)
	}
	r, seen := b.cache[cell]
	if !seen {
		if b.question.Kind == survey.Scale {
			r = b.point(cell)
		} else {
			r = b.choice(cell)
		}
		b.cache[cell] = r
	}
	return r
}

func (b *binding) written(cell string) reading {
	var r reading
	text := cell
	if utf8.RuneCountInString(text) > longestAnswer {
		text, r.cut = string([]rune(text)[:longestAnswer]), true
	}
	switch b.question.Kind {
	case survey.Agree:
		r.agreed = foldTitle(cell) == foldTitle(string(b.question.Statement))
		if !r.agreed {
			r.unknown = []string{text}
		}
		return r
	case survey.Email:
		if !response.ValidEmail(text) {
			return reading{unknown: []string{text}}
		}
	case survey.Short:
		text = strings.ReplaceAll(text, "\n", " ")
	}
	r.answer, r.given = response.Answer{Text: text}, text != ""
	return r
}

func (b *binding) point(cell string) reading {
	id, ok := b.lookup(cell)
	if m := labelledPoint.FindStringSubmatch(cell); !ok && m != nil {
		id, ok = b.known[m[1]]
	}
	if !ok {
		return reading{unknown: []string{cell}}
	}
	n, _ := strconv.Atoi(id) // written by knownPoints
	return reading{answer: response.Answer{Number: n}, given: true}
}

// lookup knows a value by its label, or by its number where a spreadsheet wrote 3 as 3.0.
func (b *binding) lookup(value string) (string, bool) {
	id, ok := b.known[foldLabel(value)]
	if !ok {
		if m := bareNumber.FindStringSubmatch(value); m != nil {
			id, ok = b.known[strconv.Itoa(number(m[1]))]
		}
	}
	return id, ok
}

// choice matches the longest known labels first, at whatever number of pieces they have, and keeps
// each run of unknown pieces as it was typed.
func (b *binding) choice(cell string) reading {
	var r reading
	pieces := b.separator.cut(cell)
	var picks []string
	run := -1 // where the current run of unknown pieces begins
	flush := func(to int) {
		if run >= 0 {
			r.unknown = append(r.unknown, cell[pieces[run].from:pieces[to-1].to])
			run = -1
		}
	}
	for at := 0; at < len(pieces); {
		id, width := b.longest(cell, pieces[at:])
		if width == 0 {
			if run < 0 {
				run = at
			}
			at++
			continue
		}
		flush(at)
		picks = append(picks, id)
		at += width
	}
	flush(len(pieces))
	b.settle(&r, picks)
	return r
}

func (b *binding) longest(cell string, pieces []piece) (id string, width int) {
	for width := min(b.pieces, len(pieces)); width > 0; width-- {
		if id, ok := b.lookup(cell[pieces[0].from:pieces[width-1].to]); ok {
			return id, width
		}
	}
	return "", 0
}

// settle puts the picks into the order of the survey and own words beside “other”.
func (b *binding) settle(r *reading, picks []string) {
	if o, ok := b.question.Written(); ok && len(r.unknown) > 0 {
		picks = append(picks, o.ID)
		own := strings.ReplaceAll(strings.Join(r.unknown, "; "), "\n", " ")
		if utf8.RuneCountInString(own) > longestAnswer {
			own, r.cut = string([]rune(own)[:longestAnswer]), true
		}
		r.answer.Other = own
	}
	for _, o := range b.question.Options {
		if slices.Contains(picks, o.ID) {
			r.answer.Picks = append(r.answer.Picks, o.ID)
		}
	}
	r.given = len(r.answer.Picks) > 0
}
