package web_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"muster/internal/account"
	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/web"
)

// holding counts the texts and the people of a search the plain way.
func holding(all []*response.Response, fits func(*response.Response) bool, questions []string, words ...string) (texts, people int) {
	for _, r := range all {
		mine := 0
		for _, q := range questions {
			text := strings.ToLower(r.Answers[q].Text)
			has := text != "" && fits(r)
			for _, w := range words {
				has = has && strings.Contains(text, strings.ToLower(w))
			}
			if has {
				mine++
			}
		}
		if texts += mine; mine > 0 {
			people++
		}
	}
	return texts, people
}

func TestTextsSearch(t *testing.T) {
	t.Parallel()
	o, all := townHall(t, 500, account.Viewer)
	anybody := func(*response.Response) bool { return true }
	both := []string{"challenge", "anything"}
	tests := []struct {
		name, query string
		fits        func(*response.Response) bool
		questions   []string
		words       []string
	}{
		{"everything", "", anybody, both, nil},
		{"a word", "?words=terraform", anybody, both, []string{"terraform"}},
		{"two words", "?words=the+help", anybody, both, []string{"the", "help"}},
		{"words that belong together", "?words=%22help+desk%22", anybody, both, []string{"help desk"}},
		{"one question", "?words=the&question=anything", anybody, both[1:], []string{"the"}},
		{"with a filter", "?words=the&q.roles=engineer", func(r *response.Response) bool { return chose(r, "roles", "engineer") }, both, []string{"the"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			texts, people := holding(all, test.fits, test.questions, test.words...)
			if texts < 2 {
				t.Fatalf("only %d texts to find", texts)
			}
			found := 0
			for path := textsPath + test.query; path != ""; {
				page := o.open(path)
				if got := page.Find(".found").Text(); !strings.HasPrefix(got, strconv.Itoa(texts)+" texts by "+strconv.Itoa(people)+" ") {
					t.Fatalf("%s: %q, want %d texts by %d people", path, got, texts, people)
				}
				page.Find(".writings li").Each(func(_ int, li *goquery.Selection) {
					found++
					if got := li.Find("mark").Length(); got < len(test.words) {
						t.Errorf("%d marks in %q", got, li.Text())
					}
				})
				path = page.Find(`.pager a[rel=next]`).AttrOr("href", "")
			}
			if found != texts {
				t.Errorf("%d texts on all pages, want %d", found, texts)
			}
		})
	}
}

func TestTextsForm(t *testing.T) {
	t.Parallel()
	o, _ := townHall(t, 200, account.Viewer)
	page := o.open(textsPath + "?words=the&question=challenge&q.roles=engineer&q.roles=leader&before=9999999")
	form := page.Find("form.search")
	if form.AttrOr("method", "") != "get" || form.Find(`input[name="q.roles"]`).Length() != 2 {
		t.Error("the search does not keep the filters")
	}
	if got := form.Find("#words").AttrOr("value", ""); got != "the" {
		t.Errorf("words %q", got)
	}
	if got := form.Find("option[selected]").AttrOr("value", ""); got != "challenge" {
		t.Errorf("question %q", got)
	}
	if got := page.Find(`.chooser input[type=hidden]`).Length(); got != 2 {
		t.Errorf("the filters keep %d of the search", got)
	}
	if back := page.Find(`.pager a:contains(latest)`).AttrOr("href", ""); strings.Contains(back, "before") || !strings.Contains(back, "words=the") {
		t.Errorf("back to the latest: %q", back)
	}
	if got := page.Find(".by").First().Text(); !strings.Contains(got, "What is that challenge, in your own words?") {
		t.Errorf("beneath a text: %q", got)
	}
}

func TestTextsSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	o, _ := townHall(t, 30, account.Viewer)
	tests := []struct{ name, query, in, want string }{
		{"nothing found", "?words=xylophone", ".found", "No text holds “xylophone”."},
		{"no such question", "?question=topics", ".notice", "no such question that is answered in words"},
		{"a contact question", "?question=name", ".notice", "no such question that is answered in words"},
		{"a page that is no number", "?before=x", ".found", "texts by"},
		{"very much", "?words=" + url.QueryEscape(strings.Repeat("zebu ", 2000)), ".found", "No text holds"},
		{"control characters", "?words=%00%01", ".found", "texts by"},
		{"half a quotation", "?words=%22help", ".found", "“help”"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := o.open(textsPath + test.query).Find(test.in).Text(); !strings.Contains(got, test.want) {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
	if strings.Contains(o.log.String(), "xylophone") {
		t.Error("what was searched for is in the log")
	}
}

// TestTextsInOtherLetters finds and marks what is written with accents or from right to left.
func TestTextsInOtherLetters(t *testing.T) {
	t.Parallel()
	s := sample(t, "charlotte")
	r := hostile(s)
	r.Answers["challenge"], r.Answers["anything"] = response.Answer{Text: "Les Équipes à Genève"}, response.Answer{Text: "هل ستكون هناك ترجمة؟"}
	o := openOffice(t, []*survey.Survey{s}, []*response.Response{r}, nil)
	o.logIn(account.Viewer)
	for words, want := range map[string]string{"equipe": "Équipe", "GENEVE": "Genève", "ترجمة": "ترجمة"} {
		page := o.open(textsPath + "?words=" + url.QueryEscape(words))
		if got := page.Find("mark").Text(); got != want {
			t.Errorf("%s marks %q, want %q", words, got, want)
		}
		if page.Find(`.writings p[dir=auto]`).Length() == 0 {
			t.Error("the direction of the text is not the text's own")
		}
	}
}

func TestTextsWithoutASource(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 5, func(c *web.Config) { c.Founder.Texts = nil })
	o.logIn(account.Founder)
	if answer := o.send("GET", textsPath, nil); answer.StatusCode != 404 {
		t.Errorf("%s", answer.Status)
	}
	if got := o.open(peoplePath).Find("nav").Text(); strings.Contains(got, "Texts") {
		t.Errorf("tabs %q", got)
	}
}
