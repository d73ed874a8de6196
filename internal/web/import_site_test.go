package web_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/xuri/excelize/v2"

	"muster/internal/account"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/web"
)

// importFile is FounderConfig.Import over the office's store, warehouse and site.
func (o *office) importFile(ctx context.Context, in store.Import) (store.Imported, error) {
	counts, err := o.store.Import(ctx, in)
	if err != nil {
		return counts, err
	}
	if err := o.follow(ctx); err != nil {
		return counts, err
	}
	return counts, o.warehouse.CatchUp(ctx)
}

// meetup is a survey that old forms asked in other words.
func meetup(t testing.TB) *survey.Survey {
	t.Helper()
	return written(t, `
id: meetup
title: Cloud meetup
language: en
time_zone: Europe/Berlin
questions:
  - {id: role, kind: one, purpose: role, title: Your role, options: [{id: admin, label: Administrator}, {id: dev, label: Developer}], other: Other}
  - {id: topics, kind: many, purpose: topic, title: Topics, options: [{id: containers, label: Kubernetes}, {id: tf, label: Terraform}, {id: go, label: Go}]}
  - {id: years, kind: number, title: Years of work}
  - {id: idea, kind: long_text, title: An idea}`)
}

// importDesk opens the office over that survey and logs a founder in.
func importDesk(t testing.TB, change func(*web.Config)) *office {
	t.Helper()
	o := openOffice(t, []*survey.Survey{meetup(t)}, nil, change)
	o.logIn(account.Founder)
	return o
}

const meetupPath = "/surveys/meetup/import"

// attached is a file as a browser sends it.
type attached struct{ name, text string }

// send posts a form with files in its field "file".
func (o *office) attach(path string, fields url.Values, files ...attached) *http.Response {
	o.t.Helper()
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	for name, values := range fields {
		for _, value := range values {
			_ = w.WriteField(name, value)
		}
	}
	for _, file := range files {
		part := must(w.CreateFormFile("file", file.name))(o.t)
		_, _ = io.WriteString(part, file.text)
	}
	_ = w.Close()
	r := must(http.NewRequest(http.MethodPost, o.server.URL+path, &form))(o.t)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	answer := must(o.browser.Do(r))(o.t)
	o.t.Cleanup(func() { answer.Body.Close() })
	return answer
}

// drop sends a file that can be read, and gives the address at which it is shown.
func (o *office) drop(path string, fields url.Values, file attached) string {
	o.t.Helper()
	answer := o.attach(path, fields, file)
	if answer.StatusCode != http.StatusSeeOther {
		o.t.Fatalf("%s: %s\n%s", file.name, answer.Status, must(io.ReadAll(answer.Body))(o.t))
	}
	return answer.Header.Get("Location")
}

// refuses sends files that cannot be taken, and gives the page that says why.
func (o *office) refuses(status int, path string, fields url.Values, files ...attached) *goquery.Document {
	o.t.Helper()
	answer := o.attach(path, fields, files...)
	if answer.StatusCode != status {
		o.t.Fatalf("%s, want %d\n%s", answer.Status, status, must(io.ReadAll(answer.Body))(o.t))
	}
	return must(goquery.NewDocumentFromReader(answer.Body))(o.t)
}

// fieldsOf gives what a browser would send of a form.
func fieldsOf(form *goquery.Selection) url.Values {
	values := url.Values{}
	form.Find("input, select").Each(func(_ int, e *goquery.Selection) {
		name, value := e.AttrOr("name", ""), e.AttrOr("value", "")
		_, checked := e.Attr("checked")
		switch kind := e.AttrOr("type", ""); {
		case name == "" || kind == "file" || (kind == "radio" || kind == "checkbox") && !checked:
			return
		case goquery.NodeName(e) == "select":
			chosen := e.Find("option[selected]")
			if chosen.Length() == 0 {
				chosen = e.Find("option").First()
			}
			value = chosen.AttrOr("value", "")
		}
		values.Add(name, value)
	})
	return values
}

// correct opens the page of a column, changes some of its fields and saves them; it gives where that leads.
func (o *office) correct(path, column string, change func(url.Values, *goquery.Document)) string {
	o.t.Helper()
	address := ""
	o.open(path).Find(".column").Each(func(_ int, e *goquery.Selection) {
		if strings.TrimSpace(e.Find("h3").Text()) == column {
			address = e.Find("p > a").Last().AttrOr("href", "")
		}
	})
	if address == "" {
		o.t.Fatalf("there is no column %q", column)
	}
	page := o.open(address)
	values := fieldsOf(page.Find("form.correcting"))
	change(values, page)
	path, _, _ = strings.Cut(o.leads(http.MethodPost, address, values), "?saved=")
	return path
}

// means sets what a value counts as, by the words of the choice.
func means(t testing.TB, values url.Values, page *goquery.Document, value, words string) {
	t.Helper()
	found := false
	page.Find(".values li").Each(func(_ int, row *goquery.Selection) {
		if row.Find("label").Text() != value {
			return
		}
		list := row.Find("select[name^=means-]")
		list.Find("option").Each(func(_ int, option *goquery.Selection) {
			if strings.TrimSpace(option.Text()) == words {
				values.Set(list.AttrOr("name", ""), option.AttrOr("value", ""))
				found = true
			}
		})
	})
	if !found {
		t.Fatalf("nothing says that %q counts as %q", value, words)
	}
}

// microsoftBook is a workbook as Microsoft Forms writes it: n people, of whom every third writes a topic in a way of
// their own.
func microsoftBook(t testing.TB, n int) string {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	_ = book.SetSheetName("Sheet1", "Form1")
	_ = book.SetSheetRow("Form1", "A1", &[]any{"ID", "Start time", "Completion time", "Email", "Name", "Your role", "Topics"})
	for i := range n {
		topics, role := "Kubernetes;Go;", "Administrator"
		if i%3 == 2 {
			topics, role = "K8s;Terraform;", "Developer"
		}
		at := 45_000 + float64(i)/24
		_ = book.SetSheetRow("Form1", fmt.Sprintf("A%d", i+2), &[]any{i + 1, at, at + 0.01, "anonymous", "", role, topics})
	}
	style := must(book.NewStyle(&excelize.Style{CustomNumFmt: new("m/d/yy h:mm:ss")}))(t)
	_ = book.SetCellStyle("Form1", "B2", fmt.Sprintf("C%d", n+1), style)
	return must(book.WriteToBuffer())(t).String()
}
