package web

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"muster/internal/account"
	"muster/internal/survey"
)

// newSurvey stands in an address where a survey is that is still to be made.
const newSurvey = "new"

// importRooms are the pages on which answers come in from files of other form tools; there are none where
// nothing can be stored.
func (f *founders) importRooms() []room {
	if f.config.Import == nil {
		return nil
	}
	const start, file = "/surveys/:survey/import", "/surveys/:survey/import/:upload"
	return append([]room{
		{http.MethodGet, start, f.importing(f.showImport)},
		{http.MethodPost, start, f.importing(f.takeImport)},
		{http.MethodGet, file, f.importing(f.uploaded(f.showUpload))},
		{http.MethodPost, file, f.importing(f.uploaded(f.takeFile))},
		{http.MethodPost, file + "/store", f.importing(f.uploaded(f.takeStore))},
		{http.MethodPost, file + "/again", f.importing(f.uploaded(f.takeAgain))},
		{http.MethodGet, file + "/mapping.yaml", f.importing(f.uploaded(f.sendMapping))},
		{http.MethodPost, file + "/mapping", f.importing(f.uploaded(f.takeMapping))},
		{http.MethodGet, file + "/refused.csv", f.importing(f.uploaded(f.sendRefused))},
		{http.MethodGet, file + "/columns/:column", f.importing(f.uploaded(f.showColumn))},
		{http.MethodPost, file + "/columns/:column", f.importing(f.uploaded(f.takeColumn))},
	}, f.pastRooms()...)
}

// incoming is a request about a file for a survey.
type incoming struct {
	survey *survey.Survey // nil when one is to be made
	person account.Person
}

// importing lets founders in and nobody else.
func (f *founders) importing(enter func(*gin.Context, incoming) error) func(*gin.Context, visit) error {
	return func(c *gin.Context, v visit) error {
		in := incoming{person: v.person}
		if v.person.Role != account.Founder {
			return &fault{status: http.StatusForbidden, title: "Only founders import",
				words: []string{"Your account may read the counts and the answers. Ask a founder to import the file."}}
		}
		if c.Param("survey") == newSurvey {
			return enter(c, in)
		}
		var err error
		if in.survey, err = f.surveyOf(c); err != nil {
			return err
		}
		if in.survey.Synthetic {
			return f.showMadeUp(c, in)
		}
		return enter(c, in)
	}
}

// name is what the survey is called in addresses.
func (in incoming) name() string {
	if in.survey == nil {
		return newSurvey
	}
	return in.survey.ID
}

// path is an address of the import pages.
func (in incoming) path(parts ...string) string {
	path := []string{"/surveys", url.PathEscape(in.name()), "import"}
	for _, part := range parts {
		path = append(path, url.PathEscape(part))
	}
	return strings.Join(path, "/")
}

// importHead is what the import pages show above their content.
type importHead struct {
	surveyHead
	New      bool // a survey is being made
	Path     string
	Problems problems
}

// problems are what must be mended on a page.
type problems []fieldProblem

// Of gives the message about a field, or "".
func (ps problems) Of(field string) string {
	for _, p := range ps {
		if p.Field == field {
			return p.Message
		}
	}
	return ""
}

func (f *founders) importHead(in incoming, path string) importHead {
	if in.survey == nil {
		return importHead{surveyHead: surveyHead{shell: f.shell(&in.person)}, New: true, Path: path}
	}
	head := importHead{surveyHead: f.surveyHead(in.survey, &in.person, ""), Path: path}
	head.here(in.path())
	return head
}

// importPage asks for a file.
type importPage struct {
	importHead
	Zone      string
	Title     string // of a survey that is to be made
	ID        string
	Encoding  string     // that was chosen for a text file; ""
	Encodings []pickable // to choose from; nil while nobody need know
	MadeUp    bool       // the answers of the survey are made up, and no file comes in
	Gone      bool       // the file of this address is not here
	Again     bool       // decisions are there from a file that is gone
	Kept      []keptForm
	Past      []pastLine // imports that stored something
	Unlisted  bool       // of some form no import is among them
	Megabyte  int64      // that a file may have at most
	Rows      string
}

func (importPage) view() string { return "founder/import" }

// keptForm is a form whose files were imported before.
type keptForm struct{ Name, Day string }

func (f *founders) showImport(c *gin.Context, in incoming) error {
	page, err := f.importPage(c, in)
	if err != nil {
		return err
	}
	return f.site.render(c, http.StatusOK, page)
}

func (f *founders) importPage(c *gin.Context, in incoming) (importPage, error) {
	limits := f.limits()
	page := importPage{
		importHead: f.importHead(in, in.path()), Zone: f.zoneOf(in),
		Megabyte: limits.Upload >> 20, Rows: grouped(int64(limits.Rows)),
	}
	draft, ok := f.remembered(c, in, "")
	if page.Again = ok; ok {
		page.Title, page.ID = draft.Title, draft.ID
		page.Zone = firstOf(draft.Mapping.Zone, page.Zone)
	}
	if in.survey == nil || f.config.FormMappings == nil {
		return page, nil
	}
	kept, err := f.config.FormMappings(c.Request.Context(), in.survey.ID)
	if err != nil {
		return page, err
	}
	for _, form := range kept {
		page.Kept = append(page.Kept, keptForm{form.Name, form.Saved.In(in.survey.Zone).Format(dayOfYear)})
	}
	page.Past, page.Unlisted, err = f.pastLines(c.Request.Context(), in, kept)
	return page, err
}

// dayOfYear is how a day is written in a sentence.
const dayOfYear = "2 January 2006"

// zoneOf is where time stamps are probably from.
func (f *founders) zoneOf(in incoming) string {
	switch {
	case in.survey != nil:
		return in.survey.Zone.String()
	case len(f.site.served.Load().order) > 0:
		return f.site.served.Load().order[0].survey.Zone.String()
	}
	return "UTC"
}

// firstOf gives the first text that says something.
func firstOf(all ...string) string {
	for _, text := range all {
		if text = strings.TrimSpace(text); text != "" {
			return text
		}
	}
	return ""
}
