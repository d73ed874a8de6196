package dataset

import (
	"context"
	"database/sql/driver"
	"io"
	"os"
	"strconv"
	"time"

	"muster/internal/response"
)

// sqlType is the type of a variable's column.
func (v *Variable) sqlType() string {
	switch v.Kind {
	case Picked, Place:
		return "UTINYINT"
	case Point:
		return "SMALLINT"
	case Number:
		return "DOUBLE"
	case Day:
		return "DATE"
	case Moment:
		return "TIMESTAMP"
	}
	return "VARCHAR"
}

// sqlValue gives a cell as its column takes it; nil for one that is missing.
func sqlValue(v *Variable, c *cell) driver.Value {
	if c.state != given {
		return nil
	}
	switch v.Kind {
	case Picked, Place:
		return uint8(c.code)
	case Point:
		return int16(c.code)
	case Choice:
		return v.Values[c.code-v.Values[0].Code].ID
	case Number:
		return sqlNumber(c.text)
	case Day:
		return sqlDay(c.text)
	case Moment:
		t := c.at
		return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC) // the column knows no zone
	}
	return c.text
}

func sqlNumber(text string) driver.Value {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil
	}
	return n
}

func sqlDay(text string) driver.Value {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return nil
	}
	return day
}

// fillAnswers appends a row a response, and hands each to more, if there is one.
func (s *set) fillAnswers(ctx context.Context, d *scratch, more func(*response.Response) error) error {
	out, err := d.appender("answers")
	if err != nil {
		return err
	}
	reader := s.plan.reader()
	err = s.walk(ctx, func(r *response.Response) error {
		row := reader.read(r)
		s.counts.add(row)
		for i := range row {
			out.values = append(out.values, sqlValue(&s.plan.variables[i], &row[i]))
		}
		if err := out.add(); err != nil || more == nil {
			return err
		}
		return more(r)
	})
	return out.close(err)
}

// copyFile sends a file that is whole.
func copyFile(w io.Writer, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close() // only read from
	_, err = io.Copy(w, file)
	return err
}
