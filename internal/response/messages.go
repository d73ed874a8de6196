package response

import (
	"strings"
	"time"

	"muster/internal/survey"
	"muster/internal/words"
)

// fault is what is wrong with an answer: a phrase that says what to do, not what is forbidden. The
// zero fault is none.
type fault struct {
	key  string
	args []words.Arg
}

// spoken are Muster's words in a language. They are part of the program and tested to be readable.
func spoken(language string) *words.Words {
	catalog, err := words.Load()
	if err != nil {
		panic("response: " + err.Error())
	}
	return catalog.In(language)
}

func (f fault) in(language string) survey.Text {
	return survey.Text(spoken(language).Say("problems."+f.key, f.args...))
}

func pickSomething(q *survey.Question) fault {
	switch {
	case q.Kind == survey.Ranking:
		return fault{key: "rank_something"}
	case q.Choice() && !q.Single():
		return fault{key: "pick_some"}
	}
	return fault{key: "pick_one"}
}

func tooFew(q *survey.Question) fault {
	key := "pick_at_least"
	switch {
	case q.Kind == survey.Ranking:
		key = "rank_at_least"
	case q.Required:
		key = "pick_at_least_required"
	}
	return fault{key, []words.Arg{words.N("n", q.Min)}}
}

func tooMany(q *survey.Question, picks []string) fault {
	key := "pick_at_most"
	if q.Kind == survey.Ranking {
		key = "rank_at_most"
	}
	return fault{key, []words.Arg{words.N("n", q.Max), words.N("picked", len(picks))}}
}

func notWithNone(q *survey.Question) fault {
	for _, o := range q.Options {
		if o.Exclusive {
			return fault{"not_with_none", []words.Arg{words.T("option", o.Label)}}
		}
	}
	return fault{key: "pick_only_one"}
}

func samePlace(a, b placed) fault {
	return fault{"same_place", []words.Arg{
		words.N("place", a.place), words.T("first", a.option.Label), words.T("second", b.option.Label),
	}}
}

func tooLong(most, has int) fault {
	return fault{"too_long", []words.Arg{words.N("n", most), words.N("has", has)}}
}

func tooFine(decimals int) fault {
	if decimals == 0 {
		return fault{key: "whole_number"}
	}
	return fault{"decimals", []words.Arg{words.N("n", decimals)}}
}

// outOfBounds names the bounds there are, the last of them with the unit.
func outOfBounds(q *survey.Question, language string) fault {
	low, high := localNumber(q.Bounds.Min, language), localNumber(q.Bounds.Max, language)
	switch {
	case high == "":
		return fault{"number_at_least", []words.Arg{words.T("min", withUnit(low, q.Unit))}}
	case low == "":
		return fault{"number_at_most", []words.Arg{words.T("max", withUnit(high, q.Unit))}}
	}
	return fault{"number_range", []words.Arg{words.T("min", low), words.T("max", withUnit(high, q.Unit))}}
}

// localNumber writes a plain decimal with the decimal mark of a language.
func localNumber(plain, language string) string {
	if strings.Contains(plain, ".") && decimalComma(language) {
		return strings.Replace(plain, ".", ",", 1)
	}
	return plain
}

func withUnit(number string, unit survey.Text) string {
	if unit == "" {
		return number
	}
	return number + "\u00a0" + string(unit)
}

// notADate shows how a date is written with one that the question allows.
func notADate(q *survey.Question, key string) fault {
	return fault{key, []words.Arg{words.T("example", q.First.Format(time.DateOnly))}}
}

func dateRange(q *survey.Question, language string) fault {
	w := spoken(language)
	return fault{"date_range", []words.Arg{words.T("first", w.Date(q.First)), words.T("last", w.Date(q.Last))}}
}

func unclearDate(readings []string, language string) fault {
	w := spoken(language)
	return fault{"date_unclear", []words.Arg{
		words.T("first", w.Date(dayOf(readings[0]))), words.T("second", w.Date(dayOf(readings[1]))), words.T("example", readings[0]),
	}}
}

func dayOf(canonical string) time.Time {
	t, _ := time.Parse(time.DateOnly, canonical) // written by days, so it can be read
	return t
}
