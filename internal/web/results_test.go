package web_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"muster/internal/account"
	"muster/internal/response"
)

const (
	publicPath  = "/s/charlotte/results"
	publishPath = "/surveys/charlotte/results"
)

// choosing is the form of a founder who publishes these panels.
func choosing(panels ...string) url.Values {
	return url.Values{"panel": panels, "threshold": {"10"}, "batch": {"10"}, "do": {"publish"}}
}

// refresh does what Site.Run does from time to time.
func (o *office) refresh() {
	o.t.Helper()
	if err := o.site.RefreshResults(context.Background()); err != nil {
		o.t.Fatal(err)
	}
}

// more stores further answers and counts them.
func (o *office) more(answers []*response.Response) {
	o.t.Helper()
	outcomes := must(o.store.Append(context.Background(), answers))(o.t)
	for _, outcome := range outcomes {
		if outcome.Err != nil || outcome.Refused != nil || outcome.Duplicate {
			o.t.Fatalf("%+v", outcome)
		}
	}
	if err := o.warehouse.CatchUp(context.Background()); err != nil {
		o.t.Fatal(err)
	}
}

// tableOf reads a public table: by answer, the number and the share.
func tableOf(t testing.TB, page *goquery.Document, title string) map[string]string {
	t.Helper()
	rows := map[string]string{}
	page.Find("section.result").Each(func(_ int, s *goquery.Selection) {
		if s.Find("h2").Text() != title {
			return
		}
		s.Find("tbody tr").Each(func(_ int, row *goquery.Selection) {
			var cells []string
			row.Find("td").Each(func(_ int, cell *goquery.Selection) { cells = append(cells, cell.Text()) })
			rows[row.Find("th").Text()] = strings.Join(cells, " ")
		})
	})
	return rows
}

func TestPublishing(t *testing.T) {
	o := charlotte(t, 120, nil)
	o.logIn(account.Founder)
	closed := o.see(http.StatusNotFound, http.MethodGet, publicPath, nil)
	contains(t, closed.Find("h1").Text(), "There are no results to see here")
	if to := o.leads(http.MethodPost, publishPath, choosing("journey", "times")); to != publishPath+"?told=published" {
		t.Errorf("leads to %q", to)
	}
	page := o.open(publicPath)
	if got := page.Find("section.result h2").Map(func(_ int, s *goquery.Selection) string { return s.Text() }); len(got) != 2 {
		t.Errorf("shows %q", got)
	}
	table := tableOf(t, page, "Where are you on your journey?")
	if len(table) != 5 {
		t.Errorf("%v", table)
	}
	settings := o.open(publishPath)
	contains(t, settings.Find("#state").Text(), "Open since")
	contains(t, settings.Find(".panel-choice:has(#panel-journey)").Text(), "Counted again after 10 more people have answered")
	if to := o.leads(http.MethodPost, publishPath, url.Values{"do": {"close"}}); to != publishPath+"?told=closed" {
		t.Errorf("leads to %q", to)
	}
	o.see(http.StatusNotFound, http.MethodGet, publicPath, nil)
	contains(t, o.open(publishPath+"?told=closed").Find(".done").Text(), "nobody sees them any more")
}
