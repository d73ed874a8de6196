package web_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"muster/internal/account"
	"muster/internal/survey"
)

// Whoever asks for data is told in data what is wrong.
func TestFaultsOfDataAreData(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 60, nil)
	told := func(path string, status int, detail string) {
		t.Helper()
		answer := o.send(http.MethodGet, path, nil)
		content := must(io.ReadAll(answer.Body))(t)
		var p struct {
			Type, Title, Detail string
			Status              int
			Says                []string
		}
		if err := json.Unmarshal(content, &p); err != nil || answer.StatusCode != status || p.Status != status || p.Type != "about:blank" || p.Title == "" {
			t.Errorf("%s: %s, %v\n%s", path, answer.Status, err, content)
		}
		if kind := answer.Header.Get("Content-Type"); kind != "application/problem+json" {
			t.Errorf("%s is %q", path, kind)
		}
		if !strings.Contains(p.Detail, detail) || strings.Join(p.Says, " ") != p.Detail {
			t.Errorf("%s: %q, %q", path, p.Detail, p.Says)
		}
	}
	told("/surveys/charlotte/plan.json", http.StatusUnauthorized, "This is for the organisers.")
	o.logIn(account.Founder)
	told("/surveys/charlotte/plan.json?meetings=0", http.StatusBadRequest, "meetings: “0” is not a whole number from 1 to 8")
	told("/surveys/charlotte/dashboards/demand.json?q.roles=bogus", http.StatusBadRequest, "bogus")
	told("/surveys/charlotte/crosstab.json?rows=nothing", http.StatusBadRequest, "nothing")
	told("/surveys/nobody/plan.json", http.StatusNotFound, "")
	o.ready.Store(false)
	told("/surveys/charlotte/plan.json", http.StatusServiceUnavailable, "try again in a few seconds")
	page := o.send(http.MethodGet, "/surveys/nobody/plan", nil)
	if kind := page.Header.Get("Content-Type"); !strings.HasPrefix(kind, "text/html") {
		t.Errorf("a page's fault is %q", kind)
	}
}

// The same to those who answer, in their own language.
func TestFaultsOfDataInTheVisitorsLanguage(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{sample(t, "charlotte")}, nil)
	answer := v.do("GET", "/nowhere.json", "", "Accept-Language", "de")
	if content := body(t, answer); answer.StatusCode != http.StatusNotFound || !strings.Contains(content, `"title":"Diese Seite gibt es nicht"`) {
		t.Errorf("%s: %s", answer.Status, content)
	}
}
