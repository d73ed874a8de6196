package dashboard_test

import (
	"fmt"
	"testing"
	"time"

	"muster/internal/dashboard"
)

// repeat gives a crowd of n people of whom the first have the picks and the others none.
func repeat(tb testing.TB, n, answered int, picks map[string][]string) *crowd {
	tb.Helper()
	c := &crowd{survey: load(tb, "../../sample-data/powershell.yaml")}
	at := time.Date(2026, 3, 2, 12, 0, 0, 0, c.survey.Zone)
	for i := range n {
		p := person{at: at}
		if i < answered {
			p.picks = picks
		}
		c.people = append(c.people, p)
	}
	return c
}

const attended = "id: x\ntitle: X\npanels:\n  - {kind: ranking, question: attended}\n"

func TestBaseInWords(t *testing.T) {
	tests := []struct {
		name        string
		n, answered int
		query, want string
	}{
		{"nobody yet", 0, 0, "", "Nobody has answered yet."},
		{"nobody passes", 3, 3, "q.attended=never", "Nobody passes the filters."},
		{"nobody answered", 3, 0, "", "Nobody of 3 people answered this question."},
		{"one of one", 1, 1, "", "1 person answered this question."},
		{"one of many", 1400, 1, "", "1 person answered this question; 1,399 of 1,400 left it out."},
		{"all", 60, 60, "", "All 60 people answered this question."},
		{"most", 1_234, 1_200, "", "1,200 people answered this question; 34 of 1,234 left it out."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := repeat(t, tt.n, tt.answered, map[string][]string{"attended": {"often"}})
			got := panel(t, build(t, read(t, attended), c, tt.query), "ranking-attended").Base
			if got.Words != tt.want {
				t.Errorf("words = %q, want %q", got.Words, tt.want)
			}
		})
	}
}

func TestBaseOfBothQuestions(t *testing.T) {
	d := read(t, "id: x\ntitle: X\npanels:\n  - {kind: crosstab, rows: {question: attended}, columns: {purpose: help}}\n")
	picks := map[string][]string{"attended": {"often"}, "help": {"host"}}
	for answered, want := range map[int]string{
		60: "All 60 people answered both questions.",
		20: "20 people answered both questions; 40 of 60 left one or both out.",
		0:  "Nobody of 60 people answered both questions.",
	} {
		got := panel(t, build(t, d, repeat(t, 60, answered, picks), ""), "crosstab-attended-help").Base.Words
		if got != want {
			t.Errorf("words = %q, want %q", got, want)
		}
	}
}

// A rounded share must not make somebody nobody, nor nearly all all.
func TestSharesAtTheEnds(t *testing.T) {
	tests := []struct {
		often, never int
		want         string
	}{
		{0, 1000, "0%"}, {1, 999, "<1%"}, {4, 996, "<1%"}, {5, 995, "1%"},
		{500, 500, "50%"}, {995, 5, ">99%"}, {999, 1, ">99%"}, {1000, 0, "100%"},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt.often), func(t *testing.T) {
			c := repeat(t, tt.often, tt.often, map[string][]string{"attended": {"often"}})
			c.people = append(c.people, repeat(t, tt.never, tt.never, map[string][]string{"attended": {"never"}}).people...)
			for _, row := range panel(t, build(t, read(t, attended), c, ""), "ranking-attended").Table.Rows {
				if got := row.Cells[2].Text; row.ID == "often" && got != tt.want {
					t.Errorf("share = %q, want %q", got, tt.want)
				}
			}
		})
	}
}

func TestTimesInWords(t *testing.T) {
	for took, want := range map[time.Duration]string{
		42 * time.Second:                          "42 s",
		59*time.Second + 600*time.Millisecond:     "1 min 0 s",
		125 * time.Second:                         "2 min 5 s",
		time.Hour + 3*time.Minute + 9*time.Second: "1 h 3 min",
	} {
		c := repeat(t, 1, 1, nil)
		c.people[0].took = took
		d := read(t, "id: x\ntitle: X\npanels:\n  - {kind: figures, show: [median_time]}\n")
		f := panel(t, build(t, d, c, ""), "figures").Figures
		if len(f) != 1 || f[0].Value != want || *f[0].Number != took.Seconds() {
			t.Errorf("%v is shown as %+v, want %q", took, f, want)
		}
	}
}

func TestFiguresComeAsAsked(t *testing.T) {
	c := repeat(t, 40, 30, map[string][]string{"topics": {"basics", "errors"}})
	c.people = append(c.people, repeat(t, 10, 10, map[string][]string{"topics": {"none"}}).people...)
	d := read(t, `id: x
title: X
panels:
  - kind: figures
    show: [picks, responses]
  - kind: figures
    show: [picks, last_day]
    question: comfort
`)
	page := build(t, d, c, "")
	asked := panel(t, page, "figures").Figures
	if len(asked) != 2 || asked[0].Key != "picks" || asked[1].Key != "responses" {
		t.Fatalf("figures = %+v", asked)
	}
	// Sixty picks by forty people: none of these is an answer, but no pick.
	if *asked[0].Number != 1.5 || asked[0].Value != "1.5" || asked[0].Note != "60 picks by 40 people" {
		t.Errorf("picks = %+v", asked[0])
	}
	if other := panel(t, page, "figures--2").Figures; len(other) != 1 || other[0].Key != "last_day" {
		t.Errorf("a scale has no picks to count, yet the figures are %+v", other)
	}
}

func TestSelectionOfNothing(t *testing.T) {
	var none dashboard.Selection
	if none.String() != "" || len(none.Query()) != 0 || len(none.Words) != 0 {
		t.Errorf("the zero selection is %q", none)
	}
	form := none.Form(charlotte(t))
	for _, q := range form.All() {
		if q.Chosen != 0 {
			t.Errorf("%s: %d chosen", q.ID, q.Chosen)
		}
	}
}
