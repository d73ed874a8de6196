package dashboard

import (
	"net/url"
	"strings"

	"muster/internal/survey"
	"muster/internal/tally"
)

// The parameters of an address that hold the second of two groups: all of its query in one, as links have
// it, or each of its parameters behind a prefix, as a form sends them.
const (
	versusName   = "vs"
	versusPrefix = "vs."
)

// Versus is whom a comparison is about: two groups of the same survey. The zero Versus compares everybody
// with everybody.
type Versus struct{ A, B Selection }

// ParseVersus reads two groups from an address: the first as ParseSelection does, the second from the
// parameter vs, which holds a whole query, and from parameters such as vs.q.roles. Without any of these
// the second is everybody.
func ParseVersus(s *survey.Survey, q url.Values) (Versus, []Problem) {
	second, err := url.ParseQuery(q.Get(versusName))
	if second == nil {
		second = url.Values{}
	}
	for name, values := range q {
		if rest, ok := strings.CutPrefix(name, versusPrefix); ok {
			second[rest] = append(second[rest], values...)
		}
	}
	var v Versus
	var problems, others []Problem
	v.A, problems = ParseSelection(s, q)
	v.B, others = ParseSelection(s, second)
	if err != nil {
		problems = append(problems, Problem{versusName, "The second group of this address could not be read whole."})
	}
	return v, append(problems, others...)
}

// Query gives the parameters that ParseVersus reads back to the same groups.
func (v Versus) Query() url.Values { return versus(v.A.String(), v.B.String()) }

// String gives Query in its one canonical spelling, without "?".
func (v Versus) String() string { return v.Query().Encode() }

// Swapped gives the same groups the other way round.
func (v Versus) Swapped() Versus { return Versus{A: v.B, B: v.A} }

// Chosen tells whether there is anything to compare: two groups that are not chosen alike.
func (v Versus) Chosen() bool { return v.A.String() != v.B.String() }

func versus(a, b string) url.Values {
	q, _ := url.ParseQuery(a)
	if b != "" {
		q.Set(versusName, b)
	}
	return q
}

// Words says the filters of each group in words. Without is the query of the Versus that is left without
// one.
func (v Versus) Words() (a, b []Word) {
	for _, w := range v.A.Words {
		a = append(a, Word{w.Text, versus(w.Without, v.B.String()).Encode()})
	}
	for _, w := range v.B.Words {
		b = append(b, Word{w.Text, versus(v.A.String(), w.Without).Encode()})
	}
	return a, b
}

// Named gives the form with a prefix before the name of each field, so that two can stand in one.
func (f Filters) Named(prefix string) Filters {
	named := func(questions []FilterQuestion) []FilterQuestion {
		out := make([]FilterQuestion, len(questions))
		for i, q := range questions {
			out[i] = q
			out[i].Options = make([]FilterOption, len(q.Options))
			for at, o := range q.Options {
				o.Name = prefix + o.Name
				out[i].Options[at] = o
			}
		}
		return out
	}
	f.First, f.Questions = named(f.First), named(f.Questions)
	return f
}

// Forms gives the models of the two halves of the form that chooses the groups. The fields of the second,
// from and to among them, have the prefix "vs.".
func (v Versus) Forms(of *survey.Survey, sources ...string) (a, b Filters) {
	return v.A.Form(of, sources...), v.B.Form(of, sources...).Named(versusPrefix)
}

// Pick is a comparison worth a link.
type Pick struct {
	Text  string `json:"text"`
	Query string `json:"query"`
}

// mostPicks bounds the links that are offered.
const mostPicks = 12

// Picks offers each role, or else each source, against everybody else.
func (Versus) Picks(of *survey.Survey, sources ...string) []Pick {
	var picks []Pick
	all := Selection{}.of(of)
	if q := of.ByPurpose(survey.Role); q != nil {
		for _, c := range categoriesOf(q, tally.Options) {
			if !c.last {
				picks = append(picks, Pick{c.label, all.with(q, tally.Options, c.id).String()})
			}
		}
	}
	if len(picks) == 0 && len(sources) > 1 {
		for _, id := range sources {
			picks = append(picks, Pick{originLabel(tally.Source, id), all.withSource(id).String()})
		}
	}
	return picks[:min(len(picks), mostPicks)]
}
