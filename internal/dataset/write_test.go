package dataset_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"muster/internal/dataset"
	"muster/internal/response"
)

var errBroken = errors.New("the disk is on fire")

func TestFormats(t *testing.T) {
	for _, f := range dataset.Formats() {
		if got, ok := dataset.FormatOf("Some/NAME" + strings.ToUpper(f.Suffix())); !ok || got != f {
			t.Errorf("%s: the suffix stands for %q", f, got)
		}
		if f.Purpose() == "" || !strings.Contains(f.MIME(), "/") {
			t.Errorf("%s: purpose %q, media type %q", f, f.Purpose(), f.MIME())
		}
	}
	for _, name := range []string{"a.xlsx", "a.zip", "csv", "a.csv.gz", ""} {
		if f, ok := dataset.FormatOf(name); ok {
			t.Errorf("%q is taken for %s", name, f)
		}
	}
	if err := dataset.Write(context.Background(), io.Discard, "odt", config(t, parse(t, hostile), nil)); err == nil {
		t.Error("there is a format nobody knows")
	}
}

func TestNobodyAnswered(t *testing.T) {
	for _, f := range dataset.Formats() {
		if file := write(t, f, config(t, parse(t, hostile), nil)); len(file) == 0 {
			t.Errorf("%s: nothing", f)
		}
	}
}

// Half a data set is never taken for a whole one.
func TestWhatBreaks(t *testing.T) {
	s := parse(t, hostile)
	for _, f := range dataset.Formats() {
		t.Run(string(f), func(t *testing.T) {
			c := config(t, s, nil)
			c.Responses = func(yield func(*response.Response, error) bool) {
				if yield(people(s, 1)[0], nil) {
					yield(nil, errBroken)
				}
			}
			if err := dataset.Write(context.Background(), io.Discard, f, c); !errors.Is(err, errBroken) || !strings.Contains(err.Error(), `"hostile"`) {
				t.Errorf("reading breaks: %v", err)
			}
			many := people(s, 3000)
			if err := dataset.Write(context.Background(), &broken{}, f, config(t, s, many)); !errors.Is(err, errBroken) {
				t.Errorf("writing breaks: %v", err)
			}
			ctx, cancel := context.WithCancel(context.Background())
			cancel()
			if err := dataset.Write(ctx, io.Discard, f, config(t, s, many)); !errors.Is(err, context.Canceled) {
				t.Errorf("nobody waits any more: %v", err)
			}
		})
	}
}

// broken takes a little and then breaks.
type broken struct{ taken int }

// Write breaks after the first kilobyte.
func (b *broken) Write(p []byte) (int, error) {
	if b.taken += len(p); b.taken > 1000 {
		return 0, errBroken
	}
	return len(p), nil
}

func TestProgress(t *testing.T) {
	s := parse(t, hostile)
	for _, f := range dataset.Formats() {
		c := config(t, s, people(s, 2500))
		var told []int
		c.Progress = func(n int) { told = append(told, n) }
		write(t, f, c)
		if len(told) != 3 || told[0] != 1000 || told[2] != 2500 {
			t.Errorf("%s: told %v", f, told)
		}
	}
}

// SPSS walks twice; what comes between is found out, not cut.
func TestAnswersThatChangeMeanwhile(t *testing.T) {
	s := parse(t, hostile)
	one, two := people(s, 20), people(s, 25)
	longer := people(s, 20)
	longer[3].Answers["source"] = response.Answer{Text: strings.Repeat("more words ", 50)}
	tests := []struct {
		name   string
		second []*response.Response
		want   error
	}{
		{"more came", append(people(s, 20), two[20:]...), nil},
		{"one was erased", one[1:], dataset.ErrChanged},
		{"one was corrected", longer, dataset.ErrChanged},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			walks := 0
			c := config(t, s, nil)
			c.Responses = func(yield func(*response.Response, error) bool) {
				all := one
				if walks++; walks == 2 {
					all = test.second
				}
				for _, r := range all {
					if !yield(r, nil) {
						return
					}
				}
			}
			if err := dataset.Write(context.Background(), io.Discard, dataset.SPSS, c); !errors.Is(err, test.want) {
				t.Errorf("%v, want %v", err, test.want)
			}
		})
	}
}
