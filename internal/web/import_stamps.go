package web

import (
	"context"
	"strings"
	"time"

	"muster/internal/importer"
	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/tally"
)

// stampsRead shows how the time stamps of a file were read.
type stampsRead struct {
	Column   string
	Examples []stampRead
}

// stampRead is a time stamp as it stands in the file and what it was taken for.
type stampRead struct{ Cell, Read string }

const stampExamples = 2

// stamps gives examples, so that a wrong zone or a wrong order of day and month is seen before it is stored;
// nil when the file has no time stamps.
func (u *upload) stamps(zone *time.Location) *stampsRead {
	at, title := -1, ""
	for _, c := range u.is.report.Columns {
		if c.Sent {
			at, title = columnAt(u.table, c), c.Title
			break
		}
	}
	if at < 0 {
		return nil
	}
	read := &stampsRead{Column: title}
	refused := map[int]bool{}
	for _, r := range u.is.plan.Refused {
		refused[r.Row] = true
	}
	rows := u.table.Rows
	for r := range u.is.plan.Responses() {
		for len(rows) > 0 && refused[rows[0].Number] {
			rows = rows[1:]
		}
		if len(rows) == 0 || len(read.Examples) == stampExamples {
			break
		}
		read.add(rows[0].Cells[at], r.Submitted.In(zone).Format(momentFormat))
		rows = rows[1:]
	}
	return read
}

// add leaves out what looks the same.
func (s *stampsRead) add(cell, read string) {
	for _, e := range s.Examples {
		if e.Cell == cell {
			return
		}
	}
	s.Examples = append(s.Examples, stampRead{cell, read})
}

// zone is in which days and times of an upload are told.
func (f *founders) zone(in incoming, u *upload) *time.Location {
	if zone, err := loadZone(firstOf(u.draft.Mapping.Zone, f.zoneOf(in))); err == nil {
		return zone
	}
	return time.UTC
}

// cameFrom is the form of which rows of a plan came before; "" when there is none. kept is what was decided about a
// form that has its columns. It compares the names that responses have in public: an id never leaves the store.
func (f *founders) cameFrom(ctx context.Context, s *survey.Survey, plan *importer.Plan, kept *importer.Mapping) (string, error) {
	names, forms := map[string]bool{}, map[string]int{}
	for r := range plan.Responses() {
		names[response.PublicID(r.ID)] = true
	}
	for r, err := range f.config.Responses(ctx, s.ID, tally.Filter{}) {
		if err != nil {
			return "", f.uncounted(reading{survey: s}, err)
		}
		if names[r.ID] {
			forms[strings.TrimPrefix(r.Source, "import:")]++
		}
	}
	return plan.StoredForm(forms, kept), nil
}
