package importer

import (
	"cmp"
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
	column    *column
	title     string
	question  *survey.Question
	separator separator
	languages []string             // in which numbers and dates were typed, the likeliest first
	known     map[string]string    // option ids and scale points by folded label
	pieces    int                  // into how many pieces a label falls at most
	units     []string             // what may stand behind a number, folded
	days      *days                // of a date
	consents  map[string]string    // statements of a consent by folded title
	levels    []*survey.Question   // that the cells may give as well
	closed    bool                 // its cells hold no own words, although the question has a line for them
	mean      func(string) reading // of a cell that is not kept as it was typed; nil: all are
	instead   map[string]string    // by folded cell, what somebody decided to read in its place; "": nothing
	mute      bool                 // what is unknown belongs to another question
	problems  []string             // why a decision cannot be heeded
	notes     []string             // what became of its values, for people
	cache     map[string]reading
}

// bindConfig says what a binding ties together.
type bindConfig struct {
	column       *column
	question     *survey.Question
	translations []*survey.Question // the same question in the survey's other languages
	separator    separator
	known        map[string]string // option ids by folded label, where the column is about some of them; nil: all
	languages    []string          // in which numbers and dates were typed, the likeliest first
	dates        DateOrder         // of days that leave it open
	coded        bool              // the column is called by the question's id, so options may be as well
}

// reading is what a cell of a column means.
type reading struct {
	answer  response.Answer
	given   bool               // there is an answer
	place   int                // of the one option that was picked, from 1; 0: the answer is no part of a ranking
	agreed  bool               // the words of a consent, which are then the answer's text
	unknown []string           // parts that are no option
	words   []string           // those and what is own words by hand; kept where the question has a line for them
	surplus []string           // what stands behind the first in a question that takes one; left out
	levels  []*survey.Question // under which the one option was picked as well
	cut     bool               // longer than longestAnswer
}

func bind(config bindConfig) *binding {
	q := config.question
	if !q.Choice() || q.Single() {
		config.column = config.column.inWords()
	}
	b := &binding{
		column: config.column, title: cmp.Or(config.column.file, config.column.title), question: q, separator: config.separator,
		languages: config.languages, cache: map[string]reading{},
	}
	said := append([]*survey.Question{q}, config.translations...)
	switch {
	case q.Choice():
		b.known, b.mean = knownOptions(said), b.choice
		if config.coded {
			addCodes(b.known, q)
		}
	case q.Kind == survey.Scale:
		b.known, b.mean = knownPoints(said), b.point
	case q.Kind == survey.Number:
		b.units, b.mean = knownUnits(said), b.amount
	case q.Kind == survey.Date:
		b.days, b.mean = newDays(config.column, q, config.languages), b.day
		b.days.decided(config.dates)
	case q.Kind == survey.Agree:
		b.consents = knownStatements(said)
	}
	if config.known != nil {
		b.known = config.known
	}
	b.heed(config.column.decided)
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

// read gives the meaning of a cell that is not blank. Readings are kept where cells repeat.
func (b *binding) read(cell string) reading {
	if text, decided := b.instead[foldLabel(cell)]; decided {
		if cell = text; cell == "" {
			return reading{}
		}
	}
	if b.mean == nil {
		return b.written(cell)
	}
	r, seen := b.cache[cell]
	if !seen {
		r = b.mean(cell)
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
		if r.answer.Text, r.agreed = b.consents[foldTitle(cell)]; !r.agreed {
			r.unknown = []string{text}
		}
		return r
	case survey.Email:
		if !response.ValidEmail(text) {
			return reading{unknown: []string{text}}
		}
	case survey.Link:
		address, ok := response.ReadLink(text)
		if !ok {
			return reading{unknown: []string{text}}
		}
		text = address
	case survey.Short, survey.Place:
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
	if id == nothing {
		return reading{}
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

func (b *binding) longest(cell string, pieces []piece) (id string, width int) {
	for width := min(b.pieces, len(pieces)); width > 0; width-- {
		if id, ok := b.lookup(cell[pieces[0].from:pieces[width-1].to]); ok {
			return id, width
		}
	}
	return "", 0
}

// settle puts the picks into the order of the survey and own words beside “other”. Those of a ranking
// keep the order in which they stand.
func (b *binding) settle(r *reading, picks []string) {
	if b.question.Single() {
		picks = b.first(r, picks)
	}
	if o, ok := b.question.Written(); ok && len(r.words) > 0 {
		picks = append(picks, o.ID)
		own := strings.ReplaceAll(strings.Join(r.words, "; "), "\n", " ")
		if utf8.RuneCountInString(own) > longestAnswer {
			own, r.cut = string([]rune(own)[:longestAnswer]), true
		}
		r.answer.Other = own
	}
	if b.question.Kind == survey.Ranking {
		r.answer.Picks = distinct(picks)
		r.given = len(picks) > 0
		return
	}
	for _, o := range b.question.Options {
		if slices.Contains(picks, o.ID) {
			r.answer.Picks = append(r.answer.Picks, o.ID)
		}
	}
	r.given = len(r.answer.Picks) > 0
}

// distinct keeps the first of each.
func distinct(picks []string) []string {
	var out []string
	for _, id := range picks {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}
