package web_test

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"net/url"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"
)

// packed is a zip file with its files in this order: name, text, name, text.
func packed(t testing.TB, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		out := must(w.Create(files[i]))(t)
		_, _ = io.WriteString(out, files[i+1])
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestChooseAFileOfAZip takes two files of one zip file in, one after another: each is a form of its own.
func TestChooseAFileOfAZip(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	zipped := attached{"years.zip", packed(t, "broken.csv", "a,\"b\n", "2024.csv", "Timestamp,Topics\n1/13/2024 9:00:00,Go\n", "2025.csv", "Timestamp,Topics\n1/13/2025 9:00:00,Terraform\n1/14/2025 9:00:00,Go\n")}
	path := o.drop(meetupPath, nil, zipped)
	page := o.open(path)
	contains(t, text(page, ".lead"), "“2024.csv” of years.zip, an export of Google Forms.")
	var offered []string
	page.Find("#sheet option").Each(func(_ int, e *goquery.Selection) { offered = append(offered, e.Text()) })
	if diff := cmp.Diff([]string{"broken.csv", "2024.csv", "2025.csv"}, offered); diff != "" {
		t.Error(diff)
	}
	file := func(sheet string) url.Values {
		values := fieldsOf(o.open(path).Find("form:has(#sheet)"))
		values.Set("sheet", sheet)
		return values
	}
	refused := o.see(http.StatusUnprocessableEntity, http.MethodPost, path, file("broken.csv"))
	contains(t, text(refused, "#sheet-error"), "never closed")
	o.keep(path, nil)

	path = o.drop(meetupPath, nil, zipped)
	page = o.open(o.leads(http.MethodPost, path, file("2025.csv")))
	contains(t, text(page, ".done"), "“2025.csv” was read.")
	if got := page.Find("#form").AttrOr("value", ""); got != "2025" {
		t.Errorf("the form is called %q", got)
	}
	if got := figures(o.keep(path, nil))["New"]; got != "2" {
		t.Errorf("%s are new", got)
	}
	if diff := cmp.Diff(map[string]int{"go": 2, "tf": 1}, o.picked("meetup", "topics")); diff != "" {
		t.Error(diff)
	}
	all := o.refuses(http.StatusUnprocessableEntity, meetupPath, nil, attached{"x.zip", packed(t, "a.csv", "a,\"b\n", "b.csv", "")})
	contains(t, text(all, "#file-error"), "never closed")
}
