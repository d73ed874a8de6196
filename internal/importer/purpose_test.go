package importer_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/survey"
)

// Purposes are given where title and kind leave little doubt, once each, and never against what was decided.
func TestPurposesByTitle(t *testing.T) {
	file := "Timestamp,Your role,Which topics?,More topics?,Would you give a talk?,Your position\n" +
		strings.Repeat("2026-01-02 10:00:00,Cook,Bread;Soup,Tea;Milk,Yes,Here\n2026-01-02 11:00:00,Host,Soup;Bread,Milk;Tea,No,There\n", 5)
	tests := []struct {
		name, decided string
		want          map[string]survey.Purpose
	}{
		{"by title", "columns: []", map[string]survey.Purpose{"Your role": survey.Role, "Which topics?": survey.Topic}},
		{"another was chosen", "columns: [{column: More topics?, purpose: topic}]", map[string]survey.Purpose{"Your role": survey.Role, "More topics?": survey.Topic}},
		{"none was chosen", "columns: [{column: Your role, kind: one}]", map[string]survey.Purpose{"Which topics?": survey.Topic}},
		{"a spelling was decided", "columns: [{column: Your role, values: [{value: Host, option: Cook}]}]",
			map[string]survey.Purpose{"Your role": survey.Role, "Which topics?": survey.Topic}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			plan := inferWith(t, file, test.decided)
			got := map[string]survey.Purpose{}
			for _, q := range plan.Survey.Questions {
				if q.Purpose != survey.NoPurpose {
					got[string(q.Title)] = q.Purpose
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			if test.decided == "columns: []" && !strings.Contains(strings.Join(plan.Decisions, "\n"), "“Which topics?”") {
				t.Error("nothing says why")
			}
		})
	}
}
