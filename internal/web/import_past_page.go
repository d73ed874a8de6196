package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"muster/internal/store"
)

// pastPage says what taking an import back does before it is done, and afterwards what was done.
type pastPage struct {
	importHead
	Import  pastLine
	Going   int      // answers that go, as it is told here and must still be when it is done
	Says    []string // what goes, what stays and how to go on
	Button  string   // "" when there is nothing to take back
	Figures []importFigure
	Again   string // where a file is imported
	Back    string // to the list
	Board   string // address of the first dashboard; ""
}

func (pastPage) view() string { return "founder/import-past" }

// showPast waits for its turn: to follow the answers of a large import takes as much as to read a file.
func (f *founders) showPast(c *gin.Context, in incoming, id int64) error {
	leave, err := enter(c.Request.Context(), f.uploads.desk, deskPatience)
	if err != nil {
		return err
	}
	defer leave()
	return f.renderPast(c, http.StatusOK, in, id, nil)
}

func (f *founders) renderPast(c *gin.Context, status int, in incoming, id int64, wrong problems) error {
	ctx := c.Request.Context()
	past, reach, err := f.config.PastImport(ctx, in.survey.ID, id)
	if err != nil {
		return err
	}
	page := pastPage{
		importHead: f.importHead(in, pastAddress(in, id)), Import: f.pastLine(in, past, f.namesOf(ctx)),
		Going: reach.Going, Again: in.path(), Back: in.path() + "#" + pastID,
	}
	page.here(in.path())
	page.Problems = wrong
	switch {
	case past.IsTakenBack():
		page.Figures, page.Says = takenFigures(past), slices.Concat(correctedWords(past), againWords(past))
		if boards := f.config.Dashboards(); len(boards) > 0 {
			page.Board = dashboardPath(in.survey.ID, boards[0].ID)
		}
	case reach.Going == 0:
		page.Says = goingWords(past, reach)
	default:
		beside, err := f.besideWords(ctx, in, reach)
		if err != nil {
			return err
		}
		all, err := f.config.PastImports(ctx, in.survey.ID)
		if err != nil {
			return err
		}
		page.Says = slices.Concat(goingWords(past, reach), meanwhileWords(reach.Going), sharedWords(past.PartOf(all)), beside, againWords(past))
		page.Button = "Take back " + howMany(reach.Going, "answer", "answers")
	}
	return f.site.render(c, status, page)
}

// besideWords says what taking answers back means beside the answers.
func (f *founders) besideWords(ctx context.Context, in incoming, reach store.Reach) ([]string, error) {
	says := []string{"Files that were downloaded before, and backups, still have them."}
	if f.site.config.Count != nil {
		all, err := f.site.config.Count(ctx, in.survey.ID)
		if err != nil {
			return nil, err
		}
		if all == int64(reach.Going) {
			says = append(says, "The survey has no other answers. It stays, without any.")
		}
	}
	if !f.site.publishes() {
		return says, nil
	}
	public, err := f.site.config.Publication(ctx, in.survey.ID)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return says, nil
	case err == nil && !public.Opened.IsZero():
		says = append(says, "The public results are open, and may go on showing numbers that count these answers. Close them if that misleads.")
	}
	return says, err
}

// takePast takes an import back if that still does what the page said.
func (f *founders) takePast(c *gin.Context, in incoming, id int64) error {
	values, err := postedValues(c)
	if err != nil {
		return err
	}
	going := canonical(values.Get("going")) // -1 is what no import has: the page comes again with the number
	ctx := c.Request.Context()
	leave, err := enter(ctx, f.uploads.desk, deskPatience)
	if err != nil {
		return err
	}
	defer leave()
	done, err := f.config.TakeBack(ctx, store.TakingBack{Survey: in.survey.ID, Import: id, Person: in.person.ID, Going: going})
	switch {
	case errors.Is(err, store.ErrTakenBack): // by whoever was first, who is in the log
		return backTo(c, pastAddress(in, id))
	case errors.Is(err, store.ErrStale):
		return f.renderPast(c, http.StatusConflict, in, id, problems{{"what",
			"Meanwhile answers of this import were corrected or erased, and nothing was taken back. Look at what would go now"}})
	case err != nil:
		return err
	}
	f.site.config.Log.Info("import taken back", slog.String("survey", in.survey.ID), slog.Int64("import", id),
		slog.Int64("person", done.By), slog.Int("erased", done.Erased), slog.Int("stayed", done.Stayed))
	return backTo(c, pastAddress(in, id))
}
