package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"muster/internal/survey"
)

// crammedFile is an old form that asked for the role and for topics in one column.
func crammedFile(rows int) string {
	var file strings.Builder
	file.WriteString("Timestamp,Roles and topics,City\n")
	for i := range rows {
		cell := []string{"Engineer; Kubernetes; Support", "Manager; Go", "Engineer; k8s; Go"}[i%3]
		fmt.Fprintf(&file, "2025/03/%02d 10:%02d:00 AM GMT,%s,Paris\n", 1+i/50, i%50, cell)
	}
	return file.String()
}

// belongs says of a value which question it answers, by the question's title.
func belongs(t testing.TB, values url.Values, page *goquery.Document, value, title string) {
	t.Helper()
	found := false
	page.Find(".values li").Each(func(_ int, row *goquery.Selection) {
		list := row.Find("select[name^=of-]")
		list.Find("option").Each(func(_ int, option *goquery.Selection) {
			if row.Find("label").Text() == value && option.Text() == title {
				values.Set(list.AttrOr("name", ""), option.AttrOr("value", ""))
				found = true
			}
		})
	})
	if !found {
		t.Fatalf("nothing says that %q answers %q", value, title)
	}
}

// madeOf is the survey that was made of a file.
func (o *office) madeOf(id string) *survey.Survey {
	o.t.Helper()
	made := must(o.store.Surveys(o.t.Context()))(o.t)
	at := slices.IndexFunc(made, func(s *survey.Survey) bool { return s.ID == id })
	if at < 0 {
		o.t.Fatalf("there is no survey %q", id)
	}
	return made[at]
}

// TestDivideAColumn makes two questions of one column while a survey is being made of a file; the next export of the
// form is divided without a word.
func TestDivideAColumn(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	path := o.drop("/surveys/new/import", url.Values{"title": {"Crowd"}}, attached{"crowd(1-60).csv", crammedFile(60)})
	const column = "Roles and topics"
	to := o.correct(path, column, func(values url.Values, _ *goquery.Document) {
		values.Set("title", "Your role")
		values.Set("further-0", " Topics ")
		values.Set("further-kind-0", "many")
		values.Set("further-purpose-0", "topic")
	})
	page := o.open(to)
	contains(t, text(page, ".done"), "“Topics” shares the column: say below which of its values answer it.")
	if page.Find("fieldset.further").Length() != 2 {
		t.Error("there is no place for one more question")
	}
	contains(t, text(o.open(path), ".notice"), "no value is said to answer question “Topics” yet")
	o.see(http.StatusUnprocessableEntity, http.MethodPost, path+"/store", nil)

	o.correct(path, column, func(values url.Values, page *goquery.Document) {
		belongs(t, values, page, "Kubernetes", "Topics")
		belongs(t, values, page, "Go", "Topics")
		means(t, values, page, "k8s", "Kubernetes")
		values.Set("purpose", "role")
	})
	page = o.open(path)
	contains(t, text(page, ".done"), "“Go” answers “Topics”.")
	card := text(page, "#column-2")
	contains(t, card, "Answers “Your role” (several options) and “Topics” (several options)")
	contains(t, card, "Kubernetes, of “Topics”")
	o.correct(path, column, func(values url.Values, page *goquery.Document) {
		values.Set("further-1", "Would you help?")
		belongs(t, values, page, "Go", "Topics")
	})
	o.correct(path, column, func(values url.Values, page *goquery.Document) {
		belongs(t, values, page, "Support", "Would you help?")
	})
	contains(t, text(o.keep(path, nil), "h1"), "The survey “Crowd” is made")

	s := o.madeOf("crowd")
	var asked []string
	for _, q := range s.Questions {
		asked = append(asked, fmt.Sprintf("%s: %s %s", q.Title, q.Kind, q.Purpose))
	}
	if diff := cmp.Diff([]string{"Your role: one role", "Topics: many topic", "Would you help?: one ", "City: one "}, asked); diff != "" {
		t.Error(diff)
	}
	want := []map[string]int{{"engineer": 40, "manager": 20}, {"kubernetes": 40, "go": 40}, {"support": 20}}
	for i, counts := range want {
		if diff := cmp.Diff(counts, o.picked("crowd", s.Questions[i].ID)); diff != "" {
			t.Errorf("%s: %s", s.Questions[i].Title, diff)
		}
	}

	next := o.drop("/surveys/crowd/import", nil, attached{"crowd(1-63).csv", crammedFile(63)})
	page = o.open(next)
	if page.Find("section[aria-labelledby=needs], #partial").Length() != 0 {
		t.Errorf("the next export needs decisions: %s", text(page, "section[aria-labelledby=needs]"))
	}
	if got := figures(o.keep(next, nil)); got["New"] != "3" || got["Stored before"] != "60" || got["Changed"] != "" {
		t.Errorf("the next export: %v", got)
	}
	if diff := cmp.Diff(map[string]int{"kubernetes": 42, "go": 42}, o.picked("crowd", s.Questions[1].ID)); diff != "" {
		t.Error(diff)
	}
}

// TestUndivideAColumn takes a further question away again, and says what is wrong while nothing is left to the first.
func TestUndivideAColumn(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	path := o.drop("/surveys/new/import", nil, attached{"crowd.csv", crammedFile(60)})
	const column = "Roles and topics"
	o.correct(path, column, func(values url.Values, _ *goquery.Document) { values.Set("further-0", "Topics") })
	o.correct(path, column, func(values url.Values, page *goquery.Document) {
		page.Find(".values label").Each(func(_ int, e *goquery.Selection) { belongs(t, values, page, e.Text(), "Topics") })
	})
	contains(t, text(o.open(path), "#trouble"), "no value is left for it")
	address := o.open(path).Find("#column-2 p > a").Last().AttrOr("href", "")
	page := o.open(address)
	contains(t, text(page, ".notice"), "no value is left for it")
	if page.Find("select[name^=of-]").Length() != 6 {
		t.Error("what was decided cannot be taken back")
	}
	o.leads(http.MethodPost, address, url.Values{"take": {"answers"}, "further-id-0": {"topics"}, "further-0": {""}, "further-1": {""}})
	page = o.open(address)
	contains(t, text(o.open(path), ".done"), "“Topics” is no question any more")
	if page.Find("select[name^=of-]").Length() != 0 || page.Find("fieldset.further").Length() != 1 {
		t.Error("the column is still divided")
	}
	o.keep(path, nil)
	if s := o.madeOf("crowd"); len(s.Questions) != 2 || len(s.Questions[0].Options) != 3 {
		t.Errorf("%s", s.Source)
	}
}

// A form can be made to send anything.
func TestDividingAColumnIsChecked(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	path := o.drop("/surveys/new/import", nil, attached{"crowd.csv", crammedFile(60)})
	for _, values := range []url.Values{
		{"further-0": {"A"}, "further-kind-0": {"email"}},
		{"further-0": {"A"}, "further-purpose-0": {"nonsense"}},
	} {
		values.Set("take", "answers")
		o.see(http.StatusUnprocessableEntity, http.MethodPost, path+"/columns/2", values)
	}
	twice := url.Values{"take": {"answers"}, "further-0": {"A"}, "further-1": {"A"}, "further-id-0": {"../x"}, "of-0": {"x"}, "value-0": {"y"}}
	o.leads(http.MethodPost, path+"/columns/2", twice)
	if n := o.open(path + "/columns/2").Find("fieldset.further").Length(); n != 3 {
		t.Errorf("%d further questions", n)
	}
}
