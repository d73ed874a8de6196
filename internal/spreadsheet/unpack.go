package spreadsheet

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"path"
	"strings"
)

// unpack opens a .gz or a .zip that holds one CSV; anything else is given back as it is. The limit
// counts what really comes out: the sizes that an archive states are its sender's word.
func unpack(data []byte, limit int64) ([]byte, error) {
	switch {
	case bytes.HasPrefix(data, []byte{0x1f, 0x8b}):
		return gunzip(data, limit)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return unzip(data, limit)
	case bytes.HasPrefix(data, []byte{0xd0, 0xcf, 0x11, 0xe0}):
		return nil, errWorkbook
	case bytes.HasPrefix(data, []byte("%PDF")):
		return nil, errors.New("this is a PDF; export the answers as CSV")
	}
	return data, nil
}

var errWorkbook = errors.New("this is a spreadsheet workbook; save its sheet of answers as CSV (UTF-8), " +
	"or choose “Download responses (.csv)” in Google Forms")

func gunzip(data []byte, limit int64) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("the gzip file is damaged: %w", err)
	}
	out, err := readAll(r, limit)
	if err != nil && !errors.Is(err, ErrTooLarge) {
		return nil, fmt.Errorf("the gzip file is damaged: %w", err)
	}
	return out, err
}

func unzip(data []byte, limit int64) ([]byte, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("the zip file is damaged: %w", err)
	}
	entry, err := onlyCSV(archive)
	if err != nil {
		return nil, err
	}
	r, err := entry.Open()
	if err != nil {
		return nil, fmt.Errorf("the zip file cannot be opened: %w", err)
	}
	defer r.Close() // only read from; readAll has seen its end and checksum
	out, err := readAll(r, limit)
	if err != nil && !errors.Is(err, ErrTooLarge) {
		return nil, fmt.Errorf("the zip file is damaged: %w", err)
	}
	return out, err
}

func onlyCSV(archive *zip.Reader) (*zip.File, error) {
	var found []*zip.File
	for _, f := range archive.File {
		switch {
		case f.Name == "[Content_Types].xml", f.Name == "mimetype":
			return nil, errWorkbook
		case strings.HasPrefix(f.Name, "__MACOSX/"), strings.HasPrefix(path.Base(f.Name), "."):
		case strings.EqualFold(path.Ext(f.Name), ".csv"):
			found = append(found, f)
		}
	}
	if len(found) != 1 {
		return nil, fmt.Errorf("the zip file holds %d CSV files; it must hold exactly one", len(found))
	}
	return found[0], nil
}
