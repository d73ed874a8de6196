package spreadsheet

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
)

// maxSheets bounds the sheets of a workbook, and what one of its parts may refer to.
const maxSheets = 1000

// book is a workbook whose sheets are still to be read.
type book struct {
	archive   *archive
	limits    Limits
	sheets    []sheetEntry
	epoch1904 bool
	phrases   *phrases
	formats   formats
}

// sheetEntry is a sheet as the workbook lists it.
type sheetEntry struct {
	name   string
	part   string
	hidden bool
}

// readWorkbook fills the table from one sheet.
func (t *Table) readWorkbook(a *archive, o Options) error {
	b := &book{archive: a, limits: o.Limits, phrases: &phrases{}}
	if err := b.open(); err != nil {
		return err
	}
	entry, err := b.choose(o.Sheet)
	if err != nil {
		return err
	}
	t.Sheet, t.Sheets = entry.name, b.visible()
	t.Notes = append(t.Notes, b.notes(entry)...)
	s, err := b.read(entry)
	if err != nil {
		return err
	}
	return t.takeSheet(s)
}

// open reads everything but the sheets.
func (b *book) open() error {
	main := "xl/workbook.xml"
	of, err := b.archive.relations("")
	if err != nil {
		return err
	}
	if r, ok := first(of, "officeDocument"); ok {
		main = r.target
	}
	related, err := b.archive.relations(main)
	if err != nil {
		return err
	}
	if err := b.list(main, related); err != nil {
		return err
	}
	if r, ok := first(related, "sharedStrings"); ok {
		err = b.archive.read(r.target, func(m *markup) (err error) { b.phrases, err = readPhrases(m, b.limits); return err })
		if err != nil {
			return err
		}
	}
	if r, ok := first(related, "styles"); ok {
		return b.archive.read(r.target, func(m *markup) (err error) { b.formats, err = readFormats(m); return err })
	}
	return nil
}

// list reads which sheets there are.
func (b *book) list(main string, related []relation) error {
	found, err := b.archive.reads(main, func(m *markup) error {
		return m.root("workbook", func() error {
			switch string(m.name) {
			case "workbookPr":
				b.epoch1904 = m.flag("date1904")
			case "sheets":
				return m.each(func() error { return b.enter(m, related) })
			}
			return nil
		})
	})
	switch {
	case err != nil:
		return err
	case !found:
		return errors.New("this is an office file without a workbook; the answers must stand in a workbook or a CSV file")
	case len(b.sheets) == 0:
		return errors.New("the workbook has no sheet with cells")
	}
	return nil
}

func (b *book) enter(m *markup, related []relation) error {
	id := m.phrase("id")
	at := slices.IndexFunc(related, func(r relation) bool { return r.id == id && r.kind == "worksheet" })
	if at < 0 {
		return nil // a chart, or a dialogue
	}
	if len(b.sheets) == maxSheets {
		return fmt.Errorf("the workbook has more than %d sheets: %w", maxSheets, ErrTooLarge)
	}
	state := m.phrase("state")
	b.sheets = append(b.sheets, sheetEntry{
		name: Line(m.phrase("name")), part: related[at].target, hidden: state == "hidden" || state == "veryHidden"})
	return nil
}

// visible are the names of the sheets that a person sees.
func (b *book) visible() []string {
	var names []string
	for _, s := range b.sheets {
		if !s.hidden {
			names = append(names, s.name)
		}
	}
	return names
}

func (b *book) notes(read sheetEntry) []string {
	var notes []string
	if names := b.visible(); len(names) > 1 {
		notes = append(notes, fmt.Sprintf("The workbook has %d sheets; “%s” was read.", len(names), read.name))
	}
	var hidden []string
	for _, s := range b.sheets {
		if s.hidden && s != read {
			hidden = append(hidden, "“"+s.name+"”")
		}
	}
	switch {
	case len(hidden) == 1:
		notes = append(notes, "The hidden sheet "+hidden[0]+" was passed over.")
	case len(hidden) > 1:
		notes = append(notes, fmt.Sprintf("%d hidden sheets were passed over: %s.", len(hidden), some(hidden)))
	}
	if _, ok := b.archive.parts["xl/vbaproject.bin"]; ok {
		notes = append(notes, "The workbook's macros were not run.")
	}
	return notes
}

// some names the first few.
func some(names []string) string {
	const most = 5
	if len(names) > most {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", len(names)-most)
	}
	return strings.Join(names, ", ")
}

// relation is how one part of a workbook refers to another.
type relation struct {
	id, kind, target string
}

func first(all []relation, kind string) (relation, bool) {
	i := slices.IndexFunc(all, func(r relation) bool { return r.kind == kind })
	if i < 0 {
		return relation{}, false
	}
	return all[i], true
}

// relations reads what a part refers to. Each part is asked once, so references that go in a circle
// lead nowhere, and what lies outside the workbook is left out.
func (a *archive) relations(of string) ([]relation, error) {
	var out []relation
	dir, base := path.Split(of)
	_, err := a.reads(dir+"_rels/"+base+".rels", func(m *markup) error {
		return m.root("Relationships", func() error {
			if m.phrase("TargetMode") == "External" {
				return nil
			}
			if len(out) == maxSheets {
				return fmt.Errorf("a part of the workbook refers to more than %d others: %w", maxSheets, ErrTooLarge)
			}
			target := m.phrase("Target")
			if !strings.HasPrefix(target, "/") {
				target = path.Join("/", dir, target)
			}
			out = append(out, relation{m.phrase("Id"), path.Base(m.phrase("Type")), path.Clean(target)[1:]})
			return nil
		})
	})
	return out, err
}

// read reads a part that must be there.
func (a *archive) read(name string, take func(*markup) error) error {
	found, err := a.reads(name, take)
	if err == nil && !found {
		return damaged(name, errors.New("it is missing"))
	}
	return err
}

// reads reads a part if it is there.
func (a *archive) reads(name string, take func(*markup) error) (found bool, err error) {
	r, found, err := a.part(name)
	if !found || err != nil {
		return found, err
	}
	defer r.Close() // only read from
	if err := take(newMarkup(r)); err != nil {
		return true, damaged(name, err)
	}
	return true, nil
}
