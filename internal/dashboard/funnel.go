package dashboard

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"muster/internal/analysis"
	"muster/internal/survey"
	"muster/internal/tally"
)

// funnel makes the panel of where people stop: how often the form was opened, how far that led, and
// how often an answer was sent. Visits are counted without knowing whose they are, so a person who
// opens the form twice counts twice, and filters by answers cannot apply.
type funnel struct {
	survey  *survey.Survey
	sources bool // one line a source and not one a step
}

func (f funnel) needs() needs { return needs{visits: true} }

func (f funnel) fill(p *Panel, in input, k known) error {
	visits := passing(k.visits, in.selection.Filter)
	c := courseOf(visits)
	if c.opened == 0 && len(k.visits) == 0 {
		p.absent = "No visit of the form has been counted yet."
		return nil
	}
	p.Base = f.base(c, in.selection.Filter)
	if f.sources {
		if lines := sourceLines(visits); len(lines) > 1 {
			p.Table = sourceTable(lines)
			return nil
		}
		p.absent = "All visits came the same way, so there is nothing to compare."
		if c.opened == 0 {
			p.absent = "No visit passes the filters."
		}
		return nil
	}
	lines := f.steps(c)
	p.Figures = append(c.figures(), timeFigure(in.summary))
	p.Table = stepTable(lines, c.opened)
	if c.opened == 0 {
		return nil
	}
	p.Finding = f.finding(lines)
	var err error
	p.Chart, err = drawRanking(p, lines, c.opened, "")
	return err
}

func (f funnel) base(c course, filter tally.Filter) Base {
	b := Base{People: c.opened, Responses: c.sent, Size: sizeOf(c.opened)}
	b.Words = "The form was opened " + times(c.opened) + ". Who opened it twice is counted twice; nothing is kept of who it was."
	if len(filter.Picks) > 0 || filter.Unflagged {
		b.Words += " The filters by answers do not apply here."
	}
	b.Warning = warningOf(c.opened)
	return b
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return thousands(n) + " times"
}

// steps gives a line for every step, and one for having sent the form.
func (f funnel) steps(c course) []line {
	var lines []line
	add := func(id, label string, count int) {
		lines = append(lines, line{category: category{id: id, label: label}, count: count})
	}
	steps := f.survey.Steps()
	if len(steps) == 1 {
		add("opened", "Opened", c.opened)
		if c.started > 0 {
			add("started", "Began to answer", c.started)
		}
	}
	for i := 0; len(steps) > 1 && i < max(len(steps), len(c.reached)); i++ {
		count := min(c.sent, c.opened)
		if i < len(c.reached) {
			count = c.reached[i]
		}
		add(fmt.Sprintf("step-%d", i+1), stepLabel(steps, i), count)
	}
	add("sent", "Sent", c.sent)
	return lines
}

// stepLabel names a page by its section, by its first question as well where a section takes several
// pages, and the one behind the last by what it is there for.
func stepLabel(steps []survey.Step, i int) string {
	switch {
	case i >= len(steps):
		return "Ready to send"
	case steps[i].Section == nil || steps[i].Section.Title == "":
		return fmt.Sprintf("Page %d", i+1)
	}
	label := fmt.Sprintf("Page %d: %s", i+1, steps[i].Section.Title)
	if repeats(steps, i) && len(steps[i].Questions) > 0 {
		label += " – " + shortened(string(steps[i].Questions[0].Title))
	}
	return label
}

// repeats tells whether another page has the name of a page's section.
func repeats(steps []survey.Step, i int) bool {
	for at, other := range steps {
		if at != i && other.Section != nil && other.Section.Title == steps[i].Section.Title {
			return true
		}
	}
	return false
}

// shortened makes a question fit beside a bar.
func shortened(title string) string {
	const most = 48
	if utf8.RuneCountInString(title) <= most {
		return title
	}
	return strings.TrimSpace(string([]rune(title)[:most-1])) + "…"
}

// leftAfter tells how many came to a line and not to the next.
func leftAfter(lines []line, i int) int {
	if i+1 >= len(lines) {
		return 0
	}
	return max(0, lines[i].count-lines[i+1].count)
}

func stepTable(lines []line, opened int) *Table {
	t := &Table{
		Caption: "Where people stop",
		Columns: []Column{
			{Label: "Step", Kind: Text}, {Label: "Came so far", Kind: Count}, {Label: "Share", Kind: Share}, {Label: "Stopped here", Kind: Count},
		},
		Notes: []string{
			"Shares are of all times the form was opened.",
			"Stopped here: came so far and not farther. Who was not shown a page because of other answers, and went on, came so far as well.",
		},
	}
	for i, l := range lines {
		row := Row{ID: l.id, Cells: []Cell{textCell(l.label), countCell(l.count), shareCell(min(l.count, opened), opened)}}
		stopped := countCell(leftAfter(lines, i))
		switch {
		case i == len(lines)-1:
			stopped = Cell{Text: "–"}
		case l.count > 0:
			stopped.Note = percent(part(*stopped.Count, l.count)) + " of those who came so far"
		}
		row.Cells = append(row.Cells, stopped)
		t.Rows = append(t.Rows, row)
	}
	return t
}

// finding names the step at which the largest part of those who came to it stop.
func (f funnel) finding(lines []line) string {
	worst, share := -1, 0.0
	for i, l := range lines {
		if s := part(leftAfter(lines, i), l.count); l.count >= least && s > share {
			worst, share = i, s
		}
	}
	if worst < 0 || len(lines) < 3 {
		return ""
	}
	stopped, came := leftAfter(lines, worst), lines[worst].count
	return fmt.Sprintf("Most stop at “%s”: %s of %s who came there (%s).",
		lines[worst].label, thousands(stopped), thousands(came), span(analysis.Wilson(stopped, came)))
}
