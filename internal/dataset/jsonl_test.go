package dataset_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/dataset"
	"muster/internal/response"
	"muster/internal/survey"
)

// said is a line as whoever reads the file declares it.
type said struct {
	Response, Source, Language string
	Submitted                  time.Time
	Corrected                  *time.Time
	Minutes                    *float64
	Flags                      []string
	NotShown                   []string `json:"not_shown"`
	Answers                    map[string]any
	Own                        map[string]string `json:"own_words"`
}

func TestLines(t *testing.T) {
	for name, s := range samples(t) {
		t.Run(name, func(t *testing.T) {
			responses := people(s, 200)
			files := parts(t, write(t, dataset.JSONL, config(t, s, responses)))
			lines := bytes.Split(bytes.TrimSuffix(files["data.jsonl"], []byte("\n")), []byte("\n"))
			if len(lines) != len(responses) {
				t.Fatalf("%d lines of %d responses", len(lines), len(responses))
			}
			for i, line := range lines {
				var got said
				reader := json.NewDecoder(bytes.NewReader(line))
				reader.DisallowUnknownFields()
				if err := reader.Decode(&got); err != nil {
					t.Fatal(err)
				}
				checkLine(t, s, responses[i], got)
			}
			checkCodebook(t, s, readCSV(t, files["codebook.csv"]), expectedRows(s, responses, true))
		})
	}
}

func checkLine(t *testing.T, s *survey.Survey, r *response.Response, got said) {
	t.Helper()
	for _, v := range dataset.Variables(s) {
		want := expected(s, v, r)
		if want == notShown {
			want = missing
			if !slices.Contains(got.NotShown, v.Question) {
				t.Errorf("%s is not told to be not shown", v.Question)
			}
		}
		if v.Kind == dataset.Picked && want != "1" {
			want = missing // a list has what was picked
		}
		if value := saidBy(s, got, v); value != want {
			t.Errorf("%s, %s: %q, want %q", r.ID, v.Name, value, want)
		}
	}
	if !got.Submitted.Equal(r.Submitted.Truncate(time.Second)) {
		t.Errorf("%s submitted %v, not %v", r.ID, got.Submitted, r.Submitted)
	}
	if len(got.Answers) > len(r.Answers) {
		t.Errorf("%s answers more than was asked: %v", r.ID, got.Answers)
	}
}

// saidBy finds a variable's value in a line.
func saidBy(s *survey.Survey, line said, v dataset.Variable) string {
	switch v.Name {
	case "response":
		return line.Response
	case "submitted":
		return clock(s, line.Submitted)
	case "corrected":
		if line.Corrected == nil {
			return missing
		}
		return clock(s, *line.Corrected)
	case "source":
		return line.Source
	case "language":
		return line.Language
	case "minutes":
		if line.Minutes == nil {
			return missing
		}
		return decimals(fmt.Sprint(*line.Minutes))
	case "flags":
		return orMissing(strings.Join(line.Flags, " "))
	case "not_shown":
		return orMissing(strings.Join(line.NotShown, " "))
	}
	value, answered := line.Answers[v.Question]
	switch {
	case v.Kind == dataset.Text && v.Option != "":
		return orMissing(line.Own[v.Question])
	case !answered:
		return missing
	case v.Kind == dataset.Picked, v.Kind == dataset.Place:
		at := slices.Index(value.([]any), any(v.Option))
		if at < 0 {
			return missing
		}
		if v.Kind == dataset.Picked {
			at = 0
		}
		return strconv.Itoa(at + 1)
	case v.Kind == dataset.Number:
		return decimals(fmt.Sprint(value))
	}
	return fmt.Sprint(value)
}

// A survey may have been changed since somebody answered it.
func TestAnswersToAnEarlierWording(t *testing.T) {
	s := parse(t, hostile)
	r := &response.Response{ID: "r", Survey: s.ID, Submitted: now, Answers: response.Answers{
		"leads": {Picks: []string{"perhaps"}}, "taken": {Picks: []string{"gone", "b"}}, "deep": {Number: 7}, "team": {Text: "a few"}, "gone": {Text: "x"},
	}}
	want := map[string]string{"leads": "", "taken_a_2": "0", "taken_b": "1", "deep": "7"}
	for _, f := range dataset.Formats() {
		file := write(t, f, config(t, s, []*response.Response{r}))
		if f != dataset.Codes {
			continue // enough that it is written
		}
		rows := readCSV(t, parts(t, file)["data.csv"])
		got := map[string]string{}
		for i, name := range rows[0] {
			if _, ok := want[name]; ok {
				got[name] = rows[1][i]
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}
