package workbook

import "time"

// Panel is a finding of a page, such as a dashboard, that gets a sheet of its own. All its words and numbers
// are made elsewhere; they are put on the sheet as they are. It holds no names and addresses.
type Panel struct {
	Title   string
	From    string // the page it stands on, whose name begins that of the sheet; "" for none
	Page    string // the same page in words, such as the dashboard Demand
	Whom    string // whom it counts; "": whom the rest of the workbook does
	Finding string // the main thing the numbers say
	Base    string // of whom they are
	Warning string // what a small base means; "" where it is large enough
	Note    string
	Points  []string // what stands out
	Tables  []PanelTable
}

// PanelTable is a native table of a panel's sheet.
type PanelTable struct {
	Caption string
	Chart   *PanelChart // drawn above it; nil: nothing is
	Columns []PanelColumn
	// Diverging: the colours run from below 0 over white to above it.
	Diverging bool
	// Rows hold a value a column: a string, a Count, a Share, a Decimal, Points, a Day, or nil for a blank.
	Rows [][]any
	// Totals stand beneath the table, so that sorting and filtering leave them in place.
	Totals [][]any
	Notes  []string // how to read it
}

// PanelColumn is one column of a PanelTable.
type PanelColumn struct {
	Title string
	Heat  bool // coloured by its values, all such columns of a table on one scale
}

// Count is a whole number, mostly of people.
type Count int

// Day is a date.
type Day time.Time

// Share is a part of 1, shown in percent. Its sign, such as ▲, is shown behind the number, which stays
// one.
type Share struct {
	Of1  float64
	Sign string
}

// Decimal is a number shown with so many decimals, and with a sign behind it as a Share has it.
type Decimal struct {
	Value    float64
	Decimals int
	Sign     string
}

// Points is a difference of shares in percentage points, shown with its sign.
type Points float64

// PanelChart says which columns of a table are drawn, and how. Columns count from 0.
type PanelChart struct {
	Title   string   // "": that of the panel
	Upright bool     // columns from left to right instead of bars
	Labels  int      // the column that names what is drawn
	First   int      // the first row that is drawn
	Rows    int      // how many are
	Series  []Series // one or more
	Alt     string   // the drawing in words
}

// Series is a column that is drawn.
type Series struct {
	Column int
	Line   bool // as a line, on an axis of its own
	// Low and High are the columns with the ends of its intervals; both 0: it has none.
	Low, High int
}

func (s Series) whiskered() bool { return s.Low != s.High }

// Fact is something to know, under the name it has on Read me.
type Fact struct{ Label, Text string }
