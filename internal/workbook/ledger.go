package workbook

import (
	"fmt"
	"strconv"
	"strings"

	"muster/internal/survey"
)

// mostLive is for how many responses the small sheets are live formulas. Beyond it every change to a
// sheet would keep the reader waiting while all of them are computed again. Measured on the 1,084 formulas
// of the Charlotte survey over 50,000 responses: of 20 s that LibreOffice takes to open the workbook, less
// than one is for computing them all.
const mostLive = 200_000

// ledger writes formulas over Answers, on however many sheets its rows stand. Without tables, where
// nobody answered or too many did, it writes none.
type ledger struct {
	columns *answersColumns
	tables  []answersTable
}

// answersTable is the part of Answers on one sheet.
type answersTable struct {
	name, sheet string
	rows        int
}

func newLedger(columns *answersColumns, responses, most int) *ledger {
	l := &ledger{columns: columns}
	if responses > mostLive {
		return l
	}
	for n := 1; (n-1)*most < responses; n++ {
		sheet, table := names("Answers", n)
		l.tables = append(l.tables, answersTable{table, sheet, min(most, responses-(n-1)*most)})
	}
	return l
}

// live tells whether there are formulas at all.
func (l *ledger) live() bool { return len(l.tables) > 0 }

// each writes one term a table and adds them up.
func (l *ledger) each(term func(answersTable) string) string {
	terms := make([]string, len(l.tables))
	for i, t := range l.tables {
		terms[i] = term(t)
	}
	if len(terms) > 1 {
		return "(" + strings.Join(terms, "+") + ")"
	}
	return strings.Join(terms, "")
}

// column refers to a column of a table by its name, for people to read. A name with a sign of which
// programs disagree how it is spelled in a formula is referred to by its place.
func (l *ledger) column(t answersTable, at int) string { return l.span(t, at, at) }

func (l *ledger) span(t answersTable, first, last int) string {
	from, to := l.columns.names[first], l.columns.names[last]
	switch {
	case strings.ContainsAny(from+to, "@\\\"{}"):
		return "'" + t.sheet + "'!" + absoluteCell(first+1, 2) + ":" + absoluteCell(last+1, t.rows+1)
	case first == last:
		return t.name + "[" + columnName(from) + "]"
	}
	return t.name + "[[" + columnName(from) + "]:[" + columnName(to) + "]]"
}

// columnName is a heading as formulas spell it.
func columnName(name string) string {
	return strings.NewReplacer("'", "''", "[", "'[", "]", "']", "#", "'#").Replace(name)
}

// countIfs counts the rows for which all conditions hold.
func (l *ledger) countIfs(conditions ...condition) string {
	return l.each(func(t answersTable) string {
		terms := make([]string, len(conditions))
		for i, c := range conditions {
			terms[i] = l.column(t, c.column) + "," + c.criterion
		}
		return "COUNTIFS(" + strings.Join(terms, ",") + ")"
	})
}

// of applies a function to a column, and adds up what it gives of each table.
func (l *ledger) of(function string, column int) string {
	return l.each(func(t answersTable) string { return function + "(" + l.column(t, column) + ")" })
}

// ofAll applies a function to a column of all tables at once.
func (l *ledger) ofAll(function string, column int) string {
	if !l.live() {
		return ""
	}
	all := make([]string, len(l.tables))
	for i, t := range l.tables {
		all[i] = l.column(t, column)
	}
	return function + "(" + strings.Join(all, ",") + ")"
}

// responses counts everybody.
func (l *ledger) responses() string { return l.of("COUNTA", l.columns.response) }

// picked counts the people of a category.
func (l *ledger) picked(q *survey.Question, id string) string {
	conditions, ok := l.columns.pickedWhen(q, id)
	if !ok {
		return ""
	}
	return l.countIfs(conditions...)
}

// base counts who answered a question. An answer of options has 0 or 1 in the column of each; an order
// begins with one place 1.
func (l *ledger) base(q *survey.Question) string {
	f, ok := l.columns.fieldOf(q)
	switch {
	case !ok:
		return ""
	case q.Kind == survey.Ranking:
		first, last := f.option[q.Options[0].ID], f.option[q.Options[len(q.Options)-1].ID]
		return l.each(func(t answersTable) string { return "COUNTIF(" + l.span(t, first, last) + ",1)" })
	case q.Kind == survey.YesNo:
		return l.of("COUNTA", f.first)
	case oneColumn(q):
		return l.of("COUNT", f.first)
	}
	return l.of("COUNT", f.option[q.Options[0].ID])
}

// group counts who picked anything of a group, each once.
func (l *ledger) group(q *survey.Question, id string) string {
	f, ok := l.columns.fieldOf(q)
	if !ok || oneColumn(q) || len(q.Group(id)) == 0 {
		return ""
	}
	return l.each(func(t answersTable) string {
		var sum []string
		for _, o := range q.Group(id) {
			sum = append(sum, l.column(t, f.option[o.ID]))
		}
		return "SUMPRODUCT(--(" + strings.Join(sum, "+") + ">0))"
	})
}

// both counts who picked a category of one question and one of another; "" for a category means any
// answer.
func (l *ledger) both(a *survey.Question, category string, b *survey.Question, other string) string {
	var all []condition
	for _, side := range []struct {
		question *survey.Question
		category string
	}{{a, category}, {b, other}} {
		conditions, ok := l.columns.pickedWhen(side.question, side.category)
		if side.category == "" {
			conditions = make([]condition, 1)
			conditions[0], ok = l.columns.answeredWhen(side.question)
		}
		if !ok {
			return ""
		}
		all = append(all, conditions...)
	}
	return l.countIfs(all...)
}

// notShown counts to whom a question was not shown: its id stands in a list, alone, first, last or
// in between.
func (l *ledger) notShown(q *survey.Question) string {
	if l.columns.notShown < 0 || !l.live() {
		return ""
	}
	terms := make([]string, 0, 4)
	for _, place := range []string{"%s", "%s; *", "*; %s", "*; %s; *"} {
		terms = append(terms, l.countIfs(condition{l.columns.notShown, quote(fmt.Sprintf(place, q.ID))}))
	}
	return strings.Join(terms, "+")
}

// within counts the responses of the days from the one in a cell on.
func (l *ledger) within(cell string, days int) string {
	return l.countIfs(
		condition{l.columns.submitted, `">="&` + cell},
		condition{l.columns.submitted, `"<"&` + cell + "+" + strconv.Itoa(days)},
	)
}

// picks is how many options people picked of a question, each: its sum over everybody who answered.
// "None of these" is an answer, but no pick.
func (l *ledger) picks(q *survey.Question) string {
	f, ok := l.columns.fieldOf(q)
	if !ok || oneColumn(q) || q.Kind == survey.Ranking || !l.live() {
		return ""
	}
	var sum strings.Builder
	sum.WriteString(l.each(func(t answersTable) string {
		return "SUM(" + l.span(t, f.option[q.Options[0].ID], f.option[q.Options[len(q.Options)-1].ID]) + ")"
	}))
	for _, o := range q.Options {
		if o.Exclusive {
			sum.WriteString("-" + l.of("SUM", f.option[o.ID]))
		}
	}
	return "(" + sum.String() + ")/" + l.base(q)
}
