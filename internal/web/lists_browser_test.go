package web_test

import (
	"context"
	"testing"

	"muster/dashboards"
	"muster/internal/dashboard"
	"muster/internal/survey"
	"muster/internal/web"
)

// TestListsInABrowser holds the pages of people and of texts to axe-core, on a phone and a projector,
// light and dark, and searches with the keyboard alone.
func TestListsInABrowser(t *testing.T) {
	t.Parallel()
	b := openChromium(t, func() *office {
		s := sample(t, "charlotte")
		return openOffice(t, []*survey.Survey{s}, append(townsfolk(t, s, 250), hostile(s)), func(c *web.Config) {
			c.Insecure = true
			boards, _ := dashboard.Load(dashboards.Files)
			own, _ := dashboard.Parse("own.yaml", []byte("id: own\ntitle: Own\npanels: [{kind: needs}, {kind: voices}]\n"))
			c.Founder.Dashboards = func() []*dashboard.Dashboard { return append(boards, own) }
		})
	})
	b.visit("/setup/" + must(b.gate.FirstInvitation(context.Background()))(t))
	b.answer(map[string]string{"name": "Ada Lovelace", "email": "ada@example.org", "password": password})
	b.until(`location.pathname === "/surveys"`)
	for _, path := range []string{
		peoplePath, peoplePath + "?topic=azure&q.roles=engineer", needsPath, needsPath + "?need=seeks_role",
		textsPath, textsPath + "?words=the&question=challenge", "/surveys/charlotte/dashboards/own",
	} {
		b.visit(path)
		look[bool](b, `document.querySelectorAll("details").forEach((d) => { d.open = true }); true`)
		b.accessible(path)
	}
	b.searches()
}

// searches types a word and presses Enter.
func (b *chromium) searches() {
	b.t.Helper()
	b.visit(textsPath)
	b.walk(func(f focus) bool {
		if f.Name == "words" {
			b.press("backups\r")
			return true
		}
		return false
	})
	b.until(`location.search.includes("words=backups") && document.querySelector(".writings mark") !== null`)
	b.quiet("search")
}
