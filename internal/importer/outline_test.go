package importer_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/importer"
	"muster/internal/survey"
)

func outlined(t testing.TB, text string) (*survey.Survey, []string) {
	t.Helper()
	s, decisions, err := importer.Outline(text, importer.OutlineConfig{ID: "club", Title: "A club"})
	if err != nil {
		t.Fatal(err)
	}
	return s, decisions
}

// told writes the topics of a form as a list: groups, options beneath them, hints in brackets.
func topicsTold(s *survey.Survey) string {
	q := s.ByPurpose(survey.Topic)
	var b strings.Builder
	group := ""
	for _, o := range q.Options {
		if o.Written {
			continue
		}
		if o.Group != group {
			group = o.Group
			for _, g := range q.Groups {
				if g.ID == group {
					fmt.Fprintf(&b, "%s=%s\n", g.ID, g.Label)
				}
			}
		}
		fmt.Fprintf(&b, "- %s=%s", o.ID, o.Label)
		if o.Hint != "" {
			fmt.Fprintf(&b, " [%s]", o.Hint)
		}
		b.WriteString("\n")
	}
	return b.String()
}

const twoGroups = "cloud=Cloud\n- azure=Azure\n- aws=AWS\nsecurity=Security\n- pki=PKI\n- entra=Microsoft Entra\n"

func TestOutlineUnderstandsLists(t *testing.T) {
	renamed := strings.NewReplacer("- entra=Microsoft Entra", "- microsoft_entra=Microsoft Entra")
	for _, test := range []struct{ name, text, want string }{
		{"headings of Markdown", "# Cloud\n- Azure\n- AWS\n\n## Security\n* PKI\n* Microsoft Entra\n", twoGroups},
		{"bold headings", "**Cloud**\n- Azure\n- AWS\n**Security:**\n1. PKI\n2. Microsoft Entra", twoGroups},
		{"colons", "Cloud:\nAzure\nAWS\nSecurity:\nPKI\nMicrosoft Entra", twoGroups},
		{"a line above bullets", "Cloud\n• Azure\n• AWS\nSecurity\n• PKI\n• Microsoft Entra", twoGroups},
		{"bullets beneath bullets", "- Cloud\n  - Azure\n  - AWS\n- Security\n  - PKI\n  - Microsoft Entra", twoGroups},
		{"bullets beneath, by tabs", "* Cloud\n\t* Azure\n\t* AWS\n* Security\n\t* PKI\n\t* Microsoft Entra", twoGroups},
		{"underlined headings", "Cloud\n=====\nAzure\nAWS\n\nSecurity\n===\nPKI\nMicrosoft Entra", twoGroups},
		{"blocks", "Cloud\nAzure\nAWS\n\nSecurity\nPKI\nMicrosoft Entra\n", twoGroups},
		{"a line each", "Cloud: Azure, AWS\nSecurity: PKI, Microsoft Entra", twoGroups},
		{"tabs, a topic a row", "Category\tTopic\nCloud\tAzure\nCloud\tAWS\nSecurity\tPKI\nSecurity\tMicrosoft Entra", twoGroups},
		{"tabs without titles", "Cloud\tAzure\nCloud\tAWS\nSecurity\tPKI\nSecurity\tMicrosoft Entra", twoGroups},
		{"tabs with empty cells", "Cloud\tAzure\n\tAWS\nSecurity\tPKI\n\tMicrosoft Entra", twoGroups},
		{"categories as headings of columns", "Cloud\tSecurity\nAzure\tPKI\nAWS\tMicrosoft Entra", twoGroups},
		{"columns of Markdown", "| Cloud | Security |\n|---|---|\n| Azure | PKI |\n| AWS | Microsoft Entra |", twoGroups},
		{"rows of Markdown", "| Area | Topic |\n| --- | :-: |\n| Cloud | Azure |\n| | AWS |\n| Security | PKI |\n| | Microsoft Entra |", twoGroups},
		{"rows with several", "| Cloud | Azure<br>AWS |\n| Security | PKI, Microsoft Entra |", twoGroups},
		{"CSV", "Category,Topic\nCloud,Azure\nCloud,AWS\nSecurity,PKI\nSecurity,\"Microsoft Entra\"", twoGroups},
		{"semicolons", "Thema;Bereich\nAzure;Cloud\nAWS;Cloud\nPKI;Security\nMicrosoft Entra;Security", twoGroups},
		{"Windows lines and hard blanks", "Cloud:\r\n-\u00a0Azure\r\n- AWS\r\n\r\nSecurity:\r\n- PKI\r\n- Microsoft\u00a0Entra\r\n", twoGroups},
		{"marks within", "## Cloud ##\n- **Azure**\n- [AWS](https://aws.example)\n## *Security*\n- `PKI`;\n- Microsoft Entra,", twoGroups},
		{"no categories", "Azure\nAWS\nPKI", "- azure=Azure\n- aws=AWS\n- pki=PKI\n"},
		{"one column", "Topic\t\nAzure\t\nAWS\t", "- azure=Azure\n- aws=AWS\n"},
		{"a single heading", "Our topics:\n- Azure\n- AWS", "- azure=Azure\n- aws=AWS\n"},
		{"descriptions", "- Azure - everything that runs in Microsoft's data centres\n- PKI: certificates and who trusts them, and why\n" +
			"- Terraform (writing down what should be there, and having it made)\n- Intune (MDM)\n- Git - basics",
			"- azure=Azure [everything that runs in Microsoft's data centres]\n- pki=PKI [certificates and who trusts them, and why]\n" +
				"- terraform=Terraform [writing down what should be there, and having it made]\n- intune=Intune (MDM)\n- git=Git [basics]\n"},
		{"descriptions in a column", "Topic\tDescription\nAzure\tIts networks\nAWS\t", "- azure=Azure [Its networks]\n- aws=AWS\n"},
		{"beneath a topic", "## Cloud\n- Azure\n  - AKS\n  - AVD\n- AWS\n## Security\n- PKI\n", "cloud=Cloud\n- azure=Azure [AKS, AVD]\n- aws=AWS\nsecurity=Security\n- pki=PKI\n"},
		{"beside the categories", "- Networks\n\nCloud:\n- Azure\n- AWS\nEmpty:\n", "more_topics=More topics\n- networks=Networks\ncloud=Cloud\n- azure=Azure\n- aws=AWS\n"},
		{"other scripts", "- Сети\n- Хранение", "- option_1=Сети\n- option_2=Хранение\n"},
		{"Other", "- Azure\n- AWS\n- Other", "- azure=Azure\n- aws=AWS\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, decisions := outlined(t, test.text)
			if diff := cmp.Diff(renamed.Replace(test.want), topicsTold(s)); diff != "" {
				t.Errorf("%s\n%q", diff, decisions)
			}
		})
	}
}

func TestOutlineTellsWhatItDecided(t *testing.T) {
	_, decisions := outlined(t, "Welcome to the list of what we could talk about in our first year together\n\n"+
		"# Everything\n# Cloud\n- Azure\n- azure\n- AWS\n# Security\n- PKI\n- AWS\n- Something else\n- "+strings.Repeat("long ", 80))
	want := []string{
		"3 topics in 2 categories: Cloud (2), Security (1).",
		"Line 1, “Welcome to the list of what we could talk about in our first year together”, is no topic and was left out.",
		"“Everything” has no topics beneath it and was left out.",
		"“azure” stands twice and is offered once.",
		"“AWS” stands under “Cloud” and under “Security”; it is offered under the first.",
		"“Something else” is a line for people's own words, which the form has anyway.",
		"“long long long long long long long long long long long long long long long long…” is too long for a topic and was left out.",
	}
	if diff := cmp.Diff(want, decisions); diff != "" {
		t.Error(diff)
	}
}

// TestOutlineAsksWhatAFounderNeeds reads the file back as a founder would correct it.
func TestOutlineAsksWhatAFounderNeeds(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		t.Fatal(err)
	}
	s, _, err := importer.Outline("Cloud: Azure, AWS\nSecurity: PKI, Entra", importer.OutlineConfig{
		ID: "club", Title: "The “Cloud: first” club", Zone: zone, Roles: "Engineer\nAdministrator\nStudent",
	})
	if err != nil {
		t.Fatal(err)
	}
	if !s.Closed || s.Title != "The “Cloud: first” club" || s.Zone.String() != "Europe/Zurich" || s.Language != "en" {
		t.Errorf("%+v", s)
	}
	for _, p := range []survey.Purpose{survey.Role, survey.Topic, survey.Speak, survey.Help, survey.Time, survey.Contact} {
		if s.ByPurpose(p) == nil {
			t.Errorf("nobody is asked for %s", p)
		}
	}
	roles := s.ByPurpose(survey.Role)
	if len(roles.Options) != 4 || roles.Options[2].Label != "Student" || !roles.Options[3].Written || len(roles.Groups) > 0 {
		t.Errorf("roles: %+v", roles.Options)
	}
	again, problems := survey.Parse("club.yaml", s.Source)
	if len(problems) > 0 || again.Version() != s.Version() {
		t.Errorf("%v", problems)
	}
	if source := string(s.Source); !strings.HasPrefix(source, "# Made from a list of 4 topics.") || !strings.Contains(source, "closed: true") {
		t.Errorf("%s", source)
	}
	without, _ := outlined(t, "Azure\nAWS")
	if without.ByPurpose(survey.Role) != nil {
		t.Error("nobody said what roles there are")
	}
}

func TestOutlineRefuses(t *testing.T) {
	lines := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "- Topic %d\n", i)
		}
		return b.String()
	}
	for _, test := range []struct {
		name, text string
		want       error
	}{
		{"nothing", " \n\n", importer.ErrFewTopics},
		{"one", "Azure", importer.ErrFewTopics},
		{"only headings", "# A\n# B\n", importer.ErrFewTopics},
		{"too many", lines(64), importer.ErrManyTopics},
		{"a book", lines(2001), importer.ErrLongList},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, _, err := importer.Outline(test.text, importer.OutlineConfig{ID: "club", Title: "A club"}); !errors.Is(err, test.want) {
				t.Errorf("%v, want %v", err, test.want)
			}
		})
	}
	if s, _ := outlined(t, lines(63)); len(s.ByPurpose(survey.Topic).Options) != 64 {
		t.Errorf("%d options", len(s.ByPurpose(survey.Topic).Options))
	}
	if _, _, err := importer.Outline("a\nb", importer.OutlineConfig{ID: "No id", Title: "A club"}); err == nil {
		t.Error("an id that no survey may have")
	}
}

// FuzzOutline has whatever is pasted become a form that can be read, or an error.
func FuzzOutline(f *testing.F) {
	for _, seed := range []string{
		"# Cloud\n- Azure\n", "A\tB\n1\t2\n", "|a|b|\n|-|-|\n|c|d|\n", "a,b\nc,d\n", "Cloud: a, b\n", "**x**\ny\nz", "- a\n  - b\n    - c\n", "\"a\",\"b",
		"a - " + strings.Repeat("long ", 20) + "\nb", "<b>x</b>\n&amp;", "Category\tTopic\n\t\n", "{{a}}\n: x\n# y\n'\"", ",", "|", "a\n|\n|-|\nb", "x\n---\n* * *\n<li>",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, decisions, err := importer.Outline(text, importer.OutlineConfig{ID: "club", Title: "A club", Roles: text})
		if err != nil {
			return
		}
		if len(decisions) == 0 || s.ByPurpose(survey.Topic) == nil {
			t.Errorf("%q", decisions)
		}
	})
}
