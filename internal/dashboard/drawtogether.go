package dashboard

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"muster/internal/analysis"
)

// mostLinks is how many links a drawing bears; its table has all.
const mostLinks = 80

// crowdSymbol tells the members of a crowd from others without colour: drawn, and in a text.
type crowdSymbol struct{ shape, sign string }

// symbolOf gives the symbol of a crowd by its place, or of what is in none.
func symbolOf(crowd int) crowdSymbol {
	symbols := []crowdSymbol{{"circle", "●"}, {"rect", "■"}, {"triangle", "▲"}, {"diamond", "◆"}, {"roundRect", "▢"}, {"pin", "◉"}}
	if crowd < 0 {
		return crowdSymbol{"emptyCircle", "○"}
	}
	return symbols[crowd%len(symbols)]
}

// graphNode is an option in the drawing: go-echarts knows neither a label of a single node nor places on
// axes. Axes, which are not shown, spread the nodes over whatever width there is and leave their symbols
// as they are. Value is the place across, the place down and the people.
type graphNode struct {
	Name       string     `json:"name"`
	Value      [3]float64 `json:"value"`
	Category   int        `json:"category"`
	Symbol     string     `json:"symbol"`
	SymbolSize float64    `json:"symbolSize"`
	Label      graphLabel `json:"label"`
}

type graphLabel struct {
	Show     bool   `json:"show"`
	Position string `json:"position"`
	Distance int    `json:"distance"`
	Width    int    `json:"width"`
	Overflow string `json:"overflow"`
}

const (
	graphLabelWidth = 90    // room of a label at either side, in CSS pixels: two of them leave a phone some between
	graphMargin     = "37%" // of the drawing's width, at either side, for the labels
	largestNode     = 24    // CSS pixels
)

// drawNetwork draws the options that have a strong tie and the ties between them.
func (x *interests) drawNetwork(p *Panel, ties []analysis.Tie) (*Chart, error) {
	drawn := ties[:min(len(ties), mostLinks)]
	if len(drawn) < len(ties) {
		p.Table.Notes = append(p.Table.Notes, fmt.Sprintf("The drawing shows the %d strongest of %d pairs.", len(drawn), len(ties)))
	}
	places, height := x.layout(drawn)
	c := &Chart{ID: chartID(p), Height: height, Draw: Draw{Shape: Graph}}
	c.Description = fmt.Sprintf("Network of %d %s and %d links. %s", len(places), x.noun(), len(drawn), p.Finding)
	graph := charts.NewGraph()
	graph.SetGlobalOptions(start(c.ID, c.Description)...)
	at := map[int]int{} // places among the nodes, by option
	var nodes []graphNode
	for _, place := range places {
		at[place.option] = len(nodes)
		nodes = append(nodes, x.node(place))
		c.Draw.Filters = append(c.Draw.Filters, x.options[place.option].filter)
		c.Draw.Tips = append(c.Draw.Tips, x.nodeTip(place.option))
	}
	var links []opts.GraphLink
	for _, t := range drawn {
		links = append(links, opts.GraphLink{
			Source: at[t.A], Target: at[t.B], Value: float32(round(t.Link.Lift, 2)),
			LineStyle: &opts.LineStyle{Width: linkWidth(t)},
		})
		c.Draw.LinkTips = append(c.Draw.LinkTips, x.linkTip(t))
	}
	graph.AddSeries(x.noun(), nil, links, charts.WithGraphChartOpts(opts.GraphChart{
		Layout: "none", Roam: opts.Bool(false), Draggable: opts.Bool(false), Categories: x.categories(),
	}), func(s *charts.SingleSeries) {
		s.Data, s.CoordSystem = nodes, "cartesian2d"
	})
	var err error
	c.Option, err = encode(plotted{graph, lowest(places)})
	return c, err
}

// plotted is a graph on axes, which go-echarts gives to charts of other kinds only.
type plotted struct {
	*charts.Graph
	rows float64
}

// JSON adds the axes to the option of the graph.
func (p plotted) JSON() map[string]any {
	option := p.Graph.JSON()
	option["grid"] = opts.Grid{Left: graphMargin, Right: graphMargin, Top: "22", Bottom: "22"}
	option["xAxis"] = opts.XAxis{Type: "value", Show: opts.Bool(false), Min: 1, Max: 3}
	option["yAxis"] = opts.YAxis{Type: "value", Show: opts.Bool(false), Inverse: opts.Bool(true), Min: 1, Max: p.rows}
	return option
}

// categories are the crowds, and last what is in none.
func (x *interests) categories() []*opts.GraphCategory {
	var all []*opts.GraphCategory
	for _, c := range x.crowds {
		all = append(all, &opts.GraphCategory{Name: plain(c.name)})
	}
	return append(all, &opts.GraphCategory{Name: "In no crowd"})
}

func (x *interests) node(at graphPlace) graphNode {
	o := x.options[at.option]
	category := o.crowd
	if category < 0 {
		category = len(x.crowds)
	}
	return graphNode{
		Name: plain(o.label), Value: [3]float64{at.x, at.y, float64(o.count)}, Category: category,
		Symbol: symbolOf(o.crowd).shape, SymbolSize: x.nodeSize(o.count),
		Label: graphLabel{Show: true, Position: at.side, Distance: 4, Width: graphLabelWidth, Overflow: "break"},
	}
}

// nodeSize makes areas follow people.
func (x *interests) nodeSize(count int) float64 {
	most := 1
	for _, o := range x.options {
		most = max(most, o.count)
	}
	return math.Round(8 + (largestNode-8)*math.Sqrt(float64(count)/float64(most)))
}

// linkWidth is 1 for what hardly goes together and up to 8 for what does so several times as often as by
// chance.
func linkWidth(t analysis.Tie) float32 {
	return float32(round(math.Min(8, 1+3*math.Max(0, math.Log2(t.Link.Lift))), 1))
}

func (x *interests) nodeTip(o int) string {
	option := x.options[o]
	tip := fmt.Sprintf("%s\n%s of %s: %s (%s)", plain(option.label), thousands(option.count), people(x.base),
		percent(part(option.count, x.base)), span(analysis.Wilson(option.count, x.base)))
	if option.crowd >= 0 {
		tip += "\n" + symbolOf(option.crowd).sign + " " + plain(x.crowds[option.crowd].name)
	}
	return tip
}

func (x *interests) linkTip(t analysis.Tie) string {
	a, b := x.options[t.A], x.options[t.B]
	chance := float64(a.count) * float64(b.count) / float64(max(1, x.base))
	return fmt.Sprintf("%s + %s\n%s picked both; chance would have %.0f\nlift %s (%s)", plain(a.label), plain(b.label),
		people(t.Link.Joint), chance, liftText(t.Link.Lift), liftSpan(t.Link).Text)
}

// drawMatrix draws the lift of every pair, the members of a crowd side by side.
func (x *interests) drawMatrix(p *Panel) (*Chart, error) {
	c := &Chart{ID: chartID(p), Draw: Draw{Shape: Heat, Diverging: true}}
	order := x.byCrowd()
	labels := labelsOf(order, func(o int) string { return x.options[o].label })
	c.Height = heightOf(labels, 200)
	c.Description = fmt.Sprintf("Heat map of the lift of each two of %d %s. %s", len(order), x.noun(), p.Finding)
	ties := map[[2]int]analysis.Tie{}
	for _, t := range x.ties {
		ties[[2]int{t.A, t.B}], ties[[2]int{t.B, t.A}] = t, t
	}
	highest := 1.0
	var data []opts.HeatMapData
	for down, a := range order {
		for across, b := range order {
			t := ties[[2]int{a, b}]
			value := []any{across, down, "-", "", "-"}
			if t.Told {
				value[2], value[3], value[4] = round(t.Link.Lift, 1), sign(markOf(t)), doubling(t.Link)
				highest = math.Max(highest, math.Abs(doubling(t.Link)))
			}
			data = append(data, opts.HeatMapData{Value: value})
			c.Draw.Tips = append(c.Draw.Tips, x.cellTip(a, b, t))
			c.Draw.Marks = append(c.Draw.Marks, markOf(t))
		}
	}
	scale := upTo(math.Ceil(highest))
	scale.Min, scale.Dimension, scale.Text = -scale.Max, "4", []string{"together more often", "less often"}
	var err error
	c.Option, err = encode(heat(c, "Lift", labels, labels, data, scale))
	return c, err
}

// byCrowd gives the options with the members of a crowd side by side, then the others.
func (x *interests) byCrowd() []int {
	var order []int
	for _, c := range x.crowds {
		order = append(order, c.members...)
	}
	for o := range x.options {
		if !slices.Contains(order, o) {
			order = append(order, o)
		}
	}
	return order
}

func (x *interests) cellTip(a, b int, t analysis.Tie) string {
	switch {
	case a == b:
		return x.nodeTip(a)
	case !t.Told:
		return fmt.Sprintf("%s + %s\nfewer than %d people picked both", plain(x.options[a].label), plain(x.options[b].label), leastBoth)
	}
	return strings.Join([]string{x.linkTip(t), "beyond chance: " + verdictOf(t)}, "\n")
}
