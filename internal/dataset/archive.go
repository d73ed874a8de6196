package dataset

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/flate"
)

// writeArchive sends the data with its codebook. What the archive is stands first, so that a download
// begins before the first answer is read; the codebook stands last, as it tells how many people gave
// each value.
func (s *set) writeArchive(ctx context.Context, w io.Writer, name string, data func(context.Context, io.Writer) error) error {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	err := s.part(z, "README.txt", func(w io.Writer) error {
		_, err := io.WriteString(w, s.readme(name))
		return err
	})
	if err != nil {
		return err
	}
	if err := z.Flush(); err != nil {
		return err
	}
	if err := s.part(z, name, func(w io.Writer) error { return data(ctx, w) }); err != nil {
		return err
	}
	if err := s.part(z, "codebook.csv", s.writeCodebook); err != nil {
		return err
	}
	return z.Close()
}

func (s *set) part(z *zip.Writer, name string, write func(io.Writer) error) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: s.config.Now})
	if err != nil {
		return err
	}
	return write(w)
}

// readme says what people must know who are given the files and nothing else.
func (s *set) readme(data string) string {
	var b strings.Builder
	for _, line := range s.about() {
		b.WriteString(line + "\n")
	}
	b.WriteString("\n")
	fmt.Fprintf(&b, "%s\n  %s\n", data, dataWords(data))
	b.WriteString("codebook.csv\n  Every variable with its question, its label and its values, and how many people gave each.\n")
	if strings.HasSuffix(data, ".csv") {
		b.WriteString("\nText that a spreadsheet program would run as a formula has an apostrophe in front.\n")
	}
	return b.String()
}

func dataWords(data string) string {
	if strings.HasSuffix(data, ".jsonl") {
		return "A line a response: its answers by the ids of their questions and options. What was not answered is left out."
	}
	return "A row a response, a column a variable. What was not answered is blank, never 0. An option is 1 where it\n" +
		"  was picked and 0 where the question was answered otherwise."
}

// about says what the data are, whichever the format, a line each.
func (s *set) about() []string {
	survey := s.config.Survey
	all := []string{
		string(survey.Title),
		"Survey " + survey.ID + ", written on " + s.config.Now.In(survey.Zone).Format("2 January 2006 at 15:04 MST") + ".",
	}
	if survey.Synthetic {
		all = append(all, "THE ANSWERS ARE MADE UP, to show what Muster does.")
	}
	if len(s.config.FilterWords) == 0 {
		all = append(all, "All responses.")
	} else {
		all = append(all, "Only some responses: "+strings.Join(s.config.FilterWords, "; ")+".")
	}
	return append(all, "Times are by the clocks of "+survey.Zone.String()+". Names and addresses are never in this file.")
}
