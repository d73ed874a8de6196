package spreadsheet

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
)

// content is what a file turned out to hold: a workbook or text.
type content struct {
	workbook *archive
	text     []byte
	bundle   *bundle  // the files among which it was chosen; nil when there was one
	several  *archive // beside a *ChoiceError, what holds the files
}

// unpack finds out what a file is, from its first bytes and from the names within. A .gz or a .zip
// may hold CSV or a workbook; of several files in a .zip the one is taken that was asked for as a sheet.
func unpack(ctx context.Context, data []byte, o Options) (content, error) {
	limits := o.Limits
	if bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		out, err := gunzip(ctx, data, limits.Unpacked)
		if err != nil {
			return content{}, err
		}
		data = out
	}
	if !isZip(data) {
		return content{text: data}, foreign(data)
	}
	a, err := openArchive(ctx, data, limits.Workbook)
	if err != nil {
		return content{}, err
	}
	if known, err := a.office(); known || err != nil {
		return content{workbook: a}, err
	}
	return a.unpackOne(ctx, o)
}

// unpackOne takes a file of answers out of an archive.
func (a *archive) unpackOne(ctx context.Context, o Options) (content, error) {
	files, err := a.tables()
	if err != nil {
		return content{}, err
	}
	name, from := files[0], (*bundle)(nil)
	if len(files) > 1 {
		if from, err = pick(files, o.Sheet); err != nil {
			return content{several: a}, err
		}
		name = from.chosen
	}
	data, err := a.file(name, o.Limits.Unpacked)
	if err != nil {
		return content{}, err
	}
	if !isZip(data) {
		return content{text: data, bundle: from}, foreign(data)
	}
	inner, err := openArchive(ctx, data, o.Limits.Workbook)
	if err != nil {
		return content{}, err
	}
	known, err := inner.office()
	if err == nil && !known {
		err = errors.New("the zip file holds another zip file; unpack it and choose the file of answers in it")
	}
	return content{workbook: inner, bundle: from}, err
}

func isZip(data []byte) bool {
	return bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("PK\x05\x06"))
}

func gunzip(ctx context.Context, data []byte, limit int64) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("the gzip file is damaged: %w", err)
	}
	limit = min(limit, smallParts+maxRatio*int64(len(data)))
	out, err := readAll(patient{ctx, r}, limit, 0)
	if errors.Is(err, ErrTooLarge) {
		return nil, fmt.Errorf("the file unpacks to more than %s: %w", megabytes(limit), ErrTooLarge)
	}
	if err != nil {
		return nil, fmt.Errorf("the gzip file is damaged: %w", err)
	}
	return out, nil
}
