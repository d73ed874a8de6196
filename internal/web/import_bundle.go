package web

import (
	"errors"

	"muster/internal/spreadsheet"
)

// mostTried is how many files of a zip file are tried before its sender is told what is wrong.
const mostTried = 5

// readAny reads a file; of a zip file with several and while nobody said which, the first that can be read. The page
// then offers the others.
func (u *upload) readAny(how spreadsheet.Options) error {
	err := u.read(how)
	choice, several := errors.AsType[*spreadsheet.ChoiceError](err)
	if !several {
		return err
	}
	var wrong error
	for _, name := range choice.Files[:min(len(choice.Files), mostTried)] {
		how.Sheet = name
		if err = u.read(how); err == nil {
			return nil
		}
		if wrong == nil {
			wrong = err
		}
	}
	return wrong
}

// chosenBy is the field that says how the file is read, where a draft wants it otherwise than it was.
func (u *upload) chosenBy(d draft) string {
	if u.table.Encoding == "" || d.Mapping.Sheet != "" && d.Mapping.Sheet != u.table.Sheet {
		return "sheet"
	}
	return "encoding"
}
