package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"muster/internal/dashboard"
	"muster/internal/survey"
	"muster/internal/workbook"
)

// exportTime is how long a workbook may take to be made and sent, instead of what is right for a
// page.
const exportTime = 15 * time.Minute

// sendWorkbook sends the answers that pass the filters as a workbook, while it is made.
func (f *founders) sendWorkbook(c *gin.Context, v visit) error {
	s, err := f.surveyOf(c)
	if err != nil {
		return err
	}
	selection, problems := dashboard.ParseSelection(s, c.Request.URL.Query())
	if len(problems) > 0 {
		return &fault{status: http.StatusBadRequest, title: "The filters of this address could not be read",
			words: []string{problems[0].Message, "Open the dashboard, choose the filters there, and download the workbook from it."}}
	}
	if !f.config.Freshness().Ready {
		return notReady()
	}
	named := c.Query("contacts") == "1"
	if named && !v.person.Role.SeesContacts() {
		return noContacts()
	}
	config, err := f.workbook(c.Request.Context(), s, selection, named)
	if err != nil {
		return err
	}
	// Not every connection can be given more time; then the page's time must do.
	_ = http.NewResponseController(c.Writer).SetWriteDeadline(time.Now().Add(exportTime))
	return f.stream(c, config, named)
}

func noContacts() *fault {
	return &fault{status: http.StatusForbidden, title: "Names and addresses are for founders only",
		words: []string{"Your account may read the counts and the answers. Download the workbook without contacts, or ask a founder."}}
}

func (f *founders) workbook(ctx context.Context, s *survey.Survey, selection dashboard.Selection, named bool) (workbook.Config, error) {
	source := f.source(s)
	config := workbook.Config{
		Survey: s, Filter: selection.Filter, Now: f.site.config.Now(), Tally: source.Tally, Summary: source.Summary,
		Spread:    source.Spread,
		Responses: f.config.Responses(ctx, s.ID, selection.Filter),
	}
	for _, word := range selection.Words {
		config.FilterWords = append(config.FilterWords, word.Text)
	}
	if !named {
		return config, nil
	}
	var err error
	if config.Contacts, err = f.config.Contacts(ctx, s.ID); err != nil {
		return config, fmt.Errorf("read contacts of survey %q: %w", s.ID, err)
	}
	return config, nil
}

// stream writes the workbook. After the first byte an error can no longer become a page: then the
// connection is cut, so that the browser says the download failed instead of keeping half a file.
func (f *founders) stream(c *gin.Context, config workbook.Config, named bool) error {
	name := config.Survey.ID
	if named {
		name += "-with-contacts"
	}
	if !config.Filter.Empty() {
		name += "-filtered"
	}
	download := &download{c: c, name: name + config.Now.In(config.Survey.Zone).Format("-2006-01-02") + ".xlsx"}
	err := workbook.Write(c.Request.Context(), download, config)
	if err != nil && download.begun {
		f.site.noteFailure(c, http.StatusOK, err)
		panic(http.ErrAbortHandler)
	}
	return err
}

// download is a file on its way to a browser. Its headers are set with the first byte, so that
// until then an error page can take its place.
type download struct {
	c     *gin.Context
	name  string // letters, digits, dashes and dots
	begun bool
}

// Write sends bytes on.
func (d *download) Write(p []byte) (int, error) {
	if !d.begun {
		d.begun = true
		d.c.Header("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
		d.c.Header("Content-Disposition", `attachment; filename="`+strings.ReplaceAll(d.name, `"`, "")+`"`)
		d.c.Header("Cache-Control", "no-store")
		d.c.Status(http.StatusOK)
	}
	return d.c.Writer.Write(p)
}
