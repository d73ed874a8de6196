package web_test

import (
	"net/http"
	"testing"

	"muster/internal/survey"
)

func TestFaultsAreToldInTheVisitorsLanguage(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{sample(t, "charlotte")}, nil)
	for _, test := range []struct {
		name, path, accept string
		lang, dir, words   string
	}{
		{"none", "/nowhere", "", "en", "ltr", "There is no such page"},
		{"German of Switzerland", "/nowhere", "de-CH,en;q=0.5", "de", "ltr", "Diese Seite gibt es nicht"},
		{"the best that is spoken", "/nowhere", "is, es;q=0.8", "es", "ltr", "Esta página no existe"},
		{"none that is spoken", "/nowhere", "is", "en", "ltr", "There is no such page"},
		{"from right to left", "/s/nobody", "ar", "ar", "rtl", "لا يوجد نموذج في هذا العنوان"},
		{"by name", "/r/short?lang=fr", "de", "fr", "ltr", "Il n’y a pas de reçu à cette adresse"},
		{"nonsense", "/nowhere?lang=%ff", ";;;q=x", "en", "ltr", "There is no such page"},
	} {
		t.Run(test.name, func(t *testing.T) {
			doc := v.page(http.StatusNotFound, "GET", test.path, "", "Accept-Language", test.accept)
			root := doc.Find("html")
			if root.AttrOr("lang", "") != test.lang || root.AttrOr("dir", "") != test.dir {
				t.Errorf("lang %q, dir %q", root.AttrOr("lang", ""), root.AttrOr("dir", ""))
			}
			contains(t, text(doc, "main"), test.words)
		})
	}
}

func TestEveryFaultHasParagraphs(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{sample(t, "charlotte")}, nil)
	doc := v.page(http.StatusForbidden, "POST", "/s/charlotte", "roles=analyst", "Sec-Fetch-Site", "cross-site", "Accept-Language", "de")
	if n := doc.Find("main p").Length(); n != 2 {
		t.Errorf("%d paragraphs", n)
	}
	contains(t, text(doc, "main"), "Es wurde nichts gespeichert.")
}
