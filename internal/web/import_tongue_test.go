package web_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// TestLanguageOfASurveyFromAFile shows the language that was found, takes another, and keeps it in the mapping.
func TestLanguageOfASurveyFromAFile(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	const arabic = "Timestamp,ما دورك؟,متى يمكنك الحضور؟\n2026/05/01 1:00:01 PM GMT+3,مدير نظم,مساء الخميس\n2026/05/01 1:00:02 PM GMT+3,طالب,مساء الخميس\n"
	path := o.drop("/surveys/new/import", nil, attached{"نموذج.csv", arabic})
	choose := func(tag string) *goquery.Document {
		fields := fieldsOf(o.open(path).Find("form:has(#form)"))
		fields.Set("language", tag)
		o.leads(http.MethodPost, path, fields)
		return o.open(path)
	}
	chosen := func(page *goquery.Document) string {
		return page.Find("#language option[selected]").AttrOr("value", "")
	}
	mapping := func() string {
		answer := o.send(http.MethodGet, path+"/mapping.yaml", nil)
		return string(must(io.ReadAll(answer.Body))(t))
	}
	if got := chosen(o.open(path)); got != "ar" {
		t.Errorf("the survey would be in %q", got)
	}
	if page := choose("ar"); chosen(page) != "ar" || strings.Contains(mapping(), "language:") {
		t.Error("what was found became a decision")
	}
	page := choose("fr")
	if got := chosen(page); got != "fr" || !strings.Contains(mapping(), "language: fr\n") {
		t.Errorf("chosen is %q\n%s", got, mapping())
	}
	contains(t, text(page, "main"), "The survey is in français (fr).")
	if got := chosen(choose("no tag")); got != "fr" {
		t.Errorf("nonsense made it %q", got)
	}
	if got := chosen(choose("ar")); got != "ar" {
		t.Errorf("it cannot be set back: %q", got)
	}
	if o.open(o.drop(meetupPath, nil, attached{"old.csv", oldForm})).Find("#language").Length() != 0 {
		t.Error("a survey that is there is asked for its language")
	}
}
