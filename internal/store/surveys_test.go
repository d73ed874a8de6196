package store_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/store"
	"muster/internal/survey"
)

func versions(t *testing.T, s *store.Store) map[string]string {
	t.Helper()
	surveys, err := s.Surveys(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	current := map[string]string{}
	for i, form := range surveys {
		if i > 0 && surveys[i-1].ID >= form.ID {
			t.Errorf("%s stands before %s", surveys[i-1].ID, form.ID)
		}
		current[form.ID] = form.Version()
	}
	return current
}

func TestPutSurveyKeepsEveryVersion(t *testing.T) {
	path := filepath.Join(t.TempDir(), "muster.db")
	s := open(t, path)
	other := sample(t, "powershell")
	old := charlotte(t)
	changed, problems := survey.Parse("charlotte.yaml", append(bytes.Clone(old.Source), "# a remark\n"...))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	steps := []struct {
		name string
		put  *survey.Survey
		want map[string]string
	}{
		{"the first", other, map[string]string{other.ID: other.Version()}},
		{"another", old, map[string]string{other.ID: other.Version(), old.ID: old.Version()}},
		{"the same again", old, map[string]string{other.ID: other.Version(), old.ID: old.Version()}},
		{"changed", changed, map[string]string{other.ID: other.Version(), old.ID: changed.Version()}},
		{"back", old, map[string]string{other.ID: other.Version(), old.ID: old.Version()}},
	}
	for _, step := range steps {
		if err := s.PutSurvey(t.Context(), step.put); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(step.want, versions(t, s)); diff != "" {
			t.Errorf("%s: %s", step.name, diff)
		}
		named, err := s.SurveyVersions(t.Context())
		if diff := cmp.Diff(step.want, named); diff != "" || err != nil {
			t.Errorf("%s: %s %v", step.name, diff, err)
		}
	}
	if n := query(t, path, `SELECT count(*) FROM surveys`); n != "3" {
		t.Errorf("%s versions are kept; want 3", n)
	}
	mustAppend(t, s, answers(changed, 0, 1)) // a form that was open while the survey changed
}

func TestSurveysReportsWhatItCannotRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "muster.db")
	s := open(t, path)
	execute(t, path, `INSERT INTO surveys VALUES ('damaged', '1', CAST('title: no questions' AS BLOB), 0, 1)`)
	if _, err := s.Surveys(t.Context()); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("got %v", err)
	}
}

// A command may start while the service does, on a new file.
func TestOpenAtOnce(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	var all sync.WaitGroup
	for n := range 4 {
		all.Go(func() {
			s, err := store.Open(t.Context(), store.Config{Path: path})
			if err != nil {
				t.Error(err)
				return
			}
			defer s.Close()
			if err := s.PutSurvey(t.Context(), form); err != nil {
				t.Error(err)
				return
			}
			if _, err := s.Append(t.Context(), answers(form, n*10, n*10+15)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n, err := open(t, path).Count(t.Context(), form.ID); err != nil || n != 45 {
		t.Errorf("%d responses, %v; want 45", n, err)
	}
}
