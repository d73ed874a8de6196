// Package workbook owns the spreadsheet a founder forwards: the findings and the answers of one
// survey as an .xlsx file with native tables and charts.
//
// Counts and shares are formulas over the answers, with the value that was counted beside them, as long
// as computing them keeps nobody waiting. Findings of dashboards come along as sheets with charts.
//
// It guarantees that every figure comes with its base, that no text of a survey or a respondent
// can act as a formula, that names and addresses are on the sheet Contacts or nowhere, and that
// memory does not grow with the answers: the sheets of one row a response or a pick are written
// straight to the destination, in two passes over the answers, and go on in a further sheet where
// one is full. Everything around those rows (styles, tables, charts, small sheets) is excelize's.
//
// It refuses to guess: what was not answered is blank, never 0.
package workbook

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/tally"
)

// MaxRows is how many rows of data Excel takes in one sheet below its header.
const MaxRows = 1_048_575

// ErrGrew tells that the answers changed while they were written so that the sheets laid out for
// them are too few. The workbook is incomplete; writing it again succeeds.
var ErrGrew = errors.New("the answers changed while the workbook was written")

// Config says what the workbook is made of.
type Config struct {
	Survey      *survey.Survey
	Filter      tally.Filter
	FilterWords []string // the filter for people, one condition each; empty: everybody
	Now         time.Time

	// Tally and Summary count, with the same queries as the dashboards.
	Tally   func(context.Context, []tally.Query) ([]tally.Table, error)
	Summary func(context.Context, tally.Filter) (tally.Summary, error)
	// Spread describes the answers to a question of kind number; nil: they are not summed up.
	Spread func(ctx context.Context, filter tally.Filter, question string) (tally.Spread, error)

	// Responses are the answers that pass Filter, in the order in which they were stored and named
	// by their public id. The sequence is walked twice.
	Responses iter.Seq2[*response.Response, error]

	// Contacts are the details to show, by public id; nil: none are wanted. Of these, only people
	// who consented and whose answers pass Filter are written.
	Contacts map[string]response.Contact

	// Panels are findings of dashboards that get a sheet each, in their order.
	Panels []Panel
	// Facts are told on Read me beside whom the workbook counts, such as what a panel was made under.
	Facts []Fact
	// LeftOut says of panels that were asked for why they have no sheet.
	LeftOut []string

	// Progress is told now and then how many rows of the big sheets are written; may be nil.
	Progress func(rows int)

	// SheetRows is the most rows of data one sheet gets; 0: MaxRows.
	SheetRows int
}

// Write makes the workbook and sends it to w as it grows. After an error what w has received is
// no workbook. The first byte is sent when everything has been counted, so errors of counting leave
// w untouched.
func Write(ctx context.Context, w io.Writer, c Config) error {
	found, err := count(ctx, c)
	if err != nil {
		return fmt.Errorf("count for workbook of survey %q: %w", c.Survey.ID, err)
	}
	b, err := newBook(c, found)
	if err != nil {
		return fmt.Errorf("lay out workbook of survey %q: %w", c.Survey.ID, err)
	}
	defer b.file.Close()
	if err := b.write(ctx, w); err != nil {
		return fmt.Errorf("write workbook of survey %q: %w", c.Survey.ID, err)
	}
	return nil
}
