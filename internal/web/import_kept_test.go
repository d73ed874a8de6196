package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// poets is an export of n people, every fourth of whom has a role that the survey does not know.
func poets(n int) string {
	var file strings.Builder
	file.WriteString("Timestamp,Your role\n")
	for i := range n {
		fmt.Fprintf(&file, "2025/03/04 10:%02d:00 AM GMT,%s\n", i, []string{"Developer", "Administrator", "Developer", "Poet"}[i%4])
	}
	return file.String()
}

// TestOwnWordsAreAskedAboutOnce stores values as own words; the same file and the next export store without a
// question, until somebody wants to be asked again.
func TestOwnWordsAreAskedAboutOnce(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	path := o.drop(meetupPath, nil, attached{"crowd.csv", poets(40)})
	contains(t, text(o.open(path), "section[aria-labelledby=needs]"), "“Poet” is no option (10 answers); it is kept as own words unless you decide otherwise.")
	page := o.see(http.StatusUnprocessableEntity, http.MethodPost, path+"/store", nil)
	contains(t, text(page, "#partial-error"), "Decide what becomes of what has no place (1 value), or tick: Keep 1 value as own words")
	o.keep(path, url.Values{"partial": {"1"}})

	for _, n := range []int{40, 48} {
		path = o.drop(meetupPath, nil, attached{"crowd.csv", poets(n)})
		page := o.open(path)
		if page.Find("section[aria-labelledby=needs], #partial").Length() != 0 {
			t.Errorf("asked again: %s", text(page, "section[aria-labelledby=needs]"))
		}
		contains(t, text(page, "#column-2"), fmt.Sprintf("Kept as own words: “Poet” (%d).", n/4))
	}
	o.correct(path, "Your role", func(values url.Values, page *goquery.Document) {
		if _, kept := page.Find("input[name=own]").Attr("checked"); !kept {
			t.Error("the page does not say that what is no option is own words")
		}
		values.Del("own")
	})
	page = o.open(path)
	contains(t, text(page, ".done"), "“Your role” asks again what becomes of what is no option.")
	contains(t, text(page, "section[aria-labelledby=needs]"), "“Poet” is no option")
}
