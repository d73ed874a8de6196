package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"muster/internal/dataset"
	"muster/internal/survey"
	"muster/internal/warehouse"
)

// inWorkbook stands for the workbook among the formats, of which it is none.
const inWorkbook dataset.Format = "xlsx"

// formatWords explains the formats, a line each, for the command's help.
func formatWords() string {
	lines := []string{"  xlsx     a workbook with figures, charts, all answers and a codebook"}
	for _, f := range dataset.Formats() {
		lines = append(lines, fmt.Sprintf("  %-8s %s", f, f.Purpose()))
	}
	return strings.Join(lines, "\n")
}

// formatOf gives the format that was asked for by name, or else the one that the file's name ends like.
func formatOf(asked, file string) (dataset.Format, error) {
	byName, known := dataset.FormatOf(file)
	if strings.HasSuffix(strings.ToLower(file), ".xlsx") {
		byName, known = inWorkbook, true
	}
	f := dataset.Format(strings.ToLower(asked))
	switch all := append(dataset.Formats(), inWorkbook); {
	case asked == "" && file == "":
		return inWorkbook, nil
	case asked == "" && !known:
		return "", fmt.Errorf("%s does not end like a format; add --format with one of %s", file, joinedFormats(all))
	case asked == "":
		return byName, nil
	case !slices.Contains(all, f):
		return "", fmt.Errorf("there is no format %q; there are %s", asked, joinedFormats(all))
	case known && byName != f:
		return "", fmt.Errorf("--format %s and a file called %s do not go together: such a file ends in %s", f, filepath.Base(file), suffixOf(f))
	}
	return f, nil
}

func joinedFormats(all []dataset.Format) string {
	words := make([]string, len(all))
	for i, f := range all {
		words[i] = string(f)
	}
	return strings.Join(words, ", ")
}

func suffixOf(f dataset.Format) string {
	if f == inWorkbook {
		return ".xlsx"
	}
	return f.Suffix()
}

// exportName is what a file is called when nobody says.
func exportName(s *survey.Survey, f dataset.Format) string {
	return s.ID + "-" + time.Now().Format(time.DateOnly) + suffixOf(f)
}

// errOnlyWorkbook tells that names and dashboards are a workbook's.
var errOnlyWorkbook = errors.New("names and addresses, and the panels of dashboards, are only ever in a workbook; leave out --contacts and --dashboard, or write an .xlsx file")

// writeDataset writes the answers of the warehouse. What has to be made beside the file is made in its
// folder, since there is room for it.
func writeDataset(ctx context.Context, w io.Writer, counted *warehouse.Warehouse, e exporting, told func(int)) error {
	config := dataset.Config{
		Survey: e.survey, Now: time.Now(), Dir: filepath.Dir(e.name), Progress: told,
		Responses: counted.Responses(ctx, e.survey.ID, e.selection.Filter),
	}
	for _, word := range e.selection.Words {
		config.FilterWords = append(config.FilterWords, word.Text)
	}
	return dataset.Write(ctx, w, e.format, config)
}

// scratchDir is where the service makes files of answers that cannot be sent while they are made.
func (k *keeping) scratchDir() string { return filepath.Join(k.dir, "exports") }

// emptyScratch removes what a crash left there.
func (k *keeping) emptyScratch() error {
	return errors.Join(os.RemoveAll(k.scratchDir()), os.Mkdir(k.scratchDir(), 0o700))
}
