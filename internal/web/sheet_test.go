package web_test

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/web"
)

// TestManyMeetAFormAtOnce asks for pages that nobody has drawn yet, all at the same time, while
// options fill up.
func TestManyMeetAFormAtOnce(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{kinds(t)}, func(c *web.Config) {
		c.Taken = func(context.Context, string) (map[store.Place]int, error) { return nil, nil }
		c.Submit = func(context.Context, *response.Response) (response.Outcome, error) {
			return response.Outcome{Refused: &response.Refusal{Reason: response.OptionFull, Question: "why", Option: "meet"}}, nil
		}
	})
	codings, languages := []string{"br", "gzip", "identity"}, []string{"en", "ar"}
	var visitors sync.WaitGroup
	for i := range 120 {
		visitors.Go(func() {
			if i == 60 {
				v.do("POST", "/s/kinds", "coming=yes&why=meet")
			}
			lang := languages[i%2]
			answer := v.do("GET", "/s/kinds?lang="+lang, "", "Accept-Encoding", codings[i%3])
			page := decode(t, answer)
			if !strings.Contains(page, `<html lang="`+lang+`"`) || !strings.HasSuffix(page, "</html>\n") {
				t.Errorf("visitor %d gets %.80q", i, page)
			}
		})
	}
	visitors.Wait()
	if n := v.get("/s/kinds").Find("input[disabled]").Length(); n != 1 {
		t.Errorf("%d options are full after all, want 1", n)
	}
}

// TestEveryFormIsSmall: scripts, languages and everything a survey can say included, the first
// flight of packets holds the page.
func TestEveryFormIsSmall(t *testing.T) {
	t.Parallel()
	const most = 14 << 10
	surveys := []*survey.Survey{sample(t, "charlotte"), sample(t, "everything"), kinds(t)}
	v := visit(t, surveys, func(c *web.Config) {
		new(keptForms).use(c)
		c.AddVisits = func(context.Context, []store.Visit) error { return nil }
		c.BaseURL = "https://muster.example.org"
	})
	for _, s := range surveys {
		for _, coding := range []string{"br", "gzip"} {
			size := len(body(t, v.do(http.MethodGet, "/s/"+s.ID, "", "Accept-Encoding", coding)))
			t.Logf("%s, %s: %d bytes", s.ID, coding, size)
			if size > most {
				t.Errorf("%s, %s: %d bytes, at most %d", s.ID, coding, size, most)
			}
		}
	}
}

func TestFormHasATitleElsewhere(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{sample(t, "charlotte")}, func(c *web.Config) { c.BaseURL = "https://muster.example.org" })
	doc := v.get("/s/charlotte")
	for property, want := range map[string]string{
		"og:title":       "Charlotte Systems Management User Group",
		"og:description": "A new group for people",
		"og:image":       "https://muster.example.org/s/charlotte/picture.png",
	} {
		contains(t, doc.Find("meta[property='"+property+"']").AttrOr("content", ""), want)
	}
	if visit(t, []*survey.Survey{sample(t, "charlotte")}, nil).get("/s/charlotte").Find("meta[property='og:image']").Length() != 0 {
		t.Error("a site that does not know its address gives one for its picture")
	}
}

// BenchmarkOpen is what the forms add to the start of the service.
func BenchmarkOpen(b *testing.B) {
	surveys := []*survey.Survey{sample(b, "charlotte"), kinds(b)}
	b.ReportAllocs()
	for b.Loop() {
		visit(b, surveys, nil)
	}
}
