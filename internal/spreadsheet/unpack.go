package spreadsheet

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"path"
	"strings"
)

// content is what a file turned out to hold: a workbook or text.
type content struct {
	workbook *archive
	text     []byte
}

// unpack finds out what a file is, from its first bytes and from the names within. A .gz or a .zip
// may hold one CSV or one workbook.
func unpack(data []byte, limits Limits) (content, error) {
	if bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		out, err := gunzip(data, limits.Unpacked)
		if err != nil {
			return content{}, err
		}
		data = out
	}
	if !isZip(data) {
		return content{text: data}, foreign(data)
	}
	a, err := openArchive(data, limits.Workbook)
	if err != nil {
		return content{}, err
	}
	if known, err := a.office(); known || err != nil {
		return content{workbook: a}, err
	}
	if data, err = a.only(limits.Unpacked); err != nil {
		return content{}, err
	}
	if !isZip(data) {
		return content{text: data}, foreign(data)
	}
	if a, err = openArchive(data, limits.Workbook); err != nil {
		return content{}, err
	}
	known, err := a.office()
	if err == nil && !known {
		err = errors.New("the zip file holds another zip file; unpack it and choose the file of answers in it")
	}
	return content{workbook: a}, err
}

func isZip(data []byte) bool {
	return bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("PK\x05\x06"))
}

func gunzip(data []byte, limit int64) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("the gzip file is damaged: %w", err)
	}
	limit = min(limit, smallParts+maxRatio*int64(len(data)))
	out, err := readAll(r, limit)
	if errors.Is(err, ErrTooLarge) {
		return nil, fmt.Errorf("the file unpacks to more than %s: %w", megabytes(limit), ErrTooLarge)
	}
	if err != nil {
		return nil, fmt.Errorf("the gzip file is damaged: %w", err)
	}
	return out, nil
}

// only takes the one file of answers out of an archive.
func (a *archive) only(limit int64) ([]byte, error) {
	var found []string
	for _, f := range a.files {
		if strings.HasPrefix(f.Name, "__MACOSX/") || strings.HasPrefix(path.Base(f.Name), ".") {
			continue
		}
		switch strings.ToLower(path.Ext(f.Name)) {
		case ".csv", ".tsv", ".xlsx", ".xlsm":
			found = append(found, f.Name)
		}
	}
	if len(found) != 1 {
		return nil, fmt.Errorf("the zip file holds %d files of answers (CSV or .xlsx); it must hold exactly one", len(found))
	}
	r, _, err := a.part(found[0])
	if err != nil {
		return nil, err
	}
	defer r.Close() // only read from; readAll has seen its end and checksum
	out, err := readAll(r, limit)
	if err != nil && !errors.Is(err, ErrTooLarge) {
		return nil, fmt.Errorf("the zip file is damaged: %w", err)
	}
	return out, err
}
