package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"muster/internal/results"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/tally"
)

// publication is what of one survey is public. Visitors read what stands here and cause no count.
type publication struct {
	site   *Site
	survey *survey.Survey
	*standing
}

// standing is how a publication stands. It outlives the versions of the survey.
type standing struct {
	now atomic.Pointer[published] // nil until it is read, and after somebody else has changed it

	change sync.Mutex // held by whoever counts, changes and saves it
	tried  trial      // guarded by change
}

// trial is when it was last tried to count again.
type trial struct {
	made      bool
	version   string    // of the survey
	responses int       // there were then
	next      int       // more or fewer there must be before trying again
	after     time.Time // when enough people have come but a panel was counted too lately; zero: no such panel
}

// published is one state of a publication, as it is kept.
type published struct {
	kept  store.Publication
	is    results.Publication
	pages drawnResults
}

func (p *published) open() bool { return !p.kept.Opened.IsZero() }

// publishes tells whether the site can make anything public.
func (site *Site) publishes() bool {
	return site.config.Publication != nil && site.config.SavePublication != nil && site.config.Founder.Gate != nil
}

// current gives what is public now.
func (p *publication) current(ctx context.Context) (*published, error) {
	if now := p.now.Load(); now != nil {
		return now, nil
	}
	p.change.Lock()
	defer p.change.Unlock()
	return p.read(ctx)
}

// read is current for who holds the lock.
func (p *publication) read(ctx context.Context) (*published, error) {
	if now := p.now.Load(); now != nil {
		return now, nil
	}
	now := &published{kept: store.Publication{Survey: p.survey.ID}, is: results.New()}
	kept, err := p.site.config.Publication(ctx, p.survey.ID)
	switch {
	case errors.Is(err, store.ErrNotFound):
	case err != nil:
		return nil, err
	default:
		now.kept = kept
		if now.is, err = results.Decode(kept.Document); err != nil {
			return nil, fmt.Errorf("survey %q: %w", p.survey.ID, err)
		}
	}
	p.now.Store(now)
	return now, nil
}

// save keeps a state; only then anybody sees it. When somebody else was faster, what they kept is read
// next time.
func (p *publication) save(ctx context.Context, kept store.Publication, is results.Publication) error {
	var err error
	if kept.Document, err = is.Encode(); err != nil {
		return err
	}
	if kept, err = p.site.config.SavePublication(ctx, kept); err != nil {
		p.now.Store(nil)
		return err
	}
	p.now.Store(&published{kept: kept, is: is})
	return nil
}

// recount counts a publication of the survey, whether it is kept or only thought of.
func (p *publication) recount(ctx context.Context, is results.Publication) (results.Publication, []results.Outlook, error) {
	founder := p.site.config.Founder
	if !founder.Freshness().Ready {
		return is, nil, notReady()
	}
	next, outlooks, err := is.Recount(ctx, p.survey, p.site.config.Now(), p.tally)
	if err != nil && !founder.Freshness().Ready {
		return is, nil, notReady() // the counts began to be made again meanwhile
	}
	return next, outlooks, err
}

// tally counts for the survey's panels.
func (p *publication) tally(ctx context.Context, queries []tally.Query) ([]tally.Table, error) {
	return p.site.config.Founder.Tally(ctx, p.survey.ID, queries)
}

// refreshResults counts anew what is public and due. One survey's trouble is not another's.
func (site *Site) refreshResults(ctx context.Context) error {
	if !site.publishes() {
		return nil
	}
	var errs []error
	for _, f := range site.served.Load().order {
		if site.config.Founder.Freshness().Ready {
			errs = append(errs, f.publication.refresh(ctx))
		}
	}
	return errors.Join(errs...)
}

func (p *publication) refresh(ctx context.Context) error {
	p.change.Lock()
	defer p.change.Unlock()
	now, err := p.read(ctx)
	if err != nil || !now.open() {
		return err
	}
	summary, err := p.site.config.Founder.Summary(ctx, p.survey.ID, tally.Filter{Unflagged: true})
	again := p.tried.version != p.survey.Version() || p.tried.due(summary.Responses, p.site.config.Now())
	if err != nil || !again {
		return err
	}
	next, outlooks, err := p.recount(ctx, now.is)
	if err != nil {
		return err
	}
	tried := newTrial(summary.Responses, outlooks, now.is.Batch)
	tried.version = p.survey.Version()
	if !counted(outlooks) {
		p.tried = tried
		return nil
	}
	err = p.save(ctx, now.kept, next)
	if errors.Is(err, store.ErrStale) {
		return nil // another process has counted, or a founder has changed something there
	}
	if err != nil {
		return err
	}
	p.tried = tried
	p.site.config.Log.Info("public results counted", slog.String("survey", p.survey.ID))
	return nil
}

// due tells whether trying again can bring something.
func (a trial) due(responses int, now time.Time) bool {
	waited := !a.after.IsZero() && !now.Before(a.after)
	return !a.made || waited || max(responses-a.responses, a.responses-responses) >= a.next
}

// newTrial notes how many must come, or until when to wait, before one of the panels may be counted.
func newTrial(responses int, outlooks []results.Outlook, batch int) trial {
	a := trial{made: true, responses: responses, next: batch}
	for _, o := range outlooks {
		switch {
		case o.Next > 0:
			a.next = min(a.next, o.Next)
		case o.State == results.Waiting && (a.after.IsZero() || o.After.Before(a.after)):
			a.after = o.After
		}
	}
	return a
}

func counted(outlooks []results.Outlook) bool {
	for _, o := range outlooks {
		if o.State == results.Counted {
			return true
		}
	}
	return false
}
