package spreadsheet

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
)

// Options say how a foreign file is read. The zero value finds everything out by itself, within
// DefaultLimits.
type Options struct {
	Limits   Limits // what the file may cost; a limit of 0 is that of DefaultLimits
	Sheet    string // the sheet of a workbook to read, or the file of a zip file, as Table.Sheets names it; "" chooses the sheet of the form
	Encoding string // of a text file, such as "windows-1252" or "shift_jis"; "" finds it out
	Tries    int    // how many files of a zip file are tried that holds several while Sheet is ""; 0 says that they are several
}

// Read reads an export: CSV or a workbook, either of them in a .gz or .zip too, told apart by
// what they contain and not by their names. name is the file's name; only its last part is kept.
// Of a .zip with several files nothing is read unless Sheet says which: the error is a *ChoiceError. With Tries the
// first that can be read is, and all that are tried may cost together what one may.
// Its errors say where in the file it is and what to do about it.
func (o Options) Read(name string, r io.Reader) (*Table, error) {
	return o.ReadContext(context.Background(), name, r)
}

// ReadContext is Read until the context ends; its error is the context's then.
func (o Options) ReadContext(ctx context.Context, name string, r io.Reader) (*Table, error) {
	name = baseName(name)
	o.Limits = o.Limits.orDefault()
	table, err := o.read(ctx, name, r)
	if err != nil {
		return nil, fmt.Errorf("read %q: %w", name, err)
	}
	return table, nil
}

func (o Options) read(ctx context.Context, name string, r io.Reader) (*Table, error) {
	data, err := readAll(patient{ctx, r}, o.Limits.Upload, sizeOf(r))
	if err != nil {
		return nil, err
	}
	what, err := unpack(ctx, data, o)
	if choice, several := errors.AsType[*ChoiceError](err); several && o.Tries > 0 {
		return o.try(ctx, name, what.several, choice.Files)
	}
	if err != nil {
		return nil, err
	}
	return o.table(ctx, name, what)
}

// try reads the first of several files that can be read, and tells of the first why none can.
func (o Options) try(ctx context.Context, name string, a *archive, files []string) (*Table, error) {
	var wrong error
	for _, file := range files[:min(len(files), o.Tries)] {
		o.Sheet = file
		what, err := a.unpackOne(ctx, o)
		if err == nil {
			var t *Table
			if t, err = o.table(ctx, name, what); err == nil {
				return t, nil
			}
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		wrong = cmp.Or(wrong, err)
	}
	return nil, wrong
}

// table reads what a file turned out to hold.
func (o Options) table(ctx context.Context, name string, what content) (*Table, error) {
	if what.bundle != nil {
		o.Sheet = what.bundle.sheet
	}
	t, err := &Table{Name: name}, error(nil)
	if what.workbook != nil {
		err = t.readWorkbook(what.workbook, o)
	} else {
		err = t.readText(ctx, what.text, o)
	}
	if err != nil {
		return nil, err // and nothing of the file
	}
	if what.bundle != nil {
		what.bundle.named(t)
	}
	return t, nil
}
