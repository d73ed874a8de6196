package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"muster/internal/tally"
)

// reply is what a worker answers: rows, or in Refused what is wrong with the query, or in Fault what is
// wrong with the house. A number with a point or an exponent is a float64, any other an int64.
type reply struct {
	Columns []string `json:"columns,omitempty"`
	Rows    [][]any  `json:"rows,omitempty"` // as many a row as there are columns
	Cut     bool     `json:"cut,omitempty"`
	Refused string   `json:"refused,omitempty"`
	Passing bool     `json:"passing,omitempty"` // of Refused: not for long
	Fault   string   `json:"fault,omitempty"`
}

// maxColumns is how many columns a reply may have. Nobody reads a table that is broader.
const maxColumns = 200

// replyRoom is how much a worker may write when its rows may take so many bytes: their names, and the
// keys around them, come on top.
func replyRoom(rows int) int { return rows + 256<<10 }

var errReply = errors.New("the worker's reply is not understood")

// parseReply reads a worker's reply. The worker ran what a stranger wrote, so nothing is taken on trust.
func parseReply(data []byte, asked request) (tally.Rows, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	decoder.UseNumber()
	var r reply
	if err := decoder.Decode(&r); err != nil {
		return tally.Rows{}, fmt.Errorf("%w: %w", errReply, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return tally.Rows{}, fmt.Errorf("%w: something follows it", errReply)
	}
	if r.Refused != "" {
		return tally.Rows{}, &Refusal{text: plainLine(r.Refused), passing: r.Passing}
	}
	if r.Fault != "" {
		return tally.Rows{}, fmt.Errorf("worker: %s", plainLine(r.Fault))
	}
	if asked.Check && len(r.Columns) == 0 && len(r.Rows) == 0 {
		return tally.Rows{}, nil
	}
	if len(r.Columns) == 0 || len(r.Columns) > maxColumns || len(r.Rows) > asked.Rows {
		return tally.Rows{}, fmt.Errorf("%w: %d columns, %d rows", errReply, len(r.Columns), len(r.Rows))
	}
	return r.rows()
}

// rows checks the shape of a reply and gives its values the types that are agreed.
func (r *reply) rows() (tally.Rows, error) {
	for i, name := range r.Columns {
		r.Columns[i] = plainLine(name)
	}
	for _, row := range r.Rows {
		if len(row) != len(r.Columns) {
			return tally.Rows{}, fmt.Errorf("%w: a row of %d values for %d columns", errReply, len(row), len(r.Columns))
		}
		for i, v := range row {
			value, err := given(v)
			if err != nil {
				return tally.Rows{}, err
			}
			row[i] = value
		}
	}
	return tally.Rows{Columns: r.Columns, Values: r.Rows, Cut: r.Cut}, nil
}

func given(v any) (any, error) {
	switch v := v.(type) {
	case nil, bool:
		return v, nil
	case string:
		return calm(v), nil
	case json.Number:
		return number(v.String())
	}
	return nil, fmt.Errorf("%w: a value of type %T", errReply, v)
}

func number(text string) (any, error) {
	if strings.ContainsAny(text, ".eE") {
		f, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsInf(f, 0) {
			return nil, fmt.Errorf("%w: a number out of range", errReply)
		}
		return f, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("%w: a number out of range", errReply)
	}
	return n, nil
}

// real is a float64 that is written so that it is read as one.
type real float64

// MarshalJSON implements json.Marshaler.
func (f real) MarshalJSON() ([]byte, error) {
	text := strconv.FormatFloat(float64(f), 'g', -1, 64)
	if !strings.ContainsAny(text, ".e") {
		text += ".0"
	}
	return []byte(text), nil
}

// maxText is how many bytes of a text are given. What is longer is no cell of a table.
const maxText = 2000

// shortened cuts a text that is too long for a cell.
func shortened(text string) string {
	if len(text) <= maxText {
		return text
	}
	end := maxText
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}
