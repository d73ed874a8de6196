package dataset_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/dataset"
	"muster/internal/importer"
	"muster/internal/response"
	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

// imported reads a table in words back into its survey.
func imported(t *testing.T, s *survey.Survey, file []byte) (*importer.Plan, []*response.Response) {
	t.Helper()
	table, err := spreadsheet.Read(s.ID+"-2026-11-20.csv", bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := importer.Match(t.Context(), table, s, importer.MatchConfig{})
	if err != nil {
		t.Fatal(err)
	}
	if err := plan.Err(); err != nil {
		t.Fatal(err)
	}
	return plan, slices.Collect(plan.Responses())
}

// TestThereAndBack takes answers from one Muster to another: what somebody answered, in which language, and
// when, is the same there.
func TestThereAndBack(t *testing.T) {
	for name, s := range samples(t) {
		t.Run(name, func(t *testing.T) {
			before := people(s, 300)
			plan, after := imported(t, s, write(t, dataset.CSV, config(t, s, before)))
			if len(after) != len(before) || len(plan.Refused) > 0 {
				t.Fatalf("%d of %d came back; refused: %v", len(after), len(before), plan.Refused)
			}
			for i := range before {
				if diff := cmp.Diff(essence(before[i]), essence(after[i])); diff != "" {
					t.Errorf("response %d is another one now: %s", i, diff)
				}
			}
			again, _ := imported(t, s, write(t, dataset.CSV, config(t, s, people(s, 310)[:300])))
			if again.Len() != 300 {
				t.Errorf("%d the second time", again.Len())
			}
		})
	}
}

// essence is what a move must not change.
func essence(r *response.Response) map[string]string {
	out := map[string]string{
		"submitted": r.Submitted.UTC().Truncate(time.Second).String(), "language": r.Language, "source": r.Source, "not shown": strings.Join(r.NotShown, " "),
	}
	if !r.Started.IsZero() {
		out["started"] = r.Started.UTC().Truncate(time.Second).String()
	}
	for id, a := range r.Answers {
		out[id] = fmt.Sprintf("%q %q %d %q", a.Picks, a.Other, a.Number, a.Text)
	}
	return out
}

// In autumn the clocks show one hour twice.
func TestTheHourThatComesTwice(t *testing.T) {
	s := parse(t, hostile)
	var before []*response.Response
	for minutes := 0; minutes < 4*60; minutes += 10 {
		before = append(before, &response.Response{
			ID: response.PublicID(fmt.Sprint(minutes)), Answers: response.Answers{"leads": {Picks: []string{"yes"}}},
			Submitted: time.Date(2026, 10, 24, 23, minutes, 0, 0, time.UTC),
		})
	}
	file := write(t, dataset.CSV, config(t, s, before))
	_, after := imported(t, s, file)
	for i := range before {
		if !after[i].Submitted.Equal(before[i].Submitted) {
			t.Errorf("%v came back as %v", before[i].Submitted, after[i].Submitted.UTC())
		}
	}
	plain := 0
	for _, row := range readCSV(t, file)[1:] {
		if len(row[1]) == len(time.DateTime) {
			plain++
		}
	}
	if plain != 12 {
		t.Errorf("%d of 24 times are written as clocks show them; the offset belongs to the two hours that look the same", plain)
	}
}

func TestTableInWords(t *testing.T) {
	s := parse(t, hostile)
	rows := readCSV(t, write(t, dataset.CSV, config(t, s, []*response.Response{{
		ID: "abc", Source: "form:poster", Submitted: now, Started: now.Add(-time.Minute),
		Answers: response.Answers{
			"a_question_with_a_name_that_is_long": {Picks: []string{"an_option_with_a_name_that_is_also_longe", "same", "other"}, Other: "=1+1"},
			"deep":                                {Number: -90}, "order": {Picks: []string{"z", "x"}}, "by": {Text: "-3.5"}, "source": {Text: "-3.5 or so"}, "leads": {Picks: []string{"no"}},
		},
	}})))
	got := map[string]string{}
	for i, title := range rows[0] {
		if rows[1][i] != "" {
			got[title] = rows[1][i]
		}
	}
	const long = "Title with \"quotes\", commas; semicolons [and brackets]"
	want := map[string]string{
		"Response": "abc", "Source": "form:poster", "Submitted": "2026-11-20 18:30:00", "Started": "2026-11-20 18:29:00",
		long: "'-First: Same; Second, of two: Same; @Other", long + " [@Other]": "'=1+1",
		"How deep?": "-90", "In order": "Z; X", "'+ or - by?": "-3.5", "'@source, of all names": "'-3.5 or so", "Leads?": "No",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
