package web_test

import (
	"net/http"
	"strings"
	"testing"

	"muster/internal/survey"
	"muster/internal/web"
)

func TestPrivacyNotice(t *testing.T) {
	t.Parallel()
	v := keeping(t, sample(t, "everything"), everyKind(), nil)
	for _, test := range []struct {
		name, query, accept string
		want                []string
	}{
		{"first language", "", "", []string{"What becomes of your data", "Who asks.", "Answers are kept for 24 months", "Contact details are kept for 12 months",
			"stores no IP address", "correct, download and erase"}},
		{"the browser's", "", "fr-CH", []string{"Ce que deviennent vos données", "Qui demande.", "pendant 24 mois"}},
		{"by name", "?lang=ar", "fr", []string{"ماذا يحدث لبياناتكم", "لمدة 24 شهرًا"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			doc := v.page(http.StatusOK, "GET", "/s/everything/privacy"+test.query, "", "Accept-Language", test.accept)
			for _, want := range test.want {
				contains(t, text(doc, "main"), want)
			}
			if doc.Find(".prose strong").Length() == 0 || doc.Find(`.prose a[href^="mailto:"]`).Length() != 1 {
				t.Error("the notice is not laid out")
			}
			checkIDs(t, doc)
		})
	}
	v.page(http.StatusNotFound, "GET", "/s/nobody/privacy", "")
}

// The form leads to the notice in its own language, and the notice back.
func TestFormLeadsToThePrivacyNotice(t *testing.T) {
	t.Parallel()
	v := keeping(t, sample(t, "everything"), everyKind(), nil)
	for query, want := range map[string]string{"": "/s/everything/privacy", "?lang=de": "/s/everything/privacy?lang=de"} {
		link := v.get("/s/everything"+query).Find(`footer a`).First().AttrOr("href", "")
		if link != want {
			t.Errorf("the form in %q leads to %q", query, link)
		}
		if back := v.get(link).Find("p.act a").AttrOr("href", ""); back != "/s/everything"+query {
			t.Errorf("and back to %q", back)
		}
	}
}

// Whoever is asked to agree can read to what, without losing what was typed.
func TestConsentLeadsToThePrivacyNotice(t *testing.T) {
	t.Parallel()
	s := sample(t, "charlotte")
	doc := keeping(t, s, everyKind(), nil).get("/s/charlotte")
	link := doc.Find("#q-consent").Closest("fieldset").Find("a")
	if link.AttrOr("href", "") != "/s/charlotte/privacy" || link.AttrOr("target", "") != "_blank" {
		t.Errorf("the consent leads to %q in %q", link.AttrOr("href", ""), link.AttrOr("target", ""))
	}
}

func TestHowLongThingsAreKept(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		rules  survey.Rules
		change func(*web.Config)
		want   string
	}{
		{"no end", survey.Rules{}, nil, "No end has been set for the answers. You can erase yours at any time. Contact details are kept as long as the answers."},
		{"no end and no way to erase", survey.Rules{}, func(c *web.Config) { c.Erase = nil }, "Ask the organisers to have yours erased."},
		{"months", survey.Rules{KeepAnswers: survey.Span{Months: 1}}, nil, "Answers are kept for one month after they were sent"},
		{"days", survey.Rules{KeepAnswers: survey.Span{Days: 90}}, nil, "Answers are kept for 90 days after"},
		{"both", survey.Rules{KeepAnswers: survey.Span{Months: 18, Days: 1}}, nil, "Answers are kept for 18 months and one day after"},
		{"contacts for a shorter time", survey.Rules{KeepContacts: survey.Span{Days: 30}}, nil, "Contact details are kept for 30 days after"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := *sample(t, "charlotte")
			s.Rules = test.rules
			contains(t, text(keeping(t, &s, everyKind(), test.change).get("/s/charlotte/privacy"), "main"), test.want)
		})
	}
}

func TestPrivacyOfAFormThatAsksForNobody(t *testing.T) {
	t.Parallel()
	s := parsed(t, "small", []byte("id: small\ntitle: Small\nquestions:\n  - {id: a, kind: text, title: A}\n"))
	main := text(keeping(t, s, everyKind(), nil).get("/s/small/privacy"), "main")
	if strings.Contains(strings.ToLower(main), "contact") {
		t.Error("it speaks of contact details that nobody asks for")
	}
}
