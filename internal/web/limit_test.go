package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/web"
)

// crowded is a house whose answers are kept in memory, where very many are quick.
type crowded struct {
	*house
	stored []*response.Response
}

func openCrowded(t *testing.T, change func(*web.Config)) *crowded {
	t.Helper()
	h := &crowded{}
	h.house = openHouseWith(t, func(c *web.Config) {
		c.Submit = func(_ context.Context, r *response.Response) (response.Outcome, error) {
			h.stored = append(h.stored, r)
			return response.Outcome{}, nil
		}
		c.SaveDraft = func(context.Context, []byte, store.Draft) error { return nil }
		if change != nil {
			change(c)
		}
	}, dinner(t))
	return h
}

// crowdOf sends answers from a network within a minute and gives what became of them: how many were
// stored without a flag, with one, and had to wait.
func (h *crowded) crowdOf(n int, from func(i int) string) (plain, flagged, waiting int) {
	h.t.Helper()
	start, before := h.now, len(h.stored)
	for i := range n {
		h.now = start.Add(time.Duration(i) * time.Minute / time.Duration(n))
		fields := url.Values{"diet": {"Vegan"}}
		form := h.get("/s/dinner")
		fields = filled(form, fields)
		h.now = h.now.Add(10 * time.Second)
		answer := h.do("POST", "/s/dinner", fields.Encode(), "X-Forwarded-For", from(i))
		if answer.StatusCode == http.StatusTooManyRequests {
			waiting++
			if answer.Header.Get("Retry-After") == "" || shown(document(h.t, answer)).Get("diet") != "Vegan" {
				h.t.Error("what was typed is lost, or nobody says when to send it again")
			}
		}
	}
	for _, r := range h.stored[before:] {
		if len(r.Flags) == 0 {
			plain++
		} else if slices.Equal(r.Flags, []response.Flag{response.Burst}) {
			flagged++
		}
	}
	return plain, flagged, waiting
}

func TestARoomOfPeopleIsNoCrowd(t *testing.T) {
	t.Parallel()
	h := openCrowded(t, nil)
	if plain, flagged, waiting := h.crowdOf(100, func(int) string { return "198.51.100.7" }); plain != 100 || flagged+waiting > 0 {
		t.Errorf("%d without a flag, %d with, %d waiting", plain, flagged, waiting)
	}
	// So is a building whose every device has an address of its own.
	if plain, _, _ := h.crowdOf(100, func(i int) string { return fmt.Sprintf("2001:db8:1:1::%x", i) }); plain != 100 {
		t.Errorf("%d of a building without a flag", plain)
	}
}

func TestAFloodIsFlaggedAndThenSlowed(t *testing.T) {
	t.Parallel()
	h := openCrowded(t, nil)
	plain, flagged, waiting := h.crowdOf(1_500, func(i int) string { return fmt.Sprintf("2001:db8:9:9:%x::1", i) })
	if plain < 150 || plain > 310 || flagged < 500 || waiting < 200 {
		t.Errorf("%d without a flag, %d with, %d waiting", plain, flagged, waiting)
	}
	if plain, flagged, _ = h.crowdOf(10, func(int) string { return "2001:db8:9:a::1" }); plain != 10 || flagged > 0 {
		t.Errorf("the neighbours suffer: %d without a flag, %d with", plain, flagged)
	}
	h.now = h.now.Add(time.Hour)
	if plain, _, _ = h.crowdOf(10, func(int) string { return "2001:db8:9:9::1" }); plain != 10 {
		t.Error("the flood is not forgotten")
	}
}

func TestFlags(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		after  time.Duration
		change func(url.Values)
		want   []response.Flag
	}{
		{"a person", time.Minute, func(url.Values) {}, nil},
		{"hasty", 2 * time.Second, func(url.Values) {}, []response.Flag{response.TooFast}},
		{"three seconds", 3 * time.Second, func(url.Values) {}, nil},
		{"trapped", time.Minute, func(v url.Values) { v.Set("_website", "http://spam.example") }, []response.Flag{response.Trap}},
		{"hasty and trapped", 0, func(v url.Values) { v.Set("_website", "x") }, []response.Flag{response.TooFast, response.Trap}},
		{"no stamp", time.Minute, func(v url.Values) { v.Del("_t") }, []response.Flag{response.Unsigned}},
		{"false stamp", time.Minute, func(v url.Values) { v.Set("_t", "tkx8z4.AAAAAAAAAAAAAAAA") }, []response.Flag{response.Unsigned}},
		{"of another form", time.Minute, func(v url.Values) { v.Set("_id", strings.Repeat("a", 26)) }, []response.Flag{response.Unsigned}},
		{"open for a month", 30 * 24 * time.Hour, func(url.Values) {}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := openHouse(t, dinner(t))
			fields := filled(h.get("/s/dinner"), url.Values{"diet": {"Vegan"}})
			test.change(fields)
			h.now = h.now.Add(test.after)
			h.post("/s/dinner", fields)
			if diff := cmp.Diff(test.want, h.answer("dinner").Flags); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Whoever is next at a shared tablet is quick, but not as quick as a machine.
func TestFlagsOfAFormThatWasSentBefore(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		after time.Duration
		want  []response.Flag
	}{
		{"at once", 0, []response.Flag{response.TooFast}},
		{"a second", time.Second, []response.Flag{response.TooFast}},
		{"two seconds", 2 * time.Second, nil},
		{"a month", 30 * 24 * time.Hour, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := openHouse(t, dinner(t))
			fields := filled(h.get("/s/dinner"), url.Values{"diet": {"Vegan"}})
			h.now = h.now.Add(time.Minute)
			again := h.resent(fields, "Fish")
			h.now = h.now.Add(test.after)
			h.post("/s/dinner", shown(again))
			if diff := cmp.Diff(test.want, h.answers("dinner")[1].Flags); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A trap that was filled in on an early step is remembered.
func TestTrapOfAnEarlierStep(t *testing.T) {
	t.Parallel()
	h := openHouse(t, journeyForm(t))
	last, _ := h.turn(h.get("/s/trip"), next, url.Values{"role": {"admin"}, "_website": {"x"}})
	h.now = h.now.Add(time.Minute)
	h.turn(last, "", nil)
	if diff := cmp.Diff([]response.Flag{response.Trap}, h.answer("trip").Flags); diff != "" {
		t.Error(diff)
	}
}

// Only who is trusted says for whom it speaks.
func TestForwardedAddressesNeedTrust(t *testing.T) {
	t.Parallel()
	h := openCrowded(t, func(c *web.Config) { c.TrustedProxies = nil })
	_, flagged, _ := h.crowdOf(400, func(i int) string { return fmt.Sprintf("198.51.%d.7", i%250) })
	if flagged == 0 {
		t.Error("everybody may say that they are somebody else")
	}
	_, err := web.New(web.Config{
		Key: make([]byte, 32), TrustedProxies: []string{"nonsense"}, Submit: storeNothing, Ready: func(context.Context) error { return nil },
		ByReceipt: func(context.Context, []byte) (*response.Response, error) { return nil, nil },
	})
	if err == nil || !strings.Contains(err.Error(), "trusted proxies") {
		t.Errorf("%v", err)
	}
}

func TestDraftsAreLimited(t *testing.T) {
	t.Parallel()
	h := openCrowded(t, nil)
	refused := 0
	for range 1_300 {
		if h.do("POST", "/s/dinner/draft", "diet=Vegan").StatusCode == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused == 0 {
		t.Error("a network fills the disk with drafts")
	}
	doc := h.refused(http.StatusTooManyRequests, "/s/dinner/save", url.Values{"diet": {"Vegan"}})
	contains(t, text(doc, ".alert"), "your network")
	if shown(doc).Get("diet") != "Vegan" {
		t.Error("what was typed is lost")
	}
}

// No way to a draft leads past the limit: neither a mistake nor an answer that is there already.
func TestDraftsOfMistakesAreLimited(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, sent string }{
		{"of a form that is wrong", "many=a"},
		{"of a form that says something else", "_id=" + strings.Repeat("a", 26) + "&role=dev&_at=2&_d=DRAFT"},
	} {
		t.Run(test.name, func(t *testing.T) {
			written := 0
			h := openHouseWith(t, func(c *web.Config) {
				save := c.SaveDraft
				c.SaveDraft = func(ctx context.Context, hash []byte, d store.Draft) error {
					if written++; written > 1 {
						return nil
					}
					return save(ctx, hash, d)
				}
			}, journeyForm(t))
			const from = "198.51.100.7"
			h.post("/s/trip", url.Values{"_id": {strings.Repeat("a", 26)}, "role": {"admin"}, "name": {"Ann"}})
			at := h.post("/s/trip/save", url.Values{"_id": {strings.Repeat("a", 26)}, "role": {"dev"}})
			sent := strings.Replace(test.sent, "DRAFT", strings.TrimSuffix(at, "/kept")[len("/s/trip/d/"):], 1)
			statuses := map[int]int{}
			for range 1_500 {
				statuses[h.do("POST", "/s/trip", sent, "X-Forwarded-For", from).StatusCode]++
			}
			if written > 1_210 || statuses[http.StatusInternalServerError] > 0 {
				t.Errorf("%d drafts were written: %v", written, statuses)
			}
		})
	}
}

// No address is kept anywhere but in memory, and there only as a hash.
func TestAddressesAreNotLogged(t *testing.T) {
	t.Parallel()
	h := openHouseWith(t, func(c *web.Config) {
		c.Submit = func(context.Context, *response.Response) (response.Outcome, error) { panic("no") }
	}, dinner(t))
	h.do("POST", "/s/dinner", "diet=Vegan", "X-Forwarded-For", "198.51.100.77")
	if log := h.log.String(); log == "" || strings.Contains(log, "198.51") || strings.Contains(log, "192.0.2") {
		t.Errorf("log: %s", log)
	}
}
