package workbook

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"muster/internal/analysis"
	"muster/internal/survey"
)

const readShare = "Share: of the people who answered the question. 95 % from … to: how far chance alone would move it among people like those who answered."

func (b *book) layTopics() error {
	if b.found.topic == nil {
		return nil
	}
	return b.layRanking("Topics", "Topic", b.found.topic)
}

func (b *book) layRoles() error {
	if b.found.role == nil {
		return nil
	}
	return b.layRanking("Roles", "Role", b.found.role)
}

// ranges remembers where on the sheets a question's lines stand, for its chart.
type ranges struct {
	sheet               *sheet
	labels, share       int // columns
	first, last, picked int // rows; how many lines
	whiskers            int // the first of the two columns with the reach of their intervals; 0: none
}

// layRanking makes a sheet of its own for one question: its options, and beneath them its groups.
func (b *book) layRanking(name, what string, c *counted) error {
	s := b.add(name)
	s.plain()
	s.headTitle(string(c.question.Title))
	s.back(1, 4)
	columns := b.lineColumns(what, len(c.groups) > 0)
	s.wrapped(2, len(columns), b.baseWords(c))
	s.wrapped(3, len(columns), readShare)
	lines, share := ranked(c.options), len(columns)-3
	rows := b.lineRows(c, lines, len(c.groups) > 0)
	for _, more := range b.beside(c) {
		title := more.heading(c)
		columns = append(columns, column{title: title, width: headingWidth(title), style: b.style.count})
		for i, l := range lines {
			rows[i] = append(rows[i], computed(b.ledger.picked(more.question, l.id), more.peopleOf(l.id)))
		}
	}
	last := s.table(name, 5, columns, rows)
	b.places[c.question.ID] = ranges{s, 1, share, 6, last, len(lines), len(columns) + 2}
	s.shareBars(share, 6, last)
	if len(c.groups) > 0 {
		b.layGroups(s, last+2, name+"ByGroup", c)
	}
	s.freeze(1, 5)
	s.print(5)
	s.printArea(len(columns))
	b.layWhiskers(s, whisking{left: len(columns) + 2, top: 5, first: 6, last: last, value: share, low: share + 1, high: share + 2})
	return s.done()
}

// beside are the questions that say more about the picks of another: its levels, and which of its
// options people could speak about.
func (b *book) beside(c *counted) []*counted {
	var more []*counted
	for _, other := range b.found.questions {
		speaks := c == b.found.topic && other.question.Purpose == survey.Speak && other.question.LevelOf == "" &&
			slices.ContainsFunc(other.options, func(l line) bool { return c.peopleOf(l.id) != nil })
		if other.question.LevelOf == c.question.ID || speaks {
			more = append(more, other)
		}
	}
	return more
}

// heading names a question in a column beside those of another.
func (c *counted) heading(of *counted) string {
	if c.question.LevelOf == of.question.ID {
		return string(c.question.Title)
	}
	return "Could speak about it"
}

// peopleOf gives how many picked an option as a cell: blank where a question does not offer it.
func (c *counted) peopleOf(id string) any {
	for _, l := range c.options {
		if o, _ := c.question.Option(id); l.id == id && !o.Exclusive {
			return l.people
		}
	}
	return nil
}

func (b *book) layGroups(s *sheet, row int, name string, c *counted) {
	s.put(1, row, "By group", b.style.block)
	s.put(2, row, "Everybody who picked anything of the group, counted once.", b.style.subtitle)
	rows := make([][]any, len(c.groups))
	for i, g := range ranked(c.groups) {
		rows[i] = append([]any{g.label, len(c.question.Group(g.id))}, b.groupShares(c, g)...)
	}
	columns := b.lineColumns("Group", true)
	columns[1] = column{title: "Options", style: b.style.count}
	last := s.table(name, row+1, columns, rows)
	s.shareBars(len(columns)-3, row+2, last)
}

func (b *book) lineColumns(what string, grouped bool) []column {
	columns := []column{{title: what, width: 44, style: b.style.text}}
	if grouped {
		columns = append(columns, column{title: "Group", width: 28, style: b.style.text})
	}
	return append(columns,
		column{title: "People", width: 10, style: b.style.count},
		column{title: "Share", width: 18, style: b.style.share},
		column{title: "95 % from", width: 10, style: b.style.share},
		column{title: "95 % to", width: 10, style: b.style.share},
		column{title: "Base", width: 10, style: b.style.count},
	)[:len(columns)+5]
}

func (b *book) lineRows(c *counted, lines []line, grouped bool) [][]any {
	rows := make([][]any, len(lines))
	for i, l := range lines {
		rows[i] = []any{l.label}
		if grouped {
			rows[i] = append(rows[i], l.group)
		}
		rows[i] = append(rows[i], b.lineShares(c, l)...)
	}
	return rows
}

// lineShares are the cells from People to Base of an option, point or bin.
func (b *book) lineShares(c *counted, l line) []any {
	return b.shares(computed(b.ledger.picked(c.question, l.id), l.people), l.people, c)
}

// groupShares are the same cells of a group.
func (b *book) groupShares(c *counted, g line) []any {
	return b.shares(computed(b.ledger.group(c.question, g.id), g.people), g.people, c)
}

// shares are the cells from People to Base; cell is that of the people. A share of nobody is blank.
func (b *book) shares(cell any, people int, c *counted) []any {
	base := computed(b.ledger.base(c.question), c.base)
	if c.base == 0 {
		return []any{cell, nil, nil, nil, base}
	}
	between := analysis.Wilson(people, c.base)
	share, low, high := any(float64(people)/float64(c.base)), any(between.Low), any(between.High)
	if b.ledger.live() {
		share, low, high = live{"[@People]/[@Base]", share}, live{wilsonLow, low}, live{wilsonHigh, high}
	}
	return []any{cell, share, low, high, base}
}

// shareBars draws a bar behind each share, all on one scale from nobody to everybody.
func (s *sheet) shareBars(column, first, last int) {
	s.do(func() error {
		return s.book.file.SetConditionalFormat(s.name, span(column, first, column, last), []excelize.ConditionalFormatOptions{{
			Type: "data_bar", Criteria: "=", MinType: "num", MinValue: "0", MaxType: "num", MaxValue: "1",
			BarColor: "#9CD3CC", BarSolid: true, BarDirection: "leftToRight",
		}})
	})
}

// baseWords says whom the shares are of.
func (b *book) baseWords(c *counted) string {
	all := b.found.summary.Responses
	words := fmt.Sprintf("%s of %s answered this question", integer(c.base), people(all))
	if c.question.Kind == survey.Many || c.question.Kind == survey.Slots {
		words += "; one person may have picked several"
	}
	if c.notShown > 0 {
		words += fmt.Sprintf("; it was not shown to %s because of other answers", people(c.notShown))
	}
	return words + "."
}

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return integer(n) + " people"
}

// integer writes a number with commas between thousands.
func integer(n int) string {
	digits := fmt.Sprint(n)
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String()
}

// headingWidth is a column in which a short heading stands in one line, and a longer one in a few.
func headingWidth(title string) float64 {
	return float64(min(max(utf8.RuneCountInString(title)+4, 16), 36))
}
