package web_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"muster/internal/account"
	"muster/internal/dataset"
	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/tally"
	"muster/internal/web"
)

// fetch downloads a file that must be there.
func (o *office) fetch(path string) ([]byte, http.Header) {
	o.t.Helper()
	answer := o.send(http.MethodGet, path, nil)
	data := must(io.ReadAll(answer.Body))(o.t)
	if answer.StatusCode != http.StatusOK {
		o.t.Fatalf("%s: %s\n%s", path, answer.Status, data)
	}
	return data, answer.Header
}

func rowsOf(t *testing.T, data []byte) int {
	t.Helper()
	return len(must(csv.NewReader(bytes.NewReader(data)).ReadAll())(t)) - 1
}

func TestDownloads(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 120, nil)
	o.logIn(account.Viewer)
	page := o.open("/surveys/charlotte/export")
	contains(t, text(page, "h1"), "Download the answers")
	contains(t, text(page, ".who"), "All 120 responses")
	contains(t, text(page, "nav.tools a[aria-current=page]"), "Download")
	if page.Find("a[href*=contacts]").Length() > 0 {
		t.Error("a viewer is offered names and addresses")
	}
	if got, want := page.Find("details.numbers tbody tr").Length(), len(dataset.Variables(sample(t, "charlotte"))); got != want {
		t.Errorf("%d columns are explained, want %d", got, want)
	}
	links := page.Find(".files a")
	if want := len(dataset.Formats()) + 1; links.Length() != want {
		t.Errorf("%d files are offered, want %d", links.Length(), want)
	}
	links.Each(func(_ int, link *goquery.Selection) {
		path := link.AttrOr("href", "")
		data, header := o.fetch(path)
		suffix := strings.TrimPrefix(path, "/surveys/charlotte/export")
		if got := header.Get("Content-Disposition"); !strings.HasPrefix(got, `attachment; filename="charlotte-2`) || !strings.HasSuffix(got, suffix+`"`) {
			t.Errorf("%s: Content-Disposition %q", path, got)
		}
		if got := header.Get("Content-Type"); got == "" || strings.HasPrefix(got, "text/html") {
			t.Errorf("%s: Content-Type %q", path, got)
		}
		if header.Get("Cache-Control") != "no-store" || header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", path, header)
		}
		if bytes.Contains(data, []byte("person4@")) || bytes.Contains(data, []byte("person8@")) {
			t.Errorf("%s holds an address", path)
		}
		if len(data) < 1000 {
			t.Errorf("%s: %d bytes", path, len(data))
		}
	})
}

func TestDownloadsAreFiltered(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 120, nil)
	o.logIn(account.Founder)
	const query = "q.roles=engineer"
	if o.open("/surveys/charlotte/dashboards/demand?"+query).Find(`.export a[href="/surveys/charlotte/export?`+query+`"]`).Length() != 1 {
		t.Error("a dashboard does not lead to the other formats of what it shows")
	}
	page := o.open("/surveys/charlotte/export?" + query)
	contains(t, text(page, ".chips"), "ngineer")
	if got := page.Find(".export a").Last().AttrOr("href", ""); got != "/surveys/charlotte/export.xlsx?q.roles=engineer&contacts=1" {
		t.Errorf("a founder is led to %q", got)
	}
	shown := strings.Fields(text(page, ".who"))[0]
	page.Find(".files a").Each(func(_ int, link *goquery.Selection) {
		if path := link.AttrOr("href", ""); !strings.HasSuffix(path, "?"+query) {
			t.Errorf("the filter is lost on the way to %s", path)
		}
	})
	data, header := o.fetch("/surveys/charlotte/export.csv?" + query)
	contains(t, header.Get("Content-Disposition"), "charlotte-filtered-")
	if n := rowsOf(t, data); strconv.Itoa(n) != shown || n == 0 || n == 120 {
		t.Errorf("%d rows in the file, %s responses on the page", n, shown)
	}
	data, _ = o.fetch("/surveys/charlotte/export.csv.zip?" + query)
	archive := must(zip.NewReader(bytes.NewReader(data), int64(len(data))))(t)
	readme := must(must(archive.Open("README.txt"))(t).Stat())(t)
	if readme.Size() == 0 || len(archive.File) != 3 {
		t.Errorf("%d files in the archive", len(archive.File))
	}
	contains(t, text(o.see(http.StatusBadRequest, http.MethodGet, "/surveys/charlotte/export.sav?q.none=x", nil), "h1"), "could not be read")
}

func TestDownloadsAreBehindTheLogin(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 5, nil)
	for _, path := range []string{"export", "export.csv", "export.csv.zip", "export.sav", "export.duckdb"} {
		if to := o.leads(http.MethodGet, "/surveys/charlotte/"+path, nil); !strings.HasPrefix(to, "/login") {
			t.Errorf("%s leads to %q", path, to)
		}
	}
	o.logIn(account.Viewer)
	o.see(http.StatusNotFound, http.MethodGet, "/surveys/none/export", nil)
	o.see(http.StatusNotFound, http.MethodGet, "/surveys/none/export.csv", nil)
	o.see(http.StatusNotFound, http.MethodGet, "/surveys/charlotte/export.odt", nil)
	o.ready.Store(false)
	for _, path := range []string{"export", "export.csv"} {
		o.see(http.StatusServiceUnavailable, http.MethodGet, "/surveys/charlotte/"+path, nil)
	}
}

// A survey can have more columns than anybody reads on a page.
func TestDownloadsOfAWideSurvey(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	text.WriteString("id: wide\ntitle: Wide\nquestions:\n")
	for q := range 10 {
		text.WriteString(fmt.Sprintf("  - id: q%d\n    kind: many\n    title: Question %d\n    options:\n", q, q))
		for o := range 60 {
			text.WriteString(fmt.Sprintf("      - {id: o%d, label: Option %d}\n", o, o))
		}
	}
	s, problems := survey.Parse("wide.yaml", []byte(text.String()))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	o := openOffice(t, []*survey.Survey{s}, answersTo(s, 3, time.Now()), nil)
	o.logIn(account.Viewer)
	page := o.open("/surveys/wide/export")
	contains(t, page.Find("details.numbers").Text(), strconv.Itoa(len(dataset.Variables(s))-500)+" more columns")
}

// Without a place of its own to write in, Muster offers what it can send as it is made.
func TestDownloadsWithoutScratch(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 5, func(c *web.Config) { c.Founder.Scratch = "" })
	o.logIn(account.Viewer)
	if got := text(o.open("/surveys/charlotte/export"), ".files"); strings.Contains(got, "Parquet") || !strings.Contains(got, "SPSS") {
		t.Errorf("offered: %s", got)
	}
	o.see(http.StatusNotFound, http.MethodGet, "/surveys/charlotte/export.duckdb", nil)
}

// TestDownloadThatBreaks holds that an error before the first byte is a page, that one later cuts the
// connection, and that neither leaves anything behind.
func TestDownloadThatBreaks(t *testing.T) {
	t.Parallel()
	var dir string
	after := 0
	o := charlotte(t, 3000, func(c *web.Config) {
		dir = c.Founder.Scratch
		whole := c.Founder.Responses
		c.Founder.Responses = func(ctx context.Context, survey string, filter tally.Filter) iter.Seq2[*response.Response, error] {
			return func(yield func(*response.Response, error) bool) {
				n := 0
				for r, err := range whole(ctx, survey, filter) {
					if n++; n > after {
						yield(nil, errBroken)
						return
					}
					if !yield(r, err) {
						return
					}
				}
			}
		}
	})
	o.logIn(account.Founder)
	tests := []struct {
		path  string
		after int
		page  bool
	}{
		{"export.csv", 0, true}, {"export.csv", 2500, false}, {"export.csv.zip", 0, false}, {"export.csv.zip", 2500, false}, {"export.jsonl.zip", 2500, false},
		{"export.sav", 2500, true}, {"export.duckdb", 2500, true}, {"export.parquet.zip", 2500, false},
	}
	for _, test := range tests {
		t.Run(test.path, func(t *testing.T) {
			after = test.after
			answer := o.send(http.MethodGet, "/surveys/charlotte/"+test.path, nil)
			data, err := io.ReadAll(answer.Body)
			if test.page && (answer.StatusCode != http.StatusInternalServerError || !bytes.Contains(data, []byte("Something went wrong")) || bytes.Contains(data, []byte("fire"))) {
				t.Errorf("%s\n%s", answer.Status, data)
			}
			if !test.page && err == nil {
				t.Error("half a file looks like a whole one")
			}
			if left := must(filepath.Glob(filepath.Join(dir, "*")))(t); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
	if _, err := os.Stat(dir); err != nil {
		t.Error(err)
	}
	contains(t, o.log.String(), "fire")
}

// The first bytes are there while the answers are still being read.
func TestDownloadsStartAtOnce(t *testing.T) {
	t.Parallel()
	read, release := make(chan struct{}), make(chan struct{})
	o := charlotte(t, 50, func(c *web.Config) {
		whole := c.Founder.Responses
		c.Founder.Responses = func(ctx context.Context, survey string, filter tally.Filter) iter.Seq2[*response.Response, error] {
			return func(yield func(*response.Response, error) bool) {
				close(read)
				<-release
				whole(ctx, survey, filter)(yield)
			}
		}
	})
	o.logIn(account.Founder)
	answer := o.send(http.MethodGet, "/surveys/charlotte/export.csv.zip", nil) // returns with the headers
	first := make([]byte, 4)
	if _, err := io.ReadFull(answer.Body, first); err != nil || string(first) != "PK\x03\x04" {
		t.Errorf("first bytes %q: %v", first, err)
	}
	<-read
	close(release)
	if _, err := io.ReadAll(answer.Body); err != nil {
		t.Error(err)
	}
}
