package dashboard_test

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"muster/internal/dashboard"
	"muster/internal/tally"
)

// writers are people who wrote something; everybody has a day of their own.
type writers struct {
	texts []tally.Text
	more  int // texts there are beyond these
	asked []tally.TextQuery
}

// write adds a text of a new person.
func (w *writers) write(question, text string, roles ...string) {
	n := len(w.texts)
	w.texts = append(w.texts, tally.Text{
		Response: fmt.Sprint("r", n), Question: question, Text: text, Picks: roles, Answered: len(roles) > 0,
		Day: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n%28), Language: "en",
	})
}

// talkative are people of two roles who speak of different things, and some who said no role.
func talkative(n int) *writers {
	w := &writers{}
	admins := []string{
		"Our backups run, but nobody tested a restore of Active Directory.", "Group policies that nobody dares to touch.",
		"Backups of the backups. And group policies.", "Certificates expire, and the backups with them.",
	}
	engineers := []string{
		"Terraform state, on-call and deployments.", "I would like help with Terraform. On-call wakes me.",
		"Deployments by hand; Terraform would help.", "CI/CD for on-call people.",
	}
	for i := range n {
		switch i % 5 {
		case 0, 1:
			w.write("challenge", admins[i/5%4], "administrator")
		case 2, 3:
			w.write("challenge", engineers[i/5%4], "engineer")
		default:
			w.write("anything", "More time for questions, please.")
		}
	}
	return w
}

func (w *writers) source(c *crowd) dashboard.Source {
	src := c.source()
	src.Texts = func(_ context.Context, q tally.TextQuery) (tally.Texts, error) {
		w.asked = append(w.asked, q)
		out := tally.Texts{}
		people := map[string]bool{}
		for _, t := range w.texts {
			if q.Question == "" || q.Question == t.Question {
				out.Texts = append(out.Texts, t)
				people[t.Response] = true
			}
		}
		out.Matching, out.People = len(out.Texts)+w.more, len(people)
		if w.more > 0 {
			out.Next = 7
		}
		return out, nil
	}
	return src
}

func voicesPage(t *testing.T, w *writers, keys string, query string) *dashboard.Page {
	t.Helper()
	c := gather(charlotte(t), 100)
	values, _ := url.ParseQuery(query)
	selection, _ := dashboard.ParseSelection(c.survey, values)
	d := read(t, "id: words\ntitle: Words\npanels: [{kind: voices"+keys+"}]\n")
	page, err := d.Build(context.Background(), c.survey, selection, w.source(c))
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func voicesPanel(t *testing.T, w *writers) *dashboard.Panel {
	t.Helper()
	for p := range voicesPage(t, w, "", "").Panels() {
		return p
	}
	t.Fatal("no panel")
	return nil
}

// quotesText writes the reading lists of a page.
func quotesText(p *dashboard.Page) []byte {
	var b strings.Builder
	for panel := range p.Panels() {
		for _, q := range panel.Texts {
			fmt.Fprintf(&b, "> %s\n  %s; %s; %s (%s)\n", q.Text, q.Question, q.Who, q.Day, strings.Join(q.Words, ", "))
		}
	}
	return append(outline(p), b.String()...)
}

func TestVoicesPanel(t *testing.T) {
	tests := []struct {
		name, keys, query string
		writers           *writers
	}{
		{"voices", "", "", talkative(80)},
		{"voices-one", ", purpose: challenge", "", talkative(80)},
		{"voices-few", "", "", talkative(20)},
		{"voices-nobody", "", "q.roles=leader", &writers{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page := voicesPage(t, test.writers, test.keys, test.query)
			golden(t, test.name+".txt", quotesText(page))
			if test.name == "voices" {
				golden(t, test.name+".charts.json", drawings(t, page))
			}
		})
	}
}

// TestVoicesCountPeople holds that a word counts once a person, whatever they wrote.
func TestVoicesCountPeople(t *testing.T) {
	w := talkative(60)
	w.write("challenge", "zebra zebra zebra", "leader")
	for range 9 {
		w.texts = append(w.texts, w.texts[len(w.texts)-1]) // of the same person
	}
	for _, row := range voicesPanel(t, w).Table.Rows {
		if row.ID == "zebra" {
			t.Errorf("one person's word stands in the table: %+v", row)
		}
	}
}

// TestVoicesTelling holds the table to its rules: who says a word more than the rest, of large enough groups.
func TestVoicesTelling(t *testing.T) {
	w := talkative(80)
	for range 29 { // one fewer than are compared
		w.write("challenge", "Budgets.", "leader")
	}
	p := voicesPanel(t, w)
	said := map[string][]string{}
	for _, row := range p.Table.Rows {
		if who, found := strings.CutSuffix(row.Cells[1].Text, ", more than the rest"); found {
			said[who] = append(said[who], row.Cells[0].Text)
			if *row.Cells[2].Count < 3 || *row.Cells[3].Share <= *row.Cells[4].Share {
				t.Errorf("%s: %+v", row.ID, row.Cells)
			}
		}
	}
	admins, engineers := said["Systems / network administrator"], said["Systems / network / infrastructure engineer"]
	if !slices.Contains(admins, "backups") || !slices.Contains(engineers, "Terraform") || slices.Contains(admins, "Terraform") {
		t.Errorf("administrators %v, engineers %v", admins, engineers)
	}
	if len(said) != 2 {
		t.Errorf("roles that are compared: %v", said)
	}
	if !strings.Contains(p.Finding, "against 0 of 61, 0%") {
		t.Errorf("finding %q", p.Finding)
	}
}

// TestVoicesNeedPeople holds that of fewer than 30 writers of a role no word is said to tell them, and that
// words of the same people are one finding.
func TestVoicesNeedPeople(t *testing.T) {
	tests := []struct {
		name    string
		leaders int
		finding string // a part of it
		told    []string
	}{
		{"too few", 29, "No role's words are compared: it takes 30 people of a role who wrote, and 30 of the others.", nil},
		{"enough", 30, "“Round tables” by Leader of any of these (30 of 30 people, 100%, against 0 of 60, 0%)", []string{"round tables"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := &writers{}
			for range test.leaders {
				w.write("challenge", "Round tables in town.", "leader")
			}
			for range 60 {
				w.write("challenge", "Nothing of that kind.", "none")
			}
			p := voicesPanel(t, w)
			var told []string
			for _, row := range p.Table.Rows {
				if strings.HasSuffix(row.Cells[1].Text, "more than the rest") {
					told = append(told, strings.ToLower(row.ID))
				}
			}
			if !strings.Contains(strings.ToLower(p.Finding), strings.ToLower(test.finding)) || !slices.Equal(told, test.told) {
				t.Errorf("%v of %q", told, p.Finding)
			}
		})
	}
}

// TestVoicesOfAlike holds that people who write alike are not said to differ.
func TestVoicesOfAlike(t *testing.T) {
	w := &writers{}
	for i := range 120 {
		text := fmt.Sprintf("Word%c and word%c, please.", 'a'+i*7%23, 'a'+i*11%19)
		w.write("challenge", text, []string{"administrator", "engineer"}[i/2%2])
	}
	page := voicesPage(t, w, "", "")
	p := panel(t, page, "voices")
	if !strings.Contains(p.Finding, "No word tells a role from the rest by more than chance explains") {
		t.Errorf("%q", p.Finding)
	}
	if len(page.Sentences) != 1 || !strings.HasPrefix(page.Sentences[0].Text, "No role's words differ from the rest") {
		t.Errorf("%+v", page.Sentences)
	}
}

func TestVoicesReadingList(t *testing.T) {
	w := talkative(60)
	w.write("anything", strings.Repeat("backups and Terraform ", 80), "leader")
	p := voicesPanel(t, w)
	seen, roles := map[string]bool{}, map[string]bool{}
	for _, q := range p.Texts {
		if seen[q.Text] {
			t.Errorf("%q stands there twice", q.Text)
		}
		seen[q.Text] = true
		roles[q.Who] = true
		if len(q.Text) > 620 {
			t.Errorf("a text of %d bytes is not cut", len(q.Text))
		}
		if len(q.Words) == 0 || q.Day == "" || q.Question == "" {
			t.Errorf("%+v", q)
		}
	}
	if len(p.Texts) < 4 || len(p.Texts) > 6 || len(roles) < 3 {
		t.Errorf("%d texts of %v", len(p.Texts), roles)
	}
}

func TestVoicesBase(t *testing.T) {
	w := talkative(60)
	w.more = 8000
	if got := voicesPanel(t, w).Base.Words; got != "There are 8,060 texts; these are words of the latest 60, by 60 people." {
		t.Errorf("%q", got)
	}
	if q := w.asked[0]; q.Limit != 5000 || q.By != "roles" || q.Question != "" {
		t.Errorf("asked %+v", q)
	}
	if p := voicesPanel(t, w); p.More == nil || p.More.Page != "texts" {
		t.Errorf("it leads to %+v", p.More)
	}
}

// TestVoicesWithoutSource holds that a service that reads no texts shows no panel of them.
func TestVoicesWithoutSource(t *testing.T) {
	page := build(t, read(t, "id: words\ntitle: Words\npanels: [{kind: voices}]\n"), gather(charlotte(t), 30), "")
	if len(page.Sections) != 0 || len(page.LeftOut) != 0 {
		t.Errorf("%+v", page)
	}
}

func TestVoicesLeftOut(t *testing.T) {
	tests := []struct{ name, keys, want string }{
		{"no such question", ", question: lunch", "no question “lunch”"},
		{"answered by picking", ", question: topics", "is not answered in words"},
		{"a name", ", question: name", "is not answered in words"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page := voicesPage(t, talkative(30), test.keys, "")
			if len(page.LeftOut) != 1 || !strings.Contains(page.LeftOut[0].Reason, test.want) {
				t.Errorf("left out: %+v", page.LeftOut)
			}
		})
	}
}

func TestVoicesCheck(t *testing.T) {
	tests := []struct{ name, keys, want string }{
		{"another purpose", "purpose: topic", "of those answered in words there is challenge"},
		{"both", "purpose: challenge, question: anything", "either purpose or question"},
		{"a stray", "by: groups", "by means nothing for kind voices"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, problems := dashboard.Parse("test.yaml", []byte("id: words\ntitle: Words\npanels: [{kind: voices, "+test.keys+"}]\n"))
			if !strings.Contains(problems.Error(), test.want) {
				t.Errorf("%v, want %q", problems, test.want)
			}
		})
	}
	if d := read(t, "id: words\ntitle: Words\npanels: [{kind: voices}]\n"); !d.Shows(dashboard.VoicesKind) || d.Shows(dashboard.NeedsKind) {
		t.Error("the dashboard does not know what it shows")
	}
}
