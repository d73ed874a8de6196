package web

import (
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"muster/internal/account"
	"muster/internal/results"
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
	Anybody   bool // can answer the survey, and so more than once
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
	Warns   []string // how readers may take it wrong
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

func (f *founders) publishPage(c *gin.Context, p publishing) (publishPage, error) {
	s := p.survey
	path := surveyPath(s, "results")
	page := publishPage{
		surveyHead: f.surveyHead(s, &p.visit.person, ""), May: p.visit.person.Role == account.Founder,
		Address: f.site.base(c) + resultsAddress(s), Path: path, Preview: path + "/preview",
		Threshold: inField(p.wish.Threshold), Batch: inField(p.wish.Batch), Least: results.LeastThreshold, Settled: p.now.is.Settled(),
		Told: toldOfPublishing(c.Query(toldKey)), Anybody: !s.Rules.Invited,
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
		choice := panelChoice{ID: panel.ID(), Chosen: slices.Contains(p.wish.Panels, panel.ID())}
		if o, told := outlooks[panel.ID()]; told {
			choice.Outlook, choice.Warns = f.outlook(p, o), drawing.warns(panel, o, p.now.is.Threshold)
		}
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
