package web_test

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"muster/internal/survey"
	"muster/internal/tally"
)

// figures are the numbers of a page by their names.
func figures(page *goquery.Document) map[string]string {
	all := map[string]string{}
	page.Find(".figures > div").Each(func(_ int, e *goquery.Selection) {
		all[e.Find("dt").Text()] = e.Find("dd").First().Text()
	})
	return all
}

// picked counts how many people picked each option of a question.
func (o *office) picked(id, question string) map[string]int {
	o.t.Helper()
	tables := must(o.warehouse.Tally(o.t.Context(), id, []tally.Query{{By: []tally.Dimension{{Question: question}}}}))(o.t)
	axis, counts := tables[0].Axes[0], map[string]int{}
	for at, id := range axis.Categories {
		if axis.Totals[at] > 0 {
			counts[id] = axis.Totals[at]
		}
	}
	return counts
}

// store stores a file and gives the page that says what became of it.
func (o *office) keep(path string, values url.Values) *goquery.Document {
	o.t.Helper()
	return o.open(o.leads(http.MethodPost, path+"/store", values))
}

// TestImportJourney is the whole way: a workbook comes in, a spelling that the survey does not know is decided, the
// answers are stored and counted, and the next export of the form needs nothing of that.
func TestImportJourney(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	path := o.drop(meetupPath, nil, attached{"Meetup(1-9).xlsx", microsoftBook(t, 9)})
	page := o.open(path)
	contains(t, text(page, ".lead"), "Microsoft Forms")
	if diff := cmp.Diff(map[string]string{"Rows with answers": "9", "New": "9", "Stored before": "0", "Refused": "0"}, figures(page)); diff != "" {
		t.Errorf("what was understood: %s", diff)
	}
	contains(t, text(page, "section[aria-labelledby=needs]"), "“K8s” is no option (3 answers)")
	contains(t, text(page, "form .plain li"), "was read as Wednesday 15 March 2023")

	refused := o.see(http.StatusUnprocessableEntity, http.MethodPost, path+"/store", nil)
	contains(t, text(refused, "#partial-error"), "1 value")

	to := o.correct(path, "Topics", func(values url.Values, page *goquery.Document) { means(t, values, page, "K8s", "Kubernetes") })
	page = o.open(to)
	contains(t, text(page, ".done"), "“K8s” counts as “Kubernetes”.")
	if page.Find("section[aria-labelledby=needs], #partial").Length() != 0 {
		t.Error("what was decided still needs a decision")
	}
	page = o.keep(to, nil)
	if diff := cmp.Diff(map[string]string{"New": "9", "Stored before": "0"}, figures(page)); diff != "" {
		t.Errorf("what was stored: %s", diff)
	}
	if diff := cmp.Diff(map[string]int{"containers": 9, "go": 6, "tf": 3}, o.picked("meetup", "topics")); diff != "" {
		t.Errorf("what is counted: %s", diff)
	}
	if again := o.keep(path, nil); figures(again)["New"] != "9" {
		t.Error("what became of the file is not told again")
	}

	path = o.drop(meetupPath, nil, attached{"Meetup(1-12).xlsx", microsoftBook(t, 12)})
	page = o.open(path)
	contains(t, text(page, ".notice"), "Read as you decided on")
	if diff := cmp.Diff(map[string]string{"Rows with answers": "12", "New": "3", "Stored before": "9", "Refused": "0"}, figures(page)); diff != "" {
		t.Errorf("the longer export: %s", diff)
	}
	if page.Find("section[aria-labelledby=needs], #partial").Length() != 0 {
		t.Error("the next export needs decisions")
	}
	page = o.keep(path, nil)
	if diff := cmp.Diff(map[string]string{"New": "3", "Stored before": "9"}, figures(page)); diff != "" {
		t.Errorf("what was stored of it: %s", diff)
	}
	if got := o.picked("meetup", "topics")["containers"]; got != 12 {
		t.Errorf("%d people are counted for Kubernetes, want 12", got)
	}
	contains(t, text(o.open(meetupPath), "section[aria-labelledby=kept]"), "Meetup")
	for _, secret := range []string{"K8s", "Kubernetes", "Meetup(1"} {
		if strings.Contains(o.log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}

// TestSurveyFromAFile makes a survey of an old export: two spellings are one option, a column is left out, another has
// a title and a purpose.
func TestSurveyFromAFile(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	var file strings.Builder
	file.WriteString("Timestamp,What do you do?,Which topics?,Internal note\n")
	for i := range 60 {
		role := []string{"Developer", "Admin", "developer (backend)"}[i%3]
		file.WriteString("2025/03/04 10:" + strconv.Itoa(10+i%50) + ":00 AM GMT," + role + ",Kubernetes;Go,checked\n")
	}
	path := o.drop("/surveys/new/import", url.Values{"title": {"Old crowd"}, "time_zone": {"Europe/Paris"}}, attached{"crowd.csv", file.String()})
	if got := o.open(path).Find("#id").AttrOr("value", ""); got != "old-crowd" {
		t.Errorf("the survey is to be called %q", got)
	}
	o.correct(path, "What do you do?", func(values url.Values, page *goquery.Document) {
		means(t, values, page, "developer (backend)", "Developer")
		values.Set("title", "Your role")
		values.Set("purpose", "role")
	})
	to := o.correct(path, "Internal note", func(values url.Values, _ *goquery.Document) { values.Set("take", "skip") })
	contains(t, text(o.open(to), ".done"), "“Internal note” is left out.")
	page := o.keep(path, nil)
	contains(t, text(page, "h1"), "The survey “Old crowd” is made")

	made := must(o.store.Surveys(t.Context()))(t)
	at := slices.IndexFunc(made, func(s *survey.Survey) bool { return s.ID == "old-crowd" })
	if at < 0 {
		t.Fatal("the survey is not stored")
	}
	var titles []string
	for _, q := range made[at].Questions {
		titles = append(titles, string(q.Title))
	}
	if diff := cmp.Diff([]string{"Your role", "Which topics?"}, titles); diff != "" {
		t.Errorf("its questions: %s", diff)
	}
	if diff := cmp.Diff(map[string]int{"developer": 40, "admin": 20}, o.picked("old-crowd", made[at].Questions[0].ID)); diff != "" {
		t.Errorf("its answers: %s", diff)
	}
	if got := made[at].Zone.String(); got != "Europe/Paris" {
		t.Errorf("its zone is %s", got)
	}
	o.open("/surveys/old-crowd/dashboards/overview")
	wrong := o.refuses(http.StatusUnprocessableEntity, "/surveys/new/import", url.Values{"id": {"old-crowd"}}, attached{"crowd.csv", file.String()})
	contains(t, text(wrong, "#id-error"), "There is a survey “old-crowd” already")
}

// TestOwnWordsBecomeAnOption takes a rare value for an option after all, and forces another kind.
func TestOwnWordsBecomeAnOption(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	var file strings.Builder
	file.WriteString("Timestamp,What do you do?,Town\n")
	for i := range 80 {
		role := []string{"Developer", "Admin"}[i%2]
		if i >= 76 {
			role = []string{"Baker", "Poet", "Judge", "Smith"}[i-76]
		}
		file.WriteString("2025/03/04 10:" + strconv.Itoa(10+i%50) + ":00 AM GMT," + role + ",Berlin\n")
	}
	path := o.drop("/surveys/new/import", url.Values{"id": {"crowd"}}, attached{"crowd.csv", file.String()})
	to := o.correct(path, "What do you do?", func(values url.Values, page *goquery.Document) {
		means(t, values, page, "Baker", "an option of its own")
	})
	contains(t, text(o.open(to), ".done"), "“Baker” is an option of its own.")
	to = o.correct(path, "Town", func(values url.Values, _ *goquery.Document) { values.Set("kind", "text") })
	contains(t, text(o.open(to), ".done"), "“Town” is answered by own words, one line.")
	o.keep(path, nil)
	made := must(o.store.Surveys(t.Context()))(t)
	s := made[slices.IndexFunc(made, func(s *survey.Survey) bool { return s.ID == "crowd" })]
	if got := o.picked("crowd", s.Questions[0].ID)["baker"]; got != 1 {
		t.Errorf("%d people are counted as bakers, want 1", got)
	}
	if got := s.Questions[1].Kind; got != survey.Short {
		t.Errorf("the town is asked as %s", got)
	}
}

// TestColumnsAreMappedByHand takes a file of which no title is known.
func TestColumnsAreMappedByHand(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	file := attached{"strange.csv", "When,Job,Interests\n2025-03-04 10:00,Administrator,Kubernetes | Go\n2025-03-05 10:00,Developer,Terraform\n"}
	path := o.drop(meetupPath, nil, file)
	page := o.open(path)
	contains(t, text(page, "#trouble"), "No column has the title of a question")
	to := o.correct(path, "Job", func(values url.Values, _ *goquery.Document) { values["question"] = []string{"role"} })
	if !strings.Contains(to, "/columns/") {
		t.Errorf("after another question was chosen its options are not shown, but %s", to)
	}
	o.correct(path, "Interests", func(values url.Values, _ *goquery.Document) { values["question"] = []string{"topics", ""} })
	o.correct(path, "Interests", func(values url.Values, page *goquery.Document) {
		contains(t, text(page, "fieldset"), "“Kubernetes” “Go”")
		values.Set("separator", "bar")
	})
	page = o.open(path)
	if page.Find("section[aria-labelledby=needs]").Length() != 0 {
		t.Errorf("still to decide: %s", text(page, ".misfits"))
	}
	o.keep(path, nil)
	if diff := cmp.Diff(map[string]int{"containers": 1, "go": 1, "tf": 1}, o.picked("meetup", "topics")); diff != "" {
		t.Error(diff)
	}
}

// TestColumnIsSplit takes a column that asked for roles and topics in one.
func TestColumnIsSplit(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	path := o.drop(meetupPath, nil, attached{"both.csv", "Timestamp,You\n2025-03-04 10:00,Developer;Go\n2025-03-05 10:00,Administrator;Terraform;Go\n"})
	o.correct(path, "You", func(values url.Values, _ *goquery.Document) { values["question"] = []string{"role"} })
	to := o.correct(path, "You", func(values url.Values, _ *goquery.Document) {
		values["question"] = []string{"role", "topics"}
		values.Set("separator", "semicolon")
	})
	contains(t, text(o.open(to), ".lead"), "“Your role” (one option) and “Topics” (several options)")
	o.keep(path, url.Values{"partial": {"1"}})
	if diff := cmp.Diff(map[string]int{"go": 2, "tf": 1}, o.picked("meetup", "topics")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"dev": 1, "admin": 1}, o.picked("meetup", "role")); diff != "" {
		t.Error(diff)
	}
}

// TestStoredInPart leaves out what has no place only where a person says so.
func TestStoredInPart(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	path := o.drop(meetupPath, nil, attached{"old.csv", oldForm})
	page := o.open(path)
	contains(t, text(page, "section[aria-labelledby=needs]"), "“many” is no number")
	page = o.keep(path, url.Values{"partial": {"1"}})
	if got := figures(page)["New"]; got != "3" {
		t.Errorf("%s answers are stored, want 3", got)
	}
}

func TestNumbersAreReadAsTyped(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	path := o.drop(meetupPath, nil, attached{"old.csv", oldForm})
	o.correct(path, "Years of work", func(values url.Values, page *goquery.Document) {
		if got := page.Find(".values label").First().Text(); got != "many" {
			t.Errorf("the first value is %q", got)
		}
		values.Set("read-0", "20")
	})
	if got := text(o.open(path), "section[aria-labelledby=needs]"); strings.Contains(got, "many") {
		t.Errorf("still to decide: %s", got)
	}
}

// TestTimesAreReadAsDecided shows how times were read and takes another zone and order.
func TestTimesAreReadAsDecided(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	path := o.drop(meetupPath, nil, attached{"old.csv", "Timestamp,Your role\n04/05/2025 10:00:00,Developer\n05/06/2025 11:00:00,Administrator\n"})
	contains(t, text(o.open(path), "form .plain li"), "“04/05/2025 10:00:00” was read as Saturday 5 April 2025 at 10:00 (CEST)")
	to := o.leads(http.MethodPost, path, url.Values{"time_zone": {"America/New_York"}, "dates": {"day_first"}, "form": {"Old form"}})
	page := o.open(to)
	contains(t, text(page, "form .plain li"), "“04/05/2025 10:00:00” was read as Sunday 4 May 2025 at 10:00 (EDT)")
	contains(t, text(page, ".done"), "Time stamps that name no zone are read as time of America/New_York.")
	wrong := o.see(http.StatusUnprocessableEntity, http.MethodPost, path, url.Values{"time_zone": {"Nowhere"}, "form": {"Mine"}})
	contains(t, text(wrong, "#time_zone-error"), "no time zone")
	if got := wrong.Find("#form").AttrOr("value", ""); got != "Mine" {
		t.Errorf("what was typed is not kept but %q", got)
	}
}

// TestMappingFiles takes what was decided out as a file and in again.
func TestMappingFiles(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	path := o.drop(meetupPath, nil, attached{"old.csv", oldForm})
	o.correct(path, "Topics", func(values url.Values, page *goquery.Document) { means(t, values, page, "K8s", "Kubernetes") })
	answer := o.send(http.MethodGet, path+"/mapping.yaml", nil)
	mapping := string(must(io.ReadAll(answer.Body))(t))
	contains(t, mapping, "K8s")
	contains(t, answer.Header.Get("Content-Disposition"), "meetup-mapping.yaml")

	contains(t, text(o.open(o.leads(http.MethodPost, path+"/again", nil)), ".misfits"), "K8s")
	to := o.drop(path+"/mapping", nil, attached{"mine.yaml", mapping})
	page := o.open(to)
	contains(t, text(page, ".done"), "The mapping “mine.yaml” is used.")
	if strings.Contains(text(page, ".misfits"), "K8s") {
		t.Error("the mapping is not heeded")
	}
	wrong := o.refuses(http.StatusUnprocessableEntity, path+"/mapping", nil, attached{"mine.yaml", "colums: []\n"})
	contains(t, text(wrong, "#file-error"), "mine.yaml:1")
	o.refuses(http.StatusUnprocessableEntity, path+"/mapping", nil)
}

// TestRefusedRows lists the rows that are not taken, and sends all of them as a file.
func TestRefusedRows(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	var file strings.Builder
	file.WriteString("Timestamp,Your role\n2025/03/04 10:00:00 AM GMT,Developer\n")
	for i := range 60 {
		file.WriteString("=once " + strconv.Itoa(i) + ",Developer\n")
	}
	path := o.drop(meetupPath, nil, attached{"old.csv", file.String()})
	page := o.open(path)
	if got := page.Find("section[aria-labelledby=refused] tbody tr").Length(); got != 50 {
		t.Errorf("%d refused rows are listed, want 50", got)
	}
	contains(t, text(page, "section[aria-labelledby=refused]"), "10 more")
	lines := strings.Split(strings.TrimSpace(body(t, o.send(http.MethodGet, path+"/refused.csv", nil))), "\n")
	if len(lines) != 61 || !strings.HasPrefix(lines[1], "3,Timestamp,") {
		t.Errorf("%d lines: %q", len(lines), lines[:2])
	}
}
