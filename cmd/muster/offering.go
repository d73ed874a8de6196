package main

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"muster/internal/account"
	"muster/internal/survey"
	"muster/internal/web"
)

// noticeEvery is how often the store is asked for surveys that another process has put, mostNotice how long
// it takes after many failures.
const (
	noticeEvery = 2 * time.Second
	mostNotice  = time.Minute
)

// offering is the surveys that a running service offers: those of the store, which founders change in
// the browser, and other processes over the same directory.
type offering struct {
	kept    *keeping
	counter *counter
	gate    *account.Gate
	site    *web.Site

	mu  sync.Mutex // held by whoever takes changes over
	now atomic.Pointer[[]*survey.Survey]
}

// all gives the surveys as they are offered now.
func (o *offering) all() []*survey.Survey { return *o.now.Load() }

// putNew is put for a survey whose id must be free.
func (o *offering) putNew(ctx context.Context, s *survey.Survey) error {
	if err := o.kept.store.PutNewSurvey(ctx, s); err != nil {
		return err
	}
	return o.takeOver(ctx)
}

// put keeps a survey and offers it.
func (o *offering) put(ctx context.Context, s *survey.Survey) error {
	if err := o.kept.putSurvey(ctx, s); err != nil {
		return err
	}
	return o.takeOver(ctx)
}

// takeOver offers the surveys of the store as they are there now. The counts come before the pages that
// ask for them. What fails here is tried again by watch.
func (o *offering) takeOver(ctx context.Context) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	versions, err := o.kept.store.SurveyVersions(ctx)
	if err != nil || maps.Equal(versions, versionsOf(o.all())) {
		return err
	}
	surveys, err := o.kept.store.Surveys(ctx)
	if err != nil {
		return err
	}
	if err := o.counter.setSurveys(ctx, surveys); err != nil {
		return fmt.Errorf("count other surveys: %w", err)
	}
	if err := o.site.Update(surveys); err != nil {
		return fmt.Errorf("serve other surveys: %w", err)
	}
	o.gate.SetWords(guesses(surveys))
	o.now.Store(&surveys)
	return nil
}

// watch offers what other processes put into the store, until ctx ends.
func (o *offering) watch(ctx context.Context) {
	wait := noticeEvery
	for {
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return
		}
		wait = min(2*wait, mostNotice)
		if err := o.takeOver(ctx); err == nil {
			wait = noticeEvery
		} else if ctx.Err() == nil {
			logger(o.kept.env).Error("surveys were changed and are not offered yet", "error", err, "again_in", wait)
		}
	}
}

func versionsOf(surveys []*survey.Survey) map[string]string {
	versions := map[string]string{}
	for _, s := range surveys {
		versions[s.ID] = s.Version()
	}
	return versions
}

// guesses are the words that somebody would try first as a password here.
func guesses(surveys []*survey.Survey) []string {
	words := []string{"muster"}
	for _, s := range surveys {
		words = append(words, string(s.Title), s.ID)
	}
	return words
}
