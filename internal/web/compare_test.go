package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"muster/internal/account"
	"muster/internal/dashboard"
)

func TestCompareTwoGroups(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 300, nil)
	o.logIn(account.Viewer)
	page := o.open("/surveys/charlotte/compare?dashboard=demand&q.roles=engineer&vs=" + url.QueryEscape("q.roles=leader"))
	contains(t, text(page, "h1"), "Compare two groups")
	contains(t, text(page, ".sizes"), "A: Roles: Systems / network / infrastructure engineer")
	contains(t, text(page, ".sizes"), "B: Roles: Leader of any of these")
	if n := page.Find("#difference-ranking-topics, #a-ranking-topics, #b-ranking-topics").Length(); n != 3 {
		t.Errorf("%d panels about topics, want 3", n)
	}
	contains(t, text(page, "#difference-ranking-topics table thead"), "Difference, points")
	ids := map[string]bool{}
	for _, n := range page.Find("[id]").Nodes {
		for _, a := range n.Attr {
			if a.Key == "id" && ids[a.Val] {
				t.Errorf("the id %s stands on the page twice", a.Val)
			}
			ids[a.Val] = ids[a.Val] || a.Key == "id"
		}
	}
	if here := text(page, ".tabs a[aria-current]"); here != "Compare" {
		t.Errorf("the tab %q is marked", here)
	}
}

// The form sends both groups as they are: what is ticked leads to the same comparison, without script.
func TestTheFormOfAComparison(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 60, nil)
	o.logIn(account.Founder)
	page := o.open("/surveys/charlotte/compare?dashboard=demand&q.roles=engineer&vs=" + url.QueryEscape("q.roles=leader&from=2020-01-01"))
	sent := url.Values{}
	for _, n := range page.Find("form.versus input").Nodes {
		attributes := map[string]string{}
		for _, a := range n.Attr {
			attributes[a.Key] = a.Val
		}
		_, checked := attributes["checked"]
		if attributes["type"] != "checkbox" || checked {
			sent.Add(attributes["name"], attributes["value"])
		}
	}
	again := o.open("/surveys/charlotte/compare?" + sent.Encode())
	if a, b := text(page, ".sizes"), text(again, ".sizes"); a != b || a == "" {
		t.Errorf("the form leads from %q to %q", a, b)
	}
	for _, chips := range []struct {
		group string
		want  int
	}{{"A", 1}, {"B", 2}} {
		if n := page.Find("section[aria-labelledby=group-" + chips.group + "] .chips li").Length(); n != chips.want {
			t.Errorf("group %s has %d filters, want %d", chips.group, n, chips.want)
		}
	}
	without, _ := page.Find("section[aria-labelledby=group-A] .chips a").Attr("href")
	contains(t, text(o.open(without), ".sizes"), "A: Everybody")
	swapped, _ := page.Find("form.versus .actions a").Attr("href")
	contains(t, text(o.open(swapped), ".sizes"), "B: Roles: Systems / network / infrastructure engineer")
}

func TestNothingChosenToCompare(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 60, nil)
	o.logIn(account.Founder)
	page := o.open("/surveys/charlotte/compare")
	if page.Find(".panel").Length() > 0 {
		t.Error("everybody is compared with everybody")
	}
	picks := page.Find(".picks a")
	if picks.Length() != 7 {
		t.Fatalf("%d roles to compare with everybody else, want 7", picks.Length())
	}
	first, _ := picks.First().Attr("href")
	contains(t, text(o.open(first), ".compared"), "Everybody else")
}

func TestComparisonAsData(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 80, nil)
	o.logIn(account.Viewer)
	answer := o.send(http.MethodGet, "/surveys/charlotte/compare.json?dashboard=demand&q.roles=engineer", nil)
	var found dashboard.Comparison
	if err := json.NewDecoder(answer.Body).Decode(&found); err != nil {
		t.Fatal(err)
	}
	if found.ID != "demand" || found.A.Text == "Everybody" || found.B.Text != "Everybody" || found.Both != found.A.Responses || len(found.Pairs) == 0 {
		t.Errorf("comparison = %s of %+v and %+v, %d pairs", found.ID, found.A, found.B, len(found.Pairs))
	}
	contains(t, body(t, o.send(http.MethodGet, "/surveys/charlotte/compare.json?vs=q.roles%3Dking", nil)), "king")
}

func TestComparisonsThatCannotBe(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 20, nil)
	if to := o.leads(http.MethodGet, "/surveys/charlotte/compare", nil); !strings.HasPrefix(to, "/login") {
		t.Errorf("who is not logged in is led to %q", to)
	}
	o.logIn(account.Viewer)
	o.see(http.StatusNotFound, http.MethodGet, "/surveys/nowhere/compare", nil)
	o.see(http.StatusNotFound, http.MethodGet, "/surveys/charlotte/compare?dashboard=nothing", nil)
	page := o.open("/surveys/charlotte/compare?q.roles=king&vs.q.roles=leader")
	contains(t, text(page, ".notice"), "king")
	contains(t, text(o.open("/surveys/charlotte/compare?q.roles=leader&vs=%zz"), ".notice"), "could not be read")
	contains(t, text(o.open("/surveys/charlotte/compare?q.roles=leader&vs=%25zz"), ".notice"), "could not be read")
	o.ready.Store(false)
	contains(t, text(o.see(http.StatusServiceUnavailable, http.MethodGet, "/surveys/charlotte/compare?q.roles=leader", nil), ".notice"), "All answers are safe")
	o.see(http.StatusServiceUnavailable, http.MethodGet, "/surveys/charlotte/compare.json?q.roles=leader", nil)
}
