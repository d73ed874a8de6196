package web

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/PuerkitoBio/goquery"

	"muster/internal/account"
	"muster/internal/dashboard"
)

// TestWithoutTheBuild holds that a program built without npm shows every number and says what is
// missing.
func TestWithoutTheBuild(t *testing.T) {
	t.Parallel()
	files, err := readAssets(fstest.MapFS{"style/founder.css": {Data: []byte("a { color: red; }")}}, ":root{}")
	if err != nil {
		t.Fatal(err)
	}
	if address := files.address("charts.js"); address != "" {
		t.Errorf("a script that was not built is at %q", address)
	}
	pages, err := parsePages()
	if err != nil {
		t.Fatal(err)
	}
	panel := &dashboard.Panel{
		ID: "p", Title: "Topics", Chart: &dashboard.Chart{ID: "chart-p", Option: []byte("{}")},
		Table: &dashboard.Table{Caption: "People by topic", Columns: []dashboard.Column{{Label: "Topic"}}},
	}
	page := dashboardPage{
		surveyHead: surveyHead{shell: shell{Style: files.address("founder.css"), Person: &account.Person{Name: "Ada"}}},
		Page:       &dashboard.Page{Title: "Demand", Sections: []dashboard.Section{{Panels: []*dashboard.Panel{panel}}}},
	}
	var html bytes.Buffer
	if err := pages.execute(&html, page); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&html)
	if err != nil {
		t.Fatal(err)
	}
	if missing := doc.Find(".missing").Text(); !strings.Contains(missing, "go generate ./...") || !strings.Contains(missing, "npm") {
		t.Errorf("the page says %q", missing)
	}
	if doc.Find("details.numbers[open]").Length() != 1 || doc.Find("figure, script").Length() != 0 {
		t.Error("the numbers do not stand where the drawing would")
	}
}

func TestBrokenBuildIsFoundAtTheStart(t *testing.T) {
	t.Parallel()
	style := &fstest.MapFile{}
	tests := []struct {
		name  string
		files fstest.MapFS
	}{
		{"no style sheet", fstest.MapFS{}},
		{"a manifest that is not JSON", fstest.MapFS{"style/founder.css": style, "dist/manifest.json": {Data: []byte("{")}}},
		{"a file that is not there", fstest.MapFS{"style/founder.css": style, "dist/manifest.json": {Data: []byte(`{"charts.js":"charts-1.js"}`)}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := readAssets(test.files, ""); err == nil {
				t.Error("no error")
			}
		})
	}
}

func TestFreshnessInWords(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 18, 0, 0, 0, time.UTC)
	tests := []struct {
		name  string
		fresh Freshness
		want  string
	}{
		{"being made", Freshness{}, "The counts are being prepared"},
		{"none yet", Freshness{At: now, Ready: true}, "No answer has come in yet"},
		{"just now", Freshness{Seq: 12, At: now, Ready: true}, "All answers are counted, as of just now"},
		{"seconds", Freshness{Seq: 1234, At: now.Add(-30 * time.Second), Ready: true}, "All answers are counted, as of 30 seconds ago"},
		{"minutes", Freshness{Seq: 1234567, At: now.Add(-5 * time.Minute), Ready: true}, "All answers are counted, as of 5 minutes ago"},
		{"hours", Freshness{Seq: 1, At: now.Add(-5 * time.Hour), Ready: true}, "All answers are counted, as of 5 hours ago"},
		{"a clock that was set back", Freshness{Seq: 1, At: now.Add(time.Hour), Ready: true}, "All answers are counted, as of just now"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.fresh.words(now); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}
