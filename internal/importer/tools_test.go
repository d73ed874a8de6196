package importer_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muster/internal/importer"
	"muster/internal/response"
	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

// person is one of the forty whom every tool's export under testdata/tools is about, so that all of them must
// come to the same answers.
type person struct {
	Number             int
	Started, Submitted string // in Berlin
	Role               string
	RoleOther          string `json:"role_other"`
	Topics             []string
	TopicsOther        string `json:"topics_other"`
	Order              []string
	Agree              map[string]string
	Rate               int
	Why                string
	Why2               string `json:"why_2"`
	Town               string
	Mail, Name         string
	Language           string
}

func people(t testing.TB) []person {
	t.Helper()
	data, err := os.ReadFile("testdata/tools/people.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []person
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func berlin(t testing.TB, text string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02T15:04:05", text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return at.UTC()
}

// answers are what a person's row must become, told here once more by hand.
func (p person) answers() response.Answers {
	ids := map[string]string{"Baker": "baker", "Miller": "miller", "Home cook": "cook", "Other": "other",
		"Bread": "bread", "Sourdough, rye": "rye", "Soup (hot, cold)": "soup", "Flour/water": "flour", "Tea & cake ☕": "tea",
		"Speakers": "speakers", "Hands-on": "hands", "Tasting": "taste",
		"Evenings suit me": "agree_evenings", "I would travel": "agree_travel", "I would pay": "agree_pay"}
	points := map[string]int{"Strongly disagree": 1, "Disagree": 2, "Neutral": 3, "Agree": 4, "Strongly agree": 5}
	out := response.Answers{}
	if p.Role != "" {
		out["role"] = response.Answer{Picks: []string{ids[p.Role]}, Other: p.RoleOther}
	}
	topics := response.Answer{Other: p.TopicsOther}
	for _, topic := range p.Topics {
		topics.Picks = append(topics.Picks, ids[topic])
	}
	if p.TopicsOther != "" {
		topics.Picks = append(topics.Picks, "other")
	}
	if len(topics.Picks) > 0 {
		out["topics"] = topics
	}
	var order []string
	for _, option := range p.Order {
		order = append(order, ids[option])
	}
	if len(order) > 0 {
		out["order"] = response.Answer{Picks: order}
	}
	for statement, label := range p.Agree {
		if label != "" {
			out[ids[statement]] = response.Answer{Number: points[label]}
		}
	}
	if p.Rate > 0 {
		out["rate"] = response.Answer{Number: p.Rate}
	}
	for id, text := range map[string]string{"why": p.Why, "why_2": p.Why2, "town": p.Town} {
		if text != "" {
			out[id] = response.Answer{Text: text}
		}
	}
	return out
}

func toolTable(t testing.TB, name string) *spreadsheet.Table {
	t.Helper()
	file, err := os.Open("testdata/tools/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	got, err := spreadsheet.Read(name, file)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func bakers(t testing.TB) *survey.Survey {
	t.Helper()
	data, err := os.ReadFile("testdata/tools/bakers.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, string(data))
}

// export is what a tool's file holds of what the people answered.
type export struct {
	name     string
	tool     string
	without  []string // questions that are not in it
	started  bool
	mail     bool
	language bool
	unsent   int  // rows that nobody sent
	apart    bool // own words of the role are not in the same question
}

func exports() []export {
	return []export{
		{name: "microsoft.csv", tool: "Microsoft Forms", started: true, mail: true, language: true},
		{name: "google.csv", tool: "Google Forms", mail: true},
		{name: "google-sheet-fr.csv", tool: "Google Forms", mail: true},
		{name: "typeform.csv", tool: "Typeform", started: true, unsent: 1, without: []string{"agree_evenings", "agree_travel", "agree_pay"}},
		{name: "formbricks.csv", tool: "Formbricks", unsent: 1},
		{name: "limesurvey.csv", tool: "LimeSurvey", started: true, language: true, unsent: 1},
		{name: "limesurvey-codes.csv", tool: "LimeSurvey", started: true, language: true, unsent: 1},
		{name: "nextcloud.csv", tool: "Nextcloud Forms"},
		{name: "kobo.csv", tool: "KoboToolbox", started: true, without: []string{"topics_other", "order", "why_2"}, apart: true},
	}
}

// want is what the export must come to.
func (e export) want(t *testing.T, p person) *response.Response {
	if e.apart {
		p.RoleOther, p.TopicsOther = "", ""
	}
	r := &response.Response{Submitted: berlin(t, p.Submitted), Answers: p.answers()}
	for _, id := range e.without {
		delete(r.Answers, id)
	}
	if e.started {
		r.Started = berlin(t, p.Started)
	}
	if e.mail && p.Mail != "" {
		r.Contact = &response.Contact{Fields: map[string]string{"mail": p.Mail}}
	}
	if e.language {
		r.Language = p.Language
	}
	return r
}

func TestEveryToolComesToTheSameAnswers(t *testing.T) {
	s := bakers(t)
	for _, e := range exports() {
		t.Run(e.name, func(t *testing.T) {
			plan := match(t, toolTable(t, e.name), s, e.apart)
			if err := plan.Err(); err != nil {
				t.Fatal(err)
			}
			if !said(plan.Decisions, "The file was written by "+e.tool) {
				t.Errorf("decisions %q", plan.Decisions)
			}
			got := collect(plan)
			if len(plan.Refused) != e.unsent || len(got) != 40 {
				t.Fatalf("%d responses, refused %v", len(got), plan.Refused)
			}
			for _, refused := range plan.Refused {
				if refused.Why != "the answers were begun and never sent" {
					t.Errorf("refused %s", refused)
				}
			}
			known := cmpopts.IgnoreFields(response.Response{}, "ID", "Survey", "Version", "Source")
			for i, p := range people(t) {
				if diff := cmp.Diff(e.want(t, p), got[i], known, cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("person %d: %s", p.Number, diff)
				}
			}
		})
	}
}

// What a survey is made of by itself, the same file must fit again.
func TestEveryToolMakesASurvey(t *testing.T) {
	for _, e := range exports() {
		t.Run(e.name, func(t *testing.T) {
			file := toolTable(t, e.name)
			agree(t, file)
			plan := infer(t, file)
			var b strings.Builder
			b.Write(plan.Survey.Source)
			b.WriteString("\nDecided:\n")
			for _, line := range plan.Decisions {
				b.WriteString("  " + line + "\n")
			}
			golden(t, "tools/"+strings.TrimSuffix(e.name, ".csv")+".golden", b.String())
		})
	}
}

// Addresses of the network are in no answer, no survey and no word of a plan.
func TestNoAddressOfTheNetworkIsTaken(t *testing.T) {
	plan := infer(t, toolTable(t, "limesurvey.csv"))
	var text strings.Builder
	text.WriteString(string(plan.Survey.Source) + strings.Join(plan.Decisions, "\n"))
	for r := range plan.Responses() {
		data, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		text.WriteString(string(data))
	}
	if strings.Contains(text.String(), "203.0.113") || strings.Contains(text.String(), "https://example.org/") {
		t.Error("an address was taken")
	}
	if !said(plan.Decisions, "Left out: “IP address”, “Referrer URL”, about where and with what somebody wrote; that is never taken.") {
		t.Errorf("decisions %q", plan.Decisions)
	}
}

// What was understood can be kept as a mapping, under which the next export is understood in the same way.
func TestEveryToolsMappingDecidesTheSame(t *testing.T) {
	for _, e := range exports() {
		t.Run(e.name, func(t *testing.T) {
			first := match(t, toolTable(t, e.name), bakers(t), true)
			report := first.Report()
			if report.Tool != e.tool || report.Rows != 40 {
				t.Errorf("%d rows of %q", report.Rows, report.Tool)
			}
			for _, c := range report.Columns {
				if c.Use == importer.Tooling && len(c.Why) == 0 {
					t.Errorf("nothing is said of %q", c.Title)
				}
			}
			again, err := importer.Match(t.Context(), toolTable(t, e.name), bakers(t), importer.MatchConfig{Partial: true, Now: now, Mapping: report.Mapping})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(collect(first), collect(again)); diff != "" {
				t.Error(diff)
			}
			made := infer(t, toolTable(t, e.name))
			remade, err := importer.Infer(t.Context(), toolTable(t, e.name), importer.InferConfig{ID: "test", Now: now, Mapping: made.Report().Mapping})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(collect(made), collect(remade), cmpopts.IgnoreFields(response.Response{}, "Version", "Source")); diff != "" {
				t.Error(diff)
			}
			if len(again.Problems) > 0 || len(again.Unmatched) != len(first.Unmatched) {
				t.Errorf("problems %q, does not fit %v", again.Problems, again.Unmatched)
			}
		})
	}
}
