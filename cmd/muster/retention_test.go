package main

import (
	"context"
	"io"
	"log/slog"
	"testing"
	"time"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
)

// TestRetention lets the time pass that a survey promised to keep answers, contacts and drafts.
func TestRetention(t *testing.T) {
	tests := []struct {
		name                      string
		rules                     survey.Rules
		answers, contacts, drafts int // that are left of one each
	}{
		{"nothing was promised", survey.Rules{KeepDrafts: 60 * 24 * time.Hour}, 1, 1, 1},
		{"answers", survey.Rules{KeepAnswers: survey.Span{Months: 1}, KeepDrafts: 60 * 24 * time.Hour}, 0, 0, 1},
		{"contacts", survey.Rules{KeepContacts: survey.Span{Days: 20}, KeepDrafts: 60 * 24 * time.Hour}, 1, 0, 1},
		{"not yet", survey.Rules{KeepAnswers: survey.Span{Months: 2}, KeepContacts: survey.Span{Days: 50}, KeepDrafts: 60 * 24 * time.Hour}, 1, 1, 1},
		{"drafts", survey.Rules{KeepDrafts: 7 * 24 * time.Hour}, 1, 1, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			kept := keptFor(t, 40*24*time.Hour)
			s := *readCharlotte(t)
			s.Rules = test.rules
			erased := 0
			r := retention{
				store: kept, surveys: func() []*survey.Survey { return []*survey.Survey{&s} }, erased: func() { erased++ }, now: time.Now, log: slog.New(slog.DiscardHandler),
			}
			ctx, stop := context.WithCancel(t.Context())
			done := make(chan struct{})
			go func() { defer close(done); r.run(ctx) }()
			eventually(t, "what is due goes", func() bool {
				answers, contacts, drafts := left(t, kept)
				return answers == test.answers && contacts == test.contacts && drafts == test.drafts
			})
			stop()
			<-done
			if want := test.answers < 1 || test.contacts < 1; want != (erased > 0) {
				t.Errorf("the counter was told %d times", erased)
			}
		})
	}
}

func readCharlotte(t *testing.T) *survey.Survey {
	t.Helper()
	s, err := readSurvey(charlotte)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// keptFor opens a store with an answer, its contact details and a draft of that age.
func keptFor(t *testing.T, age time.Duration) *store.Store {
	t.Helper()
	then := time.Now().Add(-age)
	kept, err := openStore(t.Context(), environment{stderr: io.Discard}, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { kept.Close() })
	s := readCharlotte(t)
	if err := kept.store.PutSurvey(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	_, err = kept.store.Append(t.Context(), []*response.Response{{
		ID: oldID, Survey: s.ID, Version: s.Version(), Source: "form", Submitted: then,
		Answers: response.Answers{"roles": {Picks: []string{"engineer"}}},
		Contact: &response.Contact{Fields: map[string]string{"email": "zoe@example.net"}, Consent: true, Statement: "Yes."},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if err := kept.store.SaveDraft(t.Context(), []byte(oldDraft), store.Draft{Survey: s.ID, Saved: then}); err != nil {
		t.Fatal(err)
	}
	return kept.store
}

const (
	oldID    = "aaaaaaaaaaaaaaaaaaaaaaaaaa"
	oldDraft = "00000000000000000000000000000000"
)

// left counts what is there.
func left(t *testing.T, kept *store.Store) (answers, contacts, drafts int) {
	t.Helper()
	n, err := kept.Count(t.Context(), "charlotte")
	if err != nil {
		t.Fatal(err)
	}
	people, err := kept.Contacts(t.Context(), "charlotte")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := kept.Draft(t.Context(), []byte(oldDraft)); err == nil {
		drafts = 1
	}
	return int(n), len(people), drafts
}
