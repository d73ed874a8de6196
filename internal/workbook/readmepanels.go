package workbook

import (
	"fmt"
	"slices"
)

// stillWords says on the sheet of a panel that its numbers stay as they are.
func (b *book) stillWords() string {
	words := "Values of " + b.config.Now.In(b.config.Survey.Zone).Format("2 January 2006, 15:04") + ". They stay as they are when Answers is changed"
	if !b.ledger.live() {
		return words + "."
	}
	return words + "; those on Summary follow."
}

// panelWords says the same of all such sheets; "" where there are none.
func (b *book) panelWords() string {
	if len(b.config.Panels) == 0 {
		return ""
	}
	words := "The sheets named after a page of Muster and a panel of it (" + examplePanel(b.config.Panels) + ") hold values as the page showed them when the workbook was made. They do not follow when Answers is changed or filtered"
	if !b.ledger.live() {
		return words + "."
	}
	return words + "; Summary and the other sheets of findings do when it is changed."
}

// examplePanel names a sheet as an example.
func examplePanel(panels []Panel) string {
	p := panels[0]
	if p.From == "" {
		return p.Title
	}
	return p.From + " – " + p.Title
}

// paperWords says what is printed of the sheets that are too long for paper.
func (b *book) paperWords() string {
	words := fmt.Sprintf("Answers and Long are made to be worked with: of each only the first %d rows are printed, and the columns that can be read on one page's width. ", printedRows)
	if slices.ContainsFunc(b.config.Panels, Panel.long) {
		words += fmt.Sprintf("Of a panel's table of more than %d lines the first %d are printed. ", onePage, paperRows)
	}
	return words + "To print all, clear the print area of the sheet. Everything else is printed whole."
}

// long tells whether a table is printed in part.
func (p Panel) long() bool {
	return slices.ContainsFunc(p.Tables, func(t PanelTable) bool { return len(t.Rows) > onePage })
}
