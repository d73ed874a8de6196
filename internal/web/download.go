package web

import (
	"context"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"muster/internal/dashboard"
	"muster/internal/dataset"
	"muster/internal/survey"
	"muster/internal/tally"
)

// exportTime is how long a file of answers may take to be made and sent, instead of what is right for a
// page.
const exportTime = 15 * time.Minute

// downloadRooms are the files of answers in other formats than a workbook, and the page that leads to them.
func (f *founders) downloadRooms() []room {
	rooms := []room{{http.MethodGet, "/surveys/:survey/export", f.showDownloads}}
	for _, format := range f.formats() {
		rooms = append(rooms, room{http.MethodGet, "/surveys/:survey/export" + format.Suffix(), func(c *gin.Context, _ visit) error {
			return f.sendDataset(c, format)
		}})
	}
	return rooms
}

// formats are those that can be made here.
func (f *founders) formats() []dataset.Format {
	var all []dataset.Format
	for _, format := range dataset.Formats() {
		if f.config.Scratch != "" || !format.Beside() {
			all = append(all, format)
		}
	}
	return all
}

// sendDataset sends the answers that pass the filters.
func (f *founders) sendDataset(c *gin.Context, format dataset.Format) error {
	s, selection, err := f.exported(c)
	if err != nil {
		return err
	}
	if format.Beside() {
		if err := f.making.enter(c.Request.Context()); err != nil {
			return err
		}
		defer f.making.leave()
	}
	config := dataset.Config{
		Survey: s, Now: f.site.config.Now(), Dir: f.config.Scratch,
		Responses: f.config.Responses(c.Request.Context(), s.ID, selection.Filter),
	}
	for _, word := range selection.Words {
		config.FilterWords = append(config.FilterWords, word.Text)
	}
	d := &download{c: c, mime: format.MIME(), name: exportName(s, config.Now, format.Suffix(), filteredMark(selection.Filter))}
	return f.deliver(d, func(w io.Writer) error { return dataset.Write(c.Request.Context(), w, format, config) })
}

// exported makes sense of the address of a file of answers.
func (f *founders) exported(c *gin.Context) (*survey.Survey, dashboard.Selection, error) {
	s, err := f.surveyOf(c)
	if err != nil {
		return nil, dashboard.Selection{}, err
	}
	selection, problems := dashboard.ParseSelection(s, c.Request.URL.Query())
	if len(problems) > 0 {
		return nil, selection, &fault{status: http.StatusBadRequest, title: "The filters of this address could not be read",
			words: []string{problems[0].Message, "Open the dashboard, choose the filters there, and download the file from it."}}
	}
	if !f.config.Freshness().Ready {
		return nil, selection, notReady()
	}
	return s, selection, nil
}

// exportName is the survey's id, what is particular about the file, and the day.
func exportName(s *survey.Survey, now time.Time, suffix string, marks ...string) string {
	return s.ID + strings.Join(marks, "") + now.In(s.Zone).Format("-2006-01-02") + suffix
}

// filteredMark tells a file of some answers from one of all by its name.
func filteredMark(filter tally.Filter) string {
	if filter.Empty() {
		return ""
	}
	return "-filtered"
}

// deliver sends a file while it is made. After the first byte an error can no longer become a page: then
// the connection is cut, so that the browser says the download failed instead of keeping half a file.
func (f *founders) deliver(d *download, write func(io.Writer) error) error {
	// Not every connection can be given more time; then the page's time must do.
	_ = http.NewResponseController(d.c.Writer).SetWriteDeadline(time.Now().Add(exportTime))
	err := write(d)
	if err != nil && d.begun {
		f.site.noteFailure(d.c, http.StatusOK, err)
		panic(http.ErrAbortHandler)
	}
	return err
}

// download is a file on its way to a browser. Its headers are set with the first byte, so that
// until then an error page can take its place.
type download struct {
	c     *gin.Context
	name  string // letters, digits, dashes and dots
	mime  string
	begun bool
}

// Write sends bytes on, the first ones at once, so that the browser shows that something is coming.
func (d *download) Write(p []byte) (int, error) {
	if d.begun {
		return d.c.Writer.Write(p)
	}
	d.begun = true
	d.c.Header("Content-Type", d.mime)
	d.c.Header("Content-Disposition", `attachment; filename="`+strings.ReplaceAll(d.name, `"`, "")+`"`)
	d.c.Header("Cache-Control", "no-store")
	d.c.Status(http.StatusOK)
	n, err := d.c.Writer.Write(p)
	d.c.Writer.Flush()
	return n, err
}

// one lets in one at a time, the others waiting.
type one chan struct{}

func (o one) enter(ctx context.Context) error {
	select {
	case o <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (o one) leave() { <-o }
