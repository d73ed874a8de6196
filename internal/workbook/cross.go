package workbook

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"muster/internal/analysis"
	"muster/internal/tally"
)

const crossSheet = "Topic x role"

// layCross lays topics by roles four times: people, their share of a role, their share of a
// topic, and what stands out. It is left out, and Read me says so, without both purposes.
func (b *book) layCross() error {
	t := b.found.cross
	if t == nil {
		return nil
	}
	s := b.add(crossSheet)
	s.plain()
	s.headTitle("Which topics draw which roles",
		fmt.Sprintf("%s told both a topic and a role. Somebody with two roles stands in two columns, so rows add up to more than everyone.", people(t.Base)),
		"Darker is more. Shares of few people move a lot by chance: look at the number of people first.")
	s.back(1, 4)
	row := 5
	for _, k := range []block{b.countBlock(t), b.roleBlock(t), b.topicBlock(t), b.residualBlock(t)} {
		row = b.layBlock(s, row, k)
	}
	s.freeze(1, 4)
	s.print(0)
	return s.done()
}

// everyone is the line or column of all who told both a topic and a role.
const everyone = -1

// crossed counts the people of a topic and a role.
func (b *book) crossed(topic, role int) string {
	id := func(c *counted, i int) string {
		if i == everyone {
			return ""
		}
		return c.options[i].id
	}
	topics, roles := b.found.topic, b.found.role
	return b.ledger.both(topics.question, id(topics, topic), roles.question, id(roles, role))
}

func (b *book) countBlock(t *tally.Table) block {
	return block{
		name: "TopicByRole", title: "People",
		style: b.style.count, totalStyle: b.style.everyone, scale: darker("#5DB7AC"),
		cell:  func(r, c int) any { return computed(b.crossed(r, c), t.Cell(r, c)) },
		row:   func(r int) any { return computed(b.crossed(r, everyone), t.Axes[0].Totals[r]) },
		total: func(c int) any { return computed(b.crossed(everyone, c), t.Axes[1].Totals[c]) },
		all:   computed(b.crossed(everyone, everyone), t.Base),
	}
}

func (b *book) roleBlock(t *tally.Table) block {
	return block{
		name: "TopicByRoleShareOfRole", title: "Share of the role: of the people in this role, how many want the topic",
		style: b.style.share, totalStyle: b.style.everyoneShare, scale: darker("#5DB7AC"),
		cell: func(r, c int) any {
			return computed(quotient(b.crossed(r, c), b.crossed(everyone, c)), ratio(t.Cell(r, c), t.Axes[1].Totals[c]))
		},
		row: func(r int) any {
			return computed(quotient(b.crossed(r, everyone), b.crossed(everyone, everyone)), ratio(t.Axes[0].Totals[r], t.Base))
		},
	}
}

func (b *book) topicBlock(t *tally.Table) block {
	return block{
		name: "TopicByRoleShareOfTopic", title: "Share of the topic: of the people who want this topic, how many are in the role",
		style: b.style.share, totalStyle: b.style.everyoneShare, scale: darker("#E9A94B"),
		cell: func(r, c int) any {
			return computed(quotient(b.crossed(r, c), b.crossed(r, everyone)), ratio(t.Cell(r, c), t.Axes[0].Totals[r]))
		},
		total: func(c int) any {
			return computed(quotient(b.crossed(everyone, c), b.crossed(everyone, everyone)), ratio(t.Axes[1].Totals[c], t.Base))
		},
	}
}

func (b *book) residualBlock(t *tally.Table) block {
	return block{
		name: "TopicByRoleStandsOut", style: b.style.residual,
		title: "What stands out: beyond +2 more, beyond -2 fewer people than if role and topic had nothing to do with each other (adjusted residuals; blank where too few people to tell)",
		scale: diverging(),
		cell: func(r, c int) any {
			return residual(t.Cell(r, c), t.Axes[0].Totals[r], t.Axes[1].Totals[c], t.Base)
		},
	}
}

// darker is a scale from nothing, white, to the most.
func darker(most string) excelize.ConditionalFormatOptions {
	return excelize.ConditionalFormatOptions{
		Type: "2_color_scale", Criteria: "=", MinType: "num", MinValue: "0", MaxType: "max", MinColor: "#FFFFFF", MaxColor: most,
	}
}

// diverging is a scale of residuals: from fewer than expected over white to more.
func diverging() excelize.ConditionalFormatOptions {
	return excelize.ConditionalFormatOptions{
		Type: "3_color_scale", Criteria: "=", MinType: "num", MinValue: "-4", MidType: "num", MidValue: "0", MaxType: "num", MaxValue: "4",
		MinColor: "#E9A94B", MidColor: "#FFFFFF", MaxColor: "#5DB7AC",
	}
}

// block is one reading of the crosstab.
type block struct {
	name, title       string
	style, totalStyle int
	scale             excelize.ConditionalFormatOptions
	cell              func(row, column int) any
	row, total        func(int) any // of everyone; nil: left out
	all               any           // of everyone by everyone; nil: left blank
}

// layBlock lays one reading from a row on and returns the row at which the next one begins.
func (b *book) layBlock(s *sheet, top int, k block) int {
	topics, roles := b.found.topic, b.found.role
	s.put(1, top, k.title, b.style.block)
	columns := []column{{title: "Topic", width: 30, style: b.style.text}, {title: "Group", width: 26, style: b.style.text}}
	for _, role := range roles.options {
		columns = append(columns, column{title: role.label, width: 16, style: k.style})
	}
	if k.row != nil {
		columns = append(columns, column{title: "Everyone", width: 12, style: k.style})
	}
	rows := make([][]any, 0, len(topics.options))
	for r, topic := range topics.options {
		row := []any{topic.label, topic.group}
		for c := range roles.options {
			row = append(row, k.cell(r, c))
		}
		if k.row != nil {
			row = append(row, k.row(r))
		}
		rows = append(rows, row)
	}
	last := s.table(k.name, top+1, columns, rows)
	lines := 1
	for _, c := range columns {
		lines = max(lines, 1+len([]rune(c.title))/12) // words break early in a narrow column
	}
	s.height(top+1, min(4+lineHeight*float64(lines), tallest))
	s.do(func() error {
		return b.file.SetConditionalFormat(s.name, span(3, top+2, 2+len(roles.options), last), []excelize.ConditionalFormatOptions{k.scale})
	})
	if k.total == nil {
		return last + 2
	}
	// Beneath the table and not in it, so that sorting and filtering leave it in place.
	s.put(1, last+1, "Everyone", k.totalStyle)
	s.put(2, last+1, nil, k.totalStyle)
	for c := range roles.options {
		s.put(3+c, last+1, k.total(c), k.totalStyle)
	}
	if k.row != nil {
		s.put(3+len(roles.options), last+1, k.all, k.totalStyle)
	}
	return last + 3
}

// ratio is a share; of nobody it is blank.
func ratio(part, base int) any {
	if base == 0 {
		return nil
	}
	return float64(part) / float64(base)
}

// Fewer people than these say nothing about what stands out.
const (
	fewestPeople   = 30
	fewestExpected = 5
)

func residual(cell, row, column, base int) any {
	if base < fewestPeople || row*column < fewestExpected*base {
		return nil
	}
	z, ok := analysis.AdjustedResidual(cell, row, column, base)
	if !ok {
		return nil
	}
	return z
}
