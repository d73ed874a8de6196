package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// TestTimesByHand says of a column that it holds the times, sees the row whose time is impossible refused, and
// takes it back.
func TestTimesByHand(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	var file strings.Builder
	file.WriteString("Your role,When we met\n")
	for i := range 9 {
		fmt.Fprintf(&file, "Developer,2025-03-%02d 10:00\n", i+1)
	}
	file.WriteString("Developer,2025-02-31 10:00\n")
	path := o.drop("/surveys/new/import", url.Values{"time_zone": {"Europe/Berlin"}}, attached{"old.csv", file.String()})
	contains(t, text(o.open(path), "main"), "The file has no times")
	o.correct(path, "When we met", func(values url.Values, page *goquery.Document) {
		if got := page.Find("input[name=take][checked]").AttrOr("value", ""); got != "answers" {
			t.Errorf("it is taken for %q", got)
		}
		values.Set("take", "times")
	})
	page := o.open(path)
	contains(t, text(page, ".done"), "“When we met” holds the times")
	contains(t, text(page, "main"), "“2025-03-01 10:00” was read as Saturday 1 March 2025")
	contains(t, text(page, "section[aria-labelledby=refused]"), "there is no day 31 of month 2")
	if got := figures(page)["Rows with answers"]; got != "9" {
		t.Errorf("%s rows are taken, want 9", got)
	}
	o.correct(path, "When we met", func(values url.Values, page *goquery.Document) {
		if got := page.Find("input[name=take][checked]").AttrOr("value", ""); got != "times" {
			t.Errorf("it is taken for %q", got)
		}
		values.Set("take", "answers")
	})
	if got := figures(o.open(path))["Rows with answers"]; got != "10" {
		t.Errorf("%s rows are taken without times, want 10", got)
	}
}

// TestStampsAreThoseThatWereRead shows the time of sending beside the cell that it was read from.
func TestStampsAreThoseThatWereRead(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	const typeform = "#,Your role,Response Type,Start Date (UTC),Stage Date (UTC),Submit Date (UTC),Network ID,Tags\n" +
		"a1,Developer,completed,2025-03-04 10:00:00,,2025-03-04 10:07:00,n1,\n"
	page := o.open(o.drop(meetupPath, nil, attached{"old.csv", typeform}))
	contains(t, text(page, "main"), "“2025-03-04 10:07:00” was read as Tuesday 4 March 2025")
}

// TestOwnWordsAreNotLost tells what is left out apart from what is kept as own words, and what has no place leads
// to where the survey is changed.
func TestOwnWordsAreNotLost(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	var file strings.Builder
	file.WriteString("Timestamp,Your role,Topics\n")
	for i := range 30 {
		fmt.Fprintf(&file, "2025/03/04 10:%02d:00 AM GMT,Boss,K8s\n", i)
	}
	path := o.drop(meetupPath, nil, attached{"old.csv", file.String()})
	page := o.open(path)
	contains(t, text(page, "label:has(#partial)"), "Leave out what has no place: 1 value; keep 1 value as own words")
	contains(t, text(page, ".misfits"), "“Boss” is no option (30 answers); it is kept as own words unless you decide otherwise")
	o.keep(path, url.Values{"partial": {"1"}})
	if got := o.picked("meetup", "role"); got["other"] != 30 {
		t.Errorf("what was to be kept: %v", got)
	}
}

// TestNextColumn returns to the card of the column that was saved and offers the next.
func TestNextColumn(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	path := o.drop(meetupPath, nil, attached{"old.csv", oldForm})
	values := fieldsOf(o.open(path + "/columns/3").Find("form.correcting"))
	to := o.leads(http.MethodPost, path+"/columns/3", values)
	if !strings.HasSuffix(to, "#column-3") {
		t.Errorf("saving leads to %s", to)
	}
	page := o.open(strings.TrimSuffix(to, "#column-3"))
	if next := page.Find(`a:contains("Next column")`); next.AttrOr("href", "") != path+"/columns/4" {
		t.Errorf("the next column is %q at %q", next.Text(), next.AttrOr("href", ""))
	}
	if page.Find("#column-3").Length() != 1 {
		t.Error("the page has no card to return to")
	}
	if o.open(path).Find(`a:contains("Next column")`).Length() != 0 {
		t.Error("a next column is offered although none was saved")
	}
}

// TestPurposesAreShown says what a question was taken for by its title, and takes another word for it.
func TestPurposesAreShown(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	const path = "/surveys/new/import"
	file := "Timestamp,Which topics?\n" + strings.Repeat("2025-03-04 10:00,Go;Rust\n2025-03-05 10:00,Rust;Go\n", 5)
	at := o.drop(path, url.Values{"time_zone": {"Europe/Berlin"}}, attached{"old.csv", file})
	contains(t, text(o.open(at), ".column"), "Dashboards take it for topics of interest, by its title.")
	chosen := func(page *goquery.Document) string { return page.Find("#purpose option[selected]").AttrOr("value", "") }
	o.correct(at, "Which topics?", func(values url.Values, page *goquery.Document) {
		if got := chosen(page); got != "topic" {
			t.Errorf("the purpose is %q", got)
		}
	})
	contains(t, text(o.open(at), ".done"), "Nothing was changed.")
	o.correct(at, "Which topics?", func(values url.Values, _ *goquery.Document) { values.Set("purpose", "") })
	contains(t, text(o.open(at), ".done"), "has another purpose")
	o.correct(at, "Which topics?", func(values url.Values, page *goquery.Document) {
		if got := chosen(page); got != "" {
			t.Errorf("the purpose is %q again", got)
		}
		values.Set("purpose", "topic")
	})
	contains(t, text(o.keep(at, nil), "h1"), "is made")
}
