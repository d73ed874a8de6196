package web_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"muster/internal/account"
	"muster/internal/response"
	"muster/internal/tally"
	"muster/internal/web"
)

func (o *office) workbook(path string) (*excelize.File, *http.Response) {
	o.t.Helper()
	answer := o.send(http.MethodGet, path, nil)
	data := must(io.ReadAll(answer.Body))(o.t)
	if answer.StatusCode != http.StatusOK {
		o.t.Fatalf("%s: %s\n%s", path, answer.Status, data)
	}
	book := must(excelize.OpenReader(bytes.NewReader(data)))(o.t)
	o.t.Cleanup(func() { book.Close() })
	return book, answer
}

func TestWorkbook(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 120, nil)
	o.logIn(account.Viewer)
	book, answer := o.workbook("/surveys/charlotte/export.xlsx")
	if got, want := answer.Header.Get("Content-Disposition"), `attachment; filename="charlotte-`; !strings.HasPrefix(got, want) || !strings.HasSuffix(got, `.xlsx"`) {
		t.Errorf("Content-Disposition %q", got)
	}
	if got := answer.Header.Get("Content-Type"); got != "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" {
		t.Errorf("Content-Type %q", got)
	}
	if rows := must(book.GetRows("Answers"))(t); len(rows) < 121 {
		t.Errorf("%d rows of answers, want 120 and their head", len(rows))
	}
	for _, sheet := range book.GetSheetList() {
		if sheet == "Contacts" {
			t.Error("contacts are in a workbook that nobody asked them for")
		}
	}
	book, answer = o.workbook("/surveys/charlotte/export.xlsx?q.roles=engineer")
	contains(t, answer.Header.Get("Content-Disposition"), "charlotte-filtered-")
	if rows := must(book.GetRows("Answers"))(t); len(rows) >= 121 {
		t.Errorf("%d rows pass a filter that lets some through", len(rows))
	}
}

func TestContactsAreForFounders(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 40, nil)
	o.logIn(account.Viewer)
	const path = "/surveys/charlotte/export.xlsx?contacts=1"
	page := o.see(http.StatusForbidden, http.MethodGet, path, nil)
	contains(t, text(page, "h1"), "founders only")
	if links := o.open("/surveys/charlotte/dashboards/overview").Find("a[href*='contacts']"); links.Length() != 0 {
		t.Error("a viewer is shown a link that is not for viewers")
	}
	o.browser = o.newBrowser()
	o.logIn(account.Founder)
	book, answer := o.workbook(path)
	contains(t, answer.Header.Get("Content-Disposition"), "charlotte-with-contacts-")
	all := strings.Builder{}
	for _, row := range must(book.GetRows("Contacts"))(t) {
		all.WriteString(strings.Join(row, " ") + "\n")
	}
	contains(t, all.String(), "person8@example.org")
	if strings.Contains(all.String(), "person4@example.org") {
		t.Error("the address of somebody who did not agree is in the workbook")
	}
}

var errBroken = errors.New("the disk is on fire")

// TestWorkbookThatBreaks holds that an error before the first byte is a page, and one later cuts the
// connection.
func TestWorkbookThatBreaks(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 20, func(c *web.Config) {
		c.Founder.Tally = func(context.Context, string, []tally.Query) ([]tally.Table, error) { return nil, errBroken }
	})
	o.logIn(account.Founder)
	page := o.see(http.StatusInternalServerError, http.MethodGet, "/surveys/charlotte/export.xlsx", nil)
	contains(t, text(page, "h1"), "Something went wrong")
	if strings.Contains(page.Text(), "fire") {
		t.Error("a person reads the text of an internal error")
	}
	contains(t, o.log.String(), "fire")

	o = charlotte(t, 3000, func(c *web.Config) {
		whole := c.Founder.Responses
		walks := 0
		c.Founder.Responses = func(ctx context.Context, survey string, filter tally.Filter) iter.Seq2[*response.Response, error] {
			return func(yield func(*response.Response, error) bool) {
				walks++
				n := 0
				for r, err := range whole(ctx, survey, filter) {
					if n++; walks > 1 && n > 2000 {
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
	answer := o.send(http.MethodGet, "/surveys/charlotte/export.xlsx", nil)
	if _, err := io.ReadAll(answer.Body); answer.StatusCode == http.StatusOK && err == nil {
		t.Error("half a workbook looks like a whole one")
	}
}

func TestWorkbookStopsWithTheBrowser(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 200, nil)
	o.logIn(account.Founder)
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	r := must(http.NewRequestWithContext(ctx, http.MethodGet, o.server.URL+"/surveys/charlotte/export.xlsx", nil))(t)
	if answer, err := o.browser.Do(r); err == nil {
		answer.Body.Close()
	}
	o.server.Close() // which waits for what it is doing
	if strings.Contains(o.log.String(), "level=ERROR") {
		t.Errorf("somebody who walked away is logged as our fault: %s", o.log.String())
	}
}
