package workbook

import (
	"bytes"
	"fmt"
	"slices"

	"muster/internal/survey"
)

// maxCells bounds the cells of one sheet. At about 30 bytes a cell it stays below 4 GiB, from
// where on zip files take a form that Excel is strict about.
const maxCells = 100_000_000

// laySection lays out the sheets for rows that come later: headings, a table, what is frozen.
func (b *book) laySection(name string, columns []column, rows, frozen int) (*section, error) {
	refs, err := cellRefs(len(columns))
	if err != nil {
		return nil, err
	}
	most := b.config.most(len(columns))
	section := &section{columns: refs, widths: widths(columns), most: most, date: b.style.moment, day: b.style.day, grey: b.style.grey}
	bare := slices.Clone(columns)
	for i := range bare {
		bare[i].width = 0
	}
	for n := 1; n == 1 || (n-1)*most < rows; n++ {
		title, table := names(name, n)
		s := b.add(title)
		s.table(table, 1, bare, nil)
		s.height(1, 60)
		s.leadBack(1, 1) // every cell of the sheet is one of the table
		s.freeze(frozen, 1)
		if name == "Contacts" {
			s.print(1) // whoever prints addresses needs all of them
		} else {
			s.printBig(columns)
		}
		if err := s.done(); err != nil {
			return nil, err
		}
		section.sheets = append(section.sheets, s.part)
		section.tables = append(section.tables, tablePart(b.tables))
	}
	return section, nil
}

// most is how many rows of so many columns one sheet gets.
func (c Config) most(columns int) int {
	most := c.SheetRows
	if most <= 0 || most > MaxRows {
		most = MaxRows
	}
	return max(1, min(most, maxCells/columns))
}

// names gives the names of the n-th sheet of a section and of its table.
func names(name string, n int) (sheet, table string) {
	if n == 1 {
		return name, name
	}
	return fmt.Sprintf("%s %d", name, n), fmt.Sprintf("%s%d", name, n)
}

// widths writes the widths of columns as a sheet holds them. excelize would take time that grows with
// the square of the columns, a minute for the widest of surveys.
func widths(columns []column) []byte {
	var b bytes.Buffer
	b.WriteString("<cols>")
	for first := 0; first < len(columns); {
		last := first
		for last+1 < len(columns) && columns[last+1].width == columns[first].width {
			last++
		}
		fmt.Fprintf(&b, `<col min="%d" max="%d" width="%g" customWidth="true"></col>`, first+1, last+1, columns[first].width)
		first = last + 1
	}
	b.WriteString("</cols>")
	return b.Bytes()
}

func sheetPart(n int) string { return fmt.Sprintf("xl/worksheets/sheet%d.xml", n) }
func tablePart(n int) string { return fmt.Sprintf("xl/tables/table%d.xml", n) }

func (b *book) layAnswers() (err error) {
	columns := make([]column, len(b.columns.names))
	for i, name := range b.columns.names {
		columns[i] = column{title: name, width: 13}
	}
	p := b.columns
	columns[p.response].width = 15
	columns[p.submitted].width = 17
	columns[p.source].width = 12
	columns[p.corrected].width = 17
	columns[p.flags].width = 24
	if p.notShown >= 0 {
		columns[p.notShown].width = 20
	}
	for i, f := range b.columns.fields {
		for at := f.first; at < f.first+f.width; at++ {
			if i%2 == 1 {
				columns[at].head = b.style.headOther
			}
		}
		switch {
		case f.question.Free():
			columns[f.first].width = 50
		case f.question.Single() && f.question.Kind != survey.YesNo:
			columns[f.first].width = 28
		}
		if f.other >= 0 {
			columns[f.other].width = 30
		}
	}
	b.answers, err = b.laySection("Answers", columns, b.found.summary.Responses, 2)
	return err
}

func (b *book) layLong() (err error) {
	b.long, err = b.laySection("Long", longColumns(b.config.Survey), b.picks(), 1)
	return err
}

// layContacts lays the sheet for names and addresses, only when it is asked for.
func (b *book) layContacts() (err error) {
	if b.config.Contacts == nil {
		return nil
	}
	columns := []column{{title: "Response", width: 15}}
	for _, q := range b.config.Survey.Questions {
		if q.Personal() && q.Kind != survey.Agree {
			columns = append(columns, column{title: string(q.Title), width: 34})
		}
	}
	columns = append(columns, column{title: "Agreed to", width: 70})
	b.contacts, err = b.laySection("Contacts", columns, len(b.config.Contacts), 1)
	return err
}
