package web

import (
	"errors"
	"fmt"

	"muster/internal/survey"
)

// served is what a site serves at one moment. Nobody changes it: Update puts another in its place, and a
// request that began with this one ends with it.
type served struct {
	forms map[string]*form // by the survey's id
	order []*form
	short map[string]*form // by the short address of those that have one
}

// Update has the site serve these surveys from now on instead of those it serves. A survey of the same id
// takes the other's place: what is known of how full it is and of what is public stays, and a form that
// somebody has open can be sent as after a new start with another file. After an error everything is as it
// was.
func (site *Site) Update(surveys []*survey.Survey) error {
	site.updating.Lock()
	defer site.updating.Unlock()
	next, err := site.serve(surveys, site.served.Load())
	if err != nil {
		return err
	}
	site.served.Store(next)
	select {
	case site.changed <- struct{}{}:
	default: // it is noted already
	}
	return nil
}

// serve makes ready what is new and takes over what is not.
func (site *Site) serve(surveys []*survey.Survey, now *served) (*served, error) {
	next := &served{forms: map[string]*form{}, short: map[string]*form{}}
	for _, s := range surveys {
		f, err := site.formOf(s, now.forms[s.ID])
		if err != nil {
			return nil, fmt.Errorf("render survey %q: %w", s.ID, err)
		}
		if next.forms[s.ID] != nil {
			return nil, fmt.Errorf("web: two surveys have the id %q", s.ID)
		}
		next.forms[s.ID], next.order = f, append(next.order, f)
		if err := next.shorten(f, site.reserved); err != nil {
			return nil, err
		}
	}
	return next, nil
}

// formOf gives the form of a survey; was is the one of that id so far, or nil.
func (site *Site) formOf(s *survey.Survey, was *form) (*form, error) {
	if was != nil && was.version == s.Version() {
		return was, nil
	}
	if s.Layout == survey.Pages && !site.config.keepsDrafts() {
		return nil, errors.New("it is in pages; SaveDraft, Draft and DropDraft must be set")
	}
	f, err := site.newForm(s)
	if err != nil {
		return nil, err
	}
	f.seats, f.publication = &seats{}, &publication{site: site, survey: s, standing: &standing{}}
	if was != nil {
		f.seats, f.publication.standing = was.seats, was.publication.standing
	}
	return f, nil
}

// survey returns the survey with that id, or nil.
func (site *Site) survey(id string) *survey.Survey {
	if f := site.served.Load().forms[id]; f != nil {
		return f.survey
	}
	return nil
}
