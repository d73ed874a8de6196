package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"muster/internal/survey"
)

// TestFormIsAccessible holds what a screen reader and a keyboard need of every form.
func TestFormIsAccessible(t *testing.T) {
	t.Parallel()
	for _, s := range []*survey.Survey{sample(t, "charlotte"), sample(t, "powershell"), everything(t)} {
		t.Run(s.ID, func(t *testing.T) {
			doc := visit(t, []*survey.Survey{s}, nil).get("/s/" + s.ID)
			if got := doc.Find("html").AttrOr("lang", ""); got != s.Language {
				t.Errorf("language %q, want %q", got, s.Language)
			}
			checkIDs(t, doc)
			checkLabels(t, doc)
			if n := doc.Find("form h2, form section h3").Length(); n < len(s.Questions) {
				t.Errorf("%d headings for %d questions", n, len(s.Questions))
			}
			if doc.Find("form[novalidate][method=post]").Length() != 1 || doc.Find("h1").Length() != 1 {
				t.Error("the page wants one form that the browser does not validate, and one main heading")
			}
			if doc.Find("script, [style], [onclick], [placeholder]:not([placeholder=' ']), img, link[href]:not([href^='data:'])").Length() != 0 {
				t.Error("the page carries script, inline style, placeholders or asks for more than itself")
			}
			if doc.Find(":checked, [aria-invalid], .error, .alert").Length() != 0 {
				t.Error("an empty form has ticks or errors")
			}
		})
	}
}

func checkIDs(t *testing.T, doc *goquery.Document) {
	t.Helper()
	ids := map[string]bool{}
	doc.Find("[id]").Each(func(_ int, e *goquery.Selection) {
		id := e.AttrOr("id", "")
		if ids[id] {
			t.Errorf("id %q stands twice", id)
		}
		ids[id] = true
	})
	doc.Find("[aria-describedby], [aria-labelledby], [for]").Each(func(_ int, e *goquery.Selection) {
		for _, name := range []string{"aria-describedby", "aria-labelledby", "for"} {
			for id := range strings.FieldsSeq(e.AttrOr(name, "")) {
				if !ids[id] {
					t.Errorf("%s leads to %q, which is not there", name, id)
				}
			}
		}
	})
}

// checkLabels: every input has a label, every set of boxes or buttons a fieldset with a legend.
func checkLabels(t *testing.T, doc *goquery.Document) {
	t.Helper()
	doc.Find("input:not([type=hidden]), textarea").Each(func(_ int, e *goquery.Selection) {
		label := e.Closest("label")
		if label.Length() == 0 {
			label = doc.Find("label[for='" + e.AttrOr("id", "") + "']")
		}
		if strings.TrimSpace(label.Text()) == "" {
			t.Errorf("%s %q has no label", goquery.NodeName(e), e.AttrOr("name", ""))
		}
		if kind := e.AttrOr("type", ""); kind == "checkbox" || kind == "radio" {
			if legend := e.Closest("fieldset").Children().First(); goquery.NodeName(legend) != "legend" || legend.Text() == "" {
				t.Errorf("%s %q stands in no fieldset with a legend", kind, e.AttrOr("name", ""))
			}
		}
	})
}

func TestFormShowsTextsAsTexts(t *testing.T) {
	t.Parallel()
	doc := visit(t, []*survey.Survey{everything(t)}, nil).get("/s/everything")
	want := `Everything & "more" <i>at once</i>`
	if got := text(doc, "h1"); got != want {
		t.Errorf("heading %q, want %q", got, want)
	}
	if got := text(doc, "title"); got != want {
		t.Errorf("title %q, want %q", got, want)
	}
	if n := doc.Find(".intro p").Length(); n != 2 {
		t.Errorf("%d paragraphs, want 2", n)
	}
	contains(t, text(doc, ".intro"), "<script>alert(1)</script> is the second.")
	contains(t, text(doc, "label:has(#q-one)"), "X & <em>Y</em>")
	contains(t, text(doc, "label:has(#q-one--y) small"), `a hint for "Y"`)
	contains(t, text(doc, ".banner"), "made up")
}

func TestFormPartsForEachKind(t *testing.T) {
	t.Parallel()
	doc := visit(t, []*survey.Survey{everything(t)}, nil).get("/s/everything")
	for _, test := range []struct {
		name, selector string
		want           int
	}{
		{"statements under their shared heading", "section[aria-labelledby] > h2 ~ .q fieldset[role=radiogroup]", 2},
		{"points of a scale", "input[type=radio][name=recommend]:not([value=''])", 11},
		{"a choice can be taken back", "input[type=radio][name=recommend][value='']", 1},
		{"but not where an answer is required", "input[type=radio][name=one][value='']", 0},
		{"a required group says so", "fieldset[aria-required=true]", 2},
		{"own words beside other", "input[type=text][name='many.other']", 1},
		{"none stands apart", ".or ~ .rows input[value=none]", 1},
		{"two hints", "fieldset[aria-describedby='q-one-hint0 q-one-hint1']", 1},
		{"a text", "input#q-city[type=text][aria-required=true]", 1},
		{"a long text", "textarea#q-story", 1},
		{"a name is offered", "input#q-name[autocomplete=name][aria-describedby]", 1},
		{"an address has its keyboard", "input#q-email[type=email][inputmode=email][autocomplete=email]", 1},
		{"consent begins unticked", "input#q-consent[type=checkbox]:not([checked])", 1},
		{"a tail for this visitor", "input[type=hidden]", 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := doc.Find(test.selector).Length(); got != test.want {
				t.Errorf("%q: %d, want %d", test.selector, got, test.want)
			}
		})
	}
	contains(t, text(doc, "fieldset:has(#q-many) legend + .hint"), "Choose 2.")
}

func TestFormSaysWhatMayBeSkipped(t *testing.T) {
	t.Parallel()
	ask := func(required ...bool) string {
		var source strings.Builder
		source.WriteString("id: skip\ntitle: Skip\nquestions:\n")
		for i, r := range required {
			source.WriteString("  - {id: q" + string(rune('a'+i)) + ", kind: text, title: Question")
			if r {
				source.WriteString(", required: true")
			}
			source.WriteString("}\n")
		}
		return source.String()
	}
	for _, test := range []struct {
		name, source, rule string
		marks              []string
	}{
		{"none required", ask(false, false), "2 questions. Skip any you like.", nil},
		{"all required", ask(true, true), "2 questions. Please answer all of them.", nil},
		{"few required", ask(true, false, false), "3 questions. Skip any you like but those marked “required”.", []string{"(required)"}},
		{"most required", ask(true, true, false), "3 questions. Those marked “optional” may be skipped.", []string{"(optional)"}},
		{"one question", ask(false), "One question. Skip any you like.", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			doc := visit(t, []*survey.Survey{parsed(t, "skip", []byte(test.source))}, nil).get("/s/skip")
			if got := text(doc, ".rule"); got != test.rule {
				t.Errorf("%q, want %q", got, test.rule)
			}
			if got := text(doc, ".mark"); got != strings.Join(test.marks, " ") {
				t.Errorf("marks %q, want %q", got, test.marks)
			}
		})
	}
}

func TestFormGroupsOptionsUnderHeadings(t *testing.T) {
	t.Parallel()
	doc := visit(t, []*survey.Survey{sample(t, "charlotte")}, nil).get("/s/charlotte")
	groups := doc.Find("fieldset:has(#q-topics) [role=group][aria-labelledby] h3")
	if groups.Length() != 4 || groups.First().Text() != "Hybrid infrastructure" {
		t.Errorf("groups %q", groups.Text())
	}
	if n := doc.Find("input[name=speak]").Length(); n != 24 {
		t.Errorf("%d topics to speak about, want 24", n)
	}
}

func TestFormOutsideItsTime(t *testing.T) {
	t.Parallel()
	dated := func(line string) *survey.Survey {
		source := "id: dated\ntitle: Dated\ntime_zone: America/New_York\n" + line + "\nquestions:\n  - {id: a, kind: text, title: A}\n"
		return parsed(t, "dated", []byte(source))
	}
	for _, test := range []struct{ name, line, title, words string }{
		{"not open yet", "opens: 2026-12-05", "not open yet", "It opens on Saturday 5 December 2026."},
		{"not open yet, at an hour", "opens: 2026-12-05 18:30", "not open yet", "Saturday 5 December 2026 at 18:30 (EST)"},
		{"over", "closes: 2026-11-29", "closed", "until the end of Sunday 29 November 2026."},
		{"over since an hour", "closes: 2026-12-01 06:59", "closed", "until Tuesday 1 December 2026 at 06:59 (EST)."},
		{"closed by hand", "closed: true", "closed", "The organisers have closed it"},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := visit(t, []*survey.Survey{dated(test.line)}, nil)
			doc := v.get("/s/dated")
			contains(t, text(doc, "h1"), test.title)
			contains(t, text(doc, "main"), test.words)
			doc = v.page(http.StatusForbidden, http.MethodPost, "/s/dated", "a=my+words")
			contains(t, text(doc, "main"), "What you sent was not stored.")
			contains(t, text(doc, "dd"), "my words")
			if len(v.stored) != 0 {
				t.Error("an answer was stored")
			}
		})
	}
}

func TestHomeListsOpenForms(t *testing.T) {
	t.Parallel()
	closed := parsed(t, "c", []byte("id: c\ntitle: Closed one\nclosed: true\nquestions:\n  - {id: a, kind: text, title: A}\n"))
	until := parsed(t, "u", []byte("id: u\ntitle: Until\ncloses: 2026-12-31\nquestions:\n  - {id: a, kind: text, title: A}\n"))
	doc := visit(t, []*survey.Survey{sample(t, "charlotte"), closed, until}, nil).get("/")
	if got := doc.Find("main a").Length(); got != 2 || strings.Contains(doc.Text(), "Closed one") {
		t.Errorf("%d forms listed: %s", got, text(doc, "main"))
	}
	contains(t, text(doc, "main"), "Open until the end of Thursday 31 December 2026")
	contains(t, text(visit(t, nil, nil).get("/"), "main"), "No form is open")
}

func TestEachVisitorGetsAnIDOfTheirOwn(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{sample(t, "charlotte")}, nil)
	first, second := hidden(v.get("/s/charlotte")), hidden(v.get("/s/charlotte"))
	if first.Get("_id") == second.Get("_id") || first.Get("_t") == second.Get("_t") {
		t.Errorf("two visitors share %v", first)
	}
}

func TestPhoneNumbersGetNumberKeys(t *testing.T) {
	t.Parallel()
	s := parsed(t, "phone", []byte("id: phone\ntitle: Phone\nquestions:\n  - {id: phone, kind: text, purpose: contact, title: Your phone number}\n"+
		"  - {id: consent, kind: consent, purpose: contact, title: May we call you?, statement: Yes}\n"))
	if visit(t, []*survey.Survey{s}, nil).get("/s/phone").Find("input#q-phone[type=tel][autocomplete=tel]").Length() != 1 {
		t.Error("the field for a phone number is one for words")
	}
}

// Browsers that do not know :has() drop the rules that use it. What those rules replace must then
// still be there: the mark on the focused field, and the way to take a choice back.
func TestOldBrowsersLoseNothing(t *testing.T) {
	t.Parallel()
	styles := text(visit(t, []*survey.Survey{everything(t)}, nil).get("/s/everything"), "style")
	known := regexp.MustCompile(`@supports selector\(:has\(a\)\) \{(?:[^{}]*\{[^{}]*\})*[^{}]*\}`)
	if !known.MatchString(styles) {
		t.Fatal("no rule is for browsers that know :has() alone")
	}
	for _, rule := range regexp.MustCompile(`([^{}]+)\{([^{}]*)\}`).FindAllStringSubmatch(known.ReplaceAllString(styles, ""), -1) {
		selector, hides := rule[1], strings.Contains(rule[2], "outline: 0") || strings.Contains(rule[2], "display: none")
		if hides && !strings.Contains(selector, ":has(") && !strings.Contains(selector, ".send") && !strings.Contains(selector, ".slots thead") {
			t.Errorf("%s{%s}", selector, rule[2])
		}
	}
}
