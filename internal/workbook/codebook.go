package workbook

import (
	"muster/internal/response"
)

// layCodebook explains every id and every column of Answers, for whoever goes on counting.
func (b *book) layCodebook() error {
	s := b.add("Codebook")
	text, count := b.style.text, b.style.count
	columns := []column{
		{title: "Question id", width: 16, style: text}, {title: "Question", width: 44, style: text},
		{title: "Kind", width: 11, style: text}, {title: "Purpose", width: 10, style: text},
		{title: "Required", width: 10, style: text}, {title: "Option id", width: 18, style: text},
		{title: "Label", width: 40, style: text}, {title: "Group", width: 26, style: text},
		{title: "Column in Answers", width: 44, style: text}, {title: "Order", width: 8, style: count},
	}
	if b.columns.notShown >= 0 {
		columns = append(columns, column{title: "Only shown if", width: 50, style: text})
	}
	rows := b.codes()
	for i := range rows {
		rows[i] = rows[i][:len(columns)]
	}
	s.table("Codebook", 1, columns, rows)
	s.leadBack(1, 1)
	s.freeze(1, 1)
	s.print(1)
	return s.done()
}

// codes gives the rows, each with its condition at the end.
func (b *book) codes() [][]any {
	var rows [][]any
	s := b.config.Survey
	for _, q := range s.Questions {
		title, condition := titleOf(s, q), shownIf(s, q)
		add := func(option, label, group, column string, order any) {
			rows = append(rows, []any{
				q.ID, title, string(q.Kind), string(q.Purpose), yes(q.Required), option, label, group, column, order, condition,
			})
		}
		if q.Personal() {
			add("", "", "", "never in Answers: contact details are kept apart", nil)
			continue
		}
		if oneColumn(q) || q.Single() {
			add("", string(q.Unit), "", b.columns.column(q.ID, ""), nil)
		}
		for i, c := range q.Categories() {
			add(c.ID, categoryLabel(q, c), groupLabel(q, c.Group), b.columns.column(q.ID, c.ID), i+1)
		}
	}
	return append(rows, b.circumstanceCodes()...)
}

// circumstanceCodes explains what stands in the columns before the questions.
func (b *book) circumstanceCodes() [][]any {
	var rows [][]any
	add := func(what, kind, id, label string, column, order int) {
		rows = append(rows, []any{"", what, kind, "", "", id, label, "", b.columns.names[column], order, ""})
	}
	if b.columns.language >= 0 {
		for i, tag := range b.config.Survey.Languages {
			add("In which language the form was shown", "language", tag, languageName(tag), b.columns.language, i+1)
		}
	}
	for i, f := range []response.Flag{response.TooFast, response.Trap, response.Unsigned, response.Burst} {
		add("Why it looks as if no person had given it", "flag", string(f), flagReasons[f], b.columns.flags, i+1)
	}
	return rows
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
