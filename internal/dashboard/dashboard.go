// Package dashboard owns what founders read: it turns a dashboard file into the queries it needs,
// and their answers into findings, charts and tables of numbers.
//
// A dashboard names questions by purpose or id, so one file serves any survey; a panel whose
// question a survey lacks is left out and said to be. Every share comes with its base and its
// interval, every small base is marked, and every drawing has its numbers as a table. Labels are
// plain data all the way: nothing here makes HTML or scripts.
package dashboard

import (
	"context"

	"muster/internal/tally"
)

// Source answers questions about one survey's responses. Its functions may be called by several
// goroutines at once.
type Source struct {
	// Tally answers each query with a table, in the order of the queries. Build calls it once
	// a page.
	Tally func(context.Context, []tally.Query) ([]tally.Table, error)
	// Summary describes the people a filter lets through.
	Summary func(context.Context, tally.Filter) (tally.Summary, error)
	// Spread describes the answers to a question of kind number; nil: its panel has no figures.
	Spread func(ctx context.Context, filter tally.Filter, question string) (tally.Spread, error)
	// Crowd tells which options people picked together; nil: panels that need it are not shown.
	Crowd func(context.Context, tally.CrowdQuery) (tally.Crowd, error)
	// Texts gives what people wrote; nil: panels of it are not shown.
	Texts func(context.Context, tally.TextQuery) (tally.Texts, error)
	// SQL answers a query over everybody's answers, whatever the filters. An error that is an SQLError
	// is the query's own. nil: panels of SQL are not shown.
	SQL func(ctx context.Context, query string) (tally.Rows, error)
	// Visits are the calls of the form that were counted; nil: panels of them are not shown.
	Visits func(context.Context) ([]Visit, error)
}

// Visit is how often a step of the form was reached, and what became of it, on one day by people from
// one source. It holds no trace of who they were.
type Visit struct {
	Day      string // 2006-01-02 in the survey's time zone
	Source   string // as tally.Filter.Sources names it; "" means the same as "form"
	Step     int    // of survey.Steps, counted from 0; their number is the page behind the last
	Views    int    // how often the step was shown, to somebody who comes back once
	Starts   int    // how often somebody began to answer
	Finishes int    // how often an answer was sent by somebody who had seen no later step
}

// Dashboard is a dashboard file that was read without problems. It is never changed afterwards,
// so it may be shared between goroutines.
type Dashboard struct {
	ID    string // letters, digits and dashes; part of the page's address
	Title string
	Intro string
	Order int // place among the dashboards; lower comes first
	// Version changes with every change to the file.
	Version string

	panels   []spec
	crosstab *Crosstab // of a page of its own; nil for a file
}
