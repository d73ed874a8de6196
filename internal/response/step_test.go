package response_test

import (
	"net/url"
	"slices"
	"testing"

	"muster/internal/response"
)

// walk fills in a form page by page as a server without script would lead: it posts what it knows
// for the questions of each step and returns the steps it was led through.
func walk(t *testing.T, knows url.Values) (steps []int, at response.Given) {
	t.Helper()
	s := branching()
	posted := url.Values{}
	given, _ := response.Parse(s, posted)
	for step, ok := response.NextStep(s, given, -1); ok; step, ok = response.NextStep(s, given, step) {
		steps = append(steps, step)
		for _, q := range s.Steps()[step].Questions {
			posted[q.ID] = knows[q.ID]
		}
		var problems response.Problems
		given, problems = response.Parse(s, posted)
		if wrong := problems.In(s.Steps()[step].Questions); len(wrong) > 0 {
			t.Fatalf("step %d: %v", step, wrong)
		}
	}
	for i := len(steps) - 1; i > 0; i-- {
		if back, ok := response.PreviousStep(s, given, steps[i]); !ok || back != steps[i-1] {
			t.Errorf("before step %d comes %d, %v", steps[i], back, ok)
		}
	}
	if _, ok := response.PreviousStep(s, given, steps[0]); ok {
		t.Error("there is a step before the first")
	}
	return steps, given
}

func TestSteps(t *testing.T) {
	for _, c := range []struct {
		name  string
		knows url.Values
		want  []int
	}{
		{"every question of the first section is a step of its own", url.Values{"come": {"yes"}, "often": {"2"}, "years": {"3"}}, []int{0, 1, 2, 4}},
		{"one is left out", url.Values{"come": {"yes"}, "often": {"1"}}, []int{0, 1, 4}},
		{"the other section", url.Values{"come": {"no"}, "why": {"far"}}, []int{0, 3, 4}},
		{"skipped", url.Values{"why": {"far"}}, []int{0, 3, 4}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if steps, _ := walk(t, c.knows); !slices.Equal(steps, c.want) {
				t.Errorf("led through %v, want %v", steps, c.want)
			}
		})
	}
}

func TestProblemsByStep(t *testing.T) {
	s := branching()
	_, problems := response.Parse(s, url.Values{"come": {"no"}, "last": {"0123456789012345678901"}})
	if got := problems.Step(s); got != 3 {
		t.Errorf("the first problem is in step %d", got)
	}
	if in := problems.In(s.Steps()[4].Questions); len(in) != 1 || in[0].Question != "last" {
		t.Errorf("in the last step: %v", in)
	}
	if in := problems.In(s.Steps()[0].Questions); len(in) > 0 {
		t.Errorf("in the first step: %v", in)
	}
	if got := (response.Problems)(nil).Step(s); got != -1 {
		t.Errorf("no problem is in step %d", got)
	}
}

func TestAFormSentEmptyIsNoProblemOfAStep(t *testing.T) {
	s := branching()
	s.Question("why").Required = false
	_, problems := response.Parse(s, nil)
	if len(problems) != 1 || problems.Step(s) != 0 {
		t.Fatalf("%v, in step %d", problems, problems.Step(s))
	}
	for i, step := range s.Steps() {
		if in := problems.In(step.Questions); len(in) > 0 {
			t.Errorf("step %d: %v", i, in)
		}
	}
}
