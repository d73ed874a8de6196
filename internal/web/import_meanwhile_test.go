package web_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"muster/internal/account"
	"muster/internal/survey"
)

// another gives the browser of a founder more.
func (o *office) another(name string) *http.Client {
	o.t.Helper()
	was := o.browser
	defer func() { o.browser = was }()
	o.browser = o.newBrowser()
	token := must(o.gate.Invite(o.t.Context(), account.Founder))(o.t)
	o.leads(http.MethodPost, "/setup/"+token, url.Values{"name": {name}, "email": {strings.ToLower(name) + "@example.org"}, "password": {password}})
	return o.browser
}

// posted is what came of a form.
type posted struct {
	status int
	page   string
	err    error
}

// post sends a form with a browser; unlike the office's own ways it may be called beside the test.
func (o *office) post(browser *http.Client, path string, values url.Values) (p posted) {
	r, err := http.NewRequest(http.MethodPost, o.server.URL+path, strings.NewReader(values.Encode()))
	if err != nil {
		return posted{err: err}
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	answer, err := browser.Do(r)
	if err != nil {
		return posted{err: err}
	}
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	return posted{answer.StatusCode, string(page), err}
}

// TestTwoMakeOneSurvey has two founders make a survey of one name of different files, and a third of a list, at
// the same moment, over and over: one of them does, and nothing of the others is stored.
func TestTwoMakeOneSurvey(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	browsers := []*http.Client{o.browser, o.another("Grace"), o.another("Mary")}
	for n := range 12 {
		id := fmt.Sprintf("race-%d", n)
		posts := make([]func() posted, len(browsers))
		for i, file := range []string{"Colour\nred\nblue\nred\n", "Fruit,Tool\napple,saw\npear,saw\nfig,axe\nfig,axe\n"} {
			o.browser = browsers[i]
			path := o.drop("/surveys/new/import", url.Values{"id": {id}}, attached{"old.csv", file})
			o.open(path)
			posts[i] = func() posted { return o.post(browsers[i], path+"/store", url.Values{"partial": {"1"}}) }
		}
		posts[2] = func() posted {
			return o.post(browsers[2], "/surveys/new/topics", url.Values{
				"title": {"A list"}, "id": {id}, "time_zone": {"UTC"}, "topics": {"- Go\n- Rust\n"}, "do": {"make"}})
		}
		got := make([]posted, len(posts))
		var all sync.WaitGroup
		for i, post := range posts {
			all.Go(func() { got[i] = post() })
		}
		all.Wait()
		o.oneMade(id, got, []int{3, 4, 0})
	}
}

// oneMade holds that one of several made a survey, and that its answers alone are there.
func (o *office) oneMade(id string, got []posted, answers []int) {
	o.t.Helper()
	made := -1
	for i, p := range got {
		switch {
		case p.err != nil:
			o.t.Fatal(p.err)
		case p.status == http.StatusSeeOther && made < 0:
			made = i
		case p.status == http.StatusSeeOther:
			o.t.Errorf("%s: %d and %d both made it", id, made, i)
		case !strings.Contains(p.page, "Choose another name"):
			o.t.Errorf("%s: %d says\n%s", id, p.status, p.page)
		}
	}
	if made < 0 {
		o.t.Fatalf("%s: nobody made it", id)
	}
	if n := must(o.store.Count(o.t.Context(), id))(o.t); n != int64(answers[made]) {
		o.t.Errorf("%s has %d answers, want %d", id, n, answers[made])
	}
}

// TestImportIntoASurveyThatChanged has another process change the survey after the file was looked at, before the
// site knows of it.
func TestImportIntoASurveyThatChanged(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	path := o.drop(meetupPath, nil, attached{"old.csv", "Timestamp,Topics\n2025/03/04 10:00:00 AM GMT,Terraform\n"})
	o.open(path)
	was := meetup(t)
	next := written(t, strings.Replace(string(was.Source), "{id: tf, label: Terraform}", "{id: tofu, label: OpenTofu}", 1))
	if err := o.store.PutSurvey(t.Context(), next); err != nil {
		t.Fatal(err)
	}
	page := o.see(http.StatusConflict, http.MethodPost, path+"/store", nil)
	contains(t, text(page, ".alert"), "Meanwhile somebody changed the survey, and nothing was stored")
	if n := must(o.store.Count(t.Context(), "meetup"))(t); n != 0 {
		t.Errorf("%d answers are stored", n)
	}
	if err := o.follow(t.Context()); err != nil {
		t.Fatal(err)
	}
	page = o.see(http.StatusUnprocessableEntity, http.MethodPost, path+"/store", nil)
	contains(t, text(page, ".misfits"), "“Terraform” is no option")
	surveys := must(o.store.Surveys(t.Context()))(t)
	if !slices.ContainsFunc(surveys, func(s *survey.Survey) bool { return s.Version() == next.Version() }) {
		t.Error("the survey is not what it was changed to")
	}
}

// TestRealAnswersStayApart holds that no file comes into a survey whose answers are made up.
func TestRealAnswersStayApart(t *testing.T) {
	t.Parallel()
	madeUp := written(t, strings.Replace(string(meetup(t).Source), "language: en", "language: en\nsynthetic: true", 1))
	o := openOffice(t, []*survey.Survey{madeUp}, nil, nil)
	o.logIn(account.Founder)
	page := o.open(meetupPath)
	contains(t, text(page, ".notice"), "The answers of this survey are made up")
	if page.Find("form.importing").Length() > 0 || page.Find(`main a[href="/surveys/new/import"]`).Length() == 0 {
		t.Error("a file is asked for, or the way to a survey of its own is missing")
	}
	page = o.refuses(http.StatusConflict, meetupPath, nil, attached{"old.csv", oldForm})
	contains(t, text(page, ".notice"), "start a survey of its own")
	path := o.drop("/surveys/new/import", nil, attached{"old.csv", oldForm})
	o.keep(path, url.Values{"partial": {"1"}})
	if n := must(o.store.Count(t.Context(), "meetup"))(t); n != 0 {
		t.Errorf("%d answers are stored", n)
	}
}
