package web_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"muster/internal/account"
	"muster/internal/survey"
)

const pasted = "Cloud:\n- Azure\n- AWS - everything that is rented by the hour\nSecurity:\n- PKI\n- Azure\n"

func listOf(values url.Values) url.Values {
	all := url.Values{"title": {"Basel Admins"}, "topics": {pasted}, "roles": {"Engineer\nStudent"}, "time_zone": {"Europe/Zurich"}, "do": {"look"}}
	maps.Copy(all, values)
	return all
}

// TestASurveyStartsFromAList goes the whole way, from the list of surveys to the first answer on a dashboard.
func TestASurveyStartsFromAList(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 0, nil)
	o.logIn(account.Founder)
	if o.open("/surveys").Find(`a[href="/surveys/new"]`).Length() != 1 {
		t.Error("the list does not lead to a new survey")
	}
	if o.open("/surveys/new").Find(`a[href="/surveys/new/topics"]`).Length() != 1 {
		t.Error("the start does not lead to the list of topics")
	}
	sample := o.open("/surveys/new/topics?from=sample")
	contains(t, sample.Find("#topics").Text(), "## Getting started")
	contains(t, sample.Find("#time_zone").AttrOr("value", ""), "America/New_York")

	page := o.see(http.StatusOK, http.MethodPost, "/surveys/new/topics", listOf(nil))
	made := text(page, "#made")
	for _, want := range []string{"3 topics in 2 categories: Cloud (2), Security (1).", "“Azure” stands under “Cloud” and under “Security”",
		"AWS everything that is rented by the hour", "What do you do?"} {
		contains(t, made, want)
	}
	if page.Find("#topics").Text() != pasted || page.Find("#id").AttrOr("value", "") != "basel-admins" {
		t.Errorf("what was pasted is lost, or no name made: %q", page.Find("#id").AttrOr("value", ""))
	}
	answer := o.send(http.MethodPost, "/surveys/new/topics", listOf(url.Values{"do": {"form"}}))
	contains(t, answer.Header.Get("Content-Security-Policy"), "form-action 'none'")
	form := document(t, answer)
	contains(t, text(form, ".banner"), "Nothing can be sent from here")
	contains(t, text(form, "main"), "Which of them could you speak about?")
	if form.Find("form button").Length() > 0 {
		t.Error("the form that is looked at can be sent")
	}
	o.see(http.StatusNotFound, http.MethodGet, "/s/basel-admins", nil)

	to := o.leads(http.MethodPost, "/surveys/new/topics", listOf(url.Values{"do": {"make"}}))
	if to != "/surveys/basel-admins/definition?told=made" {
		t.Fatalf("leads to %q", to)
	}
	contains(t, text(o.open(to), ".done"), "Nobody can fill it in yet")
	if o.open("/s/basel-admins").Find("form#answers").Length() > 0 {
		t.Error("it is open before its founder has looked at it")
	}
	if o.open("/surveys/basel-admins/form").Find("form#answers").Length() != 1 {
		t.Error("its founder cannot look at it")
	}
	if o.open("/surveys").Find(`a[href="/surveys/basel-admins/definition"]`).Length() == 0 {
		t.Error("the list does not say where it is opened")
	}
	contains(t, o.leads(http.MethodPost, "/surveys/basel-admins/definition", url.Values{"do": {"open"}}), "told=opened")
	sent := filled(o.open("/s/basel-admins"), url.Values{"roles": {"engineer"}, "topics": {"azure", "pki"}})
	contains(t, o.leads(http.MethodPost, "/s/basel-admins", sent), "/r/")
	contains(t, text(o.open("/surveys/basel-admins/dashboards/overview"), "main"), "1 response")
	contains(t, o.log.String(), `msg="survey started" survey=basel-admins`)
	contains(t, o.log.String(), `msg="survey opened" survey=basel-admins`)
}

func TestAListThatMakesNoSurvey(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 0, nil)
	o.logIn(account.Founder)
	many := strings.Builder{}
	for i := range 64 {
		fmt.Fprintf(&many, "- Topic %d\n", i)
	}
	for _, test := range []struct {
		name   string
		values url.Values
		field  string
		want   string
	}{
		{"no title", url.Values{"title": {" "}}, "title", "Give the survey a title"},
		{"nothing pasted", url.Values{"topics": {""}}, "topics", "Paste at least two topics"},
		{"too many", url.Values{"topics": {many.String()}}, "topics", "There are 64 topics; a question can offer at most 63"},
		{"one role", url.Values{"roles": {"Engineer"}}, "roles", "Roles: list at least two roles"},
		{"a zone that is none", url.Values{"time_zone": {"Basel"}}, "time_zone", "“Basel” is no time zone"},
		{"a name that is none", url.Values{"id": {"Basel Admins"}}, "id", "small letters, digits and dashes"},
		{"a page's name", url.Values{"id": {"new"}}, "id", "small letters, digits and dashes"},
		{"a name that is taken", url.Values{"id": {"charlotte"}}, "id", "There is a survey “charlotte” already"},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.values["do"] = []string{"make"}
			page := o.see(http.StatusUnprocessableEntity, http.MethodPost, "/surveys/new/topics", listOf(test.values))
			contains(t, text(page, `#alert a[href="#`+test.field+`"]`), test.want)
			if page.Find("#"+test.field).AttrOr("aria-invalid", "") != "true" || page.Find("#title").AttrOr("value", "") == "" && test.field != "title" {
				t.Error("the field is not marked, or what was typed is lost")
			}
			if test.name == "too many" {
				contains(t, text(page, "#made"), "Topic 63")
			}
			if test.field != "topics" && test.field != "roles" && page.Find("#made").Length() == 0 {
				t.Error("what was understood is not shown")
			}
		})
	}
	if got := len(must(o.store.Surveys(t.Context()))(t)); got != 1 {
		t.Errorf("%d surveys", got)
	}
}

// TestOnlyFoundersWriteSurveys keeps viewers and strangers out of every page.
func TestOnlyFoundersWriteSurveys(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 0, nil)
	pages := []struct{ method, path string }{
		{"GET", "/surveys/new"}, {"GET", "/surveys/new/topics"}, {"POST", "/surveys/new/topics"}, {"GET", "/surveys/charlotte/definition"},
		{"POST", "/surveys/charlotte/definition"}, {"GET", "/surveys/charlotte/definition.yaml"}, {"GET", "/surveys/charlotte/form"},
	}
	for _, p := range pages {
		if answer := o.send(p.method, p.path, url.Values{"do": {"close"}}); !strings.HasPrefix(answer.Header.Get("Location"), "/login") {
			t.Errorf("%s %s: %s", p.method, p.path, answer.Status)
		}
	}
	o.logIn(account.Viewer)
	for _, p := range pages {
		page := o.see(http.StatusForbidden, p.method, p.path, listOf(url.Values{"do": {"close"}}))
		contains(t, text(page, "main"), "Ask a founder")
	}
	if o.open("/surveys").Find(`a[href="/surveys/new"]`).Length() > 0 || o.open("/surveys/charlotte/crosstab").Find(`a[href$="/definition"]`).Length() > 0 {
		t.Error("a viewer is shown what is closed to viewers")
	}
	if sample(t, "charlotte").Version() != must(o.store.Surveys(t.Context()))(t)[0].Version() {
		t.Error("a viewer changed the survey")
	}
}

func (o *office) definition(values url.Values) url.Values {
	o.t.Helper()
	page := o.open("/surveys/charlotte/definition")
	all := url.Values{"version": {page.Find("[name=version]").AttrOr("value", "")}, "definition": {page.Find("#definition").Text()}}
	maps.Copy(all, values)
	return all
}

const definitionPath = "/surveys/charlotte/definition"

func TestADefinitionIsChanged(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 40, nil)
	o.logIn(account.Founder)
	source := string(sample(t, "charlotte").Source)
	form := o.definition(nil)
	if form.Get("definition") != source {
		t.Fatal("the page does not hold the file")
	}
	if file := o.send(http.MethodGet, definitionPath+".yaml", nil); body(t, file) != source || !strings.Contains(file.Header.Get("Content-Disposition"), "charlotte.yaml") {
		t.Error("the file is another, or has no name")
	}
	open := o.open("/s/charlotte")
	changed := strings.Replace(source, "label: Azure}", "label: Microsoft Azure}", 1)
	form.Set("definition", strings.ReplaceAll(changed, "\n", "\r\n")) // as browsers send lines
	contains(t, o.leads(http.MethodPost, definitionPath, form), "told=saved")
	contains(t, text(o.open("/s/charlotte"), "main"), "Microsoft Azure")
	if stored := must(o.store.Surveys(t.Context()))(t)[0]; string(stored.Source) != changed {
		t.Error("it is not kept as it was written")
	}
	contains(t, o.leads(http.MethodPost, "/s/charlotte", filled(open, url.Values{"topics": {"azure"}})), "/r/")
	contains(t, text(o.open("/surveys/charlotte/dashboards/overview"), "main"), "41 responses")

	conflict := o.see(http.StatusConflict, http.MethodPost, definitionPath, url.Values{"version": form["version"], "definition": {changed + "# mine\n"}})
	contains(t, text(conflict, "#alert"), "Somebody changed the survey while you did")
	contains(t, conflict.Find("#definition").Text(), "# mine")
	again := url.Values{"version": {conflict.Find("[name=version]").AttrOr("value", "")}, "definition": {conflict.Find("#definition").Text()}}
	contains(t, o.leads(http.MethodPost, definitionPath, again), "told=saved")
}

func TestADefinitionThatCannotBe(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 40, nil)
	o.logIn(account.Founder)
	other := written(t, "id: lunch", "title: Lunch", "short: eat", "questions:", "  - {id: a, kind: text, title: A}")
	o.change(other)
	source := string(sample(t, "charlotte").Source)
	for _, test := range []struct{ name, old, text, want string }{
		{"broken", "language: en", "language: [", "Line "},
		{"a misspelt key", "time_zone:", "timezone:", `unknown key "timezone"`},
		{"another id", "id: charlotte", "id: lunch", "An id cannot change"},
		{"a short address that is taken", "language: en", "language: en\nshort: eat", "that of survey “lunch” already"},
		{"a page's address", "language: en", "language: en\nshort: surveys", "surveys"},
		{"made-up answers", "language: en", "language: en\nsynthetic: true", "has 40 answers"},
		{"pages", "language: en", "language: en\nlayout: pages", "keeps no drafts"},
	} {
		t.Run(test.name, func(t *testing.T) {
			edited := strings.Replace(source, test.old, test.text, 1)
			page := o.see(http.StatusUnprocessableEntity, http.MethodPost, definitionPath, o.definition(url.Values{"definition": {edited}}))
			contains(t, text(page, "#alert"), test.want)
			if page.Find("#definition").Text() != edited {
				t.Error("what was written is lost")
			}
		})
	}
	if !strings.Contains(text(o.open("/s/charlotte"), "h1"), "Charlotte") {
		t.Error("the survey is another")
	}
}

// TestAnswersAreNotOrphanedUnasked has a founder say that answers may keep what is asked no more.
func TestAnswersAreNotOrphanedUnasked(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 40, nil)
	o.logIn(account.Founder)
	source := string(sample(t, "charlotte").Source)
	without := strings.Replace(source, "          - {id: azure, label: Azure}\n", "", 1)
	without = strings.Replace(without, "  - id: journey\n", "  - id: travel\n", 1)
	form := o.definition(url.Values{"definition": {without}})
	page := o.see(http.StatusUnprocessableEntity, http.MethodPost, definitionPath, form)
	said := text(page, "main")
	contains(t, said, "answers have “Azure” of “Which topics would you come for?”")
	contains(t, said, "answers have the question “Where are you on your journey?”")
	if page.Find("#keep").Length() != 1 || page.Find(`#alert a[href="#keep"]`).Length() != 1 {
		t.Fatal("there is no box to tick")
	}
	form.Set("keep", "yes")
	contains(t, o.leads(http.MethodPost, definitionPath, form), "told=saved")
	if o.open("/s/charlotte").Find(`[name=topics][value=azure], [name=journey]`).Length() > 0 {
		t.Error("the form asks for what was taken out")
	}
	contains(t, text(o.open("/surveys/charlotte/dashboards/overview"), "main"), "40 responses")
	unused := strings.Replace(without, "      - {id: social, label: Social with food}\n", "      - {id: social, label: Social with food}\n      - {id: walk, label: A walk}\n", 1)
	contains(t, o.leads(http.MethodPost, definitionPath, o.definition(url.Values{"definition": {unused}})), "told=saved")
	contains(t, o.leads(http.MethodPost, definitionPath, o.definition(url.Values{"definition": {without}})), "told=saved") // nobody picked it
}

func TestAFormIsOpenedAndClosed(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, file string }{
		{"by a line", "id: tea # with a remark\ntitle: Tea\nclosed: true # for now\nquestions:\n  - {id: a, kind: text, title: A}\n"},
		{"in braces", "{id: tea, title: Tea, closed: true, questions: [{id: a, kind: text, title: A}]}\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			o := openOffice(t, []*survey.Survey{parsed(t, "tea", []byte(test.file))}, nil, nil)
			o.logIn(account.Founder)
			for _, step := range []struct {
				do   string
				open bool
			}{{"open", true}, {"open", true}, {"close", false}, {"open", true}} {
				o.leads(http.MethodPost, "/surveys/tea/definition", url.Values{"do": {step.do}})
				if o.open("/s/tea").Find("form#answers").Length() > 0 != step.open {
					t.Errorf("after %s it is open: %t", step.do, !step.open)
				}
			}
			if source := o.open("/surveys/tea/definition").Find("#definition").Text(); strings.Contains(test.file, "remark") != strings.Contains(source, "# with a remark") {
				t.Errorf("a remark is lost: %s", source)
			}
		})
	}
}
