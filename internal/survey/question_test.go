package survey_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/survey"
)

func TestWhatAKindIs(t *testing.T) {
	tests := []struct {
		kind                            string
		choice, single, countable, free bool
	}{
		{"one", true, true, true, false},
		{"many", true, false, true, false},
		{"yes_no", true, true, true, false},
		{"ranking", true, false, true, false},
		{"slots", true, false, true, false},
		{"place", false, false, false, true},
		{"listed", true, true, true, false},
		{"scale", false, false, true, false},
		{"grid", false, false, true, false},
		{"number", false, false, true, false},
		{"date", false, false, true, false},
		{"text", false, false, false, true},
		{"long_text", false, false, false, true},
		{"link", false, false, false, true},
		{"email", false, false, false, true},
		{"consent", false, false, false, false},
	}
	for _, tt := range tests {
		t.Run(tt.kind, func(t *testing.T) {
			file := "id: x\ntitle: X\nquestions:\n  - " + entry(tt.kind) + "\n"
			if tt.kind == "email" {
				file += "  - " + strings.Replace(entry("consent"), "id: q", "id: r", 1) + "\n"
			}
			s, problems := survey.Parse("f", []byte(file))
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			q := s.Questions[0]
			got := []bool{q.Choice(), q.Single(), q.Countable(), q.Free(), q.Personal()}
			if diff := cmp.Diff([]bool{tt.choice, tt.single, tt.countable, tt.free, tt.kind == "email" || tt.kind == "consent"}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOptionsAreFound(t *testing.T) {
	q := ask(t, "kind: many, groups: [{id: g, label: G, options: [{id: a, label: A}, {id: b, label: B}]}, {id: h, label: H, options: [{id: c, label: C}]}], other: Else")
	if o, at := q.Option("b"); at != 1 || o.Label != "B" || o.Group != "g" {
		t.Errorf("b is %+v at %d", o, at)
	}
	if o, at := q.Option("nobody"); at != -1 || o.ID != "" {
		t.Errorf("nobody is %+v at %d", o, at)
	}
	if diff := cmp.Diff([]string{"a", "b"}, ids(q.Group("g"))); diff != "" {
		t.Error(diff)
	}
	if got := q.Group("nothing"); got != nil {
		t.Errorf("a group that is not there has %v", got)
	}
	if o, has := q.Written(); !has || o.ID != "other" {
		t.Errorf("own words beside %+v", o)
	}
	if _, has := ask(t, "kind: yes_no").Written(); has {
		t.Error("own words beside yes and no")
	}
	want := []survey.Category{{ID: "a", Label: "A", Group: "g"}, {ID: "b", Label: "B", Group: "g"}, {ID: "c", Label: "C", Group: "h"}, {ID: "other", Label: "Else"}}
	if diff := cmp.Diff(want, q.Categories()); diff != "" {
		t.Error(diff)
	}
}

func TestNumbersAsTheyAreWritten(t *testing.T) {
	for written, want := range map[string]string{
		"0": "0", "12": "12", "+3": "3", "-3": "-3", "007": "7", "2.50": "2.5", "-0.5": "-0.5", "0.1234": "0.1234", "1.00000": "1",
		"999999999999": "999999999999", "\"15\"": "15", "-0": "0", "-0.0001": "-0.0001",
	} {
		q := ask(t, "kind: number, decimals: 4, max: 1000000000000, min: "+written)
		if q.Bounds.Min != want {
			t.Errorf("%s is read as %s, want %s", written, q.Bounds.Min, want)
		}
	}
	for _, wrong := range []string{"1e3", "0x10", ".5", "5.", "1,5", "1_000", "ten", "0.12345", "10000000000000", "--1", "NaN", ".inf", "1 000", "٣"} {
		got := refuse(t, "questions: [{id: q, title: Q, kind: number, decimals: 4, min: \""+wrong+"\"}]")
		if !strings.Contains(got, "expected a number such as 12 or 2.5") {
			t.Errorf("%s: %s", wrong, got)
		}
	}
}

func TestPicksAreCounted(t *testing.T) {
	for _, kind := range []string{"many", "ranking", "slots"} {
		s := parse(t, "questions: ["+strings.TrimSuffix(entry(kind), "}")+", min: 1, max: 2}]")
		if q := s.Questions[0]; q.Min != 1 || q.Max != 2 {
			t.Errorf("%s: %d to %d", kind, q.Min, q.Max)
		}
	}
	for more, want := range map[string]string{
		"min: 2, max: 1": "max 1 is below min 2", "min: -1": "expected a whole number of picks", "max: 1.5": "expected a whole number of picks",
		"max: few": "expected a whole number of picks", "min: 3": "min 3 is more than the 2 options there are",
	} {
		if got := problemsOf(strings.TrimSuffix(entry("many"), "}") + ", " + more + "}"); !strings.Contains(got, want) {
			t.Errorf("%s: %s", more, got)
		}
	}
}
