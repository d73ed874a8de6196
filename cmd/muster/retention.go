package main

import (
	"context"
	"log/slog"
	"time"

	"muster/internal/store"
	"muster/internal/survey"
)

// retentionEvery is how often the promises of the surveys are kept. Their spans are days and months.
const retentionEvery = time.Hour

// retention erases what the surveys promised not to keep any longer: answers, contact details, drafts.
type retention struct {
	store   *store.Store
	surveys func() []*survey.Survey // as they are now
	erased  func()                  // called when answers are gone, so that they are no longer counted
	now     func() time.Time
	log     *slog.Logger
}

// run works at once and then every hour, until ctx ends. What fails is tried again the next time.
func (r *retention) run(ctx context.Context) {
	tick := time.NewTicker(retentionEvery)
	defer tick.Stop()
	for {
		for _, s := range r.surveys() {
			if err := r.keep(ctx, s); err != nil && ctx.Err() == nil {
				r.log.Error("what a survey promised to erase is still there", "survey", s.ID, "error", err)
			}
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// keep erases what is due of one survey.
func (r *retention) keep(ctx context.Context, s *survey.Survey) error {
	now := r.now()
	expired, err := r.store.Expire(ctx, s.ID, due(s.Rules.KeepAnswers, now), due(s.Rules.KeepContacts, now))
	if expired != (store.Expired{}) {
		r.log.Info("erased as the survey promised", "survey", s.ID, "answers", expired.Answers, "contacts", expired.Contacts)
		r.erased()
	}
	if err != nil {
		return err
	}
	_, err = r.store.ExpireDrafts(ctx, s.ID, now.Add(-s.Rules.KeepDrafts))
	return err
}

// due is the moment before which everything goes; zero when nothing was promised.
func due(span survey.Span, now time.Time) time.Time {
	if span.IsZero() {
		return time.Time{}
	}
	return span.Before(now)
}
