package vocabulary_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/vocabulary"
)

// terms gives the words of some texts as label and number of texts.
func terms(language string, texts ...string) []string {
	var all []vocabulary.Text
	for _, t := range texts {
		all = append(all, vocabulary.Text{Words: t, Language: language})
	}
	var out []string
	for _, term := range vocabulary.Terms(all) {
		out = append(out, fmt.Sprintf("%s %d", term.Label, len(term.Texts)))
	}
	slices.Sort(out)
	return out
}

func TestTerms(t *testing.T) {
	tests := []struct {
		name, language string
		texts          []string
		want           []string
	}{
		{"stop words say nothing", "en", []string{"We do not know where to begin with the backups."}, []string{"backups 1"}},
		{"a text counts once", "en", []string{"Backups, backups, BACKUPS!"}, []string{"backups 1"}},
		{"the spelling most used", "en", []string{"powershell", "I like PowerShell", "the PowerShell way"}, []string{"PowerShell 3"}},
		{"how a sentence begins does not decide", "en", []string{"Patching hurts.", "Patching hurts.", "I hate patching."}, []string{"hate 1", "hurts 2", "patching 3"}},
		{"short words that systems people write", "en", []string{"our AD and an ai vm, M365 too, it is up to us"}, []string{"AD 1", "M365 1", "ai 1", "vm 1"}},
		{"capitals tell IT from it", "en", []string{"The IT is slow, it is"}, []string{"IT 1", "slow 1"}},
		{"who shouts has no acronyms", "en", []string{"IT IS SLOW"}, []string{"SLOW 1"}},
		{"one word over a hyphen", "en", []string{"being on-call at night", "on-call!"}, []string{"night 1", "on-call 2"}},
		{"signs inside and behind words", "en", []string{"CI/CD, C#, node.js and Hyper-V"}, []string{"C# 1", "CI/CD 1", "Hyper-V 1", "node.js 1"}},
		{"plurals that are used both ways", "en", []string{"a policy", "many policies", "policies", "access"}, []string{"access 1", "policies 3"}},
		{"addresses are no words", "en", []string{"see https://example.org/x or write to ann@example.org please", "www.example.org"}, []string{"write 1"}},
		{"numbers are no words", "en", []string{"in 2019 we had 3 sites"}, []string{"sites 1"}},
		{"a pair that belongs together", "en", []string{"Entra ID locks us out", "move to Entra ID", "Entra ID again"}, []string{"Entra ID 3", "locks 1", "move 1"}},
		{"a pair over a full stop is none", "en", []string{"Entra. ID", "Entra. ID", "Entra. ID"}, []string{"Entra 3", "ID 3"}},
		{"a word that stands alone as well", "en", []string{"group policy", "group policy", "group policy", "policy", "policy"}, []string{"group policy 3", "policy 5"}},
		{"French, elided", "fr", []string{"L’équipe n’a pas d’heures pour les sauvegardes", "une equipe"}, []string{"heures 1", "sauvegardes 1", "équipe 2"}},
		{"German", "de", []string{"Wir haben keine Zeit für die Datensicherung"}, []string{"Datensicherung 1", "Zeit 1"}},
		{"Spanish", "es", []string{"No tenemos tiempo para las copias de seguridad"}, []string{"copias 1", "seguridad 1", "tiempo 1"}},
		{"Arabic", "ar", []string{"هل ستكون هناك ترجمة؟", "الترجمة مهمة"}, []string{"ترجمة 2", "ستكون 1", "مهمة 1"}},
		{"written in another language than the form's", "en", []string{"Wir haben keine Zeit für die Datensicherung und das ist schlecht"}, []string{"Datensicherung 1", "Zeit 1", "schlecht 1"}},
		{"a cat on the keyboard", "en", []string{strings.Repeat("x", 41) + " backups"}, []string{"backups 1"}},
		{"nothing", "en", []string{"", "  ", "…"}, nil},
		{"bytes that are no text", "en", []string{"stack\xffups \xc3"}, []string{"stack 1", "ups 1"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			want := slices.Clone(test.want)
			slices.Sort(want)
			if diff := cmp.Diff(want, terms(test.language, test.texts...)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestTermsOrder holds that the same texts give the same terms in the same order, the most used first.
func TestTermsOrder(t *testing.T) {
	texts := []vocabulary.Text{{Words: "backups restore"}, {Words: "backup"}, {Words: "restore"}, {Words: "certificates"}, {Words: "backups"}}
	first := vocabulary.Terms(texts)
	if diff := cmp.Diff(vocabulary.Term{Label: "backups", Texts: []int{0, 1, 4}}, first[0]); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for range 20 {
		if diff := cmp.Diff(first, vocabulary.Terms(texts)); diff != "" {
			t.Fatalf("differs from one time to the next:\n%s", diff)
		}
	}
}

func TestFind(t *testing.T) {
	tests := []struct {
		name, text string
		words      []string
		want       string // with what was found in brackets
	}{
		{"whatever the case", "PowerShell and powershell", []string{"POWERSHELL"}, "[PowerShell] and [powershell]"},
		{"within words", "backups", []string{"back"}, "[back]ups"},
		{"accents in the text", "l’équipe", []string{"equipe"}, "l’[équipe]"},
		{"accents in the question", "equipe", []string{"équipe"}, "[equipe]"},
		{"accents that stand apart", "e\u0301quipe!", []string{"équipe"}, "[e\u0301quipe]!"},
		{"overlapping", "on-call", []string{"on-c", "call"}, "[on-call]"},
		{"several", "a restore of a restore", []string{"restore", " "}, "a [restore] of a [restore]"},
		{"blanks and line ends are one blank", "on  call\nagain", []string{"on call", "call  again"}, "[on  call\nagain]"},
		{"letters a keyboard may lack", "Große Œuvre", []string{"grosse", "oeuvre"}, "[Große] [Œuvre]"},
		{"half of a letter", "Große", []string{"gros"}, "[Groß]e"},
		{"not there", "backups", []string{"restore", ""}, "backups"},
		{"bytes that are no text", "a\xffb back", []string{"back"}, "a\xffb [back]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := bracketed(test.text, vocabulary.Find(test.text, test.words)); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

func bracketed(text string, spans []vocabulary.Span) string {
	var b strings.Builder
	at := 0
	for _, s := range spans {
		b.WriteString(text[at:s.From] + "[" + text[s.From:s.To] + "]")
		at = s.To
	}
	return b.String() + text[at:]
}

func FuzzTerms(f *testing.F) {
	for _, seed := range []string{"On-call, C# and l’équipe", "", "a\xff#++", "ـالعـربية CI/CD/", "İstanbul", "e\u0301 \u0301"} {
		f.Add(seed, "back")
	}
	f.Fuzz(func(t *testing.T, text, word string) {
		for _, term := range vocabulary.Terms([]vocabulary.Text{{Words: text, Language: "en"}, {Words: word}}) {
			if term.Label == "" || len(term.Texts) == 0 {
				t.Errorf("term %+v", term)
			}
		}
		last := 0
		for _, s := range vocabulary.Find(text, []string{word, "b"}) {
			if s.From < last || s.To <= s.From || s.To > len(text) {
				t.Errorf("span %+v of %d bytes", s, len(text))
			}
			last = s.To
		}
	})
}

func BenchmarkTerms(b *testing.B) {
	words := strings.Fields("Our backups run every night but the last full restore of the PowerShell scripts was years ago and nobody in IT wants to try")
	texts := make([]vocabulary.Text, 5000)
	for i := range texts {
		texts[i] = vocabulary.Text{Words: strings.Join(append(words[i%len(words):], words[:i%len(words)]...), " "), Language: "en"}
	}
	for b.Loop() {
		vocabulary.Terms(texts)
	}
}
