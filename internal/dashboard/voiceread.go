package dashboard

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"muster/internal/survey"
	"muster/internal/tally"
	"muster/internal/vocabulary"
)

const (
	mostQuotes   = 6   // texts of a reading list
	longestQuote = 600 // characters shown of one
	readWords    = 12  // words of some length, from which on more of them make a text no richer
)

// Quote is one text worth reading.
type Quote struct {
	Text     string   `json:"text"`
	Question string   `json:"question"`      // its title
	Who      string   `json:"who,omitempty"` // roles of the writer; never a name
	Day      string   `json:"day"`           // such as 3 Oct 2026
	Words    []string `json:"words"`         // for whose sake it stands here
}

// worthReading chooses texts one after another: each holds most of what the words say that no text
// before it holds, and comes from people of whom none was heard yet where that is possible.
func (o *overheard) worthReading(words []told) []Quote {
	r := o.reader(words)
	var out []Quote
	for len(out) < mostQuotes {
		best, most := -1, 0.0
		for i := range o.texts {
			if value := r.value(i); value > most {
				best, most = i, value
			}
		}
		if best < 0 {
			break
		}
		out = append(out, o.quote(best, r.take(best)))
	}
	return out
}

// reader weighs texts by what they add to those already chosen.
type reader struct {
	*overheard
	terms  [][]int // of each text
	weight []float64
	heard  map[string]int // roles, by how many chosen texts are of them
	used   []bool         // texts that are chosen, say what a chosen one says, or are too short
}

func (o *overheard) reader(words []told) *reader {
	r := &reader{overheard: o, terms: make([][]int, len(o.texts)), weight: make([]float64, len(o.terms)),
		heard: map[string]int{}, used: make([]bool, len(o.texts))}
	z := map[int]float64{}
	for _, w := range words {
		z[w.term] = max(z[w.term], w.z)
	}
	for i, s := range o.terms {
		if len(s.people) < leastUsers && len(o.texts) >= least {
			continue // of many texts, those worth reading speak of what others speak of too
		}
		r.weight[i] = s.weight(z[i])
		for _, text := range s.texts {
			r.terms[text] = append(r.terms[text], i)
		}
	}
	return r
}

// value is what a text adds. Long ones are not better for being long.
func (r *reader) value(text int) float64 {
	if r.used[text] {
		return 0
	}
	sum := 0.0
	for _, term := range r.terms[text] {
		sum += r.weight[term]
	}
	length := float64(utf8.RuneCountInString(r.texts[text].Text)) / 6
	sum /= math.Sqrt(math.Max(readWords, length))
	known := 0
	for _, role := range r.people[r.writer[text]].roles {
		known = max(known, r.heard[role])
	}
	return sum / float64(1+known)
}

// take chooses a text: what it says counts less from now on. It gives the words it was chosen for.
func (r *reader) take(text int) []string {
	const most = 4
	same := vocabulary.Fold(r.texts[text].Text)
	for i, t := range r.texts {
		if r.writer[i] == r.writer[text] || vocabulary.Fold(t.Text) == same {
			r.used[i] = true
		}
	}
	for _, role := range r.people[r.writer[text]].roles {
		r.heard[role]++
	}
	terms := slices.Clone(r.terms[text])
	slices.SortStableFunc(terms, func(a, b int) int { return boolOrder(r.weight[a] < r.weight[b], r.weight[b] < r.weight[a]) })
	var words []string
	for _, term := range terms {
		if len(words) < most {
			words = append(words, r.overheard.terms[term].label)
		}
		r.weight[term] /= 4
	}
	return words
}

func (o *overheard) quote(text int, words []string) Quote {
	t := o.texts[text]
	q := Quote{Text: clipped(t.Text, longestQuote), Day: dayWords(t.Day), Words: words}
	if asked := o.survey.Question(t.Question); asked != nil {
		q.Question = string(asked.Title)
	}
	q.Who = RolesOf(o.role, t)
	return q
}

// RolesOf says of what roles the writer of a text is, "" when that is not known. role is the question
// the texts were asked with.
func RolesOf(role *survey.Question, t tally.Text) string {
	if role == nil {
		return ""
	}
	var labels []string
	for _, c := range categoriesOf(role, tally.Options) {
		if slices.Contains(t.Picks, c.id) {
			labels = append(labels, c.label)
		}
	}
	return strings.Join(labels, ", ")
}

// clipped shortens a text at a blank.
func clipped(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	cut := string([]rune(text)[:most])
	if at := strings.LastIndexAny(cut, " \n"); at > most/2 {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ,;:\n") + " …"
}
