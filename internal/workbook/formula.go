package workbook

import (
	"regexp"
	"strconv"
	"strings"

	"muster/internal/survey"
)

// live is a number of a small sheet that the workbook can compute itself, with the value that was
// counted, which programs show until they compute.
//
// Within a table [@People] is the cell of the column People in the same row.
type live struct {
	formula string
	value   any // an int or a float64
}

// mostFormula is what Excel takes, less something for the addresses that are filled in.
const mostFormula = 8000

// computed is the value as a live cell, or plainly where no formula says it.
func computed(formula string, value any) any {
	switch value.(type) {
	case int, float64:
	default:
		return value // of nobody nothing is computed
	}
	if formula == "" || units(formula) > mostFormula {
		return value
	}
	return live{formula, value}
}

// quotient divides one formula by another.
func quotient(part, base string) string {
	if part == "" || base == "" {
		return ""
	}
	return part + "/" + base
}

var sameRow = regexp.MustCompile(`\[@([^\]]+)\]`)

// inRow fills the cells of a row in for the names of its columns.
func (l live) inRow(columns []column, left, row int) live {
	l.formula = sameRow.ReplaceAllStringFunc(l.formula, func(name string) string {
		for i, c := range columns {
			if name == "[@"+c.title+"]" {
				return at(left+i, row)
			}
		}
		return name
	})
	return l
}

// wilsonLow and wilsonHigh are the ends of the interval that analysis.Wilson gives.
const (
	wilsonLow = "MAX(0,([@People]+NORMSINV(0.975)^2/2-NORMSINV(0.975)*SQRT([@People]*([@Base]-[@People])/[@Base]+NORMSINV(0.975)^2/4))" +
		"/([@Base]+NORMSINV(0.975)^2))"
	wilsonHigh = "MIN(1,([@People]+NORMSINV(0.975)^2/2+NORMSINV(0.975)*SQRT([@People]*([@Base]-[@People])/[@Base]+NORMSINV(0.975)^2/4))" +
		"/([@Base]+NORMSINV(0.975)^2))"
)

// condition is what a cell of Answers must hold for its row to be counted, as COUNTIFS wants it.
type condition struct {
	column    int // of Answers, counted from 0
	criterion string
}

// quote writes text as a formula holds it.
func quote(text string) string { return `"` + strings.ReplaceAll(text, `"`, `""`) + `"` }

// equalTo is the criterion of being just this text. COUNTIFS reads signs at its beginning as a
// comparison and some letters as placeholders.
func equalTo(text string) (string, bool) {
	const most = 250 // letters that COUNTIFS compares
	escaped := strings.NewReplacer("~", "~~", "*", "~*", "?", "~?").Replace(text)
	if text == "" || units(escaped) > most || strings.ContainsAny(text, "\n\r\t") {
		return "", false
	}
	return quote("=" + escaped), true
}

// compared is a criterion with a number. One that has decimals is joined on, since within the text every
// language of Excel would want its own decimal sign.
func compared(sign, number string) string {
	if strings.Contains(number, ".") {
		return quote(sign) + "&" + number
	}
	return quote(sign + number)
}

// comparedDay is a criterion with a day, given as 2006-01-02.
func comparedDay(sign, day string) string {
	part := func(from, to int) string { return strings.TrimLeft(day[from:to], "0") }
	return quote(sign) + "&DATE(" + part(0, 4) + "," + part(5, 7) + "," + part(8, 10) + ")"
}

// pickedWhen gives the conditions under which a row of Answers counts for a category; false where there
// are none that a formula can say.
func (p *answersColumns) pickedWhen(q *survey.Question, id string) ([]condition, bool) {
	f, ok := p.fieldOf(q)
	if !ok {
		return nil, false
	}
	switch {
	case q.Kind == survey.Scale:
		return []condition{{f.first, id}}, true
	case q.Kind == survey.Number, q.Kind == survey.Date:
		return binWhen(f, id)
	case q.Kind == survey.YesNo:
		return answerWhen(f, id)
	case q.Kind == survey.Ranking:
		at, ok := f.option[id]
		return []condition{{at, `">=1"`}}, ok
	}
	at, ok := f.option[id]
	return []condition{{at, "1"}}, ok
}

// answerWhen is about a question whose column holds the label of the answer.
func answerWhen(f field, id string) ([]condition, bool) {
	o, at := f.question.Option(id)
	if at < 0 {
		return nil, false
	}
	for _, other := range f.question.Options {
		if other.ID != id && fold(string(other.Label)) == fold(string(o.Label)) {
			return nil, false
		}
	}
	criterion, ok := equalTo(guarded(string(o.Label)))
	return []condition{{f.first, criterion}}, ok
}

// binWhen bounds a range of numbers or days by its own beginning and that of the next.
func binWhen(f field, id string) ([]condition, bool) {
	with := compared
	if f.question.Kind == survey.Date {
		with = comparedDay
	}
	for i, bin := range f.question.Bins {
		if bin.ID != id {
			continue
		}
		conditions := []condition{{f.first, with(">=", bin.From)}}
		if i+1 < len(f.question.Bins) {
			conditions = append(conditions, condition{f.first, with("<", f.question.Bins[i+1].From)})
		}
		return conditions, bin.From != ""
	}
	return nil, false
}

// answeredWhen is the condition of having answered a question; false where one column does not tell.
func (p *answersColumns) answeredWhen(q *survey.Question) (condition, bool) {
	f, ok := p.fieldOf(q)
	switch {
	case !ok, q.Kind == survey.Ranking:
		return condition{}, false
	case q.Kind == survey.YesNo:
		return condition{f.first, `"<>"`}, true
	case q.Kind == survey.Scale:
		return condition{f.first, quote(">=" + strconv.Itoa(q.Points[0].Value))}, true
	case q.Kind == survey.Number, q.Kind == survey.Date:
		return condition{f.first, `"<>"`}, true
	}
	at, ok := f.option[q.Options[0].ID]
	return condition{at, `">=0"`}, ok
}

// fieldOf finds a question's columns.
func (p *answersColumns) fieldOf(q *survey.Question) (field, bool) {
	for _, f := range p.fields {
		if f.question == q {
			return f, true
		}
	}
	return field{}, false
}
