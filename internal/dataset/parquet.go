package dataset

import (
	"context"
	"errors"
	"io"
)

// writeParquet has DuckDB write the table answers as Parquet.
func (s *set) writeParquet(ctx context.Context, w io.Writer) (err error) {
	d, err := openScratch(ctx, s.config.Dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	if err := d.createAnswers(ctx, s.plan.variables); err != nil {
		return err
	}
	if err := s.fillAnswers(ctx, d, nil); err != nil {
		return err
	}
	path := d.path("answers.parquet")
	if err := d.exec(ctx, "COPY answers TO "+literal(path)+" (FORMAT parquet, COMPRESSION zstd)"); err != nil {
		return err
	}
	return copyFile(w, path)
}
