package web

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"muster/internal/account"
	"muster/internal/results"
	"muster/internal/store"
	"muster/internal/survey"
)

// publishPage is where a founder says what everybody may see.
type publishPage struct {
	surveyHead
	May       bool // this person may publish
	Told      string
	Problems  []fieldProblem
	Since     string // when it was opened; "" while it is closed
	Address   string // where everybody sees it
	Path      string // of this page
	Preview   string
	Alone     []panelChoice
	Crossed   []panelChoice
	By        survey.Text // what those are crossed with
	Threshold string
	Batch     string
	Least     int
	Settled   bool // the threshold stands
}

func (publishPage) view() string { return "founder/results" }

// fieldProblem is what must be mended at a field, whose id is Field.
type fieldProblem struct{ Field, Message string }

// panelChoice is one panel that can be public.
type panelChoice struct {
	ID      string
	Title   string
	Chosen  bool
	Outlook []string // what became of it, if it is to be seen
}

// publishingRooms are the pages about what is public; there are none where nothing can be.
func (f *founders) publishingRooms() []room {
	if !f.site.publishes() {
		return nil
	}
	return []room{
		{http.MethodGet, "/surveys/:survey/results", f.showPublishing},
		{http.MethodPost, "/surveys/:survey/results", f.takePublishing},
		{http.MethodGet, "/surveys/:survey/results/preview", f.showPreview},
	}
}

// ProblemOf gives the message about a field, or "".
func (p publishPage) ProblemOf(field string) string {
	for _, problem := range p.Problems {
		if problem.Field == field {
			return problem.Message
		}
	}
	return ""
}

// publishing is what a request about a publication needs.
type publishing struct {
	survey      *survey.Survey
	publication *publication
	now         *published
	wish        results.Wish
	visit       visit
}

// publishing makes sense of a request; values are what was chosen, if anything was.
func (f *founders) publishing(c *gin.Context, v visit, values url.Values) (publishing, error) {
	s, err := f.surveyOf(c)
	if err != nil {
		return publishing{}, err
	}
	p := publishing{survey: s, publication: f.site.publications[s.ID], visit: v}
	if p.now, err = p.publication.current(c.Request.Context()); err != nil {
		return p, err
	}
	p.wish = results.Wish{Panels: p.now.is.Panels, Threshold: p.now.is.Threshold, Batch: p.now.is.Batch}
	if values.Has("batch") || values.Has("panel") {
		p.wish = results.Wish{Panels: values["panel"], Threshold: people(values.Get("threshold")), Batch: people(values.Get("batch"))}
	}
	if p.now.is.Settled() && !values.Has("threshold") {
		p.wish.Threshold = p.now.is.Threshold // it is not asked for any more
	}
	return p, nil
}

// people reads a number of people; -1 where it is none.
func people(typed string) int {
	n, err := strconv.Atoi(strings.TrimSpace(typed))
	if err != nil {
		return -1
	}
	return n
}

func (f *founders) showPublishing(c *gin.Context, v visit) error {
	p, err := f.publishing(c, v, nil)
	if err != nil {
		return err
	}
	return f.renderPublishing(c, http.StatusOK, p, nil)
}

func (f *founders) renderPublishing(c *gin.Context, status int, p publishing, problems []results.Problem) error {
	page, err := f.publishPage(c, p)
	if err != nil {
		return err
	}
	for _, problem := range problems {
		field := problem.Field
		if field == "panels" && len(page.Alone) > 0 {
			field = "panel-" + page.Alone[0].ID
		}
		page.Problems = append(page.Problems, fieldProblem{field, problem.Message})
	}
	return f.site.render(c, status, page)
}

func (f *founders) publishPage(c *gin.Context, p publishing) (publishPage, error) {
	s := p.survey
	path := surveyPath(s, "results")
	page := publishPage{
		surveyHead: f.surveyHead(s, &p.visit.person, ""), May: p.visit.person.Role == account.Founder,
		Address: f.site.base(c) + resultsAddress(s), Path: path, Preview: path + "/preview",
		Threshold: inField(p.wish.Threshold), Batch: inField(p.wish.Batch), Least: results.LeastThreshold, Settled: p.now.is.Settled(),
		Told: toldOfPublishing(c.Query(toldKey)),
	}
	page.here(path)
	if p.now.open() {
		page.Since = momentIn(p.now.kept.Opened, s.Zone)
	}
	outlooks, err := f.outlooks(c, p)
	if err != nil {
		return page, err
	}
	drawing := resultsDrawing{s, f.site.words("en")}
	for _, panel := range results.Offered(s) {
		choice := panelChoice{ID: panel.ID(), Chosen: slices.Contains(p.wish.Panels, panel.ID()), Outlook: outlooks[panel.ID()]}
		if panel.Columns == "" {
			choice.Title = drawing.title(panel)
			page.Alone = append(page.Alone, choice)
		} else {
			choice.Title = drawing.asked(s.Question(panel.Rows))
			page.By, page.Crossed = s.Question(panel.Columns).Title, append(page.Crossed, choice)
		}
	}
	return page, nil
}

// inField is a number as it stands in its field; what was none leaves it empty.
func inField(n int) string {
	if n < 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// outlooks says by panel what is public of it and what comes next. While the counts are being made
// there is nothing to say.
func (f *founders) outlooks(c *gin.Context, p publishing) (map[string][]string, error) {
	said := map[string][]string{}
	if !p.now.open() || !f.config.Freshness().Ready {
		return said, nil
	}
	_, outlooks, err := p.publication.recount(c.Request.Context(), p.now.is)
	if err != nil {
		return nil, err
	}
	for _, o := range outlooks {
		said[o.Panel] = f.outlook(p.now.is, o)
	}
	return said, nil
}

func (f *founders) outlook(is results.Publication, o results.Outlook) []string {
	var said []string
	if c, counted := is.Counts[o.Panel]; counted && o.Public {
		said = append(said, fmt.Sprintf("Public: %s people, counted on %s, %s.", grouped(int64(c.Base)), dayOf(c.Day), hiddenOf(c)))
	}
	switch o.State {
	case results.Counted:
		return append(said, "It is about to be counted.")
	case results.Waiting:
		return append(said, fmt.Sprintf("Counted again after %s.", morePeople(o.Next)))
	case results.TooFew:
		return append(said, fmt.Sprintf("Not shown yet: %s people answered it, too few to show anything safely.", grouped(int64(o.People))))
	case results.Held:
		return append(said, "It stays as it is: answers were erased or corrected, and a new count would give away what is hidden.")
	}
	return append(said, "Not shown: the survey has changed, or another panel that was public counts the same people.")
}

func morePeople(n int) string {
	if n == 1 {
		return "one more person has answered"
	}
	return grouped(int64(n)) + " more people have answered"
}

func hiddenOf(c results.Count) string {
	switch n := c.HiddenNumbers(); n {
	case 0:
		return "no number hidden"
	case 1:
		return "1 number hidden"
	default:
		return fmt.Sprintf("%d numbers hidden", n)
	}
}

func dayOf(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.Format(dayFormat)
}

// showPreview shows the page as everybody would see it if what is chosen were published now.
func (f *founders) showPreview(c *gin.Context, v visit) error {
	p, err := f.publishing(c, v, c.Request.URL.Query())
	if err != nil {
		return err
	}
	next, problems := p.now.is.Wish(p.survey, p.wish)
	if len(problems) > 0 {
		return f.renderPublishing(c, http.StatusUnprocessableEntity, p, problems)
	}
	if next, _, err = p.publication.recount(c.Request.Context(), next); err != nil {
		return err
	}
	s := f.site.inLanguage(c, p.survey, c.Query(languageKey))
	page := newResultsPage(s, f.site.words(s.Language), next)
	page.Preview, page.Back, page.Tongues = true, surveyPath(s, "results"), f.site.tongues(s, c.Request.URL.Query())
	if s.PhaseAt(f.site.config.Now()) == survey.Open {
		page.Form = formAddress(s)
	}
	return f.site.render(c, http.StatusOK, page)
}

// takePublishing opens the page, changes it or closes it.
func (f *founders) takePublishing(c *gin.Context, v visit) error {
	if v.person.Role != account.Founder {
		return &fault{status: http.StatusForbidden, title: "Only founders publish", words: []string{"Ask a founder to publish the results. You may look at the preview."}}
	}
	values, err := postedValues(c)
	if err != nil {
		return err
	}
	p, err := f.publishing(c, v, values)
	if err != nil {
		return err
	}
	if values.Get("do") == "close" {
		return f.closeResults(c, p)
	}
	return f.openResults(c, p)
}

func (f *founders) openResults(c *gin.Context, p publishing) error {
	next, problems, err := p.open(c, f.site.config.Now())
	switch {
	case errors.Is(err, store.ErrStale):
		return changedMeanwhile()
	case err != nil:
		return err
	case len(problems) > 0:
		return f.renderPublishing(c, http.StatusUnprocessableEntity, p, problems)
	}
	f.site.config.Log.Info("results published", slog.String("survey", p.survey.ID), slog.Int64("person", p.visit.person.ID), slog.Int("panels", len(next.Panels)))
	told := "published"
	if p.now.open() {
		told = "updated"
	}
	return f.backToPublishing(c, p, told)
}

// open counts what is wished for and makes it public, in one step: what was counted and could not be kept
// nobody has seen.
func (p publishing) open(c *gin.Context, at time.Time) (results.Publication, []results.Problem, error) {
	ctx := c.Request.Context()
	p.publication.change.Lock()
	defer p.publication.change.Unlock()
	now, err := p.publication.read(ctx)
	if err != nil {
		return results.Publication{}, nil, err
	}
	next, problems := now.is.Wish(p.survey, p.wish)
	if len(problems) > 0 {
		return next, problems, nil
	}
	if next, _, err = p.publication.recount(ctx, next); err != nil {
		return next, nil, err
	}
	kept := now.kept
	kept.Person = p.visit.person.ID
	if !now.open() {
		kept.Opened = at
	}
	p.publication.tried = trial{}
	return next, nil, p.publication.save(ctx, kept, next)
}

func (f *founders) closeResults(c *gin.Context, p publishing) error {
	err := p.close(c)
	if errors.Is(err, store.ErrStale) {
		return changedMeanwhile()
	}
	if err != nil {
		return err
	}
	f.site.config.Log.Info("results closed", slog.String("survey", p.survey.ID), slog.Int64("person", p.visit.person.ID))
	return f.backToPublishing(c, p, "closed")
}

func (p publishing) close(c *gin.Context) error {
	ctx := c.Request.Context()
	p.publication.change.Lock()
	defer p.publication.change.Unlock()
	now, err := p.publication.read(ctx)
	if err != nil || !now.open() {
		return err
	}
	kept := now.kept
	kept.Opened, kept.Person = time.Time{}, p.visit.person.ID
	return p.publication.save(ctx, kept, now.is)
}

func (f *founders) backToPublishing(c *gin.Context, p publishing, told string) error {
	c.Redirect(http.StatusSeeOther, withQuery(surveyPath(p.survey, "results"), url.Values{toldKey: {told}}.Encode()))
	return nil
}

func toldOfPublishing(told string) string {
	switch told {
	case "published":
		return "The results are public"
	case "updated":
		return "The public results are as you chose"
	case "closed":
		return "The results are closed: nobody sees them any more"
	}
	return ""
}

func changedMeanwhile() *fault {
	return &fault{status: http.StatusConflict, title: "This was changed meanwhile",
		words: []string{"Another founder changed what is public while you did. Open the page again and look at it before you change it."}}
}
