package web_test

import (
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"muster/internal/survey"
)

func kinds(t testing.TB) *survey.Survey {
	t.Helper()
	data, err := os.ReadFile("testdata/kinds.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return parsed(t, "kinds", data)
}

func TestEveryKindHasItsInputs(t *testing.T) {
	t.Parallel()
	doc := visit(t, []*survey.Survey{kinds(t)}, nil).get("/s/kinds")
	for _, test := range []struct {
		name, selector string
		want           int
	}{
		{"yes and no stand side by side", ".pair > label > input[type=radio][name=coming]", 2},
		{"and can be taken back", ".clear > input[name=coming][value='']", 1},
		{"a list for the place of each option", ".ranks .rank > label[for] ~ select[name^='formats.']", 3},
		{"with no place and one for each", "select[name='formats.labs'] > option", 4},
		{"lists in a fieldset with a legend", "fieldset:has(legend):has(.ranks)", 1},
		{"times in a table with a heading for each column", "table.slots thead th[scope=col]", 2},
		{"and for each day", "table.slots tbody th[scope=row]", 2},
		{"each time once", "table.slots input[type=checkbox][name=times]", 4},
		{"what fits no day stands below", ".block input[name=times][value=none]", 1},
		{"a long list of places folds", "select#q-town[name=town] > option", 10},
		{"and has a line for another", "label > input[type=text][name='town.other']", 1},
		{"a place without a list is written", "input#q-street[type=text]", 1},
		{"whole numbers have number keys", "input#q-age[type=text][inputmode=numeric]", 1},
		{"decimals have a point", "input#q-cash[type=text][inputmode=decimal]", 1},
		{"negative ones need all keys", "input#q-heat[type=text]:not([inputmode])", 1},
		{"days have their range", "input#q-day[type=date][min='2027-01-11'][max='2027-03-31']", 1},
		{"addresses of pages are not corrected", "input#q-page[type=url][inputmode=url][autocapitalize=none][spellcheck=false][dir=ltr]", 1},
		{"recommendation from 0 to 10", ".points input[name=nps]", 11},
		{"statements one at a time", "section.grid fieldset[role=radiogroup] .points.few", 2},
		{"consent begins unticked", "input[type=checkbox][name=consent]:not([checked])", 1},
		{"a level beneath each option", ".leveled .levels input[type=checkbox][name=topics_present]", 4},
		{"levels are no questions of their own", "legend:contains('Very much')", 0},
		{"sections have headings", "section > .head > h2.section", 3},
		{"whose questions are one lower", "section h3.title", 22},
		{"a field to be left empty, as it says", ".vh label:contains('Leave this field empty') input[tabindex='-1'][autocomplete=off]", 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := doc.Find(test.selector).Length(); got != test.want {
				t.Errorf("%q: %d, want %d", test.selector, got, test.want)
			}
		})
	}
	checkIDs(t, doc)
	checkLabels(t, doc)
}

func TestHintsSayWhatAnAnswerMayBe(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{kinds(t)}, nil)
	for _, test := range []struct{ input, en, ar string }{
		{"#q-why", "Choose all that apply.", "اختاروا كل ما ينطبق."},
		{"#q-formats", "Give a place to as many as you like. 1 is what you like best.", "أعطوا مرتبةً"},
		{"#q-age", "From 18 to 99.", "من 18 إلى 99."},
		{"#q-heat", "-20 or more.", "-20 أو أكثر."},
		{"#q-day", "From 11 January 2027 to 31 March 2027.", "من 11 يناير 2027 إلى 31 مارس 2027."},
		{"#q-page", "The address of a page", "عنوان صفحة"},
	} {
		t.Run(test.input, func(t *testing.T) {
			for lang, want := range map[string]string{"en": test.en, "ar": test.ar} {
				doc := v.get("/s/kinds?lang=" + lang)
				input := doc.Find(test.input)
				described := input.AttrOr("aria-describedby", input.Closest("fieldset").AttrOr("aria-describedby", "none"))
				contains(t, text(doc, "#"+described), want)
			}
		})
	}
	if label := text(v.get("/s/kinds"), "label[for=q-age]"); label != "Age (years)" {
		t.Errorf("the label %q does not say what is counted", label)
	}
}

func TestNumberThatNobodyLimitedHasNoHint(t *testing.T) {
	t.Parallel()
	s := written(t, "id: amounts", "title: T", "questions: [{id: count, kind: number, title: How many?}]")
	doc := visit(t, []*survey.Survey{s}, nil).get("/s/" + s.ID)
	if doc.Find("#q-count").Length() != 1 || doc.Find(".q .hint").Length() != 0 {
		t.Errorf("the question says %q", text(doc, ".q"))
	}
}

// What was typed stays, even where the browser's own field for it would drop it.
func TestEveryKindIsShownAgainAsItWasSent(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{kinds(t)}, nil)
	doc := v.page(http.StatusUnprocessableEntity, "POST", "/s/kinds",
		"coming=yes&why.other=Cake&topics=disks&topics_present=disks&topics_very=nets&formats.food=1&formats.labs=1&times=mon_evening&town=b&age=old&cash=12.345&day=1.2.2027&page=nowhere&nps=9")
	for _, selector := range []string{
		"input[name=coming][value=yes][checked]", "input[name=why][value=other][checked]", "input[name='why.other'][value=Cake]",
		"input[name=topics][value=disks][checked]", "input[name=topics_present][value=disks][checked]",
		"select[name='formats.food'] option[selected]:contains('1')", "input[name=times][value=mon_evening][checked]",
		"select[name=town] option[value=b][selected]", "input[name=age][value=old][aria-invalid=true]", "input[name=cash][value='12.345']",
		"input[name=day][type=text][value='1.2.2027']", "input[name=page][value=nowhere]", "input[name=nps][value='9'][checked]",
		"select[name='formats.labs'][aria-invalid=true]",
	} {
		if doc.Find(selector).Length() != 1 {
			t.Errorf("%s is not there", selector)
		}
	}
	if !strings.HasPrefix(text(doc, "title"), "Error: ") || doc.Find("main > .alert:first-child").Length() != 1 {
		t.Error("the page does not begin with what is to be mended")
	}
	doc.Find(".alert a").Each(func(_ int, a *goquery.Selection) {
		to := doc.Find(a.AttrOr("href", "#none"))
		if to.Length() != 1 || goquery.NodeName(to) == "div" {
			t.Errorf("%s does not lead to an input", a.Text())
		}
		if q := to.Closest(".q"); !q.HasClass("bad") || !strings.Contains(q.Text(), a.Text()) {
			t.Errorf("%q does not stand at the question", a.Text())
		}
	})
}

func TestShuffledOptionsStayWithTheirGroup(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{kinds(t)}, nil)
	orders := map[string]bool{}
	for range 60 {
		doc := v.get("/s/kinds")
		var order []string
		doc.Find("input[name=topics]").Each(func(_ int, e *goquery.Selection) { order = append(order, e.AttrOr("value", "")) })
		orders[strings.Join(order, " ")] = true
		if first := doc.Find("input[name=topics]").First(); first.AttrOr("id", "") != "q-topics" {
			t.Error("the summary of errors would lead nowhere")
		}
		if got := text(doc, "[role=group]:has([value=teams]) label.pick"); got != "Teams" {
			t.Errorf("with the teams stand %q", got)
		}
		checkIDs(t, doc)
	}
	if len(orders) < 4 {
		t.Errorf("%d orders in 60 visits", len(orders))
	}
	if why := text(v.get("/s/kinds"), "fieldset:has(#q-why) .name"); why != "To learnTo meet peopleSomething elseNo reason" {
		t.Errorf("what is not shuffled reads %q", why)
	}
}

// Whoever sends a form that has to be mended sees it again in the order they know.
func TestShuffledOptionsKeepTheirOrder(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{kinds(t)}, nil)
	for i := range 5 {
		doc := v.get("/s/kinds")
		fields := hidden(doc)
		fields.Set("age", "old")
		fields.Set("coming", "yes")
		again := v.page(http.StatusUnprocessableEntity, "POST", "/s/kinds", fields.Encode())
		if before, after := text(doc, "fieldset:has(#q-topics) .name"), text(again, "fieldset:has(#q-topics) .name"); before != after {
			t.Errorf("visit %d: %q became %q", i, before, after)
		}
	}
}

func TestFormSaysItsLanguages(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{kinds(t)}, nil)
	for _, test := range []struct {
		name, path, accept string
		lang, dir, title   string
	}{
		{"nothing said", "/s/kinds", "", "en", "ltr", "Kinds"},
		{"by the browser", "/s/kinds", "ar-EG,en;q=0.5", "ar", "rtl", "أنواع"},
		{"by the link", "/s/kinds?lang=ar", "en", "ar", "rtl", "أنواع"},
		{"a language there is not", "/s/kinds?lang=fr", "de", "en", "ltr", "Kinds"},
	} {
		t.Run(test.name, func(t *testing.T) {
			doc := v.page(http.StatusOK, "GET", test.path, "", "Accept-Language", test.accept)
			html := doc.Find("html")
			if got := [2]string{html.AttrOr("lang", ""), html.AttrOr("dir", "")}; got != [2]string{test.lang, test.dir} {
				t.Errorf("language and direction %v", got)
			}
			if got := text(doc, "h1"); got != test.title {
				t.Errorf("title %q", got)
			}
			if got := hidden(doc).Get("_l"); got != test.lang {
				t.Errorf("the form remembers %q", got)
			}
			here := doc.Find(".tongues [aria-current=true]")
			other := doc.Find(".tongues a[hreflang][lang][dir]")
			if here.AttrOr("lang", "") != test.lang || other.Length() != 1 || other.AttrOr("lang", "") == test.lang {
				t.Errorf("the switch reads %q", text(doc, ".tongues"))
			}
		})
	}
}

func TestSwitchingLanguagesKeepsWhatTheLinkSays(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{kinds(t)}, nil)
	there := v.get("/s/kinds?source=flyer").Find(".tongues a").AttrOr("href", "")
	if there != "?lang=ar&source=flyer" {
		t.Fatalf("the switch leads to %q", there)
	}
	if got := hidden(v.get("/s/kinds" + there)); got.Get("_s") != "flyer" || got.Get("_l") != "ar" {
		t.Errorf("the form carries %v", got)
	}
	if n := v.get("/s/kinds?source=flyer").Find("main > .rule").Length(); n != 1 {
		t.Errorf("drawn for one visitor the form has %d rules", n)
	}
	if doc := visit(t, []*survey.Survey{sample(t, "charlotte")}, nil).get("/s/charlotte"); doc.Find(".tongues").Length() != 0 {
		t.Error("a form in one language offers to switch")
	}
}

// Everything Muster says itself is said in the language of the page.
func TestNothingIsLeftInEnglish(t *testing.T) {
	t.Parallel()
	doc := visit(t, []*survey.Survey{kinds(t)}, nil).get("/s/kinds?lang=ar")
	doc.Find("script, style, .tongues, select option, [dir=ltr]").Remove()
	for _, word := range strings.FieldsFunc(doc.Find("main, footer").Text(), func(r rune) bool { return r < 'A' || r > 'z' }) {
		switch {
		case len(word) < 3, word == "CHF", word == "Bern", word == "Chur", strings.Contains("https example org talk", word):
		default:
			t.Errorf("%q is left", word)
		}
	}
}

func TestDirectionsAreLogical(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"templates/public.css", "templates/tokens.css"} {
		css, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(css), "\n") {
			for _, side := range []string{"-left", "-right", " left:", " right:", "align: left", "align: right"} {
				if strings.Contains(line, side) {
					t.Errorf("%s:%s: %s", name, strconv.Itoa(i+1), line)
				}
			}
		}
	}
}
