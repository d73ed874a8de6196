package web_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/web"
)

// hostility makes posts that no browser sends, the same ones in every run.
type hostility struct {
	*rand.Rand
	survey *survey.Survey
	values []string // that break programs
	tokens []string // of drafts there were
	ids    []string // that were sent before
}

func newHostility(t testing.TB, s *survey.Survey) *hostility {
	t.Helper()
	file, err := os.ReadFile("testdata/hostile.txt")
	if err != nil {
		t.Fatal(err)
	}
	h := &hostility{Rand: rand.New(rand.NewPCG(1, 2)), survey: s, tokens: []string{strings.Repeat("a", 26)}, ids: []string{strings.Repeat("b", 26)}}
	for line := range bytes.Lines(file) {
		if line = bytes.TrimSpace(line); len(line) == 0 || line[0] == '#' {
			continue
		}
		value, err := strconv.Unquote(string(line))
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		h.values = append(h.values, value)
	}
	h.values = append(h.values, strings.Repeat("x", 9_000), strings.Repeat("é", 5_000), strings.Repeat("<", 18_000), strings.Repeat("\x01", 18_000))
	return h
}

func pick[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

// good answers a question as a browser would, or nearly so.
func (h *hostility) good(q *survey.Question) []string {
	switch {
	case q.Choice() && len(q.Options) > 0:
		var picks []string
		for range 1 + h.IntN(3) {
			picks = append(picks, pick(h.Rand, q.Options).ID)
		}
		if q.Single() {
			picks = picks[:1]
		}
		return picks
	case q.Kind == survey.Scale:
		return []string{strconv.Itoa(pick(h.Rand, q.Points).Value)}
	case q.Kind == survey.Number:
		return []string{strconv.Itoa(h.IntN(40))}
	case q.Kind == survey.Date:
		return []string{q.First.AddDate(0, 0, h.IntN(30)).Format(time.DateOnly)}
	case q.Kind == survey.Email:
		return []string{"ann@example.org"}
	case q.Kind == survey.Link:
		return []string{"https://example.org/talk"}
	case q.Kind == survey.Agree:
		return []string{"yes"}
	}
	return []string{"words"}
}

// fields are answers to about half of the questions, spoiled here and there.
func (h *hostility) fields() url.Values {
	values := url.Values{}
	for _, q := range h.survey.Questions {
		if !q.Required && h.IntN(2) == 0 {
			continue
		}
		if q.Kind == survey.Ranking {
			for i, o := range q.Options {
				values.Set(response.RankField(q.ID, o.ID), strconv.Itoa(i+1))
			}
			continue
		}
		values[q.ID] = h.good(q)
	}
	for range h.IntN(4) {
		h.spoil(values)
	}
	h.forge(values)
	return values
}

// spoil makes one field wrong, contradictory or double.
func (h *hostility) spoil(values url.Values) {
	q := pick(h.Rand, h.survey.Questions)
	names := []string{q.ID, response.OtherField(q.ID), q.ID + ".x", strings.ToUpper(q.ID)}
	if len(q.Options) > 0 {
		names = append(names, response.RankField(q.ID, pick(h.Rand, q.Options).ID))
	}
	name := pick(h.Rand, names)
	switch h.IntN(5) {
	case 0:
		values[name] = []string{pick(h.Rand, h.values)}
	case 1:
		values[name] = append(values[name], pick(h.Rand, h.values), pick(h.Rand, h.values))
	case 2:
		values[name] = append(values[name], values[name]...)
	case 3:
		values.Del(name)
	case 4:
		for _, o := range q.Options {
			values.Add(name, o.ID)
		}
	}
}

// forge plays with what the form carries unseen.
func (h *hostility) forge(values url.Values) {
	for _, name := range []string{"_id", "_t", "_o", "_l", "_s", "_a", "_i", "_d", "_w", "_at", "_step", "_website", "_reached", "_word"} {
		switch h.IntN(8) {
		case 0:
			values.Set(name, pick(h.Rand, h.values))
		case 1:
			values[name] = []string{pick(h.Rand, h.values), pick(h.Rand, h.values)}
		}
	}
	if h.IntN(3) == 0 {
		values.Set("_id", pick(h.Rand, h.ids))
	}
	if h.IntN(2) == 0 {
		values.Set("_d", pick(h.Rand, h.tokens))
	}
	if h.survey.Layout == survey.Pages && h.IntN(2) == 0 {
		values.Set("_at", strconv.Itoa(h.IntN(len(h.survey.Steps())+3)-1))
		values.Set("_step", pick(h.Rand, []string{"next", "back", "", "jump"}))
	}
}

// body encodes the fields as a browser would, or damages what it made of them.
func (h *hostility) body() string {
	encoded := h.fields().Encode()
	switch h.IntN(12) {
	case 0:
		return encoded[:h.IntN(len(encoded)+1)]
	case 1:
		return strings.ReplaceAll(encoded, "&", ";")
	case 2:
		return encoded + "&" + strings.Repeat("&&=&", h.IntN(4_000))
	case 3:
		return strings.ReplaceAll(encoded, "%", "%2")
	case 4:
		raw := []byte(encoded)
		for range 1 + h.IntN(8) {
			if len(raw) > 0 {
				raw[h.IntN(len(raw))] = byte(h.IntN(256))
			}
		}
		return string(raw)
	case 5:
		return encoded + "&x=" + strings.Repeat("y", h.IntN(80<<10))
	case 6:
		return encoded + "&" + encoded
	}
	return encoded
}

func (h *hostility) kind() string {
	kinds := []string{
		"", "application/json", "multipart/form-data; boundary=a", "text/plain", "application/x-www-form-urlencoded; charset=utf-16",
		"application/x-www-form-urlencoded;;;", "APPLICATION/X-WWW-FORM-URLENCODED", "*/*", "application/x-www-form-urlencoded, text/html",
	}
	if h.IntN(8) == 0 {
		return pick(h.Rand, kinds)
	}
	return "application/x-www-form-urlencoded"
}

// TestHostilePosts sends thousands of them: none is a fault, none is stored in part, and whoever is
// thanked has exactly one answer stored, which says the same when it is filled in again.
func TestHostilePosts(t *testing.T) {
	t.Parallel()
	const posts = 4_000
	for _, s := range []*survey.Survey{sample(t, "charlotte"), sample(t, "everything"), everything(t), kinds(t), guarded(t)} {
		t.Run(s.ID, func(t *testing.T) {
			now, kept := noon, keptForms{}
			v := visit(t, []*survey.Survey{s}, func(c *web.Config) {
				kept.use(c)
				c.Now = func() time.Time { now = now.Add(time.Second); return now }
			})
			h := newHostility(t, s)
			statuses := map[int]int{}
			for range posts / 2 {
				statuses[v.attack(h)]++
			}
			if statuses[http.StatusSeeOther] < posts/100 && s.Rules.AccessWord == "" || statuses[http.StatusUnprocessableEntity] < posts/100 && s.Rules.AccessWord == "" {
				t.Errorf("hardly any came through, so little was tested: %v", statuses)
			}
			if log := v.log.String(); log != "" {
				t.Errorf("somebody who attacks fills the log: %.500s", log)
			}
			t.Logf("%v, %d stored", statuses, len(v.stored))
		})
	}
}

// attack sends one post and checks what became of it.
func (v *visitor) attack(h *hostility) int {
	v.t.Helper()
	path := "/s/" + h.survey.ID + pick(h.Rand, []string{"", "", "", "", "", "", "/save", "/draft", "/started", "/access"})
	sent := h.body()
	before := len(v.stored)
	answer := v.do(http.MethodPost, path, sent, "Content-Type", h.kind())
	page := body(v.t, answer)
	if !slices.Contains([]int{200, 204, 303, 400, 403, 404, 409, 410, 413, 415, 422, 429}, answer.StatusCode) {
		v.t.Fatalf("%s: %s to %q: %.2000s", path, answer.Status, sent, page)
	}
	if strings.Contains(page, "<script>alert") || strings.Contains(page, "<img") {
		v.t.Fatalf("%s: markup came through: %q", path, sent)
	}
	to := answer.Header.Get("Location")
	token, thanked := strings.CutPrefix(to, "/r/")
	if !thanked && len(v.stored) != before {
		v.t.Fatalf("%s: %s, but something was stored: %q", path, answer.Status, sent)
	}
	if thanked {
		h.ids = append(h.ids, v.receipted(h.survey, token).ID)
	}
	if at, isDraft := strings.CutPrefix(to, "/s/"+h.survey.ID+"/d/"); isDraft {
		h.tokens = append(h.tokens, at[:26])
		if got := v.do("GET", to, ""); got.StatusCode != http.StatusOK {
			v.t.Fatalf("%s led to %s: %s", path, to, got.Status)
		}
	}
	return answer.StatusCode
}

// receipted checks the one answer that a receipt stands for: it is whole.
func (v *visitor) receipted(s *survey.Survey, token string) *response.Response {
	v.t.Helper()
	r := v.stored[hex.EncodeToString(receiptSum(token))]
	if r == nil {
		v.t.Fatalf("thanked for what is not stored")
	}
	again, problems := response.Parse(s, response.FormOf(s, r))
	if len(problems) > 0 || !r.SaysTheSame(&response.Response{Answers: again.Answers, Contact: again.Contact}) || !cmp.Equal(again.NotShown, r.NotShown) {
		v.t.Fatalf("stored %v, which says %v when filled in again: %v", r.Answers, again.Answers, problems)
	}
	if !slices.IsSorted(r.Flags) || !slices.Contains([]string{"form"}, strings.Split(r.Source, ":")[0]) || !response.ValidID(r.ID) {
		v.t.Fatalf("stored %+v", r)
	}
	if _, err := response.EncodeDocument(r.Answers, r.Circumstances); err != nil {
		v.t.Fatal(err)
	}
	return r
}

// receiptSum is what the store knows of a token.
func receiptSum(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// FuzzHandler throws whole requests at the site.
func FuzzHandler(f *testing.F) {
	s := sample(f, "everything")
	h := newHostility(f, s)
	for i := range 40 {
		f.Add(i%2 == 0, pick(h.Rand, []string{"", "/save", "/draft", "/access", "/started"}), h.body(), h.kind())
	}
	f.Add(false, "?lang=ar&source=poster&leads=yes&i=a", "", "")
	f.Add(false, "/d/aaaaaaaaaaaaaaaaaaaaaaaaaa?step=99", "", "")
	f.Add(true, "/d/aaaaaaaaaaaaaaaaaaaaaaaaaa/delete", "", "application/x-www-form-urlencoded")
	now, kept := noon, keptForms{}
	v := visit(f, []*survey.Survey{s}, func(c *web.Config) {
		kept.use(c)
		c.Now = func() time.Time { now = now.Add(time.Second); return now }
	})
	f.Fuzz(func(t *testing.T, post bool, path, sent, kind string) {
		target := (&url.URL{Path: "/s/everything"}).String() + path
		if _, err := url.ParseRequestURI(target); err != nil || strings.ContainsAny(target, " \r\n") || strings.ContainsFunc(target, func(r rune) bool { return r > 126 || r < 33 }) {
			return // no server hands that on
		}
		v.t = t
		clear(v.stored)
		method := http.MethodGet
		if post {
			method = http.MethodPost
		}
		answer := v.do(method, target, sent, "Content-Type", kind)
		if answer.StatusCode >= 500 {
			t.Fatalf("%s %s: %s", method, target, answer.Status)
		}
		token, thanked := strings.CutPrefix(answer.Header.Get("Location"), "/r/")
		if (len(v.stored) == 1) != thanked {
			t.Fatalf("%s to %q, %d stored", answer.Status, answer.Header.Get("Location"), len(v.stored))
		}
		if thanked {
			v.receipted(s, token)
		}
	})
}
