package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"
)

// minuteByMinute is an export with one column, a row a minute.
func minuteByMinute(title string, cells ...string) string {
	var file strings.Builder
	fmt.Fprintf(&file, "Timestamp,%s\n", title)
	for i, cell := range cells {
		fmt.Fprintf(&file, "2025/03/%02d 10:%02d:00 AM GMT,%s\n", 1+i/50, i%50, cell)
	}
	return file.String()
}

// again repeats cells.
func again(n int, cells ...string) []string {
	var all []string
	for range n {
		all = append(all, cells...)
	}
	return all
}

const dividedRoles = `columns:
  - column: Roles and topics
    questions: [role, topics]
    title: What are you?
    kind: KIND
    further: [{question: topics, title: Topics, kind: many}]
    separator: semicolon
    values: [{value: Azure, option: Azure, question: topics}, {value: Security, option: Security, question: topics}]
`

// TestOneOptionOfADividedColumn tells before anything is stored that people gave two of what was said to take one.
func TestOneOptionOfADividedColumn(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	file := minuteByMinute("Roles and topics", again(4, "Admin; Azure", "Dev; Security", "Admin; Dev; Azure")...)
	path := o.drop("/surveys/new/import", url.Values{"title": {"Crowd"}}, attached{"crowd.csv", file})
	o.attach(path+"/mapping", nil, attached{"m.yaml", strings.Replace(dividedRoles, "KIND", "one", 1)})
	contains(t, text(o.open(path), ".notice"), "of 12 people, 4 gave several values of “What are you?”, such as “Admin” and “Dev”, and it was said to take one option")
	o.see(http.StatusUnprocessableEntity, http.MethodPost, path+"/store", nil)
	o.correct(path, "Roles and topics", func(values url.Values, _ *goquery.Document) { values.Set("kind", "many") })
	o.keep(path, nil)
	if diff := cmp.Diff(map[string]int{"admin": 8, "dev": 8}, o.picked("crowd", "role")); diff != "" {
		t.Error(diff)
	}
}

// TestOwnWordsOfADividedColumn says of values that a later export brings whose own words they are.
func TestOwnWordsOfADividedColumn(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	cells := again(8, "Admin; Azure", "Dev; Security", "Admin; Dev; Azure")
	path := o.drop("/surveys/new/import", url.Values{"title": {"Crowd"}}, attached{"crowd.csv", minuteByMinute("Roles and topics", cells...)})
	o.attach(path+"/mapping", nil, attached{"m.yaml", strings.Replace(dividedRoles, "KIND", "many", 1)})
	o.keep(path, nil)

	next := attached{"crowd.csv", minuteByMinute("Roles and topics", append(cells, again(5, "Manager; Kubernetes")...)...)}
	path = o.drop("/surveys/crowd/import", nil, next)
	needs := text(o.open(path), "section[aria-labelledby=needs]")
	contains(t, needs, "“Kubernetes” is no option (5 answers); it is kept as own words of “What are you?” unless you decide otherwise.")
	o.correct(path, "Roles and topics", func(values url.Values, page *goquery.Document) {
		var offered []string
		page.Find(".values li").First().Find("option").Each(func(_ int, e *goquery.Selection) { offered = append(offered, strings.TrimSpace(e.Text())) })
		if diff := cmp.Diff([]string{"nothing yet", "Admin", "Dev", "Azure", "Security", "own words of “What are you?”", "own words of “Topics”", "left out"}, offered); diff != "" {
			t.Error(diff)
		}
		means(t, values, page, "Kubernetes", "own words of “Topics”")
		means(t, values, page, "Manager", "own words of “What are you?”")
	})
	page := o.open(path)
	contains(t, text(page, ".done"), "“Kubernetes” is kept as own words of “Topics”.")
	contains(t, text(page, "#column-2"), "own words, of “Topics”")
	if page.Find("#partial").Length() != 0 {
		t.Errorf("still to decide: %s", text(page, "section[aria-labelledby=needs]"))
	}
	o.keep(path, nil)
	for question, want := range map[string]map[string]int{"role": {"admin": 16, "dev": 16, "other": 5}, "topics": {"azure": 16, "security": 8, "other": 5}} {
		if diff := cmp.Diff(want, o.picked("crowd", question)); diff != "" {
			t.Errorf("%s: %s", question, diff)
		}
	}
	page = o.open(o.drop("/surveys/crowd/import", nil, next))
	if page.Find("section[aria-labelledby=needs], #partial").Length() != 0 {
		t.Errorf("asked again: %s", text(page, "section[aria-labelledby=needs]"))
	}
}
