package importer

import (
	"fmt"
	"slices"

	"muster/internal/spreadsheet"
)

// ExportedError says that a file is one of Muster's own exports, and of a kind that is made for people or for
// programs of statistics: codes and columns of zeros and ones stand in it, not what somebody answered.
type ExportedError struct{ Kind string } // in words for people, such as “Muster's own workbook”

// Error says where the answers are to be had.
func (e ExportedError) Error() string {
	return fmt.Sprintf("this is %s, which is not made to be read back; import the file “CSV in words” instead (muster export ID --out answers.csv)", e.Kind)
}

// exported refuses Muster's own exports but the one that is made to be read back.
func exported(t *spreadsheet.Table) error {
	if len(t.Sheets) > 1 && t.Sheets[0] == "Read me" && slices.Contains(t.Sheets, "Codebook") {
		return ExportedError{"Muster's own workbook"}
	}
	for _, known := range []struct {
		kind   string
		titles []string // its first ones, but for the language, which only some files have
	}{
		{"a sheet of Muster's own workbook", []string{"Response", "Submitted", "Source", "Minutes to fill in", "Corrected", "Looks suspicious"}},
		{"Muster's own CSV of codes", []string{"response", "submitted", "source", "minutes", "corrected", "flags"}},
		{"the codebook of Muster's own data set", []string{"variable", "question", "option"}},
	} {
		header := slices.DeleteFunc(slices.Clone(t.Header), func(title string) bool { return foldTitle(title) == "language" })
		if len(header) >= len(known.titles) && slices.Equal(header[:len(known.titles)], known.titles) {
			return ExportedError{known.kind}
		}
	}
	return nil
}
