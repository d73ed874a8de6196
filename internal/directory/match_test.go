package directory_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/directory"
	"muster/internal/response"
	"muster/internal/survey"
)

func match(t *testing.T, w *town, need survey.Need, number, size int) directory.Matches {
	t.Helper()
	got, err := directory.MatchPeople(w.source(), directory.MatchQuery{Need: need, Page: directory.Page{Number: number, Size: size}})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// told writes matches as "asker: partner (shared), partner (shared)".
func told(m directory.Matches) []string {
	var all []string
	for _, pair := range m.Pairs {
		var with []string
		for _, p := range pair.With {
			with = append(with, p.Name+" ("+strings.Join(p.Shared, ", ")+")")
		}
		all = append(all, pair.Name+": "+strings.Join(with, "; "))
	}
	return all
}

func TestChallenges(t *testing.T) {
	w := newTown(sample(t, "charlotte"))
	ask := w.add("Asker", "roles: engineer, topics: azure pki storage, looking: challenge")
	ask.Answers["challenge"] = response.Answer{Text: "Our certificates expire."}
	w.add("Both", "roles: leader, speak: azure pki")
	w.add("Engineer", "roles: engineer, speak: azure")
	w.add("Analyst", "roles: analyst, speak: azure")
	w.add("Elsewhere", "speak: writing")
	w.add("", "speak: azure pki storage")
	w.add("", "topics: azure, looking: challenge")
	w.add("Self", "topics: writing, speak: writing, looking: challenge")
	got := match(t, w, survey.WantsHelp, 1, 10)
	want := []string{
		"Self: Elsewhere (Writing)", // the latest first, and nobody is their own help
		"Asker: Both (Azure, PKI); Engineer (Azure, Systems / network / infrastructure engineer); Analyst (Azure)",
	}
	if diff := cmp.Diff(want, told(got)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got.Asking != (directory.Count{Reachable: 2, Others: 1}) || got.Offering != (directory.Count{Reachable: 5, Others: 1}) {
		t.Errorf("asking %+v, offering %+v", got.Asking, got.Offering)
	}
	if p := got.Pairs[1]; p.Words != "Our certificates expire." || strings.Join(p.Wants, ", ") != "Azure, Storage, PKI" {
		t.Errorf("%q, wants %q", p.Words, p.Wants)
	}
}

func TestRolesOnBothSides(t *testing.T) {
	w := newTown(sample(t, "charlotte"))
	w.add("Boss", "roles: engineer, topics: azure, looking: hiring")
	w.add("", "roles: engineer, looking: hiring")
	w.add("Topic", "roles: support, topics: azure, looking: new_role")
	w.add("Role", "roles: engineer, topics: pki, looking: new_role")
	w.add("Nothing", "roles: support, topics: pki, looking: new_role")
	w.add("Both", "roles: engineer, topics: azure, looking: new_role hiring")
	tests := []struct {
		need survey.Need
		want []string
	}{
		{survey.Hires, []string{
			"Both: Topic (Azure); Role (Systems / network / infrastructure engineer)",
			"Boss: Both (Azure, Systems / network / infrastructure engineer); Topic (Azure); Role (Systems / network / infrastructure engineer)",
		}},
		{survey.SeeksRole, []string{
			"Both: Boss (Azure, Systems / network / infrastructure engineer)", "Nothing: ",
			"Role: ", "Topic: ",
		}},
	}
	for _, test := range tests {
		got := told(match(t, w, test.need, 1, 10))
		if test.need == survey.SeeksRole { // who of equals comes first is drawn
			for i := 2; i < 4; i++ {
				if !strings.Contains(got[i], "Boss") || !strings.Contains(got[i], "Both") {
					t.Errorf("%s: %q", test.need, got[i])
				}
				got[i] = got[i][:strings.Index(got[i], " ")+1]
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", test.need, diff)
		}
	}
}

// TestHelpIsSpread holds that where many fit alike each asker is sent to other people, at most five.
func TestHelpIsSpread(t *testing.T) {
	w := newTown(sample(t, "charlotte"))
	for i := range 40 {
		w.add(fmt.Sprint("helper", i), "speak: azure")
	}
	for i := range 40 {
		w.add(fmt.Sprint("asker", i), "topics: azure, looking: challenge")
	}
	asked := map[string]int{}
	for _, pair := range match(t, w, survey.WantsHelp, 1, 50).Pairs {
		if len(pair.With) != 5 {
			t.Errorf("%s: %d people", pair.Name, len(pair.With))
		}
		for _, p := range pair.With {
			asked[p.Name]++
		}
	}
	most := 0
	for _, n := range asked {
		most = max(most, n)
	}
	if len(asked) < 30 || most > 15 {
		t.Errorf("%d people are named, one of them %d times", len(asked), most)
	}
}

func TestMatchPages(t *testing.T) {
	w := newTown(sample(t, "charlotte"))
	var want []string
	for i := range 23 {
		want = append(want, fmt.Sprint("a", i))
		w.add(want[i], "topics: azure, looking: challenge")
	}
	slices.Reverse(want)
	var got []string
	for number := 1; number <= 3; number++ {
		m := match(t, w, survey.WantsHelp, number, 10)
		if m.Page.Number != number {
			t.Errorf("page %d shows %+v", number, m.Page)
		}
		for _, pair := range m.Pairs {
			got = append(got, pair.Name)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if m := match(t, w, survey.WantsHelp, 99, 10); m.Page.Number != 3 || len(m.Pairs) != 3 {
		t.Errorf("behind the end: %+v, %d", m.Page, len(m.Pairs))
	}
}

// TestNothingToMatch holds that surveys that do not ask give empty lists.
func TestNothingToMatch(t *testing.T) {
	for _, need := range []survey.Need{survey.WantsHelp, survey.Hires, survey.NoNeed, "else"} {
		w := newTown(sample(t, "powershell"))
		w.add("Ada", "topics: basics")
		if got := match(t, w, need, 1, 10); len(got.Pairs) != 0 || len(w.filters) != 0 {
			t.Errorf("%q: %+v, asked %v", need, got, w.filters)
		}
	}
}

// TestOnlyWhoAgreed is the rule of the house, over answers of every kind.
func TestOnlyWhoAgreed(t *testing.T) {
	w := newTown(sample(t, "charlotte"))
	for i := range 200 {
		name := ""
		if i%3 == 0 {
			name = fmt.Sprint("agreed", i)
		}
		w.add(name, "roles: engineer, topics: azure, speak: azure, help: host, looking: new_role hiring challenge")
	}
	ids := map[string]bool{}
	note := func(p directory.Person) { ids[p.ID] = true }
	list, err := directory.List(w.source(), directory.Query{Page: directory.Page{Number: 1, Size: 500}})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list.People {
		note(p)
	}
	for _, need := range []survey.Need{survey.WantsHelp, survey.Hires, survey.SeeksRole} {
		for _, pair := range match(t, w, need, 1, 500).Pairs {
			note(pair.Person)
			for _, p := range pair.With {
				note(p.Person)
			}
		}
	}
	if len(ids) != len(w.contacts) {
		t.Errorf("%d people, %d agreed", len(ids), len(w.contacts))
	}
	for id := range ids {
		if _, agreed := w.contacts[id]; !agreed {
			t.Errorf("%s did not agree", id)
		}
	}
}
