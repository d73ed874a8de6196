package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
)

// reachedField is kept in a draft alone: the furthest step that was shown.
const reachedField = "_reached"

// draftAddress is where a draft is taken up again. Whoever has it can read the draft.
func draftAddress(survey, token string) string { return "/s/" + url.PathEscape(survey) + "/d/" + token }

// draft finds a draft by its token; ok is false when there is none, or it is older than drafts are
// kept and only waits to be deleted.
func (site *Site) draft(ctx context.Context, f *form, token string) (kept store.Draft, ok bool, err error) {
	if site.config.Draft == nil || !validToken(token) {
		return store.Draft{}, false, nil
	}
	kept, err = site.config.Draft(ctx, tokenHash(token))
	if errors.Is(err, store.ErrNotFound) {
		return store.Draft{}, false, nil
	}
	old := kept.Saved.Add(f.survey.Rules.KeepDrafts).Before(site.config.Now())
	return kept, err == nil && kept.Survey == f.survey.ID && !old, err
}

// resume adds to a posted form what its draft holds: the steps that were filled in before, and the
// response they belong to.
func (site *Site) resume(ctx context.Context, posted *submission) {
	kept, found, err := site.draft(ctx, posted.form, posted.draft)
	switch {
	case err != nil:
		posted.trouble = err
	case !found:
		posted.lost, posted.draft = true, ""
	default:
		posted.join(kept)
	}
}

// join puts what was posted over what was kept.
func (p *submission) join(kept store.Draft) {
	before := readCarried(kept.Values)
	p.id, p.stamp = before.id, before.stamp
	p.language = cmp.Or(p.language, before.language)
	p.source = cmp.Or(p.source, before.source)
	p.invitation = cmp.Or(p.invitation, before.invitation)
	p.access = cmp.Or(p.access, before.access)
	p.trapped = p.trapped || kept.Values.Get(trapField) != ""
	p.reached, _ = strconv.Atoi(kept.Values.Get(reachedField))
	own := p.survey.Questions
	if !p.whole {
		own = p.step().Questions
	}
	p.values = merge(p.survey, kept.Values, p.values, own)
}

// merge gives the fields of a form of which one step was posted. The fields of that step are replaced
// as a whole, because a box that is not ticked any more is not posted.
func merge(s *survey.Survey, kept, posted url.Values, step []*survey.Question) url.Values {
	merged := url.Values{}
	for _, q := range s.Questions {
		own := slices.Contains(step, q)
		for name := range fieldsOf(q) {
			switch values, again := posted[name]; {
			case again:
				merged[name] = values
			case !own && kept[name] != nil:
				merged[name] = kept[name]
			}
		}
	}
	return merged
}

// fieldsOf gives the names that a question's answer has on the form.
func fieldsOf(q *survey.Question) iter.Seq[string] {
	return func(yield func(string) bool) {
		if !yield(q.ID) {
			return
		}
		if _, has := q.Written(); has && !yield(response.OtherField(q.ID)) {
			return
		}
		if q.Kind != survey.Ranking {
			return
		}
		for _, o := range q.Options {
			if !yield(response.RankField(q.ID, o.ID)) {
				return
			}
		}
	}
}

// errOften is the error of a network from which more is to be kept than any room full of people types.
var errOften = errors.New("too much is to be kept for one network")

// noRoom tells whether a draft was not written for want of room, or to keep some for others.
func noRoom(err error) bool { return errors.Is(err, errOften) || errors.Is(err, store.ErrDraftsFull) }

// keep stores what was filled in so far as a draft, to be taken up again at a step. A draft that is
// new gets its token here, once it is there: until then the form itself carries everything.
func (site *Site) keep(ctx context.Context, posted *submission, step int) error {
	if !site.limits.drafts.take(posted.client, posted.now) {
		return errOften
	}
	token := cmp.Or(posted.draft, site.newToken())
	posted.reached = max(posted.reached, step)
	err := site.config.SaveDraft(ctx, tokenHash(token), store.Draft{
		Survey: posted.survey.ID, ID: posted.id, Values: posted.toKeep(), Step: step, Saved: posted.now,
	})
	if errors.Is(err, store.ErrDraftTooLarge) {
		return bodyTooLarge()
	}
	if err != nil {
		return err
	}
	if posted.draft == "" && !posted.whole {
		site.visits.start(*posted)
	}
	posted.draft = token
	return nil
}

// toKeep are the fields of a draft: the answers as they were typed, and what the form carries.
func (p *submission) toKeep() url.Values {
	values := merge(p.survey, nil, p.values, nil)
	for _, field := range p.carried.list() {
		if field.value != "" && field.name != draftField {
			values.Set(field.name, field.value)
		}
	}
	if p.trapped {
		values.Set(trapField, "1")
	}
	values.Set(reachedField, strconv.Itoa(p.reached))
	return values
}

// dropDraft deletes a draft that has been sent. If that fails it goes when its time is over.
func (site *Site) dropDraft(c *gin.Context, token string) {
	if token == "" || site.config.DropDraft == nil {
		return
	}
	// Whoever sent the form and has gone since wants the draft gone all the same.
	ctx := context.WithoutCancel(c.Request.Context())
	if err := site.config.DropDraft(ctx, tokenHash(token)); err != nil && !errors.Is(err, store.ErrNotFound) {
		site.noteFailure(c, http.StatusSeeOther, fmt.Errorf("delete a draft: %w", err))
	}
}
