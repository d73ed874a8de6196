package warehouse

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
)

// fingerprint names everything in the surveys that decides what is stored; when it changes, the
// stored masks mean something else. The order in which options are shown is none of it.
func fingerprint(layouts []*layout) string {
	return digest(layouts, func(out io.Writer, l *layout) {
		fmt.Fprintf(out, "survey %q %q %t %q\n", l.survey.ID, l.survey.Zone, l.languages, l.hidden)
		for _, q := range l.survey.Questions {
			f := l.fields[q.ID]
			if f == nil {
				continue
			}
			fmt.Fprintf(out, "question %q %q %t", q.ID, q.Kind, f.written)
			for _, c := range f.categories {
				fmt.Fprintf(out, " %q", c.ID)
			}
			fmt.Fprintf(out, "\nbetween %q %q %q %q", q.Bounds.Min, q.Bounds.Max, q.First, q.Last)
			for _, b := range q.Bins {
				fmt.Fprintf(out, " %q", b.From)
			}
			fmt.Fprintln(out)
		}
	})
}

// wording names everything that people read in the picks views.
func wording(layouts []*layout) string {
	return digest(layouts, func(out io.Writer, l *layout) {
		for _, f := range l.countable {
			for _, c := range f.categories {
				fmt.Fprintf(out, "%q %q %q %q %q\n", l.survey.ID, f.question.ID, c.ID, c.Label, c.Group)
			}
		}
	})
}

func digest(layouts []*layout, write func(io.Writer, *layout)) string {
	sorted := slices.SortedFunc(slices.Values(layouts), func(a, b *layout) int {
		return strings.Compare(a.survey.ID, b.survey.ID)
	})
	hash := sha256.New()
	for _, l := range sorted {
		write(hash, l)
	}
	return hex.EncodeToString(hash.Sum(nil))
}
