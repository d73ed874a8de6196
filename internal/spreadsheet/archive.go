package spreadsheet

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

const (
	maxEntries = 10_000   // files in an archive; a workbook has some twenty
	maxRatio   = 100      // by which a large file may unpack; real ones come to 10 or 20
	smallParts = 32 << 20 // bytes to which any file may unpack
)

// archive is a zip file held in memory. Names are looked up, never written anywhere, so a name that
// climbs out of its folder leads nowhere.
type archive struct {
	ctx   context.Context      // of the one call that reads from it
	parts map[string]*zip.File // by name, in lower case and with plain slashes
	files []*zip.File
	left  int64 // bytes that may still be unpacked
	limit int64
}

// openArchive reads the directory. What an archive says of its sizes is its sender's word and
// is not used.
func openArchive(ctx context.Context, data []byte, limit int64) (*archive, error) {
	if n := bytes.Count(data, []byte("PK\x01\x02")); n > maxEntries {
		return nil, fmt.Errorf("the zip file holds more than %d files: %w", maxEntries, ErrTooLarge)
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, errors.New("the zip file is damaged or was cut off; download it again")
	}
	limit = min(limit, smallParts+maxRatio*int64(len(data)))
	a := &archive{ctx: ctx, parts: map[string]*zip.File{}, files: r.File, left: limit, limit: limit}
	for _, f := range r.File {
		if f.Flags&1 != 0 {
			return nil, errors.New("the zip file has a password; take it off and try again")
		}
		a.parts[partName(f.Name)] = f
	}
	return a, nil
}

func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// twice names a file that is in the archive two times: programs differ in which of them they take.
func (a *archive) twice() string {
	seen := map[string]bool{}
	for _, f := range a.files {
		name := partName(f.Name)
		if seen[name] && !strings.HasSuffix(name, "/") {
			return f.Name
		}
		seen[name] = true
	}
	return ""
}

// part opens a file; false when there is none.
func (a *archive) part(name string) (io.ReadCloser, bool, error) {
	f, ok := a.parts[partName(name)]
	if !ok {
		return nil, false, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, true, damaged(name, err)
	}
	return &unpacking{r, a}, true, nil
}

// unpacking counts what comes out of all files of an archive.
type unpacking struct {
	io.ReadCloser
	archive *archive
}

// Read reads on while the archive may still unpack to more.
func (u *unpacking) Read(p []byte) (int, error) {
	if err := u.archive.ctx.Err(); err != nil {
		return 0, err
	}
	if u.archive.left <= 0 {
		return 0, fmt.Errorf("the file unpacks to more than %s: %w", megabytes(u.archive.limit), ErrTooLarge)
	}
	n, err := u.ReadCloser.Read(p[:min(int64(len(p)), u.archive.left)])
	u.archive.left -= int64(n)
	return n, err
}

// damaged says which part of a workbook cannot be read.
func damaged(part string, err error) error {
	if errors.Is(err, ErrTooLarge) {
		return err
	}
	return fmt.Errorf("the workbook is damaged (%s: %w); open it in a spreadsheet program, save it again and try that file",
		path.Base(part), err)
}
