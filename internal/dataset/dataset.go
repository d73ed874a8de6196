// Package dataset owns the answers of one survey as a data set: a row a response, a variable an answer,
// in the formats that programs for tables and statistics read. The workbook is package workbook's.
//
// It guarantees that all formats agree, for they are made of one list of variables with stable names;
// that what was not answered is missing and never 0; that no text of a survey or a respondent can act
// as a formula in a CSV; that names and addresses are in none of them; that a codebook comes with the
// data, as a file or as the labels that the format has for it; and that memory does not grow with the
// answers.
//
// It refuses to hand over part of the answers as if it were all of them: whatever goes wrong is an
// error, and what was written until then is no data set.
package dataset

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
)

// ErrChanged tells that an answer changed between the two times at which a format has to walk through
// them, and no longer fits. Writing it again succeeds.
var ErrChanged = errors.New("the answers changed while the data set was written")

// Config says what a data set is made of.
type Config struct {
	Survey      *survey.Survey
	FilterWords []string // the filter for people, one condition each; empty: everybody
	Now         time.Time

	// Responses are the answers to write, named by their public id. Only SPSS walks the sequence twice.
	Responses iter.Seq2[*response.Response, error]

	// Dir is a directory that nobody else can read, for the formats that DuckDB writes: they are made in
	// a directory of their own below it, which is removed again.
	Dir string

	// Progress is told now and then how many responses are written; may be nil.
	Progress func(responses int)
}

// Write writes the data set in a format. After an error what w has received is no data set. CSV, JSON
// Lines and SPSS are sent as they are made, and the archives at once begin with their README; a DuckDB
// file must be whole before its first byte.
func Write(ctx context.Context, w io.Writer, f Format, c Config) error {
	s := &set{config: c, plan: newPlan(c.Survey)}
	s.counts = newCounts(s.plan.variables)
	if err := s.write(ctx, w, f); err != nil {
		return fmt.Errorf("write answers of survey %q as %s: %w", c.Survey.ID, f, err)
	}
	return nil
}

// set is one data set being written.
type set struct {
	config Config
	plan   *plan
	counts *counts
}

func (s *set) write(ctx context.Context, w io.Writer, f Format) error {
	switch f {
	case CSV:
		return s.writeTable(ctx, w)
	case Codes:
		return s.writeArchive(ctx, w, "data.csv", s.writeCodes)
	case JSONL:
		return s.writeArchive(ctx, w, "data.jsonl", s.writeLines)
	case Parquet:
		return s.writeArchive(ctx, w, "data.parquet", s.writeParquet)
	case DuckDB:
		return s.writeDatabase(ctx, w)
	case SPSS:
		return s.writeSystemFile(ctx, w)
	}
	return fmt.Errorf("there is no format %q", string(f))
}

// walk goes through the responses.
func (s *set) walk(ctx context.Context, each func(*response.Response) error) error {
	n := 0
	for r, err := range s.config.Responses {
		if err != nil {
			return err
		}
		if err := each(r); err != nil {
			return err
		}
		if n++; n%tellEvery != 0 {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		s.tell(n)
	}
	s.tell(n)
	return ctx.Err()
}

// tellEvery is after how many responses a listener is told; telling it of each would cost more than
// they do.
const tellEvery = 1000

func (s *set) tell(n int) {
	if s.config.Progress != nil {
		s.config.Progress(n)
	}
}
