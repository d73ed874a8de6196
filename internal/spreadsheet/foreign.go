package spreadsheet

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf16"
)

const saveAs = "; save it as an Excel workbook (.xlsx) or as “CSV UTF-8” and try that file"

// office tells whether the archive is a workbook that can be read; the error says what it is instead
// when it belongs to an office program too.
func (a *archive) office() (bool, error) {
	has := func(name string) bool { _, ok := a.parts[name]; return ok }
	switch {
	case has("xl/workbook.bin"):
		return true, errors.New("this is a binary workbook (.xlsb)" + saveAs)
	case has("word/document.xml"):
		return true, errors.New("this is a text document (.docx); the answers must stand in a workbook or a CSV file")
	case has("ppt/presentation.xml"):
		return true, errors.New("this is a presentation (.pptx); the answers must stand in a workbook or a CSV file")
	case has("index/document.iwa"), has("index.zip"):
		return true, errors.New("this is a Numbers document; export it from Numbers as Excel or CSV and try that file")
	case has("content.xml") && has("mimetype"):
		return true, errors.New("this is an OpenDocument file (.ods)" + saveAs)
	case !has("[content_types].xml"):
		return false, nil
	}
	if name := a.twice(); name != "" {
		return true, fmt.Errorf("the workbook holds the part %q twice, so it is unclear which one counts; "+
			"open it in a spreadsheet program, save it again and try that file", Line(name))
	}
	return true, nil
}

// foreign refuses what is neither text nor an archive, with advice.
func foreign(data []byte) error {
	start := func(prefix string) bool { return bytes.HasPrefix(data, []byte(prefix)) }
	head := bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(data[:min(len(data), 1024)], []byte("\xef\xbb\xbf"))))
	page := func(prefix string) bool { return bytes.HasPrefix(head, []byte(prefix)) }
	switch {
	case start("\xd0\xcf\x11\xe0") && bytes.Contains(data, utf16Name("EncryptedPackage")):
		return errors.New("the workbook has a password; open it, take the password off, save it and try again")
	case start("\xd0\xcf\x11\xe0"):
		return errors.New("this is a workbook of an old kind (.xls)" + saveAs)
	case start("%PDF"):
		return errors.New("this is a PDF, from which answers cannot be taken; export them as CSV or .xlsx")
	case start("$FL2"), start("$FL3"):
		return errors.New("this is an SPSS file (.sav)" + saveAs)
	case start("PAR1"), start("SQLite format 3"):
		return errors.New("this is a database file" + saveAs)
	case start("Rar!"), start("7z\xbc\xaf"), start("BZh"), start("\xfd7zXZ"):
		return errors.New("this archive is of a kind that is not read here; unpack it and choose the file of answers in it")
	case page("<?xml"), page("<html"), page("<!doctype html"), page("<table"), page("<meta"):
		return errors.New("this is a web page or an XML file, whatever its name says; open it in a spreadsheet program" + saveAs)
	case page("{\\rtf"):
		return errors.New("this is a text document (.rtf); the answers must stand in a workbook or a CSV file")
	case page("{\""), page("[{\""):
		return errors.New("this is JSON; export the answers as CSV or .xlsx")
	}
	return nil
}

// utf16Name is how an old workbook writes the names of its parts.
func utf16Name(name string) []byte {
	var out []byte
	for _, unit := range utf16.Encode([]rune(name)) {
		out = append(out, byte(unit), byte(unit>>8))
	}
	return out
}
