package store_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
)

// charlotte is the survey that most tests answer.
func charlotte(t testing.TB) *survey.Survey { return sample(t, "charlotte") }

func sample(t testing.TB, name string) *survey.Survey {
	t.Helper()
	data, err := os.ReadFile("../../sample-data/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	form, problems := survey.Parse(name, data)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return form
}

// open opens a store and closes it at the end of the test.
func open(t testing.TB, path string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// fresh opens an empty store that knows the sample survey.
func fresh(t testing.TB) (*store.Store, *survey.Survey) {
	t.Helper()
	s, form := open(t, filepath.Join(t.TempDir(), "muster.db")), charlotte(t)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	return s, form
}

var noon = time.Date(2026, 11, 22, 12, 0, 0, 123_456_000, time.UTC)

// answer makes the nth response to a survey; the same n makes the same one.
func answer(form *survey.Survey, n int) *response.Response {
	return answerTo(form.ID, form.Version(), n)
}

func answerTo(id, version string, n int) *response.Response {
	raw := sha256.Sum256(fmt.Append(nil, "id", n))
	receipt := sha256.Sum256(fmt.Append(nil, "receipt", n))
	return &response.Response{
		ID: response.IDFrom([16]byte(raw[:16])), Survey: id, Version: version, Source: "form",
		Started: noon.Add(time.Duration(n) * time.Second), Submitted: noon.Add(time.Duration(n+90) * time.Second),
		Answers: response.Answers{
			"roles":     {Picks: []string{"engineer", "leader"}},
			"topics":    {Picks: []string{"azure", "virtualization", "terraform", "entra", "powershell", "automation", "speaking"}},
			"speak":     {Picks: []string{"powershell"}},
			"journey":   {Picks: []string{"some_years"}},
			"style":     {Picks: []string{"speaker", "hands_on"}},
			"often":     {Picks: []string{"monthly"}},
			"when":      {Picks: []string{"weekday_evening", "weekday_lunch"}},
			"place":     {Picks: []string{"both"}},
			"help":      {Picks: []string{"join", "organise"}},
			"challenge": {Text: "We would like to leave our old datacenter and do not know where to begin."},
		},
		Receipt: receipt[:],
	}
}

// answers makes the responses from the first to before the last number.
func answers(form *survey.Survey, from, to int) []*response.Response {
	version := form.Version()
	batch := make([]*response.Response, 0, to-from)
	for n := from; n < to; n++ {
		batch = append(batch, answerTo(form.ID, version, n))
	}
	return batch
}
