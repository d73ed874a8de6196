package main

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"strings"
	"testing"
)

// TestASurveyIsMadeOfAFileInTheBrowser sends an old export to a running service, stores it, and opens its pages.
func TestASurveyIsMadeOfAFileInTheBrowser(t *testing.T) {
	dir := t.TempDir()
	p := startServe(t, "--data", dir, "--survey", charlotte)
	p.waitFor(t, "/readyz")
	f := logIn(t, p, dir)
	data, err := os.ReadFile("../../sample-data/exports/talk-ideas-sheet.csv")
	if err != nil {
		t.Fatal(err)
	}
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	_ = w.WriteField("id", "ideas")
	part, _ := w.CreateFormFile("file", "talk-ideas-sheet.csv") // a buffer takes everything
	_, _ = part.Write(data)
	_ = w.Close()
	f.post("/surveys/new/import", w.FormDataContentType(), &form, func(page string) {
		f.post(page+"/store", "application/x-www-form-urlencoded", strings.NewReader(""), func(done string) {
			if got := string(f.get(done)); !strings.Contains(got, "is made") || !strings.Contains(got, "<dd>60</dd>") {
				t.Errorf("what became of the file: %s", got)
			}
		})
	})
	p.waitFor(t, "/s/ideas")
	if got := string(f.get("/surveys")); !strings.Contains(got, "/surveys/ideas/") {
		t.Error("the list of surveys does not name it")
	}
}

// post sends a form as a browser does and goes on where it leads.
func (f *founder) post(path, kind string, form io.Reader, then func(to string)) {
	f.t.Helper()
	r, err := http.NewRequestWithContext(f.t.Context(), http.MethodPost, f.base+path, form)
	if err != nil {
		f.t.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	client := *f.client
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	answer, err := client.Do(r)
	if err != nil {
		f.t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusSeeOther {
		f.t.Fatalf("POST %s: %s", path, answer.Status)
	}
	then(answer.Header.Get("Location"))
}
