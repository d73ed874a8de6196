package importer

import (
	"context"
	"slices"
	"time"

	"muster/internal/spreadsheet"
)

// layout is what the columns of a file are, before anything is known about the questions.
type layout struct {
	table    *spreadsheet.Table
	tool     tool
	roles    map[int]role // of the tool's own columns
	language string
	columns  []*column // the questions, in the order of the file
	uses     []Use     // of every column of the file
	found    []Use     // the uses as they are while nobody decided about a column
	notes    []string

	stamps   *stampColumn // of sending; nil when the file has none
	begun    *stampColumn // of opening the form; nil when the file has none
	sent     int          // the column of stamps, also where they are all the same; -1: none
	opened   int          // the column of begun; -1: none
	number   int          // the column with the tool's number of the response; -1: none
	spoken   int          // the column with the language of the form; -1: none
	origin   int          // the column with the source of the answer; -1: none
	dated    bool         // time stamps were found, whatever was decided: ids rest on it
	finished int          // the column that says whether the answers were sent; -1: none
	address  int          // the column in which the form tool collected addresses; -1: none

	tongues map[string]string // languages of the survey by what stands in the column spoken
}

// layoutConfig is what a file is taken apart by.
type layoutConfig struct {
	table *spreadsheet.Table
	zone  *time.Location       // of time stamps that name none
	dates DateOrder            // of time stamps that leave it open
	times int                  // the column that somebody said holds the times, from 1; 0: nobody did
	alone func(index int) bool // whether somebody decided about a column, so that it is a question by itself; nil: nobody did
}

// Whoever calls it looks whether the context has ended: then the rest is missing.
func newLayout(ctx context.Context, config layoutConfig) *layout {
	l := &layout{table: withoutIDs(config.table), number: -1, spoken: -1, origin: -1, finished: -1, address: -1, tongues: map[string]string{}}
	l.tool, l.roles, l.language = recognise(l.table)
	l.sent, l.opened = l.roleAt(sentRole), l.roleAt(begunRole)
	l.uses = slices.Repeat([]Use{Answers}, len(l.table.Header))
	l.found = l.uses
	alone := map[*column]bool{}
	for i := range l.table.Header {
		if ctx.Err() != nil {
			return l
		}
		before := len(l.columns)
		if config.alone != nil && config.alone(i) {
			l.ask(i)
		} else {
			l.sort(i)
			continue
		}
		for _, c := range l.columns[before:] {
			alone[c] = true
		}
	}
	l.clocks(config)
	l.shape(alone)
	return l
}

// shape puts together what belongs together, but for what somebody decided about.
func (l *layout) shape(alone map[*column]bool) {
	if l.tool.shape == nil {
		l.tool.shape = shapePlain
	}
	all := l.columns
	l.columns = slices.DeleteFunc(slices.Clone(all), func(c *column) bool { return alone[c] || c.collected })
	l.tool.shape(l)
	for _, c := range all {
		if alone[c] || c.collected {
			l.columns = append(l.columns, c)
		}
	}
	slices.SortStableFunc(l.columns, func(a, b *column) int { return a.index - b.index })
}

// shapePlain is of files that no known tool wrote, and of those whose columns stand for themselves.
func shapePlain(l *layout) {
	l.labelRuns()
	l.rankings()
}

// join puts one column in the place of several.
func (l *layout) join(joined *column, members ...*column) {
	joined.members, joined.index = members, members[0].index
	joined.count(l.table)
	at := slices.Index(l.columns, members[0])
	l.columns[at] = joined
	l.columns = slices.DeleteFunc(l.columns, func(c *column) bool { return slices.Contains(members, c) })
}
