package web_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/web"
)

// realSite is a site before a store on disk.
func realSite(t *testing.T, s *survey.Survey, now *time.Time) (*visitor, *store.Store, string) {
	t.Helper()
	ctx, folder := context.Background(), t.TempDir()
	kept := openStore(t, ctx, filepath.Join(folder, "muster.sqlite"))
	if err := kept.PutSurvey(ctx, s); err != nil {
		t.Fatal(err)
	}
	v := visit(t, []*survey.Survey{s}, func(c *web.Config) {
		c.Submit = func(ctx context.Context, r *response.Response) (response.Outcome, error) {
			outcomes, err := kept.Append(ctx, []*response.Response{r})
			if err != nil {
				return response.Outcome{}, err
			}
			return outcomes[0], nil
		}
		c.ByReceipt, c.Revise, c.Erase = kept.ByReceipt, kept.Revise, kept.Erase
		c.Now = func() time.Time { return *now }
	})
	return v, kept, folder
}

// TestReceiptJourney answers, reads, corrects, downloads and erases, and looks for what was written in
// every file of the store.
func TestReceiptJourney(t *testing.T) {
	t.Parallel()
	const secret, second = "Forty file servers named after opera singers", "Nothing of that kind any more"
	ctx, s, now := context.Background(), sample(t, "charlotte"), noon
	v, kept, folder := realSite(t, s, &now)
	values := hidden(v.get("/s/charlotte"))
	maps.Copy(values, map[string][]string{"roles": {"analyst"}, "challenge": {secret}, "name": {"Ann Lee"}, "consent": {"yes"}})
	now = now.Add(time.Minute)
	receipt := v.do("POST", "/s/charlotte", values.Encode()).Header.Get("Location")
	contains(t, text(v.get(receipt), "main"), secret)

	now = now.Add(time.Hour)
	doc := v.get(receipt + "/edit")
	edited := asSent(doc)
	if edited.Get("challenge") != secret || edited.Get("name") != "Ann Lee" {
		t.Fatalf("the form is filled with %v", edited)
	}
	edited.Set("challenge", second)
	edited["roles"] = []string{"engineer", "leader"}
	answer := v.do("POST", receipt+"/edit", edited.Encode())
	if answer.StatusCode != http.StatusSeeOther {
		t.Fatalf("%s: %s", answer.Status, body(t, answer))
	}
	checkCorrected(t, v, kept, receipt, now)
	if edited.Set("challenge", "late"); v.do("POST", receipt+"/edit", edited.Encode()).StatusCode != http.StatusConflict {
		t.Error("a second window overwrites the first unasked")
	}
	file := body(t, v.do("GET", receipt+"/answers.json", ""))
	contains(t, file, second)
	contains(t, file, `"corrected": "2026-12-01T13:01:00Z"`)

	to := v.do("POST", receipt+"/erase", "").Header.Get("Location")
	contains(t, text(v.get(to), "h1"), "Your answers are erased")
	for _, page := range []string{"", "/edit", "/erase", "/answers.json"} {
		v.page(http.StatusNotFound, "GET", receipt+page, "")
	}
	if n, err := kept.Count(ctx, s.ID); err != nil || n != 0 {
		t.Errorf("%d stored, %v", n, err)
	}
	if err := kept.Close(); err != nil {
		t.Fatal(err)
	}
	checkGone(t, folder, secret, second, "Ann Lee", strings.TrimPrefix(receipt, "/r/"))
	if strings.Contains(v.log.String(), strings.TrimPrefix(receipt, "/r/")) {
		t.Error("the log holds the token")
	}
}

// checkCorrected holds the store to what a correction is: the same response, once, as it now is.
func checkCorrected(t *testing.T, v *visitor, kept *store.Store, receipt string, now time.Time) {
	t.Helper()
	ctx := context.Background()
	stored, err := kept.ByReceipt(ctx, hashOf(strings.TrimPrefix(receipt, "/r/")))
	if err != nil {
		t.Fatal(err)
	}
	if !stored.Corrected.Equal(now) || !stored.Submitted.Equal(noon.Add(time.Minute)) || stored.Contact == nil || !stored.Contact.Consent {
		t.Errorf("stored %+v", stored)
	}
	if diff := cmp.Diff([]string{"engineer", "leader"}, stored.Answers["roles"].Picks); diff != "" {
		t.Errorf("roles (-want +got):\n%s", diff)
	}
	if n, err := kept.Count(ctx, "charlotte"); err != nil || n != 1 {
		t.Errorf("counted %d times, %v", n, err)
	}
	main := text(v.get(receipt), "main")
	contains(t, main, "Nothing of that kind any more")
	contains(t, main, "Last corrected on Tuesday 1 December 2026")
}

func checkGone(t *testing.T, folder string, secrets ...string) {
	t.Helper()
	files, err := os.ReadDir(folder)
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		data, err := os.ReadFile(filepath.Join(folder, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range secrets {
			if bytes.Contains(data, []byte(secret)) {
				t.Errorf("%s still holds %q", f.Name(), secret)
			}
		}
	}
}

// A place that was full when somebody corrected stays another's; one's own stays one's own.
func TestCorrectionAndQuotas(t *testing.T) {
	t.Parallel()
	s := parsed(t, "few", []byte("id: few\ntitle: Few\nquestions:\n  - id: day\n    kind: one\n    title: Day\n    options: [{id: mon, label: Monday, quota: 1}, {id: tue, label: Tuesday, quota: 1}]\n  - {id: why, kind: text, title: Why}\n"))
	now := noon
	v, _, _ := realSite(t, s, &now)
	first := v.send("few", map[string][]string{"day": {"mon"}}).Header.Get("Location")
	second := v.send("few", map[string][]string{"day": {"tue"}}).Header.Get("Location")
	if first == "" || second == "" {
		t.Fatal("not stored")
	}
	edited := asSent(v.get(second + "/edit"))
	edited.Set("why", "better")
	v.page(http.StatusSeeOther, "POST", second+"/edit", edited.Encode())
	edited = asSent(v.get(second + "/edit"))
	edited.Set("day", "mon")
	edited.Set("why", "best")
	doc := v.page(http.StatusUnprocessableEntity, "POST", second+"/edit", edited.Encode())
	contains(t, text(doc, ".alert"), "“Monday” is full")
	checkKept(t, doc, map[string][]string{"why": {"best"}})
	v.page(http.StatusSeeOther, "POST", first+"/erase", "")
	v.page(http.StatusSeeOther, "POST", second+"/edit", edited.Encode())
	contains(t, text(v.get(second), "dl"), "Monday")
}

func hashOf(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}
