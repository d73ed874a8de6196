package web_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"image/png"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"muster/internal/account"
	"muster/internal/poster"
	"muster/internal/survey"
	"muster/internal/web"
)

const (
	site      = "https://muster.example.org"
	sharePath = "/surveys/charlotte/share"
)

// sharing opens the office over Charlotte's survey with rules of the test's own.
func sharing(t *testing.T, rules survey.Rules, change func(*web.Config)) *office {
	t.Helper()
	s := *sample(t, "charlotte")
	rules.KeepDrafts = s.Rules.KeepDrafts
	s.Rules = rules
	return openOffice(t, []*survey.Survey{&s}, nil, func(c *web.Config) {
		c.BaseURL = site
		if change != nil {
			change(c)
		}
	})
}

func link(page *goquery.Document) string { return page.Find(".address a").Text() }

func TestShareLink(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, query, want string
		bad               bool
	}{
		{"plain", "", site + "/s/charlotte", false},
		{"with a source", "?source=poster-2", site + "/s/charlotte?source=poster-2", false},
		{"typed with capitals and blanks", "?source=+Poster+", site + "/s/charlotte?source=poster", false},
		{"not a source", "?source=two+words", site + "/s/charlotte", true},
		{"a source that is HTML", "?source=%3Cb%3E", site + "/s/charlotte", true},
		{"a language that there is not", "?lang=tlh", site + "/s/charlotte", false},
	}
	o := sharing(t, survey.Rules{}, nil)
	o.logIn(account.Viewer)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page := o.open(sharePath + test.query)
			if got := link(page); got != test.want {
				t.Errorf("the link is %q, want %q", got, test.want)
			}
			if got := page.Find(".error").Length() > 0; got != test.bad {
				t.Errorf("refused: %t", got)
			}
		})
	}
}

func TestShareShortLink(t *testing.T) {
	t.Parallel()
	o := sharing(t, survey.Rules{Short: "clt"}, nil)
	o.logIn(account.Founder)
	page := o.open(sharePath + "?source=meetup")
	if got := link(page); got != site+"/clt?source=meetup" {
		t.Errorf("the link is %q", got)
	}
	if !strings.Contains(page.Find(".share").Text(), "muster.example.org/clt") {
		t.Error("the short address is not said")
	}
}

func TestCodes(t *testing.T) {
	t.Parallel()
	o := sharing(t, survey.Rules{}, nil)
	o.logIn(account.Viewer)
	want, err := poster.NewCode(site + "/s/charlotte?source=poster")
	if err != nil {
		t.Fatal(err)
	}
	answer := o.send(http.MethodGet, "/surveys/charlotte/code.svg?source=poster", nil)
	drawn := must(io.ReadAll(answer.Body))(t)
	if !bytes.Equal(drawn, want.SVG()) || answer.Header.Get("Content-Type") != "image/svg+xml" {
		t.Errorf("%s %s", answer.Status, drawn)
	}
	if answer.Header.Get("Content-Disposition") != "" {
		t.Error("a code on the page is sent as a file")
	}
	answer = o.send(http.MethodGet, "/surveys/charlotte/code.png?source=poster&download=1", nil)
	picture, err := png.Decode(answer.Body)
	if err != nil || picture.Bounds().Dx() < 600 {
		t.Errorf("%v, %v", picture, err)
	}
	if got := answer.Header.Get("Content-Disposition"); got != `attachment; filename="charlotte-poster.png"` {
		t.Errorf("sent as %q", got)
	}
}

// TestShareLeadsOn follows what the page offers: each code and the poster must carry the very link that
// stands above them.
func TestShareLeadsOn(t *testing.T) {
	t.Parallel()
	o := sharing(t, survey.Rules{Short: "clt"}, nil)
	o.logIn(account.Founder)
	page := o.open(sharePath + "?source=poster")
	want := must(poster.NewCode(link(page)))(t).SVG()
	follow := func(selector, attribute string) []byte {
		address, found := page.Find(selector).Attr(attribute)
		if !found {
			t.Fatalf("there is no %s", selector)
		}
		answer := o.send(http.MethodGet, address, nil)
		if answer.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s", address, answer.Status)
		}
		return must(io.ReadAll(answer.Body))(t)
	}
	if !bytes.Equal(follow(".code img", "src"), want) || !bytes.Equal(follow(`.button:contains("SVG")`, "href"), want) {
		t.Error("the code leads elsewhere")
	}
	pixels := must(png.Decode(bytes.NewReader(follow(`.button:contains("PNG")`, "href"))))(t).Bounds().Dx()
	if code := must(poster.NewCode(link(page)))(t); pixels%code.Modules() != 0 {
		t.Errorf("%d pixels for %d modules: another address", pixels, code.Modules())
	}
	if sheet := follow(`.button:contains("Poster")`, "href"); !bytes.Contains(sheet, want) {
		t.Error("the poster's code leads elsewhere")
	}
}

func TestInvitedFormSaysThatALinkIsNotEnough(t *testing.T) {
	t.Parallel()
	o := sharing(t, survey.Rules{Invited: true}, new(kept).into)
	o.logIn(account.Founder)
	if !strings.Contains(o.open(sharePath).Find(".share .notice").Text(), "needs an invitation") {
		t.Error("the page lets a founder print a link that helps nobody")
	}
}

func TestDashboardsLeadToHandingOut(t *testing.T) {
	t.Parallel()
	o := sharing(t, survey.Rules{Short: "clt"}, nil)
	o.logIn(account.Viewer)
	page := o.open("/surveys/charlotte/dashboards/overview")
	if got := page.Find(`.tabs a:contains("Hand out")`).AttrOr("href", ""); got != sharePath {
		t.Errorf("leads to %q", got)
	}
	if !strings.Contains(o.open("/surveys").Text(), site+"/clt") {
		t.Error("the list gives the long address")
	}
}

func TestAddressTooLongForACode(t *testing.T) {
	t.Parallel()
	o := sharing(t, survey.Rules{}, func(c *web.Config) { c.BaseURL = "https://" + strings.Repeat("a.", poster.MostLetters/2) + "org" })
	o.logIn(account.Viewer)
	if page := o.open(sharePath); page.Find(".code").Length() > 0 || !strings.Contains(page.Text(), "too long for a code") {
		t.Error("a code is offered that there is not")
	}
	for _, path := range []string{"/surveys/charlotte/code.svg", "/surveys/charlotte/poster"} {
		o.see(http.StatusNotFound, http.MethodGet, path, nil)
	}
}

func TestPoster(t *testing.T) {
	t.Parallel()
	o := sharing(t, survey.Rules{}, nil)
	o.logIn(account.Viewer)
	page := o.open("/surveys/charlotte/poster?source=poster")
	paper := page.Find(".paper")
	if got := paper.Find("h1").Text(); got != "Charlotte Systems Management User Group" {
		t.Errorf("headed %q", got)
	}
	want := []string{"Hybrid infrastructure", "Identity & security", "Operations & productivity", "Personal development"}
	if diff := cmp.Diff(want, paper.Find(".offer li").Map(func(_ int, s *goquery.Selection) string { return s.Text() })); diff != "" {
		t.Error(diff)
	}
	if got := paper.Find(".typed").Text(); got != "muster.example.org/s/charlotte" {
		t.Errorf("to type: %q", got)
	}
	if paper.Find(".qr svg path").Length() != 2 {
		t.Error("there is no code")
	}
}

func TestPictureBesideALink(t *testing.T) {
	t.Parallel()
	o := sharing(t, survey.Rules{}, nil)
	answer := o.send(http.MethodGet, "/s/charlotte/picture.png", nil)
	picture, err := png.Decode(answer.Body)
	if err != nil || picture.Bounds().Dx() != 1200 || picture.Bounds().Dy() != 630 {
		t.Fatalf("%s %v", answer.Status, err)
	}
	if got := answer.Header.Get("Cross-Origin-Resource-Policy"); got != "cross-origin" {
		t.Errorf("other sites may not show it: %q", got)
	}
	if o.send(http.MethodGet, "/s/nobody/picture.png", nil).StatusCode != http.StatusNotFound {
		t.Error("a picture of no survey")
	}
}

// kept gathers the hashes of invitations.
type kept struct{ hashes [][]byte }

func (k *kept) into(c *web.Config) {
	c.Founder.Invite = func(_ context.Context, _ string, hashes [][]byte) error {
		k.hashes = append(k.hashes, hashes...)
		return nil
	}
	c.Founder.Invitations = func(context.Context, string) (int, int, error) { return len(k.hashes), 1, nil }
}

func TestInvitations(t *testing.T) {
	t.Parallel()
	var k kept
	o := sharing(t, survey.Rules{Invited: true}, k.into)
	o.logIn(account.Founder)
	answer := o.send(http.MethodPost, "/surveys/charlotte/invitations.csv", url.Values{"number": {"3"}})
	rows, err := csv.NewReader(answer.Body).ReadAll()
	if err != nil || len(rows) != 4 || len(k.hashes) != 3 {
		t.Fatalf("%s: %v, %v, %d kept", answer.Status, rows, err, len(k.hashes))
	}
	for i, row := range rows[1:] {
		token, found := strings.CutPrefix(row[1], site+"/s/charlotte?i=")
		sum := sha256.Sum256([]byte(token))
		if !found || len(token) != 26 || !bytes.Equal(sum[:], k.hashes[i]) {
			t.Errorf("link %q, and its hash is not what is kept", row[1])
		}
	}
	if text := o.open(sharePath).Find("#invitations").Parent().Text(); !strings.Contains(text, "3 made so far, 1 used") {
		t.Errorf("the page says %q", text)
	}
	for _, number := range []string{"", "0", "-1", "1001", "many", "1e2"} {
		o.see(http.StatusUnprocessableEntity, http.MethodPost, "/surveys/charlotte/invitations.csv", url.Values{"number": {number}})
	}
	if len(k.hashes) != 3 {
		t.Error("a number that was refused made invitations")
	}
}

func TestViewersDoNotInvite(t *testing.T) {
	t.Parallel()
	var k kept
	o := sharing(t, survey.Rules{Invited: true}, k.into)
	o.logIn(account.Viewer)
	o.see(http.StatusForbidden, http.MethodPost, "/surveys/charlotte/invitations.csv", url.Values{"number": {"3"}})
	if o.open(sharePath).Find("input[name=number]").Length() > 0 || len(k.hashes) > 0 {
		t.Error("a viewer may invite")
	}
}

func TestFormForAllHasNoInvitations(t *testing.T) {
	t.Parallel()
	var k kept
	o := sharing(t, survey.Rules{}, k.into)
	o.logIn(account.Founder)
	if o.open(sharePath).Find("#invitations").Length() > 0 {
		t.Error("invitations are offered")
	}
	o.see(http.StatusNotFound, http.MethodPost, "/surveys/charlotte/invitations.csv", url.Values{"number": {"3"}})
}

func TestFrameIsOffered(t *testing.T) {
	t.Parallel()
	o := sharing(t, survey.Rules{Embed: []string{"https://group.example.org"}}, nil)
	o.logIn(account.Viewer)
	snippet := o.open(sharePath + "?source=site").Find("textarea.snippet").Text()
	frame := must(goquery.NewDocumentFromReader(strings.NewReader(snippet)))(t).Find("iframe")
	if got := frame.AttrOr("src", ""); got != site+"/s/charlotte/embed?source=site" || frame.AttrOr("title", "") == "" {
		t.Errorf("the piece of HTML is %s", snippet)
	}
	o = sharing(t, survey.Rules{}, nil)
	o.logIn(account.Viewer)
	if o.open(sharePath).Find("textarea.snippet").Length() > 0 {
		t.Error("a frame is offered that no site may show")
	}
}
