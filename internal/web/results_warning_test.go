package web_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"muster/internal/account"
	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/web"
)

// Nearly everybody would join, and few would not: then how many would is hidden too.
func joiners(t *testing.T, change func(*web.Config)) *office {
	t.Helper()
	o := openOffice(t, []*survey.Survey{sample(t, "charlotte")}, nil, change)
	for _, picks := range [][]string{{"join", "organise"}, {"join"}} {
		o.more(40, response.Answers{"help": {Picks: picks}})
	}
	o.more(9, response.Answers{"help": {Picks: []string{"organise"}}})
	return o
}

// Before they publish founders are told what readers would take wrong, and readers are told that something
// is missing and nothing of which size.
func TestLargestAnswerIsHidden(t *testing.T) {
	t.Parallel()
	o := joiners(t, nil)
	o.logIn(account.Founder)
	q := sample(t, "charlotte").Question("help")
	join, _ := q.Option("join")
	warning := "“" + string(join.Label) + "”, given by 80 of 89 people, is not shown, because fewer than 10 did not give it."
	contains(t, o.open(publishPath).Find(".panel-choice:has(#panel-help) .notice").Text(), warning)
	preview := o.open(publishPath + "/preview?" + choosing("help").Encode())
	contains(t, preview.Find("section.result .banner").Text(), warning)
	o.publish("help")
	contains(t, o.open(publishPath).Find(".panel-choice:has(#panel-help) .notice").Text(), warning)
	page := o.open(publicPath)
	if page.Find(".banner:contains('given by')").Length() > 0 || strings.Contains(page.Text(), "80") {
		t.Error("everybody reads what founders are told")
	}
	contains(t, page.Find("section.result .unseen").Text(), "answers are not shown. They may be small or large")
	rows := page.Find("section.result tbody th").Map(func(_ int, s *goquery.Selection) string { return s.Text() })
	for i, o := range q.Options {
		if i >= len(rows) || rows[i] != string(o.Label) {
			t.Fatalf("the answers stand in the order %q", rows)
		}
	}
}

// Where everybody may answer, founders are told what that means for what is public.
func TestSettingsTellOfManyAnswersOfOne(t *testing.T) {
	t.Parallel()
	const says = "can subtract them again"
	o := charlotte(t, 12, nil)
	o.logIn(account.Founder)
	page := o.open(publishPath)
	contains(t, page.Find(".publish .notice").Text(), says)
	if got := page.Find("#batch").AttrOr("value", ""); got != "20" {
		t.Errorf("a batch is of %q people at first", got)
	}
	invited := *sample(t, "charlotte")
	invited.Rules.Invited = true
	o = openOffice(t, []*survey.Survey{&invited}, nil, nil)
	o.logIn(account.Founder)
	if strings.Contains(o.open(publishPath).Text(), says) {
		t.Error("so they are where only invited people answer")
	}
}

// What founders may get, they may ask for the head of; but not for that of news, which do not end.
func TestHeads(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 120, nil)
	o.logIn(account.Founder)
	o.publish("journey")
	for _, path := range []string{publicPath, publishPath, "/surveys", "/surveys/charlotte", "/surveys/charlotte/people", "/account", "/login"} {
		got, head := o.send(http.MethodGet, path, nil), o.send(http.MethodHead, path, nil)
		if head.StatusCode != got.StatusCode || head.Header.Get("Content-Type") != got.Header.Get("Content-Type") || head.Header.Get("Cache-Control") != got.Header.Get("Cache-Control") {
			t.Errorf("%s: %s, and %s with %v", path, got.Status, head.Status, head.Header)
		}
		if body := must(io.ReadAll(head.Body))(t); len(body) > 0 {
			t.Errorf("%s: a head has a body of %d bytes", path, len(body))
		}
	}
	if head := o.send(http.MethodHead, "/surveys/charlotte/live", nil); head.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("news: %s", head.Status)
	}
	if to := o.leads(http.MethodPost, "/logout", url.Values{}); !strings.HasPrefix(to, "/") {
		t.Error(to)
	}
	if head := o.send(http.MethodHead, "/surveys", nil); head.StatusCode != http.StatusSeeOther {
		t.Errorf("without a login: %s", head.Status)
	}
}
