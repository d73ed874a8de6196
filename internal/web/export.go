package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"muster/internal/dashboard"
	"muster/internal/survey"
	"muster/internal/workbook"
)

// sendWorkbook sends the answers that pass the filters as a workbook, while it is made.
func (f *founders) sendWorkbook(c *gin.Context, v visit) error {
	s, selection, err := f.exported(c)
	if err != nil {
		return err
	}
	named := c.Query("contacts") == "1"
	if named && !v.person.Role.SeesContacts() {
		return noContacts()
	}
	config, err := f.workbook(c.Request.Context(), s, selection, named)
	if err != nil {
		return err
	}
	if err := f.addPanels(c, &config); err != nil {
		return err
	}
	var marks []string
	if named {
		marks = append(marks, "-with-contacts")
	}
	if len(config.Panels) > 0 {
		marks = append(marks, "-"+strings.Join(c.QueryArray("dashboard"), "-"))
	}
	return f.stream(c, config, marks...)
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

// addPanels adds the panels of the dashboards that the address names, or of one those that it names too.
func (f *founders) addPanels(c *gin.Context, config *workbook.Config) error {
	boards, ids := c.QueryArray("dashboard"), c.QueryArray("panel")
	if len(ids) > 0 && len(boards) != 1 {
		return &fault{status: http.StatusBadRequest, title: "The address does not say of which dashboard the panels are",
			words: []string{"Open the dashboard and download the workbook with its panels from there."}}
	}
	for _, id := range boards {
		r, err := f.read(c, id)
		if err != nil {
			return err
		}
		page, err := r.build(c.Request.Context(), f)
		if err != nil {
			return err
		}
		config.Panels = append(config.Panels, WorkbookPanels(page, ids)...)
		config.LeftOut = append(config.LeftOut, PanelsLeftOut(page, ids)...)
	}
	return nil
}

// stream writes the workbook. The marks stand in the file's name.
func (f *founders) stream(c *gin.Context, config workbook.Config, marks ...string) error {
	marks = append(marks, filteredMark(config.Filter))
	d := &download{
		c: c, mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		name: exportName(config.Survey, config.Now, ".xlsx", marks...),
	}
	return f.deliver(d, func(w io.Writer) error { return workbook.Write(c.Request.Context(), w, config) })
}
