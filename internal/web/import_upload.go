package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"

	"muster/internal/importer"
	"muster/internal/spreadsheet"
	"muster/internal/store"
	"muster/internal/survey"
)

// upload is one file on its way into a survey.
type upload struct {
	id     string       // random; its address
	person int64        // who alone may see it
	into   string       // the id of the survey, or newSurvey
	used   time.Time    // guarded by uploads.mu: when somebody looked at it
	name   string       // of the file
	size   atomic.Int64 // bytes that it costs

	mu    sync.Mutex
	data  []byte             // guarded by mu: the file as it came, to read another sheet of it
	table *spreadsheet.Table // guarded by mu
	draft draft              // guarded by mu: what the person decided so far
	told  []string           // guarded by mu: what the last decision changed, in words
	is    *understood        // guarded by mu: what the draft makes of the table; nil before somebody asks
	done  *stored            // guarded by mu: what became of it; nil before it is stored
}

// draft is what a person decided about a file before it is stored.
type draft struct {
	Mapping    *importer.Mapping
	Remembered time.Time // when the mapping was kept with the survey; zero: it was not
	Borrowed   string    // the other form that the mapping was kept of; "": of this one
	Encoding   string    // of a text file; "": found
	Title, ID  string    // of a survey that is being made
}

// understood is what a draft makes of a file.
type understood struct {
	plan    *importer.Plan // nil when nothing could be made of it
	report  *importer.Report
	trouble string          // why there is no plan
	would   *store.Imported // what storing it would do; nil before it is found out
}

// outdated tells whether the survey was changed since the file was fitted to it.
func (is *understood) outdated(s *survey.Survey) bool {
	return s != nil && is.plan != nil && is.plan.Survey.Version() != s.Version()
}

// uploaded finds the file that an address is about. What is stored is not changed any more.
func (f *founders) uploaded(enter func(*gin.Context, incoming, *upload) error) func(*gin.Context, incoming) error {
	return func(c *gin.Context, in incoming) error {
		u := f.uploads.find(c.Param("upload"), in.name(), in.person.ID)
		if u == nil {
			return f.showGone(c, in)
		}
		allowTime(c)
		u.mu.Lock()
		defer u.mu.Unlock()
		if path := in.path(u.id); u.done != nil && c.Request.URL.Path != path {
			return backTo(c, path)
		}
		return busy(c, enter(c, in, u))
	}
}

// showGone asks for the file once more.
func (f *founders) showGone(c *gin.Context, in incoming) error {
	page, err := f.importPage(c, in)
	if err != nil {
		return err
	}
	page.Gone = true
	return f.site.render(c, http.StatusNotFound, page)
}

// read reads the file: its text in an encoding, or a sheet of it. Of a zip file with several, while nobody said which,
// it is the first that can be read; the page then offers the others.
func (u *upload) read(ctx context.Context, how spreadsheet.Options) error {
	how.Tries = mostTried
	t, err := how.ReadContext(ctx, u.name, bytes.NewReader(u.data))
	if err != nil {
		return err
	}
	u.table, u.is = t, nil
	u.size.Store(int64(len(u.data) + sizeOf(t)))
	return nil
}

// decide takes another draft. What follows from it is found out when somebody asks.
func (u *upload) decide(d draft, told ...string) { u.draft, u.told, u.is = d, told, nil }

// understand finds out what the draft makes of the file, once. It takes seconds for hundreds of thousands of
// rows.
func (u *upload) understand(ctx context.Context, f *founders, s *survey.Survey) (*understood, error) {
	if u.is != nil && !u.is.outdated(s) {
		return u.is, nil
	}
	leave, err := enter(ctx, f.uploads.desk, deskPatience)
	if err != nil {
		return nil, err
	}
	defer leave()
	plan, err := u.fit(ctx, f.site.config.Now, s)
	if ctx.Err() != nil {
		return nil, fmt.Errorf("understand %q: %w", u.name, ctx.Err()) // nobody waits for it
	}
	if err != nil {
		u.is = &understood{report: u.bare(), trouble: why(err)}
	} else {
		u.is = &understood{plan: plan, report: plan.Report()}
	}
	return u.is, nil
}

func (u *upload) fit(ctx context.Context, now func() time.Time, s *survey.Survey) (*importer.Plan, error) {
	if s != nil {
		return importer.Match(ctx, u.table, s, importer.MatchConfig{Partial: true, Mapping: u.draft.Mapping, Now: now})
	}
	zone, err := loadZone(u.draft.Mapping.Zone)
	if err != nil {
		return nil, err
	}
	return importer.Infer(ctx, u.table, importer.InferConfig{
		ID: u.draft.ID, Title: u.draft.Title, Zone: zone, Mapping: u.draft.Mapping, Partial: true, Now: now,
	})
}

// bare is the report of a file of which nothing could be made: its columns are there to be decided by hand.
func (u *upload) bare() *importer.Report {
	r := &importer.Report{Mapping: u.draft.Mapping}
	seen := map[string]int{}
	for i, title := range u.table.Header {
		seen[title]++
		column := importer.ColumnReport{Title: title, Nth: seen[title], Use: importer.Unknown}
		for _, row := range u.table.Rows {
			if row.Cells[i] != "" {
				column.Answered++
			}
		}
		if title != "" {
			r.Columns = append(r.Columns, column)
		}
	}
	return r
}

// why is an error of the importer without what it repeats of the file and the survey.
func why(err error) string {
	text := err.Error()
	if mapping, is := errors.AsType[*importer.MappingError](err); is {
		return sentence(strings.Join(mapping.Problems, "; ")) + "."
	}
	if _, reason, found := strings.Cut(text, `": `); found {
		text = reason
	}
	return sentence(text)
}
