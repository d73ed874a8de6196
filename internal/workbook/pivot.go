package workbook

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/xuri/excelize/v2"
)

// mostPivoted is over how many picks there is a pivot table: programs compute it whenever they open the
// workbook.
const mostPivoted = 300_000

const (
	pivotSheet = "Pivot"
	pivotHead  = 5
)

// layPivot lays a pivot table over Long with slicers, for readers who count on by themselves. Over rows
// that stand on several sheets, or are too many, there is none: one over a part would count wrongly.
func (b *book) layPivot() error {
	if b.picks() == 0 || b.unpivoted() != "" {
		return nil
	}
	s := b.add(pivotSheet)
	s.plain()
	s.headTitle("Count for yourself")
	s.back(1, 3)
	fields := []string{"Question", "Option"}
	if b.grouped() {
		fields = slices.Insert(fields, 1, "Group")
	}
	s.wrapped(2, len(fields)+1, "People by question and option, counted over Long. Drag other fields in; the slicers filter. Excel counts when editing is enabled; LibreOffice shows no slicers.")
	last := b.layPivoted(s, fields)
	s.print(pivotHead)
	s.printArea(len(fields) + 1)
	s.do(func() error { return b.addPivot(fields, last) })
	return s.done()
}

// picks is how many rows Long has.
func (b *book) picks() (picks int) {
	for _, c := range b.found.questions {
		picks += c.picks()
	}
	return picks
}

// unpivoted says why there is no pivot table although people picked something; "" where there is one.
func (b *book) unpivoted() string {
	switch picks := b.picks(); {
	case picks > b.config.most(len(longColumns(b.config.Survey))):
		return "There is none, because Long goes on in a further sheet and a pivot table over a part would count wrongly."
	case picks > mostPivoted:
		return fmt.Sprintf("There is none: programs would compute it over the %s picks of Long whenever the workbook is opened. Up to %s it is there; a filter makes a smaller workbook.", integer(picks), integer(mostPivoted))
	}
	return ""
}

// grouped tells whether options are in groups, without which two of one name could not be told apart.
func (b *book) grouped() bool {
	return slices.ContainsFunc(b.found.questions, func(c *counted) bool { return len(c.groups) > 0 })
}

// layPivoted writes what the pivot table will show, for whoever sees it before it is computed, and gives
// the last row.
func (b *book) layPivoted(s *sheet, fields []string) int {
	for i, name := range append(slices.Clone(fields), "People") {
		s.put(i+1, pivotHead, name, b.style.block)
		s.width(i+1, []float64{44, 28, 40, 12}[min(3, i)])
	}
	s.width(len(fields)+1, 12)
	row := pivotHead
	for _, c := range slices.SortedStableFunc(slices.Values(b.found.questions), func(a, b *counted) int { return cmp.Compare(fold(a.title), fold(b.title)) }) {
		title := c.title
		for _, l := range c.options {
			if l.people == 0 {
				continue
			}
			row++
			cells := []any{title, categoryOf(c, l), l.people}
			if len(fields) > 2 {
				cells = slices.Insert(cells, 1, any(l.group))
			}
			for i, cell := range cells {
				s.put(i+1, row, cell, b.style.plain)
			}
			title = ""
		}
	}
	return row
}

// categoryOf names a line as Long does, where its group stands in a column of its own.
func categoryOf(c *counted, l line) string {
	for _, category := range c.question.Categories() {
		if category.ID == l.id {
			return categoryLabel(c.question, category)
		}
	}
	return l.label
}

func (b *book) addPivot(fields []string, last int) error {
	rows := make([]excelize.PivotTableField, len(fields))
	for i, name := range fields {
		rows[i] = excelize.PivotTableField{Data: name}
	}
	err := b.file.AddPivotTable(&excelize.PivotTableOptions{
		Name: "Picks", DataRange: "Long", PivotTableRange: pivotSheet + "!" + span(1, pivotHead, len(fields)+1, last),
		Rows: rows, Data: []excelize.PivotTableField{{Data: "Response", Name: "People", Subtotal: "Count"}},
		ShowDrill: true, ShowRowHeaders: true, ShowColHeaders: true, ShowLastColumn: true, PivotTableStyleName: "PivotStyleLight1",
	})
	if err != nil {
		return err
	}
	for i, name := range fields[:len(fields)-1] {
		err := b.file.AddSlicer(pivotSheet, &excelize.SlicerOptions{
			Name: name, Caption: name, Cell: at(len(fields)+3, pivotHead+14*i), Width: 320, Height: 250,
			TableSheet: pivotSheet, TableName: "Picks", Format: excelize.GraphicOptions{AltText: "Filters the pivot table by " + name},
		})
		if err != nil {
			return err
		}
	}
	return nil
}
