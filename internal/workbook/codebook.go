package workbook

import (
	"strconv"

	"muster/internal/survey"
)

// layCodebook explains every id and every column of Answers, for whoever goes on counting.
func (b *book) layCodebook() error {
	s := b.add("Codebook")
	text, count := b.style.text, b.style.count
	s.table("Codebook", 1, []column{
		{title: "Question id", width: 16, style: text}, {title: "Question", width: 44, style: text},
		{title: "Kind", width: 11, style: text}, {title: "Purpose", width: 10, style: text},
		{title: "Required", width: 10, style: text}, {title: "Option id", width: 18, style: text},
		{title: "Label", width: 40, style: text}, {title: "Group", width: 26, style: text},
		{title: "Column in Answers", width: 44, style: text}, {title: "Order", width: 8, style: count},
	}, b.codes())
	s.freeze(1, 1)
	s.print(1)
	return s.done()
}

func (b *book) codes() [][]any {
	var rows [][]any
	for _, q := range b.config.Survey.Questions {
		add := func(option, label, group, column string, order any) {
			rows = append(rows, []any{
				q.ID, string(q.Title), string(q.Kind), string(q.Purpose), yes(q.Required), option, label, group, column, order,
			})
		}
		if q.Personal() {
			add("", "", "", "never in Answers: contact details are kept apart", nil)
			continue
		}
		if !q.Choice() || q.Kind == survey.One {
			add("", "", "", b.columns.column(q.ID, ""), nil)
		}
		for i, o := range q.Options {
			add(o.ID, string(o.Label), groupLabel(q, o.Group), b.columns.column(q.ID, o.ID), i+1)
		}
		for i, p := range q.Points {
			add(strconv.Itoa(p.Value), pointLabel(p), "", b.columns.column(q.ID, ""), i+1)
		}
	}
	return rows
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
