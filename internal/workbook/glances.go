package workbook

import (
	"strconv"

	"github.com/xuri/excelize/v2"

	"muster/internal/analysis"
	"muster/internal/survey"
	"muster/internal/tally"
)

// The methods of this file lay one small table each beneath the questions, from a row on, and return
// the row at which the next may begin.

// layScales adds the averages of the scales, and the Net Promoter Score (analysis.Net gives its
// interval) where one asks for a recommendation.
func (b *book) layScales(s *sheet, row int, rest []*counted) int {
	var rows [][]any
	promoter := false
	for _, c := range rest {
		if c.question.Kind != survey.Scale || c.base == 0 {
			continue
		}
		average, median := c.centre()
		at, _ := b.columns.fieldOf(c.question)
		l := b.ledger
		cells := []any{
			c.title, c.options[0].label + " … " + c.options[len(c.options)-1].label, string(c.question.Grid), computed(l.base(c.question), c.base),
			computed(quotient(l.of("SUM", at.first), l.base(c.question)), average), computed(l.ofAll("MEDIAN", at.first), median),
		}
		if c.question.Promoter {
			promoter = true
			cells = append(cells, c.promoterScore(l)...)
		} else {
			cells = append(cells, nil, nil, nil)
		}
		rows = append(rows, cells)
	}
	columns := []column{
		{title: "Question", style: b.style.text}, {title: "From … to", style: b.style.text}, {title: "Under the heading", style: b.style.text},
		{title: "People", style: b.style.count}, {title: "Average", style: b.style.average}, {title: "Median", style: b.style.average},
		{title: "Net Promoter Score", style: b.style.points}, {title: "95 % from", style: b.style.points}, {title: "95 % to", style: b.style.points},
	}
	if !promoter {
		columns = columns[:6]
		for i := range rows {
			rows[i] = rows[i][:6]
		}
	}
	return b.glance(s, row, "Scales", "Scales at a glance", columns, rows)
}

// glance lays a table under a heading, unless it has no rows.
func (b *book) glance(s *sheet, row int, name, title string, columns []column, rows [][]any) int {
	if len(rows) == 0 {
		return row
	}
	s.put(1, row, title, b.style.block)
	return s.table(name, row+1, columns, rows) + 2
}

// promoterScore are the cells of the score and its interval, in points from -100 to +100: the share
// of who gave 9 or 10 less that of who gave 6 or less.
func (c *counted) promoterScore(l *ledger) []any {
	promoters, detractors := 0, 0
	for i, p := range c.question.Points {
		switch {
		case p.Value >= 9:
			promoters += c.options[i].people
		case p.Value <= 6:
			detractors += c.options[i].people
		}
	}
	between := analysis.Net(promoters, detractors, c.base)
	score := ""
	if at, ok := l.columns.fieldOf(c.question); ok && l.live() {
		score = "100*(" + l.countIfs(condition{at.first, `">=9"`}) + "-" + l.countIfs(condition{at.first, `"<=6"`}) + ")/" + l.base(c.question)
	}
	return []any{computed(score, 100*float64(promoters-detractors)/float64(c.base)), 100 * between.Low, 100 * between.High}
}

// layRanks adds first choices, first three places and mean places of questions that were answered by
// putting options in order.
func (b *book) layRanks(s *sheet, row int, rest []*counted) int {
	var rows [][]any
	for _, c := range rest {
		if c.ranks == nil || c.base == 0 {
			continue
		}
		for i, l := range c.options {
			rows = append(rows, append([]any{c.title, l.label, l.group}, b.placeCells(c, l.id, placesOf(c.ranks, i))...))
		}
	}
	return b.glance(s, row, "Rankings", "Orders of preference at a glance (the mean place is of those who gave one; 1 is the best)", []column{
		{title: "Question", style: b.style.text}, {title: "Answer", style: b.style.text}, {title: "Group", style: b.style.text},
		{title: "Put first", style: b.style.count}, {title: "Share first", style: b.style.share},
		{title: "In the first three", style: b.style.count}, {title: "Share in the first three", style: b.style.share},
		{title: "Mean place", style: b.style.average}, {title: "Base", style: b.style.count},
	}, rows)
}

// placeCells are the cells of an option that people gave places, from Put first to Base.
func (b *book) placeCells(c *counted, option string, p placed) []any {
	f, _ := b.columns.fieldOf(c.question)
	at, ok := f.option[option]
	l, base := b.ledger, b.ledger.base(c.question)
	if !ok || !l.live() {
		return []any{p.first, ratio(p.first, c.base), p.top, ratio(p.top, c.base), ratio(p.sum, p.ranked), c.base}
	}
	return []any{
		computed(l.countIfs(condition{at, "1"}), p.first), computed("[@Put first]/[@Base]", ratio(p.first, c.base)),
		computed(l.countIfs(condition{at, `"<=3"`}), p.top), computed("[@In the first three]/[@Base]", ratio(p.top, c.base)),
		computed(quotient(l.of("SUM", at), l.of("COUNT", at)), ratio(p.sum, p.ranked)), computed(base, c.base),
	}
}

// placed counts the people by the place they gave an option.
type placed struct{ first, top, ranked, sum int }

// placesOf reads row i of a table of options by places. A category that is no place counts as none.
func placesOf(t *tally.Table, i int) placed {
	var p placed
	for column, name := range t.Axes[1].Categories {
		place, err := strconv.Atoi(name)
		if err != nil || i >= len(t.Axes[0].Categories) {
			continue
		}
		people := t.Cell(i, column)
		if place == 1 {
			p.first += people
		}
		if place <= 3 {
			p.top += people
		}
		p.ranked += people
		p.sum += place * people
	}
	return p
}

// layNumbers adds the middle and the reach of numbers.
func (b *book) layNumbers(s *sheet, row int, rest []*counted) int {
	var rows [][]any
	for _, c := range rest {
		if x := c.spread; x != nil && x.Count > 0 {
			rows = append(rows, append([]any{c.title, string(c.question.Unit), nil}, b.numberCells(c, x)...))
		}
	}
	average := b.style.average
	return b.glance(s, row, "Numbers", "Numbers at a glance (half of the people lie between the quartiles)", []column{
		{title: "Question", style: b.style.text}, {title: "Unit", style: b.style.text}, {title: " ", style: b.style.text},
		{title: "People", style: b.style.count}, {title: "Median", style: average}, {title: "Lower quartile", style: average},
		{title: "Upper quartile", style: average}, {title: "Average", style: average}, {title: "Least", style: average}, {title: "Most", style: average},
	}, rows)
}

// numberCells are the cells of a question for a number, from People to Most. Quartiles are computed over
// one table only.
func (b *book) numberCells(c *counted, x *tally.Spread) []any {
	l := b.ledger
	at, _ := b.columns.fieldOf(c.question)
	quartile := func(which string) string {
		if len(l.tables) != 1 {
			return ""
		}
		return "QUARTILE(" + l.column(l.tables[0], at.first) + "," + which + ")"
	}
	return []any{
		computed(l.of("COUNT", at.first), x.Count), computed(l.ofAll("MEDIAN", at.first), x.Median),
		computed(quartile("1"), x.Quarter), computed(quartile("3"), x.ThreeQuarters),
		computed(quotient(l.of("SUM", at.first), l.of("COUNT", at.first)), x.Mean),
		computed(l.ofAll("MIN", at.first), x.Min), computed(l.ofAll("MAX", at.first), x.Max),
	}
}

// layTimes adds a table of days by parts of the day for every question of times.
func (b *book) layTimes(s *sheet, row int, rest []*counted) int {
	n := 0
	for _, c := range rest {
		if c.question.Kind != survey.Slots || c.base == 0 {
			continue
		}
		n++
		row = b.layTime(s, row, "Times"+strconv.Itoa(n), c)
	}
	return row
}

func (b *book) layTime(s *sheet, row int, name string, c *counted) int {
	people := map[string]int{}
	for _, l := range c.options {
		people[l.id] = l.people
	}
	columns := []column{{title: "Day", style: b.style.text}}
	for _, part := range c.question.Parts {
		columns = append(columns, column{title: string(part.Label), style: b.style.count})
	}
	columns = append(columns, column{title: "Any time", style: b.style.count})
	var rows [][]any
	for i, day := range c.question.Groups {
		cells := []any{string(day.Label)}
		for _, part := range c.question.Parts {
			var cell any
			if n, offered := people[day.ID+"_"+part.ID]; offered {
				cell = computed(b.ledger.picked(c.question, day.ID+"_"+part.ID), n)
			}
			cells = append(cells, cell)
		}
		rows = append(rows, append(cells, computed(b.ledger.group(c.question, day.ID), c.groups[i].people)))
	}
	last := b.glance(s, row, name, c.title+" (people by day and part of the day; "+integer(c.base)+" answered)", columns, rows)
	s.do(func() error {
		return b.file.SetConditionalFormat(s.name, span(2, row+2, 1+len(c.question.Parts), row+1+len(rows)), []excelize.ConditionalFormatOptions{darker("#5DB7AC")})
	})
	return last
}

// centre gives the mean and the median of a scale that somebody answered.
func (c *counted) centre() (mean, median float64) {
	sum, total := 0, 0
	for i, l := range c.options {
		sum += c.question.Points[i].Value * l.people
		total += l.people
	}
	if total == 0 {
		return 0, 0
	}
	low, high := c.pointOf((total-1)/2), c.pointOf(total/2)
	return float64(sum) / float64(total), float64(low+high) / 2
}

// pointOf is the value the person at that place gave, when all stand in the order of their values.
func (c *counted) pointOf(place int) int {
	for i, l := range c.options {
		if place -= l.people; place < 0 {
			return c.question.Points[i].Value
		}
	}
	return 0
}
