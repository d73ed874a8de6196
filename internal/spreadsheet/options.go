package spreadsheet

import (
	"fmt"
	"io"
)

// Options say how a foreign file is read. The zero value finds everything out by itself, within
// DefaultLimits.
type Options struct {
	Limits   Limits // what the file may cost; a limit of 0 is that of DefaultLimits
	Sheet    string // the sheet of a workbook to read, or the file of a zip file, as Table.Sheets names it; "" chooses the sheet of the form
	Encoding string // of a text file, such as "windows-1252" or "shift_jis"; "" finds it out
}

// Read reads an export: CSV or a workbook, either of them in a .gz or .zip too, told apart by
// what they contain and not by their names. name is the file's name; only its last part is kept.
// Of a .zip with several files nothing is read unless Sheet says which: the error is a *ChoiceError.
// Its errors say where in the file it is and what to do about it.
func (o Options) Read(name string, r io.Reader) (*Table, error) {
	name = baseName(name)
	o.Limits = o.Limits.orDefault()
	table, err := o.read(name, r)
	if err != nil {
		return nil, fmt.Errorf("read %q: %w", name, err)
	}
	return table, nil
}

func (o Options) read(name string, r io.Reader) (*Table, error) {
	data, err := readAll(r, o.Limits.Upload)
	if err != nil {
		return nil, err
	}
	what, err := unpack(data, o)
	if err != nil {
		return nil, err
	}
	if what.bundle != nil {
		o.Sheet = what.bundle.sheet
	}
	t := &Table{Name: name}
	if what.workbook != nil {
		err = t.readWorkbook(what.workbook, o)
	} else {
		err = t.readText(what.text, o)
	}
	if err != nil {
		return nil, err // and nothing of the file
	}
	if what.bundle != nil {
		what.bundle.named(t)
	}
	return t, nil
}
