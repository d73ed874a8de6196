package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"muster/internal/importer"
)

// mostShown is how many options of a column a dry run shows.
const mostShown = 15

// understood says what a plan decided; of a dry run it shows the columns as well.
func (k *keeping) understood(plan *importer.Plan, first, dry bool) {
	if dry {
		k.table(plan)
	}
	k.say("Decided", plan.Decisions)
	k.say("The mapping cannot be heeded", plan.Problems)
	k.say("Does not fit", texts(plan.Unmatched))
	k.say("Rows not taken", texts(plan.Refused))
}

// table shows every column with what it was taken for, and its options with their counts.
func (k *keeping) table(plan *importer.Plan) {
	report := plan.Report()
	fmt.Fprintf(k.env.stdout, "%s: %s taken, %s.\n", plan.Form, count(report.Rows, "row"), fmt.Sprintf("%d refused", len(plan.Refused)))
	w := tabwriter.NewWriter(k.env.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "Column\tPeople\tTaken for\tKind")
	for _, c := range report.Columns {
		fmt.Fprintf(w, "%s\t%d\t%s\t%s\n", oneLine(c.Title), c.Answered, takenFor(c), c.Kind)
		for i, v := range c.Values {
			if i == mostShown {
				fmt.Fprintf(w, "    and %d more\t\t\t\n", len(c.Values)-i+c.More)
				break
			}
			fmt.Fprintf(w, "    %s\t%d\t%s\t\n", oneLine(v.Value), v.People, meantBy(v))
		}
	}
	_ = w.Flush() // to where errors have nobody to tell
	fmt.Fprintln(k.env.stdout)
}

func takenFor(c importer.ColumnReport) string {
	switch c.Use {
	case importer.Times:
		return "(when it was answered)"
	case importer.Tooling:
		return "(the form tool's own)"
	case importer.Skipped:
		return "(left out)"
	case importer.Unknown:
		return "? no such question"
	}
	text := strings.Join(c.Questions, ", ")
	if c.Option != "" {
		text += ": " + c.Option
	}
	return text
}

func meantBy(v importer.ValueReport) string {
	switch {
	case v.Skip:
		return "(left out)"
	case v.Own:
		return "(own words)"
	case v.Option != "":
		return v.Option
	case v.Nearest != "":
		return "? no such option; " + v.Nearest + "?"
	}
	return "? no such option"
}

// oneLine keeps a title or a value within its column of the table.
func oneLine(text string) string {
	const most = 50
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return string(runes)
}

func texts[T fmt.Stringer](items []T) []string {
	var out []string
	for _, item := range items {
		out = append(out, item.String())
	}
	return out
}

func (k *keeping) say(heading string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(k.env.stdout, "%s:\n", heading)
	for _, line := range lines {
		_, _ = io.WriteString(k.env.stdout, "  "+line+"\n")
	}
}
