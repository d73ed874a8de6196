package survey_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muster/internal/survey"
)

func samples(t *testing.T) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob("../../sample-data/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no sample surveys: %v", err)
	}
	out := map[string][]byte{}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(name)] = data
	}
	return out
}

func TestSamplesAreSound(t *testing.T) {
	for name, data := range samples(t) {
		if _, problems := survey.Parse(name, data); len(problems) > 0 {
			t.Errorf("%v", problems)
		}
	}
}

func TestWriteReadsBackTheSame(t *testing.T) {
	for name, data := range samples(t) {
		want, problems := survey.Parse(name, data)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		text, err := survey.Write(want, map[string]string{"questions[0]": "a note", "questions[0].options[0]": "12 people"})
		if err != nil {
			t.Fatal(err)
		}
		got, problems := survey.Parse(name, text)
		if len(problems) > 0 {
			t.Fatalf("%v\n%s", problems, text)
		}
		if want.Zone.String() != got.Zone.String() {
			t.Errorf("%s: zone %s became %s", name, want.Zone, got.Zone)
		}
		ignore := cmpopts.IgnoreFields(survey.Survey{}, "Source", "Zone")
		if diff := cmp.Diff(want, got, ignore); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
