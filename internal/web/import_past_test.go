package web_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"muster/internal/account"
	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/web"
)

// imports is the list of what was imported so far.
func (o *office) imports() *goquery.Selection {
	o.t.Helper()
	return o.open(meetupPath).Find("#past tbody tr")
}

// past is the address at which the nth import of the list is taken back.
func (o *office) past(n int) string {
	o.t.Helper()
	address, ok := o.imports().Eq(n).Find("a").Attr("href")
	if !ok {
		o.t.Fatalf("import %d cannot be taken back", n)
	}
	return address
}

// said is what a page says of what goes and stays.
func said(page *goquery.Document) []string {
	var all []string
	page.Find("#what li").Each(func(_ int, e *goquery.Selection) { all = append(all, strings.TrimSpace(e.Text())) })
	return all
}

const (
	meetupStays = "The file can be imported again: its rows come in as new. Answers that were erased before, by their people or because their time was over, stay erased."
	besideThem  = "Files that were downloaded before, and backups, still have them."
	meetupForm  = "The name of the form, “Meetup”, and what was decided about it are kept. The next upload of it shows that, and you can change it there."
)

// TestTakeBackAnImport is the whole way out: a file is stored with a wrong decision, taken back, and stored again with a
// better one.
func TestTakeBackAnImport(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	path := o.drop(meetupPath, nil, attached{"Meetup(1-9).xlsx", microsoftBook(t, 9)})
	o.correct(path, "Topics", func(values url.Values, page *goquery.Document) { means(t, values, page, "K8s", "Terraform") })
	page := o.keep(path, nil)
	if to := page.Find("main li a").AttrOr("href", ""); to != meetupPath+"#past" {
		t.Errorf("the way back leads to %q", to)
	}
	rows := o.imports()
	contains(t, rows.Find("th").Text(), "Meetup, Meetup(1-9).xlsx")
	contains(t, rows.Find("small").Text(), time.Now().In(meetup(t).Zone).Format("2 January 2006"))
	contains(t, rows.Find("small").Text(), "by Ada Lovelace")
	if got := rows.Find("td").Text(); got != "900" {
		t.Errorf("new, corrected and already there: %q", got)
	}

	address := o.past(0)
	page = o.open(address)
	contains(t, text(page, "h1"), "Take this import back?")
	contains(t, text(page, "#what"), "It cannot be undone.")
	want := []string{"All 9 answers that the file brought go, with the contact details in them.", besideThem, meetupStays, meetupForm}
	if diff := cmp.Diff(want, said(page)); diff != "" {
		t.Error(diff)
	}
	if got := text(page, "#what button"); got != "Take back 9 answers" {
		t.Errorf("the button says %q", got)
	}
	fields := fieldsOf(page.Find("#what form"))
	if to := o.leads(http.MethodPost, address, fields); to != address {
		t.Errorf("it leads to %q", to)
	}
	page = o.open(address)
	contains(t, text(page, "h1"), "The import is taken back")
	contains(t, text(page, ".lead"), "by Ada Lovelace: 9 answers erased")
	if diff := cmp.Diff(map[string]string{"Erased": "9"}, figures(page)); diff != "" {
		t.Error(diff)
	}
	if page.Find("form[action$='/past/1']").Length() > 0 {
		t.Error("it can be taken back again")
	}
	if got := o.picked("meetup", "topics"); len(got) != 0 {
		t.Errorf("still counted: %v", got)
	}
	o.leads(http.MethodPost, address, fields) // sent twice
	contains(t, o.imports().Find("th").Text(), "Taken back")
	if strings.Contains(o.imports().Text(), "Meetup(1-9).xlsx") || o.imports().Find("a").Length() > 0 {
		t.Error("the file's name is kept, or the import can be taken back again")
	}

	path = o.drop(meetupPath, nil, attached{"Meetup(1-9).xlsx", microsoftBook(t, 9)})
	page = o.open(path)
	contains(t, text(page, ".notice"), "Read as you decided on")
	if diff := cmp.Diff(map[string]string{"Rows with answers": "9", "New": "9", "Stored before": "0", "Refused": "0"}, figures(page)); diff != "" {
		t.Errorf("the file once more: %s", diff)
	}
	o.correct(path, "Topics", func(values url.Values, page *goquery.Document) { means(t, values, page, "K8s", "Kubernetes") })
	if diff := cmp.Diff(map[string]string{"New": "9", "Stored before": "0"}, figures(o.keep(path, nil))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"containers": 9, "go": 6, "tf": 3}, o.picked("meetup", "topics")); diff != "" {
		t.Errorf("what is counted: %s", diff)
	}
	if n := o.imports().Length(); n != 2 {
		t.Errorf("%d imports are listed", n)
	}
	for _, secret := range []string{"Meetup(1", "Lovelace"} {
		if strings.Contains(o.log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}

// TestTakeBackSaysWhatStays has people and other imports change what an import brought.
func TestTakeBackSaysWhatStays(t *testing.T) {
	t.Parallel()
	o, ctx := importDesk(t, nil), t.Context()
	o.keep(o.drop(meetupPath, nil, attached{"Meetup(1-9).csv", hourly("Go", "Terraform", "Go", "Go", "Go")}), nil)
	o.keep(o.drop(meetupPath, nil, attached{"Meetup(1-9).csv", hourly("Terraform", "Terraform", "Go", "Go", "Go", "Go")}), nil)
	records := must(o.store.Records(ctx, 0, 100))(t)
	var there []*response.Response
	for _, r := range records {
		if r.Document != nil {
			there = append(there, must(o.store.Response(ctx, "meetup", r.ID))(t))
		}
	}
	if len(there) != 6 {
		t.Fatalf("%d answers are stored", len(there))
	}
	if err := o.store.Erase(ctx, "meetup", there[1].ID); err != nil {
		t.Fatal(err)
	}
	own := *there[2]
	own.Answers = response.Answers{"topics": {Picks: []string{"tf"}}}
	must(o.store.Revise(ctx, &own))(t)

	page := o.open(o.past(1))
	want := []string{
		"3 of the 5 answers that the file brought go, with the contact details in them.",
		"1 of these answers was corrected by a later import, and its corrections go as well. Import that file again to have them back.",
		"1 answer stays as it is, because its respondent has corrected it since.",
		"1 answer is gone already: it was erased since.",
		"A later import of this form found rows already there, and such rows go as well: Meetup, Meetup(1-9).csv (4 rows). Import that file again afterwards to keep all that it holds.",
		besideThem, meetupStays, meetupForm,
	}
	if diff := cmp.Diff(want, said(page)); diff != "" {
		t.Error(diff)
	}
	later := o.past(0)
	want = []string{"The one answer that the file brought goes, with the contact details in it.",
		"1 answer that was there before was corrected by this import and stays corrected: what it said before is not kept. Import its own file again to correct it back.",
		besideThem, meetupStays, meetupForm}
	if diff := cmp.Diff(want, said(o.open(later))); diff != "" {
		t.Error(diff)
	}
	o.leads(http.MethodPost, later, url.Values{"going": {"1"}})
	if got := figures(o.open(later)); got["Erased"] != "1" {
		t.Errorf("%v", got)
	}
	address := o.past(1)
	if err := o.store.Erase(ctx, "meetup", there[3].ID); err != nil {
		t.Fatal(err)
	}
	page = o.see(http.StatusConflict, http.MethodPost, address, url.Values{"going": {"3"}})
	contains(t, text(page, ".alert"), "nothing was taken back")
	contains(t, text(page, "#what"), "2 of the 5 answers")
	o.see(http.StatusConflict, http.MethodPost, address, url.Values{"going": {"all"}})
	o.leads(http.MethodPost, address, fieldsOf(page.Find("#what form")))
	if diff := cmp.Diff(map[string]string{"Erased": "2", "Stayed": "1"}, figures(o.open(address))); diff != "" {
		t.Error(diff)
	}
	if n := must(o.store.Count(ctx, "meetup"))(t); n != 1 {
		t.Errorf("%d answers are left", n)
	}
}

// hourly is an export of people who picked these topics, an hour apart.
func hourly(topics ...string) string {
	var file strings.Builder
	file.WriteString("Timestamp,Topics\n")
	at := time.Date(2025, 3, 4, 10, 0, 0, 0, time.UTC)
	for i, topic := range topics {
		file.WriteString(at.Add(time.Duration(i)*time.Hour).Format("2006/01/02 3:04:05 PM") + " GMT," + topic + "\n")
	}
	return file.String()
}

// TestTakeBackOfANewSurvey leaves the survey without answers, and says so.
func TestTakeBackOfANewSurvey(t *testing.T) {
	t.Parallel()
	var o *office
	o = importDesk(t, func(c *web.Config) {
		c.Count = func(ctx context.Context, id string) (int64, error) { return o.store.Count(ctx, id) }
	})
	o.keep(o.drop("/surveys/new/import", url.Values{"id": {"old"}}, attached{"old.csv", hourly("Go", "Terraform")}), nil)
	const address = "/surveys/old/import/past/1"
	page := o.open(address)
	if o.open("/surveys/old/import").Find("#past a[href='"+address+"']").Length() != 1 {
		t.Error("the list does not lead there")
	}
	contains(t, strings.Join(said(page), " "), "The survey has no other answers. It stays, without any.")
	if strings.Contains(strings.Join(said(page), " "), "public results") {
		t.Error("nothing is public, and it is said all the same")
	}
	must(o.store.SavePublication(t.Context(), store.Publication{Survey: "old", Opened: time.Now(), Document: []byte("{}")}))(t)
	contains(t, strings.Join(said(o.open(address)), " "), "The public results are open, and may go on showing numbers that count these answers.")
	o.leads(http.MethodPost, address, fieldsOf(page.Find("#what form")))
	o.open("/surveys/old/import")
	if n := must(o.store.Count(t.Context(), "old"))(t); n != 0 {
		t.Errorf("%d answers are left", n)
	}
}

// TestTakeBackAtOnce has two founders take an import back at the same moment.
func TestTakeBackAtOnce(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	browsers := []*http.Client{o.browser, o.another("Grace")}
	for range 5 {
		o.keep(o.drop(meetupPath, nil, attached{"old.csv", hourly("Go", "Terraform")}), nil)
		address := o.past(0)
		var all sync.WaitGroup
		for _, browser := range browsers {
			all.Go(func() {
				if p := o.post(browser, address, url.Values{"going": {"2"}}); p.err != nil || p.status != http.StatusSeeOther {
					t.Errorf("%v %d %s", p.err, p.status, p.page)
				}
			})
		}
		all.Wait()
		if n := must(o.store.Count(t.Context(), "meetup"))(t); n != 0 {
			t.Errorf("%d answers are left", n)
		}
	}
	if n := strings.Count(o.log.String(), "import taken back"); n != 5 {
		t.Errorf("the log says %d times that one of 5 imports was taken back", n)
	}
}

// TestPastImportsWaitForTheirTurn looks at imports from several windows: one trace is made at a time, and no preview
// beside it.
func TestPastImportsWaitForTheirTurn(t *testing.T) {
	t.Parallel()
	var o *office
	var under atomic.Int64
	alone := func(do func()) {
		if n := under.Add(1); n > 1 {
			t.Errorf("%d at once", n)
		}
		time.Sleep(10 * time.Millisecond) // in which others would come
		do()
		under.Add(-1)
	}
	o = importDesk(t, func(c *web.Config) {
		past, preview := c.Founder.PastImport, c.Founder.PreviewImport
		c.Founder.PastImport = func(ctx context.Context, survey string, id int64) (is store.PastImport, reach store.Reach, err error) {
			alone(func() { is, reach, err = past(ctx, survey, id) })
			return is, reach, err
		}
		c.Founder.PreviewImport = func(ctx context.Context, in store.Import) (would store.Imported, err error) {
			alone(func() { would, err = preview(ctx, in) })
			return would, err
		}
	})
	o.keep(o.drop(meetupPath, nil, attached{"old.csv", hourly("Go", "Terraform")}), nil)
	address := o.past(0)
	path := o.drop(meetupPath, nil, attached{"old.csv", hourly("Go", "Terraform", "Go")})
	var all sync.WaitGroup
	for n := range 9 {
		all.Go(func() {
			to := address
			if n == 0 {
				to = path
			}
			answer, err := o.browser.Get(o.server.URL + to)
			if err != nil {
				t.Error(err)
				return
			}
			answer.Body.Close()
			if answer.StatusCode != http.StatusOK {
				t.Errorf("%s: %s", to, answer.Status)
			}
		})
	}
	all.Wait()
}

func TestTakeBackRefuses(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	o.keep(o.drop(meetupPath, nil, attached{"old.csv", hourly("Go")}), nil)
	address := o.past(0)
	for _, other := range []string{meetupPath + "/past/99", meetupPath + "/past/x", meetupPath + "/past/+1", meetupPath + "/past/01",
		meetupPath + "/past/-1", meetupPath + "/past/0", "/surveys/new/import/past/1"} {
		contains(t, text(o.see(http.StatusNotFound, http.MethodGet, other, nil), "h1"), "There is no such import")
		o.see(http.StatusNotFound, http.MethodPost, other, url.Values{"going": {"1"}})
	}
	for _, going := range []string{"", "+1", "01", "1.0", " 1", "-1"} {
		o.see(http.StatusConflict, http.MethodPost, address, url.Values{"going": {going}})
	}
	o.browser = o.newBrowser()
	if to := o.leads(http.MethodGet, address, nil); !strings.HasPrefix(to, "/login") {
		t.Errorf("who is not logged in is led to %q", to)
	}
	o.logIn(account.Viewer)
	o.see(http.StatusForbidden, http.MethodGet, address, nil)
	o.see(http.StatusForbidden, http.MethodPost, address, url.Values{"going": {"1"}})
	if n := must(o.store.Count(t.Context(), "meetup"))(t); n != 1 {
		t.Errorf("%d answers are left", n)
	}
}

// TestTakeBackSaysWhoWaits is of imports so large that taking them back is felt.
func TestTakeBackSaysWhoWaits(t *testing.T) {
	t.Parallel()
	for going, want := range map[int]string{19_999: "", 20_000: "about 1 second,", 100_000: "about 5 seconds,", 100_001: "about 6 seconds,"} {
		o := importDesk(t, func(c *web.Config) {
			c.Founder.PastImport = func(context.Context, string, int64) (store.PastImport, store.Reach, error) {
				return store.PastImport{ID: 1, Survey: "meetup", Imported: store.Imported{New: going}}, store.Reach{Going: going}, nil
			}
		})
		says := strings.Join(said(o.open(meetupPath+"/past/1")), " ")
		if want == "" && strings.Contains(says, "While it runs") || !strings.Contains(says, want) {
			t.Errorf("of %d answers: want %q in %s", going, want, says)
		}
	}
}

// TestNothingToTakeBack is of an import that brought nobody new.
func TestNothingToTakeBack(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	o.keep(o.drop(meetupPath, nil, attached{"old.csv", hourly("Go", "Go")}), nil)
	o.keep(o.drop(meetupPath, nil, attached{"old.csv", hourly("Terraform", "Go")}), nil)
	rows := o.imports()
	if rows.Length() != 2 || rows.Eq(0).Find("a").Length() != 0 || rows.Eq(0).Find("td").Text() != "011" {
		t.Errorf("the list: %s", rows.Text())
	}
	page := o.open(meetupPath + "/past/2")
	contains(t, text(page, "h1"), "There is nothing to take back")
	if page.Find("#what form").Length() > 0 {
		t.Error("there is a button all the same")
	}
	bare := openOffice(t, []*survey.Survey{meetup(t)}, nil, func(c *web.Config) {
		c.Founder.PastImports, c.Founder.PastImport, c.Founder.TakeBack = nil, nil, nil
	})
	bare.logIn(account.Founder)
	if bare.open(meetupPath).Find("#past").Length() > 0 {
		t.Error("imports are listed where none can be taken back")
	}
}
