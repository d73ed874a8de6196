package survey_test

import (
	"os"
	"testing"

	"muster/internal/survey"
)

// FuzzParse holds that whatever Parse accepts can be asked in steps, shuffled and counted, and can be
// written and read back to the same survey in every language.
func FuzzParse(f *testing.F) {
	for _, name := range []string{
		"../../sample-data/charlotte.yaml", "../../sample-data/powershell.yaml", "../../sample-data/everything.yaml",
		"testdata/wrong.yaml",
	} {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, question := range []string{
		"{id: a, kind: scale, title: A, scale: {from: 0, to: 10, labels: {0: no, 10: yes}}}",
		"{id: a, kind: one, title: A, other: B, options: [{id: b, label: \"0x1\"}]}",
		"{id: a, kind: number, title: A, min: -3.5, decimals: 1, bins: [0, 2.5]}",
		"{id: a, kind: date, title: A, first: 2026-01-01, last: 2031-01-01}",
		"{id: a, kind: slots, title: A, days: [sun], parts: [{id: x, label: X}]}",
		"{id: a, kind: yes_no, title: A, yes: Sure}, {id: b, kind: text, title: B, show_if: {a: \"yes\"}}",
		"{id: a, kind: many, title: A, options: [{id: b, label: {en: B, de: C}}], levels: [{id: c, label: C}]}",
		"{id: a, kind: grid, title: A, statements: [{id: b, title: B}], scale: {from: 1, to: 2, labels: {1: X, 2: Y}}}",
	} {
		f.Add([]byte("id: x\ntitle: X\nopens: 2026-01-01\nlanguages: [en, de]\nkeep_answers: 2 years\nquestions: [" + question + "]"))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		want, problems := survey.Parse("f", data)
		if len(problems) > 0 {
			return
		}
		asked := 0
		for _, step := range want.Steps() {
			asked += len(step.Questions)
		}
		if asked != len(want.Questions) {
			t.Errorf("%d of %d questions are asked", asked, len(want.Questions))
		}
		sound(t, want)
		same(t, want, again(t, want, nil))
	})
}

// sound holds what code behind Parse relies on.
func sound(t *testing.T, s *survey.Survey) {
	t.Helper()
	for _, q := range s.Questions {
		if q.Countable() && len(q.Categories()) == 0 {
			t.Errorf("question %q is counted in no categories", q.ID)
		}
		seen := map[string]bool{}
		for _, c := range q.Categories() {
			if seen[c.ID] || c.ID == "" {
				t.Errorf("question %q has category %q twice", q.ID, c.ID)
			}
			seen[c.ID] = true
		}
		for i, bin := range q.Bins {
			if at := q.Bin(bin.From); at != i && (i > 0 || q.Kind == survey.Number) {
				t.Errorf("question %q counts %s, where bin %d begins, in %d", q.ID, bin.From, i, at)
			}
		}
		for _, variant := range []int{0, 1, survey.Variants} {
			if len(q.Shuffled(variant)) != len(q.Options) {
				t.Errorf("question %q loses options in variant %d", q.ID, variant)
			}
		}
		if q.Free() != (q.MaxLength > 0) {
			t.Errorf("question %q of kind %s has max length %d", q.ID, q.Kind, q.MaxLength)
		}
	}
}
