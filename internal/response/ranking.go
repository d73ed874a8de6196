package response

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"muster/internal/survey"
	"muster/internal/words"
)

// placed is an option with the place that was given to it.
type placed struct {
	option *survey.Option
	place  int
}

// ranking reads a place for every option that has one. Places that nobody took are closed up: who
// gives the places 1, 2 and 4 has said as much as with 1, 2 and 3.
func (p *parser) ranking(q *survey.Question) {
	all, ok := p.places(q)
	if !ok {
		p.problem(q, fault{"place_on_list", []words.Arg{words.N("n", len(q.Options))}})
		return
	}
	if p.ranksUnknown(q) {
		p.problem(q, fault{key: "unknown_option"})
		return
	}
	slices.SortStableFunc(all, func(a, b placed) int { return cmp.Compare(a.place, b.place) })
	picks := make([]string, 0, len(all))
	for i, this := range all {
		picks = append(picks, this.option.ID)
		if i > 0 && all[i-1].place == this.place {
			p.problem(q, samePlace(all[i-1], this))
			return
		}
	}
	p.picked(q, picks)
}

func (p *parser) places(q *survey.Question) (all []placed, ok bool) {
	for i := range q.Options {
		o := &q.Options[i]
		posted := p.form[RankField(q.ID, o.ID)]
		if len(posted) == 0 {
			continue
		}
		if len(posted) > 1 {
			return nil, false
		}
		text := strings.TrimSpace(plainDigits(posted[0]))
		if text == "" {
			continue
		}
		place, err := strconv.Atoi(text)
		if err != nil || place < 1 || place > len(q.Options) {
			return nil, false
		}
		all = append(all, placed{o, place})
	}
	return all, true
}

// ranksUnknown tells whether a place was given to an option that the question does not have.
func (p *parser) ranksUnknown(q *survey.Question) bool {
	prefix := RankField(q.ID, "")
	for field, posted := range p.form {
		option, mine := strings.CutPrefix(field, prefix)
		if !mine || len(posted) == 0 || strings.TrimSpace(posted[0]) == "" {
			continue
		}
		if _, at := q.Option(option); at < 0 {
			return true
		}
	}
	return false
}
