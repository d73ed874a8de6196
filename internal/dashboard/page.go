package dashboard

import (
	"encoding/json"
	"iter"
)

// Page is a dashboard filled with the numbers of one survey under one Selection. It marshals to
// JSON as it stands: the same counts that a page shows can be read by a program.
type Page struct {
	ID          string     `json:"id"`    // of the dashboard
	Title       string     `json:"title"` // of the dashboard
	Intro       string     `json:"intro,omitempty"`
	Survey      string     `json:"survey"` // id
	SurveyTitle string     `json:"surveyTitle"`
	Synthetic   bool       `json:"synthetic"`           // the answers are made up; say so at the top
	Responses   int        `json:"responses"`           // people the filters let through
	All         int        `json:"all"`                 // people there are without filters
	Query       string     `json:"query"`               // of the Selection, canonical, without "?"
	Words       []Word     `json:"filters"`             // the filters in words
	Sources     []string   `json:"sources,omitempty"`   // that there are to filter by, where a panel tells of them
	Sentences   []Sentence `json:"sentences,omitempty"` // what is most worth knowing, the most useful first
	Caveat      string     `json:"caveat"`              // how far the numbers reach; shown once a page
	Sections    []Section  `json:"sections"`
	LeftOut     []LeftOut  `json:"leftOut,omitempty"`
	Passing     bool       `json:"-"` // something could not be shown just now: the page is not worth keeping
}

// Panels gives every panel of the page in the order it is shown.
func (p *Page) Panels() iter.Seq[*Panel] {
	return func(yield func(*Panel) bool) {
		for _, s := range p.Sections {
			for _, panel := range s.Panels {
				if !yield(panel) {
					return
				}
			}
		}
	}
}

// Sentence is one finding worth opening a page with.
type Sentence struct {
	Text  string `json:"text"`
	Panel string `json:"panel"` // the id of the panel it comes from
	Title string `json:"title"` // of that panel
}

// Section is a run of panels. Its heading is "" unless the panels share one, as the rows of a
// grid in an imported survey do.
type Section struct {
	Heading string   `json:"heading,omitempty"`
	Panels  []*Panel `json:"panels"`
}

// LeftOut is a panel of the dashboard file that this survey has no question for, or that has nothing to
// compare.
type LeftOut struct {
	Title  string `json:"title"`
	Reason string `json:"reason"`
}

// Width is how much of a broad screen a panel takes. On a narrow one every panel is full.
type Width string

// The widths.
const (
	Half Width = "half"
	Full Width = "full"
)

// Panel is one finding: what was asked, of how many people, and the numbers, as figures or as a
// table that a Chart may draw.
type Panel struct {
	ID      string   `json:"id"` // unique on the page and the same on every load; fit for an element's id
	Kind    Kind     `json:"kind"`
	Width   Width    `json:"width"`
	Title   string   `json:"title"`
	Note    string   `json:"note,omitempty"`    // what the dashboard's author says about it
	Finding string   `json:"finding,omitempty"` // the main thing the numbers say, in one sentence
	Base    Base     `json:"base"`
	Figures []Figure `json:"figures,omitempty"` // of kind figures; beside a table, such as the mean of a scale
	Table   *Table   `json:"table,omitempty"`   // of every kind but figures; nil where it would have no lines
	Chart   *Chart   `json:"chart,omitempty"`   // nil when there is nothing to draw
	Texts   []Quote  `json:"texts,omitempty"`   // of kind voices
	More    *Lead    `json:"more,omitempty"`    // a page of the survey that goes on from here
	Points  []string `json:"points,omitempty"`  // what stands out, the most striking first, of a crosstab on its own page; how sure a programme is
	Details *Table   `json:"details,omitempty"` // every cell of such a crosstab with all that is known of it

	remarks []remark // what the page may open with
	absent  string   // why there is nothing to show, where a reader would miss it
	crossed *crossed // of a crosstab on its own page, which can be read in other ways
}

// Lead leads from a panel to another page of the survey, with the same filters.
type Lead struct {
	Text string `json:"text"`
	Page string `json:"page"` // crosstab, plan, people, needs or texts
	// Query are the parameters of that page beside the filters, which go with every lead; "" for none.
	Query string `json:"query,omitempty"`
}

// Base is the people a panel's shares are of.
type Base struct {
	People    int    `json:"people"`             // who answered the question or questions
	Responses int    `json:"responses"`          // whom the filters let through
	NotShown  int    `json:"notShown,omitempty"` // to whom the question was not shown because of other answers
	Words     string `json:"words"`              // the numbers as a sentence
	Size      Size   `json:"size"`
	Warning   string `json:"warning,omitempty"` // what a small base means, "" when it is large enough
}

// Size is how much a base bears.
type Size string

// The sizes.
const (
	Ample Size = "ample" // 50 people or more
	Small Size = "small" // fewer than 50: marked
	Tiny  Size = "tiny"  // fewer than 30: nothing is tested
)

// Figure is one number with its name.
type Figure struct {
	Key    string   `json:"key"` // responses, last_day, median_time, picks, flagged, mean, median, nps and so on
	Label  string   `json:"label"`
	Value  string   `json:"value"`            // ready to be shown
	Number *float64 `json:"number,omitempty"` // nil when there is none, as a median of nobody
	Note   string   `json:"note,omitempty"`
	Link   *Link    `json:"link,omitempty"` // where the number leads, nil for nowhere
}

// Link leads to the same page with other filters.
type Link struct {
	Text  string `json:"text"`
	Query string `json:"query"` // of the selection it leads to, without "?"; "" when nothing is filtered
}

// Table holds the numbers of a panel. The first column heads the rows.
type Table struct {
	Caption string   `json:"caption"`
	Columns []Column `json:"columns"`
	Rows    []Row    `json:"rows"`
	Notes   []string `json:"notes,omitempty"` // how to read it, shown beneath
}

// ColumnKind is what stands in a column.
type ColumnKind string

// The kinds of columns. A Cross column holds one category of a crosstab: people, their share and
// their residual in each cell.
const (
	Text     ColumnKind = "text"
	Count    ColumnKind = "count"
	Share    ColumnKind = "share"
	Interval ColumnKind = "interval"
	Number   ColumnKind = "number"
	Date     ColumnKind = "date"
	Cross    ColumnKind = "cross"
)

// Column is one column of a table.
type Column struct {
	Label  string     `json:"label"`
	Kind   ColumnKind `json:"kind"`
	ID     string     `json:"id,omitempty"`     // of the option or group, in a Cross column
	Filter string     `json:"filter,omitempty"` // query that adds the category as a filter, "" when there is none
}

// Row is one line of a table.
type Row struct {
	ID     string `json:"id,omitempty"` // of the option, group, point or day; "" in a row of totals
	Filter string `json:"filter,omitempty"`
	Cells  []Cell `json:"cells"` // one a column; the first is the heading
}

// Cell is one value. Text is ready to be shown; the other fields are what it was made from and
// are nil where they mean nothing.
type Cell struct {
	Text     string   `json:"text"`
	Note     string   `json:"note,omitempty"` // second line, as the people behind a share
	Count    *int     `json:"count,omitempty"`
	Share    *float64 `json:"share,omitempty"` // of 1
	Low      *float64 `json:"low,omitempty"`   // ends of the 95 % interval: of a share, of 1; beside a count, people; in a Text column places
	High     *float64 `json:"high,omitempty"`
	Number   *float64 `json:"number,omitempty"`
	Residual *float64 `json:"residual,omitempty"` // adjusted, of a Cross cell
	Mark     Mark     `json:"mark,omitempty"`     // of a Cross cell
	Filter   string   `json:"filter,omitempty"`   // query that adds both categories of a Cross cell
}

// Mark says that a cell of a crosstab holds more or fewer people than the totals lead to expect, by
// more than chance explains when all cells are tested together (Benjamini-Hochberg, 5 %). It is
// shown in words or signs, not by colour alone.
type Mark string

// The marks.
const (
	Unmarked Mark = ""
	More     Mark = "more"
	Fewer    Mark = "fewer"
)

// Chart is what the browser draws. Option is an echarts option of plain data: no functions, no
// colours, no text sizes, and only the parts bar, line, heatmap, graph, grid, legend and, for other readers
// of the data than our page, tooltip, visualMap and aria. The script of the page reads it and adds
//   - colours of series, text, axes and split lines from the style sheet's variables, for light and dark;
//     in a heat map those of the cells and a ruler of them, by the range of visualMap, of two hues where
//     Draw.Diverging is set;
//   - sizes of text, and patterns where a chart has more than one series or Draw.Hatched is set;
//   - a tip of plain text, so that no label is ever read as HTML: Draw.Tips by the position of the datum,
//     which arrow keys lead through;
//   - the whiskers of Draw.Intervals and the brackets of Draw.Brackets as custom series;
//   - on a click, or Enter, the page at "?" + Draw.Filters of the datum.
type Chart struct {
	ID          string          `json:"id"` // of the element to draw into; fixed
	Option      json.RawMessage `json:"option"`
	Draw        Draw            `json:"draw"`
	Height      int             `json:"height"`      // CSS pixels the drawing wants
	Description string          `json:"description"` // for who cannot see it; also in the option's aria
}

// Shape is the form of a drawing.
type Shape string

// The shapes.
const (
	Bars    Shape = "bars"    // horizontal, categories on an inverse y axis: the first is on top
	Columns Shape = "columns" // vertical, points of a scale or ranges from left to right
	Line    Shape = "line"    // time from left to right; columns for new, a line for all so far
	Heat    Shape = "heat"    // cells
	Graph   Shape = "graph"   // nodes in crowds and the links between them
)

// Draw is plain data beside the option, for what an option cannot say without functions.
type Draw struct {
	Shape Shape `json:"shape"`
	// Intervals are the ends of the 95 % interval of each datum of the first series, in the
	// unit of the value axis (percent), by position. Empty when none are drawn.
	Intervals [][2]float64 `json:"intervals,omitempty"`
	// Percent: the value axis, or the colour of a heat map, is in percent.
	Percent bool `json:"percent,omitempty"`
	// Brackets are runs of neighbouring data, from the first position to the last, whose order is too
	// close to call. They are drawn beside the bars; a run holds two data or more.
	Brackets [][2]int `json:"brackets,omitempty"`
	// Hatched: fewer than 50 people stand behind the shares; bars are hatched.
	Hatched bool `json:"hatched,omitempty"`
	// Diverging: colours run from fewer than expected over neutral to more than expected.
	Diverging bool `json:"diverging,omitempty"`
	// Filters are queries that add the category of each datum of the first series, by
	// position; "" where a click means nothing.
	Filters []string `json:"filters,omitempty"`
	// Tips say each datum of the first series in words, by position; plain text, lines
	// parted by "\n".
	Tips []string `json:"tips,omitempty"`
	// LinkTips say each link of a graph in words, by position. Tips and Filters are those of its nodes, which
	// hold their place, size, symbol, the side of their label and the index of their category, which is the
	// crowd they are in. The script adds colours by category and leaves nodes where they are.
	LinkTips []string `json:"linkTips,omitempty"`
	// Marks are those of the cells of a heat map, by position of the datum. The option's labels
	// show them too, as ▲ and ▼.
	Marks []Mark `json:"marks,omitempty"`
}
