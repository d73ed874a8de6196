package importer_test

import (
	"testing"

	"muster/internal/importer"
)

// TestLanguageOfASurvey is found by the letters of the titles and the form tool's own columns, unless it was decided.
func TestLanguageOfASurvey(t *testing.T) {
	const arabic = "Timestamp,ما دورك؟,متى يمكنك الحضور؟\n2026/05/01 1:00:01 PM GMT+3,مدير نظم,مساء الخميس\n2026/05/01 1:00:02 PM GMT+3,طالب,مساء الخميس\n"
	for _, test := range []struct {
		name, text, decided, want string
		told                      bool
	}{
		{"Arabic letters", arabic, "", "ar", true},
		{"decided otherwise", arabic, "en", "en", false},
		{"Persian has letters more", "Timestamp,نقش شما چیست؟\n2026/05/01 1:00:01 PM GMT+3,مدیر\n", "", "en", false},
		{"Latin letters", "Timestamp,Welche Rolle?\n2026/05/01 1:00:01 PM GMT+3,Leitung\n", "", "en", false},
		{"decided", "Timestamp,Welche Rolle?\n2026/05/01 1:00:01 PM GMT+3,Leitung\n", "de", "de", false},
		{"the tool's own columns", "Zeitstempel,Welche Rolle?\n2026/05/01 1:00:01 PM GMT+3,Leitung\n", "", "de", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			plan, err := importer.Infer(t.Context(), table(t, test.text), importer.InferConfig{
				ID: "club", Mapping: &importer.Mapping{Language: test.decided}, Now: now,
			})
			if err != nil {
				t.Fatal(err)
			}
			if got := plan.Survey.Language; got != test.want {
				t.Errorf("the survey is in %q, want %q", got, test.want)
			}
			if got := said(plan.Decisions, "in Arabic letters"); got != test.told {
				t.Errorf("decisions %q", plan.Decisions)
			}
			if got := plan.Report().Mapping.Language; got != test.decided {
				t.Errorf("the mapping keeps %q", got)
			}
		})
	}
}
