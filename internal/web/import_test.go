package web_test

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"muster/internal/account"
	"muster/internal/spreadsheet"
	"muster/internal/web"
)

const oldForm = "Timestamp,Your role,Topics,Years of work\n" +
	"2025/03/04 10:00:00 AM GMT,Developer,Kubernetes;Go,3\n" +
	"2025/03/05 10:00:00 AM GMT,Administrator,K8s,4\n" +
	"2025/03/06 10:00:00 AM GMT,Developer,Terraform,many\n"

func TestImportAsksForAFile(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	page := o.open(meetupPath)
	if got := page.Find("#time_zone").AttrOr("value", ""); got != "Europe/Berlin" {
		t.Errorf("the zone that is asked for is %q, want the survey's", got)
	}
	if page.Find("input[type=file]#file").Length() != 1 || page.Find("#title").Length() != 0 {
		t.Error("the page does not ask for a file, or asks for more")
	}
	contains(t, text(page, ".tools [aria-current]"), "Import")
	page = o.open("/surveys/new/import")
	if page.Find("#title").Length() != 1 || page.Find("#id").Length() != 1 {
		t.Error("a new survey is not asked for its title and its name")
	}
	o.see(http.StatusNotFound, http.MethodGet, "/surveys/nobody/import", nil)
}

func TestImportIsForFounders(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	path := o.drop(meetupPath, nil, attached{"old.csv", oldForm})
	o.open(path)
	o.browser = o.newBrowser()
	if to := o.leads(http.MethodGet, meetupPath, nil); !strings.HasPrefix(to, "/login") {
		t.Errorf("strangers are led to %q", to)
	}
	o.logIn(account.Viewer)
	for _, address := range []string{meetupPath, path, path + "/mapping.yaml", path + "/columns/1", path + "/refused.csv"} {
		page := o.see(http.StatusForbidden, http.MethodGet, address, nil)
		contains(t, text(page, "main"), "Only founders import")
	}
	if o.open("/surveys/meetup/share").Find(`.tools a[href$="/import"]`).Length() != 0 {
		t.Error("a viewer is offered the import")
	}
	o.refuses(http.StatusForbidden, meetupPath, nil, attached{"old.csv", oldForm})
}

// TestUploadsAreTheirOwners holds that no founder sees another's file, nor one through another survey.
func TestUploadsAreTheirOwners(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	path := o.drop(meetupPath, nil, attached{"old.csv", oldForm})
	o.see(http.StatusNotFound, http.MethodGet, strings.Replace(path, "meetup", "new", 1), nil)
	o.browser = o.newBrowser()
	token := must(o.gate.Invite(t.Context(), account.Founder))(t)
	o.leads(http.MethodPost, "/setup/"+token, url.Values{"name": {"Grace"}, "email": {"grace@example.org"}, "password": {password}})
	page := o.see(http.StatusNotFound, http.MethodGet, path, nil)
	if strings.Contains(page.Text(), "old.csv") {
		t.Error("another founder's page names the file")
	}
	o.see(http.StatusNotFound, http.MethodPost, path+"/store", nil)
}

func TestImportNeedsTheSameOrigin(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	path := o.drop(meetupPath, nil, attached{"old.csv", oldForm})
	answer := o.send(http.MethodPost, path+"/store", nil, "Sec-Fetch-Site", "cross-site")
	if answer.StatusCode != http.StatusForbidden {
		t.Errorf("%s", answer.Status)
	}
}

func TestImportRefusesFiles(t *testing.T) {
	t.Parallel()
	limits := spreadsheet.Limits{Upload: 1 << 20, Unpacked: 1 << 20, Workbook: 1 << 20, Rows: 100, Columns: 20, Cells: 2000}
	o := importDesk(t, func(c *web.Config) { c.Founder.Limits = limits })
	good := attached{"old.csv", oldForm}
	tests := []struct {
		name   string
		fields url.Values
		files  []attached
		at     string // the field with the message
		says   string
	}{
		{"no file", nil, nil, "file", "Choose the file"},
		{"an empty file", nil, []attached{{"old.csv", ""}}, "file", "“old.csv” is empty"},
		{"two files", nil, []attached{good, good}, "file", "Choose one file"},
		{"a file that is too long", nil, []attached{{"old.csv", strings.Repeat("a,b\n", 300_000)}}, "file", "larger than 1 MB"},
		{"more rows than there may be", nil, []attached{{"old.csv", "a,b\n" + strings.Repeat("1,2\n", 101)}}, "file", "more than 100 rows. Divide it"},
		{"a picture", nil, []attached{{"old.csv", "\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"}}, "file", "not"},
		{"a PDF", nil, []attached{{"old.pdf", "%PDF-1.7\n"}}, "file", "PDF"},
		{"a damaged workbook", nil, []attached{{"old.xlsx", "PK\x03\x04 and no more"}}, "file", "damaged"},
		{"a bomb", nil, []attached{{"old.csv.gz", gzipped(t, strings.Repeat("a,b\n", 1<<20))}}, "file", "more than 1 MB"},
		{"a header alone", nil, []attached{{"old.csv", "Timestamp,Your role\n"}}, "file", "no answers"},
		{"no time zone", url.Values{"time_zone": {"Mars/Olympus"}}, []attached{good}, "time_zone", "“Mars/Olympus” is no time zone"},
		{"the machine's zone", url.Values{"time_zone": {"Local"}}, []attached{good}, "time_zone", "no time zone"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page := o.refuses(http.StatusUnprocessableEntity, meetupPath, test.fields, test.files...)
			contains(t, text(page, "#"+test.at+"-error"), test.says)
			contains(t, text(page, `.alert a[href="#`+test.at+`"]`), test.says)
			contains(t, text(page, "title"), "Error: ")
			if want := test.fields.Get("time_zone"); page.Find("#time_zone").AttrOr("value", "") != want {
				t.Error("what was typed is not kept")
			}
		})
	}
	if strings.Contains(o.log.String(), "old.csv") || strings.Contains(o.log.String(), "Kubernetes") {
		t.Error("the log tells of the file")
	}
}

func gzipped(t testing.TB, text string) string {
	t.Helper()
	var out strings.Builder
	w := gzip.NewWriter(&out)
	_, err := io.WriteString(w, text)
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestImportRefusesOtherBodies(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	tests := []struct{ name, kind, body string }{
		{"a plain form", "application/x-www-form-urlencoded", "file=x"},
		{"JSON", "application/json", "{}"},
		{"no boundary", "multipart/form-data", "x"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answer := o.send(http.MethodPost, meetupPath, nil, "Content-Type", test.kind)
			if answer.StatusCode != http.StatusUnsupportedMediaType {
				t.Errorf("%s", answer.Status)
			}
		})
	}
	r := must(http.NewRequest(http.MethodPost, o.server.URL+meetupPath, strings.NewReader("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nTimes")))(t)
	r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	answer := must(o.browser.Do(r))(t)
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusBadRequest {
		t.Errorf("a body that breaks off: %s", answer.Status)
	}
}

// TestEncodings reads a file in an encoding that nobody can find out.
func TestEncodings(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	cyrillic := must(charmap.Windows1251.NewEncoder().String("Timestamp,Your role,An idea\n2025-03-04 10:00,Developer,\u041f\u0440\u0438\u0432\u0435\u0442 \u0434\u0440\u0443\u0433\n2025-03-05 10:00,Developer,\u0429\u0443\u043a\u0430\n"))(t)
	page := o.refuses(http.StatusUnprocessableEntity, meetupPath, nil, attached{"old.csv", cyrillic})
	if page.Find("#encoding option[value='windows-1251']").Length() != 1 {
		t.Fatalf("no encoding is offered: %s", text(page, ".alert"))
	}
	path := o.drop(meetupPath, url.Values{"encoding": {"windows-1251"}}, attached{"old.csv", cyrillic})
	page = o.open(path)
	if got := page.Find("#encoding option[selected]").AttrOr("value", ""); got != "windows-1251" {
		t.Errorf("it is said to be %q", got)
	}
	fields := fieldsOf(page.Find("form:has(#encoding)"))
	fields.Set("encoding", "macintosh")
	contains(t, text(o.open(o.leads(http.MethodPost, path, fields)), ".done"), "The file was read as macintosh.")
	fields.Set("encoding", "shift_jis")
	if answer := o.send(http.MethodPost, path, fields); answer.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("an encoding that the file is not in: %s", answer.Status)
	}
	o.open(o.leads(http.MethodPost, path+"/again", nil))
}

// TestSheets chooses another sheet of a workbook.
func TestSheets(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	book := excelize.NewFile()
	defer book.Close()
	_ = book.SetSheetRow("Sheet1", "A1", &[]any{"Your role", "Topics"})
	_ = book.SetSheetRow("Sheet1", "A2", &[]any{"Developer", "Go"})
	_, _ = book.NewSheet("Last year")
	_ = book.SetSheetRow("Last year", "A1", &[]any{"Your role"})
	for i := range 3 {
		_ = book.SetSheetRow("Last year", fmt.Sprintf("A%d", i+2), &[]any{"Administrator"})
	}
	file := must(book.WriteToBuffer())(t).String()
	path := o.drop(meetupPath, nil, attached{"two.xlsx", file})
	page := o.open(path)
	other := page.Find("#sheet option:not([selected])")
	if other.Length() != 1 {
		t.Fatalf("%d other sheets are offered, want 1", other.Length())
	}
	rows := figures(page)["Rows with answers"]
	fields := fieldsOf(page.Find("form:has(#sheet)"))
	fields.Set("sheet", other.AttrOr("value", ""))
	page = o.open(o.leads(http.MethodPost, path, fields))
	contains(t, text(page, ".done"), "was read.")
	if got := figures(page)["Rows with answers"]; got == rows {
		t.Errorf("the other sheet has %s rows too", got)
	}
	fields.Set("sheet", "None of them")
	o.leads(http.MethodPost, path, fields)
	if got := o.open(o.leads(http.MethodPost, path+"/again", nil)); figures(got)["Rows with answers"] != rows {
		t.Error("starting again does not bring the first sheet back")
	}
}

func TestNamesOfFiles(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	tests := []struct{ name, file, want string }{
		{"folders", `C:\Users\Ada\old.csv`, "old.csv"},
		{"markup", "<b>old.csv", "<b>old.csv"},
		{"what no font shows", "old\u200b\u202e.csv", "old"},
		{"very long", strings.Repeat("long ", 1000) + ".csv", ".csv"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page := o.open(o.drop(meetupPath, nil, attached{test.file, oldForm}))
			got := text(page, ".lead")
			contains(t, got, test.want)
			if page.Find(".lead b").Length() > 0 || len(got) > 300 {
				t.Errorf("the name of the file makes %q", got)
			}
		})
	}
}

func TestUploadsAreFewAndDoNotLast(t *testing.T) {
	t.Parallel()
	later := time.Duration(0)
	o := importDesk(t, func(c *web.Config) { c.Now = func() time.Time { return time.Now().Add(later) } })
	var paths []string
	for range 3 {
		paths = append(paths, o.drop(meetupPath, nil, attached{"old.csv", oldForm}))
	}
	gone := o.see(http.StatusNotFound, http.MethodGet, paths[0], nil)
	contains(t, text(gone, ".notice"), "The file is not here any more")
	if gone.Find("input[type=file]").Length() != 1 {
		t.Error("the page of a file that is gone does not ask for it again")
	}
	o.open(paths[1])
	o.open(paths[2])
	later = 59 * time.Minute
	o.open(paths[2])
	later += 61 * time.Minute
	o.see(http.StatusNotFound, http.MethodGet, paths[2], nil)
}

// TestDecisionsOutliveTheFile holds that what was decided is there for the file when it is chosen again.
func TestDecisionsOutliveTheFile(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	path := o.drop(meetupPath, nil, attached{"old.csv", oldForm})
	o.correct(path, "Topics", func(values url.Values, page *goquery.Document) {
		means(t, values, page, "K8s", "Kubernetes")
	})
	for range 2 {
		o.drop("/surveys/new/import", nil, attached{"another.csv", "A,B\n1,2\n"})
	}
	gone := o.see(http.StatusNotFound, http.MethodGet, path, nil)
	contains(t, text(gone, ".notice"), "what you decided about it is kept")
	page := o.open(o.drop(meetupPath, fieldsOf(gone.Find("form.importing")), attached{"old.csv", oldForm}))
	if strings.Contains(text(page, ".misfits"), "K8s") {
		t.Error("what was decided about a value is lost")
	}
}
