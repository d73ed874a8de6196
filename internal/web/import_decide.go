package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"muster/internal/importer"
	"muster/internal/words"
)

// mostTold is how many changes are told one by one.
const mostTold = 6

// takeFile takes what was decided about a file as a whole.
func (f *founders) takeFile(c *gin.Context, in incoming, u *upload) error {
	values, err := postedValues(c)
	if err != nil {
		return err
	}
	fields := fileFieldsOf(values)
	wrong := f.askedWrong(in, fields.Zone, fields.ID)
	if len([]rune(fields.Form)) > longestName {
		wrong = append(wrong, fieldProblem{"form", fmt.Sprintf("Write a name of at most %d characters", longestName)})
	}
	d := u.draft
	if len(wrong) == 0 {
		d, wrong = f.redraft(c, in, u, fields)
	}
	if len(wrong) > 0 {
		return f.renderUpload(c, http.StatusUnprocessableEntity, in, u, func(page *uploadPage) {
			page.Problems, page.Fields = wrong, fields
			page.Orders, page.Tongues = chosen(page.Orders, fields.Dates), chosen(page.Tongues, fields.Language)
		})
	}
	if err := f.keep(c, in, u, d, f.fileChanges(in, u.draft, d)); err != nil {
		return err
	}
	return backTo(c, in.path(u.id))
}

func fileFieldsOf(values url.Values) fileFields {
	field := func(name string) string { return strings.TrimSpace(values.Get(name)) }
	return fileFields{field("form"), field("time_zone"), field("dates"), field("sheet"), field("encoding"), field("title"), field("id"),
		field("language")}
}

// redraft makes a draft of the fields. Another sheet is read at once, since it may be unreadable.
func (f *founders) redraft(c *gin.Context, in incoming, u *upload, fields fileFields) (draft, problems) {
	d := u.draft
	m := *d.Mapping
	m.Zone, m.Dates = fields.Zone, importer.DateOrder(fields.Dates)
	if u.is == nil || u.is.plan == nil || fields.Form != u.is.plan.Form { // what was found is no decision
		m.Form = fields.Form
	}
	if fields.Sheet != u.table.Sheet {
		m.Sheet = fields.Sheet
		if u.table.Bundle && u.is != nil && u.is.plan != nil && fields.Form == u.is.plan.Form {
			m.Form, d.Remembered, d.Borrowed = "", time.Time{}, "" // it is another form's file
		}
	}
	if !slices.Contains([]importer.DateOrder{importer.FoundOrder, importer.DayFirst, importer.MonthFirst}, m.Dates) {
		m.Dates = importer.FoundOrder
	}
	if in.survey != nil && m.Zone == in.survey.Zone.String() {
		m.Zone = ""
	}
	d.Mapping = &m
	if fields.Encoding != u.table.Encoding && (fields.Encoding == "" || slices.Contains(encodings(), fields.Encoding)) {
		d.Encoding = fields.Encoding
	}
	if in.survey == nil {
		m.Language = u.languageFrom(fields)
		d.ID = firstOf(fields.ID, d.ID)
		if u.is == nil || u.is.plan == nil || fields.Title != string(u.is.plan.Survey.Title) {
			d.Title = fields.Title
		}
	}
	if u.otherwise(d) {
		if err := f.readUpload(c.Request.Context(), u, d); err != nil {
			return u.draft, problems{{u.chosenBy(d), unreadableFile(err)}}
		}
	}
	return d, nil
}

// encodings are those that text files were commonly written in.
func encodings() []string {
	return []string{"utf-8", "utf-16le", "utf-16be", "windows-1252", "windows-1250", "windows-1251", "iso-8859-15", "macintosh",
		"shift_jis", "euc-kr", "gb18030", "big5"}
}

// fileChanges says what is different now.
func (f *founders) fileChanges(in incoming, was, is draft) []string {
	var told []string
	tell := func(before, after, words string) {
		if before != after && after != "" {
			told = append(told, fmt.Sprintf(words, after))
		}
	}
	tell(was.Mapping.Form, is.Mapping.Form, "The form is called “%s”.")
	tell(firstOf(was.Mapping.Zone, f.zoneOf(in)), firstOf(is.Mapping.Zone, f.zoneOf(in)), "Time stamps that name no zone are read as time of %s.")
	if was.Mapping.Dates != is.Mapping.Dates {
		told = append(told, "Dates such as 8/4/2025 are read "+orderWords(is.Mapping.Dates)+".")
	}
	tell(was.Mapping.Sheet, is.Mapping.Sheet, "“%s” was read.")
	tell(was.Encoding, is.Encoding, "The file was read as %s.")
	tell(was.Title, is.Title, "The survey is called “%s”.")
	if tag := is.Mapping.Language; tag != "" {
		tell(was.Mapping.Language, tag, "The survey is in "+words.Name(tag)+" (%s).")
	}
	tell(was.ID, is.ID, "Its name in addresses is %s.")
	return told
}

func orderWords(order importer.DateOrder) string {
	switch order {
	case importer.DayFirst:
		return "day first"
	case importer.MonthFirst:
		return "month first"
	}
	return "as the file shows"
}

// keep takes a draft with what it changes in words, for as long as the session lasts.
func (f *founders) keep(c *gin.Context, in incoming, u *upload, d draft, told []string) error {
	if len(told) == 0 {
		told = []string{"Nothing was changed."}
	}
	if n := len(told); n > mostTold {
		told = append(told[:mostTold:mostTold], fmt.Sprintf("%s more.", howMany(n-mostTold, "change", "changes")))
	}
	u.decide(d, told...)
	return f.remember(c, in, u.name, d)
}

// backTo shows a page after something was taken.
func backTo(c *gin.Context, path string) error {
	c.Redirect(http.StatusSeeOther, path)
	return nil
}

// takeAgain forgets what was decided by hand.
func (f *founders) takeAgain(c *gin.Context, in incoming, u *upload) error {
	d := draft{Mapping: &importer.Mapping{}, Encoding: u.draft.Encoding, Title: u.draft.Title, ID: u.draft.ID}
	if u.draft.Mapping.Sheet != "" {
		if err := f.readUpload(c.Request.Context(), u, d); err != nil {
			return err
		}
	}
	if in.survey == nil {
		d.Mapping.Zone = u.draft.Mapping.Zone
	}
	u.decide(d, "Everything is as the file shows it; what was decided by hand is forgotten.")
	if err := f.forgetDraft(c, in); err != nil {
		return err
	}
	return backTo(c, in.path(u.id))
}
