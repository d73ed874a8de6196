package web_test

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"muster/internal/account"
	"muster/internal/survey"
)

// TestReport holds that the sheet says what the dashboards say, with its base, and nothing personal.
func TestReport(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 120, nil)
	o.logIn(account.Viewer)
	page := o.open("/surveys/charlotte/report")
	contains(t, text(page, ".report h1"), "Charlotte")
	contains(t, text(page, ".report header"), "All 120 responses")
	contains(t, text(page, ".report .caveat"), "who chose to give them")
	if n := page.Find(".report .said li").Length(); n == 0 {
		t.Error("it says nothing in words")
	}
	lists := page.Find(".lists section")
	contains(t, lists.First().Text(), "What people would come for")
	contains(t, lists.First().Text(), "people answered")
	if n := lists.First().Find("tbody tr").Length(); n != 10 {
		t.Errorf("%d topics", n)
	}
	contains(t, lists.First().Text(), "and 14 more")
	bar := lists.First().Find("tbody tr").First()
	if bar.Find("svg rect.share").AttrOr("width", "") == "" || !strings.Contains(bar.Text(), "%") || !strings.Contains(bar.Find(".note").Text(), "–") {
		t.Errorf("the first bar is %s", bar.Text())
	}
	lists.Find("tbody tr").Each(func(_ int, line *goquery.Selection) {
		if width, share := line.Find("rect.share").AttrOr("width", ""), line.Find("td").Eq(1).Text(); math.Abs(number(t, width)/10-number(t, strings.TrimSuffix(share, "%"))) > 1 {
			t.Errorf("a share of %s is drawn %s thousandths long", share, width)
		}
	})
	contains(t, text(page, ".report .caveat"), "All bars run from 0 to 100%")
	if strings.Contains(page.Find(".report").Text(), "@") || page.Find(".report [style]").Length() > 0 {
		t.Error("it holds an address, or a style that the policy refuses")
	}
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestReportFollowsTheFilters(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 120, nil)
	o.logIn(account.Founder)
	page := o.open("/surveys/charlotte/report?q.roles=engineer")
	contains(t, text(page, ".report header"), "of 120 responses; Roles: Systems / network / infrastructure engineer.")
	if here := page.Find(".tabs [aria-current]"); here.Text() != "Report" {
		t.Errorf("the page is %q", here.Text())
	}
}

// TestReportOfAnySurvey opens it where questions are missing, where nobody answered, and while the
// counts are being made.
func TestReportOfAnySurvey(t *testing.T) {
	t.Parallel()
	all := []*survey.Survey{sample(t, "everything"), sample(t, "powershell")}
	all[0].Layout = survey.OnePage
	o := openOffice(t, all, answersTo(all[0], 40, time.Now()), nil)
	o.logIn(account.Founder)
	for id, want := range map[string]string{"everything": "All 40 responses", "powershell": "No responses yet"} {
		contains(t, text(o.open("/surveys/"+id+"/report"), ".report"), want)
	}
	alone := openOffice(t, []*survey.Survey{sample(t, "powershell")}, answersTo(sample(t, "powershell"), 1, time.Now()), nil)
	alone.logIn(account.Founder)
	for _, path := range []string{"report", "dashboards/demand"} {
		if said := text(alone.open("/surveys/powershell/"+path), ".report header, .who"); strings.Contains(said, "1 responses") || !strings.Contains(said, "1 response") {
			t.Errorf("of one answer the page says %q", said)
		}
	}
	nobody := o.open("/surveys/everything/report?to=2001-01-01")
	contains(t, text(nobody, ".report"), "Nobody passes the filters.")
	if n := nobody.Find(".report table, .report .said").Length(); n > 0 {
		t.Errorf("of nobody it says %d things", n)
	}
	o.ready.Store(false)
	contains(t, text(o.see(503, "GET", "/surveys/everything/report", nil), "main"), "being made just now")
	o.see(404, "GET", "/surveys/nobody/report", nil)
}

// TestReportOfTheProgramme holds that the programme has its base, tells how sure it is, and whom it reaches
// where there are times as well.
func TestReportOfTheProgramme(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 120, nil)
	o.logIn(account.Viewer)
	programme := o.open("/surveys/charlotte/report").Find(".report .programme")
	contains(t, programme.Find("thead").Text(), "When")
	contains(t, programme.Find("thead").Text(), "Reached so far")
	contains(t, programme.Find("thead").Text(), "Could speak")
	if heads, cells := programme.Find("thead th").Length(), programme.Find("tbody tr").First().Children().Length(); heads != 6 || cells != heads {
		t.Errorf("%d cells beneath %d heads", cells, heads)
	}
	contains(t, programme.Find(".note").First().Text(), "people answered both questions")
	contains(t, programme.Find("ul").Text(), "Planned anew for 200 crowds")
	contains(t, programme.Find("ul").Text(), "Not clearly worse: ")
	few := o.open("/surveys/charlotte/report?q.roles=engineer").Find(".report .programme")
	contains(t, few.Find(".note strong").Text(), "Fewer than ")
}
