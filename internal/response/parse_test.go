package response_test

import (
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muster/internal/response"
	"muster/internal/survey"
)

func sample(t testing.TB, name string) *survey.Survey {
	t.Helper()
	data, err := os.ReadFile("../../sample-data/" + name)
	if err != nil {
		t.Fatal(err)
	}
	s, problems := survey.Parse(name, data)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return s
}

func TestParse(t *testing.T) {
	ps := sample(t, "powershell.yaml")
	tests := []struct {
		name, form string
		want       response.Answers
		problems   response.Problems
	}{
		{
			"every kind", "roles=administrator&roles=engineer&topics=azure&speak=azure&comfort=4&attended=often&help=host&anything=+Hello%0D%0Athere+",
			response.Answers{
				"roles": {Picks: []string{"administrator", "engineer"}}, "topics": {Picks: []string{"azure"}},
				"speak": {Picks: []string{"azure"}}, "comfort": {Number: 4}, "attended": {Picks: []string{"often"}},
				"help": {Picks: []string{"host"}}, "anything": {Text: "Hello\nthere"},
			}, nil,
		},
		{
			"picks come in the order of the survey, once", "attended=often&topics=linux&topics=basics&topics=linux",
			response.Answers{"attended": {Picks: []string{"often"}}, "topics": {Picks: []string{"basics", "linux"}}}, nil,
		},
		{
			"own words without a tick", "attended=often&roles.other=Librarian",
			response.Answers{"attended": {Picks: []string{"often"}}, "roles": {Picks: []string{"other"}, Other: "Librarian"}}, nil,
		},
		{
			"other without words", "attended=often&roles=other",
			response.Answers{"attended": {Picks: []string{"often"}}, "roles": {Picks: []string{"other"}}}, nil,
		},
		{
			"none alone", "attended=often&topics=none",
			response.Answers{"attended": {Picks: []string{"often"}}, "topics": {Picks: []string{"none"}}}, nil,
		},
		{
			"unknown fields are ignored", "attended=often&utm_source=x&_id=y",
			response.Answers{"attended": {Picks: []string{"often"}}}, nil,
		},
		{
			"required", "", response.Answers{},
			response.Problems{{Question: "attended", Message: "Choose an answer"}},
		},
		{
			"every problem at once", "topics=none&topics=azure&comfort=9&attended=often&attended=never&email=x&roles=gone",
			response.Answers{},
			response.Problems{
				{Question: "roles", Message: "One of the choices is no longer offered. Check your choices and send again"},
				{Question: "topics", Message: "Choose either “None of these” or other answers, not both"},
				{Question: "comfort", Message: "Choose a number from 1 to 5"},
				{Question: "attended", Message: "Choose only one answer"},
				{Question: "email", Message: "Enter an email address in the form name@example.com, or leave this empty"},
			},
		},
		{
			"too many", "attended=often&topics=basics&topics=functions&topics=errors&topics=classes&topics=testing&topics=dsc&topics=graph",
			response.Answers{"attended": {Picks: []string{"often"}}},
			response.Problems{{Question: "topics", Message: "Choose at most 6; you chose 7"}},
		},
		{
			"broken characters", "attended=often&anything=%ff%fe",
			response.Answers{"attended": {Picks: []string{"often"}}},
			response.Problems{{Question: "anything", Message: "Some characters could not be read. Type this answer again"}},
		},
		{
			"control characters go", "attended=often&anything=a%00b%1bc&roles.other=x%0ay",
			response.Answers{
				"attended": {Picks: []string{"often"}}, "anything": {Text: "abc"},
				"roles": {Picks: []string{"other"}, Other: "x y"},
			}, nil,
		},
		{
			"too long is kept back, not cut", "attended=often&anything=" + strings.Repeat("x", 4001),
			response.Answers{"attended": {Picks: []string{"often"}}},
			response.Problems{{Question: "anything", Message: "Shorten this answer to 4000 characters; it has 4001"}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			form, err := url.ParseQuery(tt.form)
			if err != nil {
				t.Fatal(err)
			}
			got, problems := response.Parse(ps, form)
			if diff := cmp.Diff(tt.want, got.Answers); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.problems, problems); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestContactIsApart(t *testing.T) {
	s := sample(t, "charlotte.yaml")
	form := url.Values{"name": {"Ada"}, "email": {"ada@example.com"}, "roles": {"engineer"}}
	given, problems := response.Parse(s, form)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if diff := cmp.Diff(response.Answers{"roles": {Picks: []string{"engineer"}}}, given.Answers); diff != "" {
		t.Error(diff)
	}
	want := &response.Contact{Fields: map[string]string{"name": "Ada", "email": "ada@example.com"}}
	if diff := cmp.Diff(want, given.Contact); diff != "" {
		t.Error("no tick is no consent:", diff)
	}
	form.Set("consent", "yes")
	given, _ = response.Parse(s, form)
	contact := given.Contact
	if !contact.Consent || contact.Statement != "Yes, the organisers may write to me about this group." {
		t.Errorf("consent is not kept with its words: %+v", contact)
	}
	if given, _ = response.Parse(s, url.Values{}); given.Contact != nil {
		t.Errorf("details of nobody: %+v", given.Contact)
	}
	if _, problems = response.Parse(s, url.Values{"email": {"ada@example.com"}}); problems != nil {
		t.Errorf("an address alone: %v", problems)
	}
	nothing := response.Problems{{Question: "roles", Message: "Answer at least one question before you send; any of them will do", Whole: true}}
	if _, problems = response.Parse(s, url.Values{"anything": {" "}}); !cmp.Equal(nothing, problems) {
		t.Errorf("a form sent empty: %v", problems)
	}
}

func TestValidEmail(t *testing.T) {
	for address, want := range map[string]bool{
		"a@example.com": true, "a.b+c@sub.example.org": true, "jürgen@example.com": true,
		"a": false, "a@b": false, "a@.com": false, "a b@example.com": false, "<a@example.com>": false,
		"A <a@example.com>": false, "a@example.com, b@example.com": false, "": false, "a@example.com\n": false,
		"a@[127.0.0.1]": false, "a@[IPv6:::1]": false, "a@127.0.0.1": false, "a@example.co1": true, "a@4.example": true,
		"a\u202emoc@example.org": false, "a@example\u200b.org": false, "a@example.\u3164": false,
	} {
		if got := response.ValidEmail(address); got != want {
			t.Errorf("ValidEmail(%q) = %v", address, got)
		}
	}
}

func TestDocumentReadsBack(t *testing.T) {
	want := response.Answers{
		"picks": {Picks: []string{"a", "b"}}, "other": {Picks: []string{"other"}, Other: `own "words" <b>` + "\n\u2028"},
		"zero": {Number: 0}, "below": {Number: -3}, "text": {Text: "4"}, "brackets": {Text: "[1]"},
	}
	document, err := response.EncodeDocument(want, response.Circumstances{})
	if err != nil {
		t.Fatal(err)
	}
	got, _, err := response.DecodeDocument(document)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s\n%s", diff, document)
	}
	for _, broken := range []string{"", "{", `{"a":{}`, `{"a":[1]}`, `{"a":1.5}`, `[]`} {
		if _, _, err := response.DecodeDocument([]byte(broken)); err == nil {
			t.Errorf("%q was decoded", broken)
		}
	}
}

func TestIDs(t *testing.T) {
	random := strings.NewReader(strings.Repeat("0123456789abcdef", 2))
	a := response.NewID(random)
	if !response.ValidID(a) || a != response.NewID(random) {
		t.Errorf("id %q", a)
	}
	public := response.PublicID(a)
	if len(public) != 12 || strings.Contains(a, public) || public == response.PublicID(a[:25]+"a") {
		t.Errorf("public id %q of %q", public, a)
	}
	for _, bad := range []string{"", "x", strings.ToUpper(a), a + "a", a[:25] + "1", "../../../../../../etc/pass"} {
		if response.ValidID(bad) {
			t.Errorf("%q passes for an id", bad)
		}
	}
}

// FuzzParse holds that whatever is posted, what Parse takes is of the survey and survives being
// posted again.
func FuzzParse(f *testing.F) {
	s := sample(f, "powershell.yaml")
	f.Add("roles=administrator&topics=azure&comfort=4&attended=often&email=a@example.com&consent=yes")
	f.Add("roles.other=x&topics=none&attended=%ff")
	f.Add("attended=often&anything=%E2%81%A6a%0A%E2%81%A9%20b%E2%80%8D&roles.other=%E2%81%A9 %E2%81%A8 x&email=%E2%80%AAa@example.com%E2%80%AC")
	f.Add("comfort=04&comfort=&attended=never&anything=%00%0d%0a%09x")
	f.Fuzz(func(t *testing.T, body string) {
		form, _ := url.ParseQuery(body)
		given, problems := response.Parse(s, form)
		answers, contact := given.Answers, given.Contact
		if len(problems) > 0 {
			return
		}
		givenAgain, problems := response.Parse(s, response.FormOf(s, &response.Response{Answers: answers, Contact: contact}))
		again, contactAgain := givenAgain.Answers, givenAgain.Contact
		if len(problems) > 0 {
			t.Fatalf("%v after %q", problems, body)
		}
		if diff := cmp.Diff(answers, again); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(contact, contactAgain, cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
		document, err := response.EncodeDocument(answers, response.Circumstances{})
		if err != nil {
			t.Fatal(err)
		}
		read, _, err := response.DecodeDocument(document)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(answers, read); diff != "" {
			t.Errorf("%s\n%s", diff, document)
		}
	})
}
