package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"muster/internal/dataset"
	"muster/internal/survey"
)

// downloadPage offers the answers as files.
type downloadPage struct {
	listPage
	Files []answerFile
	Asked bool   // for contact details at all
	Named string // address of the workbook with contact details; "" for who may not see them

	Columns []dataset.Variable // of the files in codes
	Further int                // columns that are not listed
}

// columnsOnPage is how many columns the page lists; a survey can have thousands, and no page is read so far.
const columnsOnPage = 500

func (downloadPage) view() string { return "founder/export" }

// answerFile is a file of answers in one format.
type answerFile struct{ Title, Suffix, Purpose, Address string }

func (f *founders) showDownloads(c *gin.Context, v visit) error {
	r, err := f.listed(c)
	if err != nil {
		return err
	}
	page := downloadPage{listPage: f.listPage(r, v.person, "export", nil), Asked: asksContact(r.survey)}
	if !page.Ready {
		c.Header("Retry-After", "5")
		return f.site.render(c, http.StatusServiceUnavailable, page)
	}
	if _, err := f.count(c.Request.Context(), r, &page.listPage); err != nil {
		return err
	}
	page.Bar.Words = r.selection.Words
	page.Columns = dataset.Variables(r.survey)
	listed := min(len(page.Columns), columnsOnPage)
	page.Columns, page.Further = page.Columns[:listed], len(page.Columns)-listed
	page.Files = f.answerFiles(r.survey, r.selection.String())
	if page.Asked && v.person.Role.SeesContacts() {
		page.Named = withQuery(surveyPath(r.survey, "export.xlsx"), joined(r.selection.String(), "contacts=1"))
	}
	return f.site.render(c, http.StatusOK, page)
}

func (f *founders) answerFiles(s *survey.Survey, query string) []answerFile {
	files := []answerFile{{
		"Excel workbook", ".xlsx", "Figures, charts, all answers and what every column means. For reading, printing and passing on.",
		withQuery(surveyPath(s, "export.xlsx"), query),
	}}
	for _, format := range f.formats() {
		files = append(files, answerFile{format.Title(), format.Suffix(), format.Purpose(), withQuery(surveyPath(s, "export"+format.Suffix()), query)})
	}
	return files
}
