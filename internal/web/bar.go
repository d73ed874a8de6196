package web

import (
	"net/url"

	"muster/internal/dashboard"
	"muster/internal/survey"
)

// filterBar is what the template part "founder-filters" shows: how many answers the page is of, the
// filters in force, and a form to choose others. It stands above the panels of a page.
type filterBar struct {
	Path    string            // of the page, without its parameters
	Own     []parameter       // the page's parameters that are no filters; its filters keep them
	Filters dashboard.Filters // the form
	Words   []dashboard.Word  // the filters in force
	Fresh   string            // how far the counts reach, in words
	Date    string            // of today, for paper

	Counted   bool // false while the counts are being made: then nobody knows how many there are
	Responses int  // people the filters let through
	All       int  // people there are without filters

	Live   string  // where the page hears of new answers; "" for nowhere
	Seq    int64   // the last answer that it counts
	Offers []offer // what can be had of the same answers
}

// parameter is a name and a value in an address.
type parameter struct{ Name, Value string }

// offer is a file or a page that is made of the same answers.
type offer struct{ Text, Address string }

// Clear is the address of the page without filters.
func (b filterBar) Clear() string { return b.To("") }

// To is the address of the page with other filters.
func (b filterBar) To(query string) string { return withQuery(b.Path, joined(query, b.keep())) }

// today is the day in the survey's time zone, in words.
func (f *founders) today(s *survey.Survey) string {
	return f.site.config.Now().In(s.Zone).Format("2 January 2006")
}

// keep is the query of the page's own parameters.
func (b filterBar) keep() string {
	own := url.Values{}
	for _, p := range b.Own {
		own.Add(p.Name, p.Value)
	}
	return own.Encode()
}

// bar begins the filter bar of a page: with what is known before anything is counted.
func (f *founders) bar(r reading, path string) filterBar {
	return filterBar{
		Path: path, Filters: r.selection.Form(r.survey), Words: r.selection.Words, Date: f.today(r.survey),
		Fresh: r.fresh.words(f.site.config.Now()), Live: surveyPath(r.survey, "live"), Seq: r.fresh.Seq,
	}
}

// counted adds what the page's counts tell.
func (b filterBar) counted(p *dashboard.Page) filterBar {
	b.Counted, b.Responses, b.All, b.Words = true, p.Responses, p.All, p.Words
	return b
}
