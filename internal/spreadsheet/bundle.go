package spreadsheet

import (
	"archive/zip"
	"errors"
	"fmt"
	"path"
	"strings"
)

// mostFiles is from how many files of answers in one zip file a person can choose.
const mostFiles = 100

// ChoiceError says that a zip file holds several files of answers, and that nobody said which of them is meant.
type ChoiceError struct {
	Files []string // as Options.Sheet takes them, in the order of the zip file
}

// Error names the files.
func (e *ChoiceError) Error() string {
	return fmt.Sprintf("the zip file holds %d files of answers: %s; say which of them with --sheet, and import the others one after another",
		len(e.Files), some(quotedAll(e.Files)))
}

// bundle is the files of answers in a zip file that holds several.
type bundle struct {
	files  []string
	chosen string
	sheet  string // that was asked for within a workbook; "": the one of the form
}

// between is what stands between a file and one of its sheets.
const between = ": "

// pick finds the file that was asked for: by its name, or by its name and a sheet of it.
func pick(files []string, asked string) (*bundle, error) {
	if asked = Line(asked); asked == "" {
		return nil, &ChoiceError{files}
	}
	for _, name := range files {
		if asked == name {
			return &bundle{files, name, ""}, nil
		}
	}
	for _, name := range files {
		if sheet, ok := strings.CutPrefix(asked, name+between); ok {
			return &bundle{files, name, sheet}, nil
		}
	}
	return nil, fmt.Errorf("the zip file has no file “%s”; it has %s", asked, some(quotedAll(files)))
}

// named tells in a table which file it is of, and what else there is: a workbook with several sheets stands there
// with each of them.
func (b *bundle) named(t *Table) {
	t.Name, t.Bundle = baseName(b.chosen), true
	inner, sheet := t.Sheets, t.Sheet
	t.Sheets, t.Sheet = nil, b.chosen
	for _, name := range b.files {
		if name != b.chosen || len(inner) < 2 {
			t.Sheets = append(t.Sheets, name)
			continue
		}
		for _, other := range inner {
			t.Sheets = append(t.Sheets, name+between+other)
		}
		t.Sheet = name + between + sheet
	}
}

// tables are the files of answers in an archive, by names that can be shown.
func (a *archive) tables() ([]string, error) {
	var found []string
	at := map[string]bool{}
	for _, f := range a.files {
		if strings.HasPrefix(f.Name, "__MACOSX/") || strings.HasPrefix(path.Base(f.Name), ".") {
			continue
		}
		switch strings.ToLower(path.Ext(f.Name)) {
		case ".csv", ".tsv", ".xlsx", ".xlsm":
			name := shownPart(f)
			if at[partName(name)] {
				return nil, fmt.Errorf("the zip file holds “%s” twice; unpack it and choose the file of answers in it", name)
			}
			at[partName(name)] = true
			found = append(found, name)
		}
	}
	switch {
	case len(found) == 0:
		return nil, errors.New("the zip file holds no file of answers (CSV or .xlsx)")
	case len(found) > mostFiles:
		return nil, fmt.Errorf("the zip file holds %d files of answers; unpack it and choose one of them: %w", len(found), ErrTooLarge)
	}
	return found, nil
}

// shownPart is a file's name that can be shown: old programs wrote names in encodings of their own.
func shownPart(f *zip.File) string { return Line(strings.ToValidUTF8(f.Name, "_")) }

// file unpacks a file of answers, by the name that tables gave it.
func (a *archive) file(name string, limit int64) ([]byte, error) {
	for _, f := range a.files {
		if shownPart(f) != name {
			continue
		}
		r, _, err := a.part(f.Name)
		if err != nil {
			return nil, err
		}
		defer r.Close() // only read from; readAll has seen its end and checksum
		out, err := readAll(r, limit, min(int64(f.UncompressedSize64), a.left))
		if err != nil && !errors.Is(err, ErrTooLarge) {
			return nil, fmt.Errorf("the zip file is damaged: %w", err)
		}
		return out, err
	}
	return nil, fmt.Errorf("the zip file has no file “%s”", name)
}
