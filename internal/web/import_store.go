package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"muster/internal/store"
	"muster/internal/survey"
)

// stored is what became of a file.
type stored struct {
	counts  store.Imported
	refused int
	survey  string // its id
	title   survey.Text
	form    string
}

// storedPage says what became of a file.
type storedPage struct {
	importHead
	File    string
	Title   survey.Text
	Figures []importFigure
	Refused string // how many rows were refused, in words; ""
	Form    string // under whose name the decisions are kept
	Board   string // address of the first dashboard; ""
	Next    string // where the next file is taken
	Made    bool   // a survey was made
	Look    string // where it can be looked at and opened; ""
	Undo    string // where it can be taken back; ""
}

func (storedPage) view() string { return "founder/import-stored" }

// takeStore stores the answers of a file and what was decided about it, all of it or nothing.
func (f *founders) takeStore(c *gin.Context, in incoming, u *upload) error {
	values, err := postedValues(c)
	if err != nil {
		return err
	}
	is, err := u.understand(c.Request.Context(), f, in.survey)
	if err != nil {
		return err
	}
	if wrong := f.unstorable(in, is, values.Has("partial")); len(wrong) > 0 {
		return f.renderUpload(c, http.StatusUnprocessableEntity, in, u, func(page *uploadPage) { page.Problems = wrong })
	}
	if err := f.store(c.Request.Context(), in, u); err != nil {
		return f.renderMeanwhile(c, in, u, err)
	}
	f.site.config.Log.Info("file imported", slog.String("survey", u.done.survey), slog.Int64("person", in.person.ID),
		slog.Int("new", u.done.counts.New), slog.Int("same", u.done.counts.Same), slog.Int("changed", u.done.counts.Changed))
	if err := f.forgetDraft(c, in); err != nil {
		return err
	}
	return backTo(c, in.path(u.id))
}

// unstorable says why a file cannot be stored as it is.
func (f *founders) unstorable(in incoming, is *understood, partial bool) problems {
	switch {
	case is.plan == nil:
		return problems{{"trouble", is.trouble}}
	case is.plan.Len() == 0:
		return problems{{"rows", "No row can be taken, so there is nothing to store"}}
	case misfitWords(is.plan) != "" && !partial:
		return problems{{"partial", fmt.Sprintf("Decide what becomes of what has no place (%s), or tick: %s", misfitWords(is.plan), partialWords(is.plan))}}
	case in.survey == nil && f.site.survey(is.plan.Survey.ID) != nil:
		return problems{takenMeanwhile(is.plan.Survey.ID)}
	}
	return nil
}

func takenMeanwhile(id string) fieldProblem {
	return fieldProblem{"id", fmt.Sprintf("Meanwhile there is a survey “%s”. Choose another name", id)}
}

// renderMeanwhile shows a file again of which nothing was stored because its survey is not what it was. The
// site may learn of that a moment later than the store.
func (f *founders) renderMeanwhile(c *gin.Context, in incoming, u *upload, err error) error {
	var wrong fieldProblem
	switch {
	case errors.Is(err, store.ErrTaken):
		wrong = takenMeanwhile(u.is.plan.Survey.ID)
	case errors.Is(err, store.ErrOutdated):
		u.is, wrong = nil, fieldProblem{"store", "Meanwhile somebody changed the survey, and nothing was stored. Look at what is understood now, and store it then"}
		if now := f.site.survey(in.survey.ID); now != nil {
			in.survey = now
		}
	default:
		return err
	}
	return f.renderUpload(c, http.StatusConflict, in, u, func(page *uploadPage) { page.Problems = problems{wrong} })
}

// store stores an upload and lets go of what it holds of people.
func (f *founders) store(ctx context.Context, in incoming, u *upload) error {
	leave, err := enter(ctx, f.uploads.desk, deskPatience)
	if err != nil {
		return err
	}
	defer leave()
	plan := u.is.plan
	document, err := plan.Kept().Write()
	if err != nil {
		return err
	}
	done := &stored{refused: len(plan.Refused), survey: plan.Survey.ID, title: plan.Survey.Title, form: plan.Form}
	done.counts, err = f.config.Import(ctx, store.Import{
		Survey: plan.Survey, New: in.survey == nil, Responses: plan.Responses(), Dated: plan.Dated,
		File: u.name, Person: in.person.ID,
		Form: store.FormMapping{Survey: plan.Survey.ID, Name: plan.Form, Document: document},
	})
	if err != nil {
		return fmt.Errorf("import into survey %q: %w", plan.Survey.ID, err)
	}
	u.done, u.is, u.table, u.data, u.told = done, nil, nil, nil, nil
	u.size.Store(0)
	return nil
}

func (f *founders) showStored(c *gin.Context, in incoming, u *upload) error {
	done := u.done
	page := storedPage{
		importHead: f.importHead(in, in.path(u.id)), File: u.name, Title: done.title, Form: done.form,
		Made: in.survey == nil, Figures: storedFigures(done.counts), Next: incoming{survey: f.site.survey(done.survey)}.path(),
	}
	if done.refused > 0 {
		page.Refused = howMany(done.refused, "row was", "rows were")
	}
	if done.counts.New > 0 && f.config.TakeBack != nil {
		page.Undo = page.Next + "#" + pastID
	}
	if in.survey == nil && f.config.PutSurvey != nil {
		page.Look = "/surveys/" + url.PathEscape(done.survey) + "/definition"
	}
	if boards := f.config.Dashboards(); len(boards) > 0 {
		page.Board = dashboardPath(done.survey, boards[0].ID)
	}
	return f.site.render(c, http.StatusOK, page)
}

func storedFigures(n store.Imported) []importFigure {
	all := []importFigure{{"New", grouped(int64(n.New)), "stored now"}, {"Stored before", grouped(int64(n.Same)), "unchanged"}}
	return append(all, rarerFigures(n, "corrected")...)
}

// rarerFigures are those that stand only where there are any.
func rarerFigures(n store.Imported, corrected string) []importFigure {
	var all []importFigure
	if n.Changed > 0 {
		all = append(all, importFigure{"Changed", grouped(int64(n.Changed)), corrected})
	}
	if n.Erased > 0 {
		all = append(all, importFigure{"Erased", grouped(int64(n.Erased)), "stay erased, as their respondents asked"})
	}
	if n.Held > 0 {
		all = append(all, importFigure{"Kept", grouped(int64(n.Held)), "corrected here by their respondents"})
	}
	return all
}
