package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"muster/internal/tally"
)

// sources are the forms that answers of a survey came from, with how many.
func (o *office) sources(id string) map[string]int {
	o.t.Helper()
	all := map[string]int{}
	for r, err := range o.warehouse.Responses(o.t.Context(), id, tally.Filter{}) {
		if err != nil {
			o.t.Fatal(err)
		}
		all[r.Source]++
	}
	return all
}

// TestYearsAreTheirOwnForms holds that another year of a form borrows what was decided and not the name, and that
// the form itself keeps its name whatever a browser calls the file.
func TestYearsAreTheirOwnForms(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	const head = "Timestamp,Your role,Topics,Years of work\n"
	first := head + "2024/03/04 10:00:00 AM GMT,Developer,K8s,3\n2024/03/05 10:00:00 AM GMT,Administrator,Go,4\n"
	second := head + "2025/03/04 10:00:00 AM GMT,Developer,K8s,3\n2025/03/05 10:00:00 AM GMT,Developer,K8s,3\n"
	path := o.drop(meetupPath, nil, attached{"meetup-2024.csv", first})
	to := o.correct(path, "Topics", func(values url.Values, page *goquery.Document) { means(t, values, page, "K8s", "Kubernetes") })
	o.keep(to, nil)

	path = o.drop(meetupPath, nil, attached{"meetup-2025.csv", second})
	page := o.open(path)
	contains(t, text(page, ".notice"), "Decisions of “meetup-2024”, of")
	if got := page.Find("#form").AttrOr("value", ""); got != "meetup-2025" {
		t.Errorf("the form of another year is called %q", got)
	}
	if page.Find("#partial").Length() != 0 {
		t.Error("what was decided of one year is not used for the next")
	}
	o.keep(path, nil)
	if diff := cmp.Diff(map[string]int{"import:meetup-2024": 2, "import:meetup-2025": 2}, o.sources("meetup")); diff != "" {
		t.Error(diff)
	}

	longer := first + "2024/03/06 10:00:00 AM GMT,Developer,Go,5\n"
	page = o.open(o.drop(meetupPath, nil, attached{"download.csv", longer}))
	if got := page.Find("#form").AttrOr("value", ""); got != "meetup-2024" {
		t.Errorf("the same form under another name is called %q", got)
	}
}

// TestAnotherFileKeepsItsName holds that decisions which wait in the session give no file the name of another.
func TestAnotherFileKeepsItsName(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	path := o.drop(meetupPath, nil, attached{"old.csv", oldForm})
	fields := fieldsOf(o.open(path).Find("form:has(#form)"))
	fields.Set("form", "Spring")
	o.leads(http.MethodPost, path, fields)
	o.correct(path, "Topics", func(values url.Values, page *goquery.Document) { means(t, values, page, "K8s", "Kubernetes") })
	o.correct(path, "Years of work", func(values url.Values, page *goquery.Document) { values.Set("read-0", "9") })
	o.correct(path, "Your role", func(values url.Values, page *goquery.Document) { means(t, values, page, "Developer", "Administrator") })
	for file, want := range map[string]string{"old (1).csv": "Spring", "new.csv": "new"} {
		page := o.open(o.drop(meetupPath, nil, attached{file, oldForm}))
		if got := page.Find("#form").AttrOr("value", ""); got != want {
			t.Errorf("the form of %s is called %q, want %q", file, got, want)
		}
	}
}
