package dashboard

import (
	"cmp"
	"math"
	"slices"

	"muster/internal/tally"
	"muster/internal/vocabulary"
)

const (
	leastUsers  = 3 // of a word, to be counted or compared
	mostTelling = 6 // words a role
)

// overheard are texts with their words and who wrote them. People are counted, not uses: somebody who
// says a word ten times has said it.
type overheard struct {
	voices
	texts  []tally.Text
	writer []int // of each text, the place of its writer among people
	people []writer
	terms  []spoken
}

// writer is somebody who wrote one text or more.
type writer struct {
	roles    []string
	answered bool // the question about roles
}

// spoken is a term with who used it.
type spoken struct {
	label  string
	texts  []int
	people []int // ascending
}

// overhear takes the texts apart. What stands beside an option “other” is no text to compare.
func (v voices) overhear(texts []tally.Text) *overheard {
	o := &overheard{voices: v}
	at := map[string]int{}
	var words []vocabulary.Text
	for _, t := range texts {
		if q := v.survey.Question(t.Question); q == nil || !inWords(q) || t.Text == "" {
			continue
		}
		who, known := at[t.Response]
		if !known {
			who = len(o.people)
			at[t.Response] = who
			o.people = append(o.people, writer{t.Picks, t.Answered})
		}
		o.texts, o.writer = append(o.texts, t), append(o.writer, who)
		words = append(words, vocabulary.Text{Words: t.Text, Language: cmp.Or(t.Language, v.survey.Language)})
	}
	for _, term := range vocabulary.Terms(words) {
		s := spoken{label: term.Label, texts: term.Texts}
		for _, text := range term.Texts {
			s.people = append(s.people, o.writer[text])
		}
		slices.Sort(s.people)
		s.people = slices.Compact(s.people)
		o.terms = append(o.terms, s)
	}
	return o
}

// common gives the words most used, as lines.
func (o *overheard) common() []line {
	var lines []line
	for _, s := range o.terms {
		if len(s.people) >= leastUsers {
			lines = append(lines, line{category: category{id: s.label, label: s.label}, count: len(s.people)})
		}
	}
	slices.SortStableFunc(lines, func(a, b line) int { return cmp.Compare(b.count, a.count) })
	return lines[:min(mostWords, len(lines))]
}

// weight is how much a word says where it stands in a text: what many speak of, and what tells a role.
func (s spoken) weight(z float64) float64 {
	return math.Log1p(float64(len(s.people)))/2 + math.Max(0, z)
}
