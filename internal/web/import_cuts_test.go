package web_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"
)

// TestCutAtSeveralSeparators chooses a mixture on a column's page, which shows what becomes of the cells.
func TestCutAtSeveralSeparators(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	file := "Timestamp,Topics\n2025/03/04 10:00:00 AM GMT,Kubernetes;Go\n2025/03/04 10:01:00 AM GMT,\"Go, Terraform; Kubernetes\"\n" +
		"2025/03/04 10:02:00 AM GMT,Kubernetes / Go\n2025/03/04 10:03:00 AM GMT,\"Terraform\nGo\"\n"
	path := o.drop(meetupPath, nil, attached{"mixed.csv", file})
	var offered []string
	to := o.correct(path, "Topics", func(values url.Values, page *goquery.Document) {
		page.Find("input[name=separator]").Each(func(_ int, e *goquery.Selection) {
			offered = append(offered, strings.TrimSpace(e.Parent().Text()))
			if e.AttrOr("value", "") == "semicolon and comma" {
				contains(t, e.Closest(".panel-choice").Text(), "“Go” “Terraform” “Kubernetes”")
			}
		})
		values.Set("separator", "semicolon and comma")
	})
	if diff := cmp.Diff([]string{"as found: semicolons ;", "semicolons ;", "commas ,", "slashes /", "line breaks",
		"semicolons ; and commas ,", "semicolons ; and line breaks", "commas , and line breaks", "semicolons ; and commas , and line breaks", "nothing: a cell is one value"}, offered); diff != "" {
		t.Error(diff)
	}
	page := o.open(to)
	contains(t, text(page, ".done"), "is cut at semicolons ; and commas ,")
	if got := page.Find("input[name=separator][checked]").AttrOr("value", ""); got != "semicolon and comma" {
		t.Errorf("%q is chosen", got)
	}
	o.correct(path, "Topics", func(values url.Values, page *goquery.Document) {
		means(t, values, page, "Kubernetes / Go", "left out")
		means(t, values, page, "Terraform\nGo", "Terraform")
	})
	o.keep(path, nil)
	if diff := cmp.Diff(map[string]int{"containers": 2, "go": 2, "tf": 2}, o.picked("meetup", "topics")); diff != "" {
		t.Error(diff)
	}
}
