package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"muster/internal/store"
)

// pastRooms are the pages on which an import is taken back; there are none where it cannot be.
func (f *founders) pastRooms() []room {
	if f.config.TakeBack == nil {
		return nil
	}
	const past = "/surveys/:survey/import/past/:import"
	return []room{
		{http.MethodGet, past, f.importing(f.imported(f.showPast))},
		{http.MethodPost, past, f.importing(f.imported(f.takePast))},
	}
}

// pastID is the section of the import page that lists what was imported.
const pastID = "past"

// imported finds the import that an address is about.
func (f *founders) imported(enter func(*gin.Context, incoming, int64) error) func(*gin.Context, incoming) error {
	return func(c *gin.Context, in incoming) error {
		id := canonical(c.Param("import"))
		if id < 1 || in.survey == nil {
			return noImport()
		}
		allowTime(c)
		err := enter(c, in, int64(id))
		if errors.Is(err, store.ErrNotFound) {
			err = noImport()
		}
		return busy(c, err)
	}
}

// canonical reads a whole number as pages write it; -1: it is none, or is written otherwise.
func canonical(written string) int {
	n, err := strconv.Atoi(written)
	if err != nil || n < 0 || strconv.Itoa(n) != written {
		return -1
	}
	return n
}

func noImport() error {
	return &fault{status: http.StatusNotFound, title: "There is no such import",
		words: []string{"Look for it in the list on the survey's import page."}}
}

// pastLine is an import as the list shows it.
type pastLine struct {
	Name, When, Who    string
	New, Changed, Same string // rows
	There              string // how many of those that were new are still there; "" for all, and where it is taken back
	Depleted           bool   // rows that it found already there may be gone
	Address            string // where it can be taken back; "" when that would do nothing
	TakenBack          string // when, by whom and how many answers went; "" while it stands
}

// pastLines lists the imports of a survey, the latest first. unlisted says that of one of the forms
// no import is in it.
func (f *founders) pastLines(ctx context.Context, in incoming, forms []store.FormMapping) (lines []pastLine, unlisted bool, err error) {
	if f.config.PastImports == nil {
		return nil, false, nil
	}
	all, err := f.config.PastImports(ctx, in.survey.ID)
	if err != nil {
		return nil, false, err
	}
	people := f.namesOf(ctx)
	for _, past := range all {
		line := f.pastLine(in, past, people)
		line.Depleted = past.Depleted(all)
		lines = append(lines, line)
	}
	for _, form := range forms {
		unlisted = unlisted || !slices.ContainsFunc(all, func(past store.PastImport) bool { return past.Form == form.Name })
	}
	return lines, unlisted, nil
}

func (f *founders) pastLine(in incoming, past store.PastImport, people func(int64) string) pastLine {
	line := pastLine{
		Name: pastName(past), When: pastMoment(past.At, in.survey.Zone), Who: people(past.Person),
		New: grouped(int64(past.Imported.New)), Changed: grouped(int64(past.Imported.Changed)), Same: grouped(int64(past.Imported.Same)),
	}
	if past.There < past.Imported.New && !past.IsTakenBack() {
		line.There = grouped(int64(past.There))
	}
	switch t := past.TakenBack; {
	case past.IsTakenBack():
		line.TakenBack = fmt.Sprintf("%s %s: %s erased", pastMoment(t.On, in.survey.Zone), people(t.By), howMany(t.Erased, "answer", "answers"))
	case past.Imported.New > 0 && f.config.TakeBack != nil:
		line.Address = pastAddress(in, past.ID)
	}
	return line
}

func pastAddress(in incoming, id int64) string { return in.path(pastID, strconv.FormatInt(id, 10)) }

// pastName is what founders know an import by.
func pastName(past store.PastImport) string {
	switch {
	case past.File == "":
		return firstOf(past.Form, "A file")
	case past.Form == "":
		return past.File
	}
	return past.Form + ", " + past.File
}

func pastMoment(t time.Time, zone *time.Location) string {
	return t.In(zone).Format(dayOfYear + " at 15:04 (MST)")
}

// namesOf tells by whom something was done.
func (f *founders) namesOf(ctx context.Context) func(int64) string {
	known := map[int64]string{0: "on the command line"}
	return func(id int64) string {
		name, ok := known[id]
		if !ok {
			name = "by somebody whose account is gone"
			if person, err := f.config.Gate.Person(ctx, id); err == nil {
				name = "by " + firstOf(person.Name, person.Email)
			}
			known[id] = name
		}
		return name
	}
}
