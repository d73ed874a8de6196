package survey_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNumberBins(t *testing.T) {
	tests := []struct{ name, entry, want string }{
		{"without bounds", "", "0 1-2 3-5 6-10 11-20 21-50 51-100 101-200 201-500 501-1000 1001-2000 2001-5000 5001-10000 10001-20000 20001-50000 50001-100000 100001-200000 200001-500000 500001-1000000 1000001+"},
		{"from one on", "min: 1", "1-2 3-5 6-10 11-20 21-50 51-100 101-200 201-500 501-1000 1001-2000 2001-5000 5001-10000 10001-20000 20001-50000 50001-100000 100001-200000 200001-500000 500001-1000000 1000001+"},
		{"few", "min: 1, max: 6", "1 2 3 4 5 6"},
		{"ten", "max: 9", "0 1 2 3 4 5 6 7 8 9"},
		{"to ten", "max: 10", "0-1 2-3 4-5 6-7 8-10"},
		{"to a hundred", "max: 100", "0-9 10-19 20-29 30-39 40-49 50-59 60-69 70-79 80-89 90-100"},
		{"ages", "min: 16, max: 99", "16-19 20-29 30-39 40-49 50-59 60-69 70-79 80-89 90-99"},
		{"below zero", "min: -20, max: 20", "-20--16 -15--11 -10--6 -5--1 0-4 5-9 10-14 15-20"},
		{"below zero, between round numbers", "min: -22, max: 22", "-22--21 -20--16 -15--11 -10--6 -5--1 0-4 5-9 10-14 15-19 20-22"},
		{"below zero without an end", "min: -4", "-4--3 -2--1 0 1-2 3-5 6-10 11-20 21-50 51-100 101-200 201-500 501-1000 1001-2000 2001-5000 5001-10000 10001-20000 20001-50000 50001-100000 100001-200000 200001-500000 500001-1000000 1000001+"},
		{"with a fraction", "max: 1, decimals: 1", "0-0.1 0.2-0.3 0.4-0.5 0.6-0.7 0.8-1"},
		{"with a fraction, without an end", "decimals: 2, min: 100000", "100000-199999.99 200000-499999.99 500000-999999.99 1000000+"},
		{"huge", "min: 5000000", "5000000+"},
		{"the author's", "bins: [0, 5, 10]", "0-4 5-9 10+"},
		{"the author's with an end", "bins: [5, 10], max: 12", "0-4 5-9 10-12"},
		{"the author's up to the last number", "bins: [0, 12], max: 12", "0-11 12"},
		{"the author's with a fraction", "bins: [0.5, 1], decimals: 1, max: 2", "0-0.4 0.5-0.9 1-2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := ask(t, strings.TrimSuffix("kind: number, "+tt.entry, ", "))
			var ids []string
			for i, bin := range q.Bins {
				ids = append(ids, bin.ID)
				if at := q.Bin(bin.From); at != i {
					t.Errorf("%s is counted in bin %d, want %d", bin.From, at, i)
				}
			}
			if got := strings.Join(ids, " "); got != tt.want {
				t.Errorf("%s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestNumbersFallIntoBins(t *testing.T) {
	q := ask(t, "kind: number, min: -3.5, max: 100, decimals: 2, bins: [0, 0.5, 10]")
	if q.Bounds.Min != "-3.5" || q.Bounds.Max != "100" || q.Bounds.Decimals != 2 {
		t.Errorf("%+v", q.Bounds)
	}
	for text, want := range map[string]int{
		"-3.5": 0, "-0.01": 0, "0": 1, "-0": 1, "0.49": 1, "0.4999": 1, "0.5": 2, "9.99": 2, "10": 3, "100": 3, "100.00": 3,
		"-3.51": -1, "100.01": -1, "": -1, "x": -1, "1e2": -1, "1,5": -1, " 5": -1, "0.49999": -1, "NaN": -1, "99999999999999999999": -1,
	} {
		if got := q.Bin(text); got != want {
			t.Errorf("%q is counted in bin %d, want %d", text, got, want)
		}
	}
	if labels := []string{string(q.Bins[0].Label), string(q.Bins[2].Label)}; !cmp.Equal(labels, []string{"-3.5 – -0.01", "0.5–9.99"}) {
		t.Errorf("labels %q", labels)
	}
	if open := ask(t, "kind: number"); open.Bin("999999999999") != len(open.Bins)-1 || open.Bin("-1") != -1 {
		t.Errorf("without bounds: %d, %d", open.Bin("999999999999"), open.Bin("-1"))
	}
}

func TestDateBins(t *testing.T) {
	tests := []struct {
		name, entry string
		n           int
		first, last string // ids
		label       string // of the first
		day         string
		at          int
	}{
		{"one day", "first: 2026-12-01, last: 2026-12-01", 1, "2026-12-01", "2026-12-01", "Tuesday 1 December 2026", "2026-12-01", 0},
		{"days", "first: 2026-12-01, last: 2027-02-02", 64, "2026-12-01", "2027-02-02", "Tuesday 1 December 2026", "2026-12-31", 30},
		{"weeks", "first: 2026-12-01, last: 2027-02-03", 10, "2026-W49", "2027-W05", "Week of 30 November 2026", "2027-01-03", 4},
		{"weeks up to 64", "first: 2026-01-01, last: 2027-03-21", 64, "2026-W01", "2027-W11", "Week of 29 December 2025", "2027-03-21", 63},
		{"months", "first: 2026-01-15, last: 2027-04-15", 16, "2026-01", "2027-04", "January 2026", "2026-02-01", 1},
		{"years", "first: 1950-06-01, last: 2026-06-01", 77, "1950", "2026", "1950", "2000-01-01", 50},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := ask(t, "kind: date, "+tt.entry)
			if len(q.Bins) != tt.n || q.Bins[0].ID != tt.first || q.Bins[len(q.Bins)-1].ID != tt.last || string(q.Bins[0].Label) != tt.label {
				t.Fatalf("%d bins from %+v to %+v", len(q.Bins), q.Bins[0], q.Bins[len(q.Bins)-1])
			}
			if got := q.Bin(tt.day); got != tt.at {
				t.Errorf("%s is counted in bin %d, want %d", tt.day, got, tt.at)
			}
			before, after := q.First.AddDate(0, 0, -1).Format("2006-01-02"), q.Last.AddDate(0, 0, 1).Format("2006-01-02")
			for _, none := range []string{before, after, "", "2026-02-30", "1.12.2026", "2026-12-1"} {
				if got := q.Bin(none); got != -1 {
					t.Errorf("%q is counted in bin %d", none, got)
				}
			}
			if q.Bin(q.First.Format("2006-01-02")) != 0 || q.Bin(q.Last.Format("2006-01-02")) != tt.n-1 {
				t.Error("the first or the last day is counted elsewhere")
			}
		})
	}
}

func TestOnlyNumbersAndDatesHaveBins(t *testing.T) {
	if got := ask(t, "kind: yes_no").Bin("yes"); got != -1 {
		t.Errorf("an option in bin %d", got)
	}
}
