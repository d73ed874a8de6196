package dashboard

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// functionMarker encloses what go-echarts means to be read as script. None of ours is.
const functionMarker = "__f__"

var errFunction = errors.New("the chart holds a function")

// builder is a chart of go-echarts before it is written.
type builder interface {
	Validate()
	JSON() map[string]any
}

// encode writes an option as plain JSON. Title, toolbox and palette are left out: the page has the
// title, nothing of ours needs the toolbox, and colours are the style sheet's.
func encode(b builder, keep ...string) (json.RawMessage, error) {
	b.Validate()
	option := b.JSON()
	for _, part := range []string{"title", "toolbox", "color", "legend"} {
		if len(keep) == 0 || keep[0] != part {
			delete(option, part)
		}
	}
	data, err := json.Marshal(option)
	if err != nil {
		return nil, err
	}
	if bytes.Contains(data, []byte(functionMarker)) {
		return nil, errFunction
	}
	return data, nil
}

// start gives what all our charts have in common. A theme other than go-echarts' own keeps its
// palette out of the option; ids are fixed so that the same numbers give the same bytes.
func start(id, description string) []charts.GlobalOpts {
	return []charts.GlobalOpts{
		charts.WithInitializationOpts(opts.Initialization{ChartID: id, Theme: "muster"}),
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item"}),
		charts.WithAnimation(false),
		func(c *charts.BaseConfiguration) {
			c.Aria = &opts.Aria{
				Enabled: opts.Bool(true),
				Label:   &opts.AriaLabel{Enabled: opts.Bool(true), Description: harmless(description)},
			}
		},
	}
}

// chartID names the element a panel's chart is drawn into.
func chartID(p *Panel) string { return "chart-" + p.ID }

// plain makes a label fit for a chart: bounded, and free of the marker, which a founder's label
// or an imported file may hold by accident or on purpose.
func plain(label string) string {
	const most = 120
	label = harmless(label)
	if utf8.RuneCountInString(label) > most {
		label = string([]rune(label)[:most-1]) + "…"
	}
	return label
}

// harmless takes the marker out of a text with labels in it.
func harmless(text string) string { return strings.ReplaceAll(text, functionMarker, "f") }

func labelsOf[T any](items []T, label func(T) string) []string {
	out := make([]string, len(items))
	for i, item := range items {
		out[i] = plain(label(item))
	}
	return out
}

// labelWidth is the room in CSS pixels that labels at the side of a drawing get; on a phone it
// leaves more than half to the drawing. Longer labels wrap.
const labelWidth = 140

// linesOf estimates how many lines a label takes when it wraps within labelWidth.
func linesOf(label string) int {
	const perLine = 20
	return (utf8.RuneCountInString(label) + perLine - 1) / perLine
}

// heightOf gives the height that lines with these labels want, and something for the axis.
func heightOf(labels []string, axis int) int {
	height := axis
	for _, l := range labels {
		height += max(30, 15*linesOf(l)+10)
	}
	return height
}

func sideLabels() *opts.AxisLabel {
	return &opts.AxisLabel{Show: opts.Bool(true), Interval: "0", Width: labelWidth, Overflow: "break"}
}

func hidden() *opts.AxisLine { return &opts.AxisLine{Show: opts.Bool(false)} }

func noTicks() *opts.AxisTick { return &opts.AxisTick{Show: opts.Bool(false)} }
