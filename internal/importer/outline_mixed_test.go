package importer_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/importer"
	"muster/internal/survey"
)

// post is what somebody copies out of a blog: every kind of list one beneath the other.
const post = "# :robot: AI at work\n\nhttps://blog.example/2026/topics\n\n- Copilot &amp; friends\n- Agents\n\n* * *\n\n" +
	"| Area | Topic |\n| --- | --- |\n| Cloud | Azure |\n| | AWS |\n\n## Security\n- <b>PKI</b>\n- www.example.org\n\n" +
	"Soft skills\n=====\nSpeaking\nWriting\n\nHiring\n------\n1. Interviews\n2. R&D teams\n"

func TestOutlineReadsAMixedPost(t *testing.T) {
	s, decisions := outlined(t, post)
	want := "ai_work=AI at work\n- copilot_friends=Copilot & friends\n- agents=Agents\ncloud=Cloud\n- azure=Azure\n- aws=AWS\n" +
		"security=Security\n- pki=PKI\nsoft_skills=Soft skills\n- speaking=Speaking\n- writing=Writing\nhiring=Hiring\n- interviews=Interviews\n- r_d_teams=R&D teams\n"
	if diff := cmp.Diff(want, topicsTold(s)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{
		"9 topics in 5 categories: AI at work (2), Cloud (2), Security (1), Soft skills (2), Hiring (2).",
		"Line 3, “https://blog.example/2026/topics”, is no topic and was left out.",
		"Line 17, “www.example.org”, is no topic and was left out.",
	}, decisions); diff != "" {
		t.Error(diff)
	}
}

func TestOutlineReadsWhatBrowsersCopy(t *testing.T) {
	for _, test := range []struct{ name, text, want, told string }{
		{"HTML", "<h2>Cloud</h2><ul><li>Azure</li><li>AWS &lt;3</li></ul><!-- - no --><h2>Security</h2>\n<ul>\n<li>\nPKI</li></ul>",
			"cloud=Cloud\n- azure=Azure\n- aws_3=AWS <3\nsecurity=Security\n- pki=PKI\n", ""},
		{"a table under a heading", "Intro:\n- Hello\n\n## Cloud\n\nTopic | Description\n---|---\nAzure | Its: networks\nAWS |\n\n## Security\n- PKI",
			"intro=Intro\n- hello=Hello\ncloud=Cloud\n- azure=Azure [Its: networks]\n- aws=AWS\nsecurity=Security\n- pki=PKI\n", ""},
		{"most have a description", "- Azure - all of it\n- AWS — some\n- PKI: why\n- Git", "- azure=Azure [all of it]\n- aws=AWS [some]\n- pki=PKI [why]\n- git=Git\n", ""},
		{"one has a dash", "- Git - basics\n- AWS\n- PKI", "- git_basics=Git - basics\n- aws=AWS\n- pki=PKI\n", ""},
		{"alike", "- Kubernetes in production — what breaks first\n- kubernetes in production\n- AWS\n- C\n- C++", "", "“Kubernetes in production — what breaks first” and “kubernetes in production” look alike and both are offered"},
		{"alike without a rule", "- Git - basics\n- the git\n- AWS\n- PKI\n", "", "“Git - basics” and “the git” look alike and both are offered"},
		{"alike where descriptions are cut", "- Kubernetes in production — what breaks first\n- kubernetes in production\n- AWS - all of it",
			"- kubernetes_in_production=Kubernetes in production [what breaks first]\n- aws=AWS [all of it]\n", "“kubernetes in production” stands twice and is offered once."},
		{"more columns than are read", "| Area | Topic | Votes |\n|---|---|---|\n| Cloud | Azure | 3 |\n| Cloud | AWS | 2 |", "- azure=Azure\n- aws=AWS\n",
			"The column “Votes” of the table was left out."},
		{"more columns without titles", "Cloud\tAzure\t3\nCloud\tAWS\t2\nOps\tGit\t2", "cloud=Cloud\n- azure=Azure\n- aws=AWS\nops=Ops\n- git=Git\n",
			"Of the 3 columns of the table the first was taken for categories"},
		{"on one line", "Kubernetes, Azure", "- kubernetes=Kubernetes\n- azure=Azure\n", ""},
		{"bars on one line", "Kubernetes | Azure, all of it", "- kubernetes=Kubernetes\n- azure_all_of_it=Azure, all of it\n", ""},
		{"blocks of two", "Cloud\nAzure\nAWS\n\nSecurity\nPKI\n", "- cloud=Cloud\n- azure=Azure\n- aws=AWS\n- security=Security\n- pki=PKI\n",
			"such as “Cloud”, was taken for a topic. A # in front makes a line a category."},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, decisions := outlined(t, test.text)
			if got := topicsTold(s); test.want != "" && got != test.want {
				t.Errorf("%s\n%q", cmp.Diff(test.want, got), decisions)
			}
			if !said(decisions, test.told) {
				t.Errorf("%q", decisions)
			}
		})
	}
}

func TestOutlineReadsRolesFlat(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       string
		told       string
		err        error
	}{
		{name: "lines with and without bullets", text: "Developer\n- Admin\nSRE\n* Manager", want: "Developer|Admin|SRE|Manager"},
		{name: "one beneath another", text: "- Developer\n  - Admin\n", want: "Developer|Admin"},
		{name: "commas", text: "Developer, Admin, Manager", want: "Developer|Admin|Manager"},
		{name: "bars", text: "Dev | Admin", want: "Dev|Admin"},
		{name: "commas within bars", text: "Dev, and more | Admin", want: "Dev, and more|Admin"},
		{name: "commas in lines", text: "Dev, and more\nAdmin", want: "Dev, and more|Admin"},
		{name: "colons at the end", text: "Dev:\nAdmin:", want: "Dev|Admin"},
		{name: "a heading", text: "Roles:\nDev\nAdmin", want: "Dev|Admin", told: "Roles: “Roles” was taken for a heading."},
		{name: "twice", text: "Dev\nAdmin\ndev", want: "Dev|Admin", told: "Roles: “dev” stands twice and is offered once."},
		{name: "Other", text: "Dev\nAdmin\nOther", want: "Dev|Admin", told: "Roles: “Other” is a line for people's own words"},
		{name: "one", text: "Dev", err: importer.ErrFewRoles},
		{name: "many", text: strings.Join(numbered(64), ","), err: importer.ErrManyRoles},
		{name: "a book", text: strings.Repeat("x\n", 2001), err: importer.ErrLongList},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, decisions, err := importer.Outline("Azure\nAWS", importer.OutlineConfig{ID: "club", Title: "A club", Roles: test.text})
			var about importer.RolesError
			if !errors.Is(err, test.err) || (err != nil) != errors.As(err, &about) {
				t.Fatalf("%v, want %v", err, test.err)
			}
			if err != nil {
				if strings.Contains(err.Error(), "topic") && test.err != importer.ErrLongList {
					t.Errorf("a word about topics: %v", err)
				}
				return
			}
			roles := labels(s.ByPurpose(survey.Role))
			if got := strings.Join(roles[:len(roles)-1], "|"); got != test.want || !said(decisions, test.told) {
				t.Errorf("%s, %q", got, decisions)
			}
		})
	}
}

func numbered(n int) []string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprint("Nr ", i))
	}
	return all
}

// TestTooManyTopicsAreShown lets somebody see what to take out.
func TestTooManyTopicsAreShown(t *testing.T) {
	_, _, err := importer.Outline("# All\n- "+strings.Join(numbered(70), "\n- "), importer.OutlineConfig{ID: "club", Title: "A club"})
	var many *importer.ManyTopicsError
	if !errors.As(err, &many) || len(many.Question.Options) != 70 || !said(many.Told, "70 topics without categories.") {
		t.Fatalf("%v", err)
	}
	if want := "there are 70 topics; a question can offer at most 63"; !strings.HasPrefix(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
}
