package web_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/web"
)

func TestWhatDependsOnAnswersSaysSo(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{kinds(t)}, nil)
	for _, test := range []struct{ path, selector, want string }{
		{"/s/kinds", "#a-why .only", "Only if you chose “Yes” at “Would you come?”."},
		{"/s/kinds", "#a-instead .only", "Only if you did not choose “Yes” at “Would you come?”."},
		{"/s/kinds", "#a-talk .only", "Only if you answered “I could present”."},
		{"/s/kinds", "#a-bus .only", "Only if you chose “Bern”, “Chur” at “Town”."},
		{"/s/kinds", "#s-second > .head .only", "Only if your answers above lead here."},
		{"/s/kinds", "#g-agree_big .only", "Only if you chose “9”, “10” at “Recommend?”."},
		{"/s/kinds?lang=ar", "#a-why .only", "فقط إذا اخترتم «نعم» في «هل ستأتي؟»."},
	} {
		if got := text(v.get(test.path), test.selector); got != test.want {
			t.Errorf("%s: %q, want %q", test.selector, got, test.want)
		}
	}
}

// TestStyleHidesWhatIsNotShown reads the style as text; browsers are held to it elsewhere.
func TestStyleHidesWhatIsNotShown(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{kinds(t), sample(t, "charlotte")}, nil)
	style := v.get("/s/kinds").Find("style").Last().Text()
	if !strings.HasPrefix(style, "@supports selector(:has(a)){.only{display:none}") {
		t.Errorf("browsers that cannot tell would hide something: %.80s", style)
	}
	for _, rule := range []string{
		`form:not(:has([name=coming][value="yes"]:checked)) #a-why{display:none}`,
		`form:not(:has([name=why][value="other"]:checked,[name="why.other"]:not(:placeholder-shown)):has([name=coming][value="yes"]:checked)) #a-explain{display:none}`,
		`form:not(:not(:has([name=coming][value="yes"]:checked))) #a-instead{display:none}`,
		`form:not(:has([name=topics_present]:checked:not([value=""]))) #a-talk{display:none}`,
		`form:not(:has([name="formats.food"] :checked:not([value=""]))) #a-menu{display:none}`,
		`form:not(:has([name=town] [value="b"]:checked,[name=town] [value="c"]:checked)) #a-bus{display:none}`,
		`form:not(:is(:has([name=coming][value="yes"]:checked),:has([name=times][value="mon_evening"]:checked))) #s-second{display:none}`,
		`#g-agree_big{display:none}`,
	} {
		contains(t, style, rule)
	}
	if n := v.get("/s/charlotte").Find("style").Length(); n != 2 {
		t.Errorf("a form where nothing depends has %d styles, want 2", n)
	}
}

func TestPolicyOfAFormNamesItsOwnStyleAndScripts(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{kinds(t), sample(t, "charlotte")}, func(c *web.Config) { new(keptForms).use(c) })
	for _, test := range []struct {
		name, method, path, body string
		scripts                  int
	}{
		{"empty", "GET", "/s/kinds", "", 2},
		{"to be mended", "POST", "/s/kinds", "age=x&coming=yes", 2},
		{"for one visitor", "GET", "/s/kinds?source=x", "", 2},
		{"without a ranking", "GET", "/s/charlotte", "", 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			answer := v.do(test.method, test.path, test.body)
			policy := answer.Header.Get("Content-Security-Policy")
			doc := document(t, answer)
			sources := doc.Find("style, script")
			for i := range sources.Length() {
				contains(t, policy, hashed(sources.Eq(i).Text()))
			}
			if got := doc.Find("script").Length(); got != test.scripts {
				t.Errorf("%d scripts, want %d", got, test.scripts)
			}
			contains(t, policy, "connect-src 'self'")
		})
	}
	if policy := v.do("GET", "/", "").Header.Get("Content-Security-Policy"); strings.Contains(policy, "script-src") || strings.Contains(policy, "connect-src") {
		t.Errorf("pages without script are allowed some: %s", policy)
	}
}

func document(t testing.TB, answer *http.Response) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// hashed is how a policy names a source, computed as a browser would.
func hashed(source string) string {
	sum := sha256.Sum256([]byte(source))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// keptForms keeps drafts in memory.
type keptForms struct {
	mu   sync.Mutex
	kept map[string]store.Draft // guarded by mu
}

func (k *keptForms) use(c *web.Config) {
	k.kept = map[string]store.Draft{}
	c.SaveDraft = func(_ context.Context, hash []byte, d store.Draft) error {
		if len(d.Values.Encode()) > 64<<10 { // as the store does
			return fmt.Errorf("save a draft: %w", store.ErrDraftTooLarge)
		}
		k.mu.Lock()
		defer k.mu.Unlock()
		k.kept[string(hash)] = d
		return nil
	}
	c.Draft = func(_ context.Context, hash []byte) (store.Draft, error) {
		k.mu.Lock()
		defer k.mu.Unlock()
		d, ok := k.kept[string(hash)]
		if !ok {
			return d, store.ErrNotFound
		}
		return d, nil
	}
	c.DropDraft = func(_ context.Context, hash []byte) error {
		k.mu.Lock()
		defer k.mu.Unlock()
		delete(k.kept, string(hash))
		return nil
	}
}

func TestFormInSteps(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{sample(t, "everything")}, func(c *web.Config) { new(keptForms).use(c) })
	first := v.get("/s/everything")
	for _, want := range []struct{ selector, text string }{
		{"h1", "Geneva Systems Community"}, {".head .hint", "Step 1 of 8 at most"}, {"h2.section", "About you"},
		{".rule", "26 questions at most, depending on your answers. Skip any you like but those marked “required”."},
		{".send button", "ContinueSave and come back later"},
	} {
		if got := text(first, want.selector); got != want.text {
			t.Errorf("%s: %q, want %q", want.selector, got, want.text)
		}
	}
	if first.Find(".only, [name=topics]").Length() != 0 {
		t.Error("the first step asks what belongs to another")
	}
	fields := hidden(first)
	fields.Set("_step", "next")
	fields.Set("leads", "yes")
	to := v.do("POST", "/s/everything", fields.Encode()).Header.Get("Location")
	second := v.get(to)
	for _, want := range []struct{ selector, text string }{
		{".kicker", "Geneva Systems Community"}, {"h1", "About you"}, {"h1 + .hint", "Step 2 of 8 at most"},
		{"title", "About you – Geneva Systems Community"}, {".send button", "ContinueBackSave and come back later"},
	} {
		if got := text(second, want.selector); got != want.text {
			t.Errorf("%s: %q, want %q", want.selector, got, want.text)
		}
	}
	if second.Find("form label[for=q-team]").Length() != 1 || second.Find(".intro, .rule").Length() != 0 {
		t.Error("the second step is not the question about the team alone")
	}
	if links := second.Find(".tongues a"); links.Length() != 4 || !strings.Contains(links.First().AttrOr("href", ""), "step=1") {
		t.Error("the languages do not lead to this step")
	}
	back := hidden(second)
	back.Set("_step", "back")
	if got := v.get(v.do("POST", "/s/everything", back.Encode()).Header.Get("Location")); got.Find("input[name=leads][value=yes][checked]").Length() != 1 {
		t.Error("going back loses what was picked")
	}
}

func TestFullPlacesCannotBePicked(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{kinds(t)}, func(c *web.Config) {
		c.Taken = func(context.Context, string) (map[store.Place]int, error) { return nil, nil }
		c.Submit = func(context.Context, *response.Response) (response.Outcome, error) {
			return response.Outcome{Refused: &response.Refusal{Reason: response.OptionFull, Question: "why", Option: "meet"}}, nil
		}
	})
	if n := v.get("/s/kinds").Find("input[disabled]").Length(); n != 0 {
		t.Fatalf("%d inputs are closed before anything is full", n)
	}
	again := v.page(http.StatusUnprocessableEntity, "POST", "/s/kinds", "coming=yes&why=meet")
	if again.Find("input[value=meet][checked]:not([disabled])").Length() != 1 {
		t.Error("a full option that was picked cannot be let go")
	}
	doc := v.get("/s/kinds")
	if got := text(doc, "label.closed:has(input[value=meet][disabled])"); got != "To meet people (full)" {
		t.Errorf("the full option reads %q", got)
	}
	if n := doc.Find("input[disabled]").Length(); n != 1 {
		t.Errorf("%d inputs are closed", n)
	}
}
