// Package spreadsheet reads what other programs export as rows and columns.
//
// It owns the bytes: archives, encodings, delimiters, workbooks, and how a cell of a number or a day is
// written as text. It knows nothing of forms but the names that they give their sheets.
//
// It guarantees that no input makes it panic or grow beyond Limits, that sizes which a file claims are
// never believed, and that an error says where in the file it is and what to do about it. What it
// decided by itself is said in Table.Notes.
package spreadsheet

import (
	"errors"
	"fmt"
)

// maxTitle bounds a column's title in bytes. What is longer is an answer, not a title.
const maxTitle = 2000

// Table is a file as read: its header and the rows that have as many cells.
type Table struct {
	Name     string   // of the file, without folders; of several in a zip file the one that was read
	Sheet    string   // of the workbook, whose rows these are; "" for a text file
	Sheets   []string // the workbook's sheets that hold cells and are not hidden, in its order
	Bundle   bool     // Sheet and Sheets are files of a zip file, with their sheets where a workbook has several
	Encoding string   // the text file was written in, as Options.Encoding takes it; "" for a workbook
	Header   []string
	Rows     []Row
	Refused  []Refusal // rows with too few or too many cells
	Blank    int       // rows without a filled cell, between the header and the last filled row
	Notes    []string  // what was decided while it was read, in words for people
}

// Row is one person's row. Number counts as spreadsheets do: the first row of the file is row 1, and
// blank rows count.
type Row struct {
	Number int
	Cells  []string // without white space around them and without control characters
}

// Refusal is a row that cannot be taken. Row counts as Row.Number does.
type Refusal struct {
	Row    int
	Column string // the column's title, or "" when it is the row as a whole
	Why    string
}

// String gives the refusal as one line.
func (r Refusal) String() string {
	if r.Column == "" {
		return fmt.Sprintf("row %d: %s", r.Row, r.Why)
	}
	return fmt.Sprintf("row %d, column “%s”: %s", r.Row, r.Column, r.Why)
}

// entitle takes the header.
func (t *Table) entitle(titles []string, limits Limits) error {
	if len(titles) > limits.Columns {
		return fmt.Errorf("the header has %d columns; %d is the most: %w", len(titles), limits.Columns, ErrTooLarge)
	}
	filled := false
	for i, title := range titles {
		if len(title) > maxTitle {
			return fmt.Errorf("the title of column %s is longer than %d bytes; is the first row the header?", columnName(i), maxTitle)
		}
		title = Line(title)
		filled = filled || title != ""
		t.Header = append(t.Header, title)
	}
	if !filled {
		return errors.New("the first row is blank; it must hold the questions' titles")
	}
	return nil
}
