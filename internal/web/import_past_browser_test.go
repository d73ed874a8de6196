package web_test

import (
	"slices"
	"testing"

	"muster/internal/account"
	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/web"
)

// TestTakeBackInABrowser takes an import back by hand, without script, on pages that everybody can use.
func TestTakeBackInABrowser(t *testing.T) {
	t.Parallel()
	s := meetup(t)
	b := openChromium(t, func() *office {
		return openOffice(t, []*survey.Survey{s}, nil, func(c *web.Config) { c.Insecure = true })
	})
	b.comesIn(account.Founder)
	for n, rows := range [][]*response.Response{answersTo(s, 40, b.now()), answersTo(s, 41, b.now())} {
		in := store.Import{Survey: s, Responses: slices.Values(rows), File: "Meetup of a very long name with everything in it (1-41) final version.csv"}
		in.Form.Name, in.Person = []string{"Meetup", "Meetup of the year before"}[n], int64(n)
		if _, err := b.importFile(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	b.visit(meetupPath)
	b.accessiblePlain("imports so far")
	b.script(false)
	b.visit(meetupPath)
	b.tap("#past tbody tr:last-child a")
	b.until(`document.querySelector("h1").textContent === "Take this import back?"`)
	b.accessiblePlain("before it is taken back")
	if _, err := b.store.TakeBack(t.Context(), store.TakingBack{Survey: s.ID, Import: 2, Going: 1}); err != nil {
		t.Fatal(err)
	}
	if err := b.store.Erase(t.Context(), s.ID, answersTo(s, 40, b.now())[0].ID); err != nil {
		t.Fatal(err)
	}
	b.tap("#what button")
	b.until(`document.querySelector("#alert") !== null`)
	b.accessiblePlain("answers were erased meanwhile")
	b.tap("#what button")
	b.until(`document.querySelector("h1").textContent === "The import is taken back"`)
	b.accessiblePlain("taken back")
	b.visit(meetupPath)
	b.accessiblePlain("imports that were taken back")
	b.visit(meetupPath + "/past/2")
	b.until(`document.querySelector(".figures dd").textContent === "1"`)
}
