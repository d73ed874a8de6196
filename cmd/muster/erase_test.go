package main

import (
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
)

// TestErasedIsGone answers, corrects and erases through the running service, and then looks for the
// words in every file and on every page that had them.
func TestErasedIsGone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	p := startServe(t, "--data", dir, "--survey", charlotte)
	p.waitFor(t, "/readyz")
	person := respondent{t, p, newClient()}
	stays := person.answer(url.Values{"roles": {"architect"}, "challenge": {"a challenge that stays"}})
	receipt := person.answer(url.Values{
		"roles": {"engineer"}, "challenge": {"first-secret-words"}, "email": {"zoe@example.net"}, "name": {"Zoe-of-the-test"}, "consent": {"yes"},
	})
	f := logIn(t, p, dir)
	f.counted(2)

	person.correct(receipt, url.Values{"roles": {"leader"}, "challenge": {"second-secret-words"}, "email": {"zoe@example.net"}, "consent": {"yes"}})
	if page := person.read(receipt); !strings.Contains(page, "second-secret-words") || strings.Contains(page, "first-secret-words") {
		t.Errorf("the receipt after a correction: %s", page)
	}
	f.counted(2)
	person.post(receipt+"/erase", nil, http.StatusSeeOther)
	f.counted(1)

	gone := []string{"first-secret-words", "second-secret-words", "zoe@example.net", "Zoe-of-the-test"}
	book := f.workbook("/surveys/charlotte/export.xlsx?contacts=1")
	for _, sheet := range book.GetSheetList() {
		for _, row := range rows(t, book, sheet) {
			for _, words := range gone {
				if strings.Contains(strings.Join(row, " "), words) {
					t.Errorf("sheet %s still has %q", sheet, words)
				}
			}
		}
	}
	eventually(t, "the words leave every file", func() bool {
		for _, words := range gone {
			if len(filesWith(t, dir, words)) > 0 {
				return false
			}
		}
		return true
	})
	if !strings.Contains(person.read(stays), "a challenge that stays") {
		t.Error("the other answer has gone as well")
	}
	if log := p.log.String(); strings.Contains(log, "secret-words") || strings.Contains(log, strings.TrimPrefix(receipt, "/r/")) {
		t.Errorf("the log tells of it: %s", log)
	}
	p.stop(t)
	for _, words := range gone {
		if files := filesWith(t, dir, words); len(files) > 0 {
			t.Errorf("after the end %v hold %q", files, words)
		}
	}
}

// respondent is a browser without script that follows no redirect by itself.
type respondent struct {
	t      *testing.T
	p      *process
	client *http.Client
}

func (r respondent) post(path string, form url.Values, status int) *http.Response {
	r.t.Helper()
	reply, err := r.client.PostForm(r.p.base+path, form)
	if err != nil {
		r.t.Fatal(err)
	}
	page, _ := io.ReadAll(reply.Body)
	reply.Body.Close()
	if reply.StatusCode != status {
		r.t.Fatalf("%s: %s, want %d\n%s", path, reply.Status, status, page)
	}
	return reply
}

// answer sends a form and returns the path of the receipt.
func (r respondent) answer(form url.Values) string {
	r.t.Helper()
	return r.post("/s/charlotte", form, http.StatusSeeOther).Header.Get("Location")
}

// correct opens the form of a receipt, and sends it with other answers.
func (r respondent) correct(receipt string, form url.Values) {
	r.t.Helper()
	page, err := goquery.NewDocumentFromReader(strings.NewReader(r.read(receipt + "/edit")))
	if err != nil {
		r.t.Fatal(err)
	}
	page.Find("form#answers input[type=hidden]").Each(func(_ int, field *goquery.Selection) {
		form.Set(field.AttrOr("name", ""), field.AttrOr("value", ""))
	})
	r.post(receipt+"/edit", form, http.StatusSeeOther)
}

func (r respondent) read(path string) string {
	r.t.Helper()
	reply, err := r.client.Get(r.p.base + path)
	if err != nil {
		r.t.Fatal(err)
	}
	defer reply.Body.Close()
	page, err := io.ReadAll(reply.Body)
	if err != nil || reply.StatusCode != http.StatusOK {
		r.t.Fatalf("%s: %s, %v", path, reply.Status, err)
	}
	return string(page)
}

// counted waits until the dashboards count so many answers.
func (f *founder) counted(want int) {
	f.t.Helper()
	eventually(f.t, "the dashboards count it", func() bool {
		page := f.page("/surveys/charlotte/dashboards/overview.json")
		return page.Responses == want
	})
}

// eventually waits for what happens behind the replies.
func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(2 * time.Minute); !done(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited two minutes: %s", what)
		}
	}
}
