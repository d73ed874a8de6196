package web_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/web"
	sampledata "muster/sample-data"
)

var noon = time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)

// visitor drives the whole engine and keeps what it was given to store.
type visitor struct {
	t       testing.TB
	handler http.Handler
	log     logbook

	mu     sync.Mutex
	stored map[string]*response.Response // by the hash of the receipt
	failed error                         // what Submit returns
}

func (v *visitor) submit(_ context.Context, r *response.Response) (response.Outcome, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.failed != nil {
		return response.Outcome{}, v.failed
	}
	key := hex.EncodeToString(r.Receipt)
	if v.stored[key] != nil {
		return response.Outcome{Duplicate: true}, nil
	}
	v.stored[key] = r
	return response.Outcome{}, nil
}

func (v *visitor) byReceipt(_ context.Context, hash []byte) (*response.Response, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if r := v.stored[hex.EncodeToString(hash)]; r != nil {
		return r, nil
	}
	return nil, store.ErrNotFound
}

// only gives the one response that was stored.
func (v *visitor) only() *response.Response {
	v.t.Helper()
	if len(v.stored) != 1 {
		v.t.Fatalf("%d responses stored, want 1", len(v.stored))
	}
	for _, r := range v.stored {
		return r
	}
	return nil
}

// visit opens a site with these surveys; change may alter its configuration.
func visit(t testing.TB, surveys []*survey.Survey, change func(*web.Config)) *visitor {
	t.Helper()
	v := &visitor{t: t, stored: map[string]*response.Response{}}
	config := web.Config{
		Surveys: surveys, Submit: v.submit, ByReceipt: v.byReceipt,
		Ready: func(context.Context) error { return nil },
		Key:   bytes.Repeat([]byte{7}, 32), Now: func() time.Time { return noon },
		Log: slog.New(slog.NewTextHandler(&v.log, nil)),
	}
	if change != nil {
		change(&config)
	}
	site, err := web.New(config)
	if err != nil {
		t.Fatal(err)
	}
	v.handler = site.Handler()
	return v
}

func sample(t testing.TB, name string) *survey.Survey {
	t.Helper()
	data, err := sampledata.Files.ReadFile(name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	return parsed(t, name, data)
}

func everything(t testing.TB) *survey.Survey {
	t.Helper()
	data, err := os.ReadFile("testdata/everything.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return parsed(t, "everything", data)
}

func parsed(t testing.TB, name string, data []byte) *survey.Survey {
	t.Helper()
	s, problems := survey.Parse(name, data)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return s
}

func (v *visitor) do(method, path, body string, header ...string) *http.Response {
	v.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	v.handler.ServeHTTP(w, r)
	return w.Result()
}

// page sends a request that must be answered with that status, and reads the page.
func (v *visitor) page(status int, method, path, body string, header ...string) *goquery.Document {
	v.t.Helper()
	answer := v.do(method, path, body, header...)
	if answer.StatusCode != status {
		v.t.Fatalf("%s %s: %s, want %d", method, path, answer.Status, status)
	}
	doc, err := goquery.NewDocumentFromReader(answer.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return doc
}

func (v *visitor) get(path string) *goquery.Document {
	v.t.Helper()
	return v.page(http.StatusOK, http.MethodGet, path, "")
}

// hidden gives the fields that the form's page carries unseen.
func hidden(doc *goquery.Document) url.Values {
	values := url.Values{}
	doc.Find("form input[type=hidden]").Each(func(_ int, input *goquery.Selection) {
		values.Add(input.AttrOr("name", ""), input.AttrOr("value", ""))
	})
	return values
}

// text is what a selection says, with its white space evened out.
func text(doc *goquery.Document, selector string) string {
	return strings.Join(strings.Fields(doc.Find(selector).Text()), " ")
}

func body(t testing.TB, answer *http.Response) string {
	t.Helper()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func contains(t testing.TB, got, want string) {
	t.Helper()
	if !strings.Contains(got, want) {
		t.Errorf("%q does not contain %q", got, want)
	}
}
