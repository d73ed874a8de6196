package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/web"
)

// counted is a house whose visits are summed up in memory.
func counted(t *testing.T, surveys ...*survey.Survey) (*house, *ledger) {
	t.Helper()
	sums := &ledger{}
	return openHouseWith(t, func(c *web.Config) { c.AddVisits = sums.add }, surveys...), sums
}

// sums lets a site hand on what it has counted.
func (h *house) sums(l *ledger) map[store.Visit][3]int {
	h.t.Helper()
	running(h.t.(*testing.T), h.site)()
	return l.now()
}

func visitOf(survey, source string, step int) store.Visit {
	return store.Visit{Survey: survey, Day: "2026-12-01", Source: source, Step: step}
}

func TestVisitsOfOnePage(t *testing.T) {
	t.Parallel()
	h, l := counted(t, dinner(t))
	person := []string{"User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}
	h.do("GET", "/s/dinner", "", person...)
	form := h.page(http.StatusOK, "GET", "/s/dinner?source=poster", "", person...)
	for _, nobody := range [][]string{
		{"User-Agent", "Googlebot/2.1"}, {"User-Agent", "WhatsApp/2.23"}, {"User-Agent", "facebookexternalhit/1.1"},
		{"Sec-Purpose", "prefetch;prerender"}, {"Purpose", "prefetch"},
	} {
		h.do("GET", "/s/dinner", "", nobody...)
	}
	h.do("HEAD", "/s/dinner", "")
	began := h.do("POST", "/s/dinner/started", shown(form).Encode(), person...)
	if began.StatusCode != http.StatusNoContent {
		t.Errorf("%s", began.Status)
	}
	h.do("POST", "/s/dinner/started", "_id=x&_t=y", person...) // nobody was given this form
	fields := filled(form, url.Values{"diet": {"Vegan"}})
	h.refused(http.StatusUnprocessableEntity, "/s/dinner", filled(form, url.Values{"table": {"gone"}}))
	h.post("/s/dinner", fields)
	h.post("/s/dinner", fields) // the same answer
	want := map[store.Visit][3]int{visitOf("dinner", "", 0): {1, 0, 0}, visitOf("dinner", "poster", 0): {1, 1, 1}}
	if diff := cmp.Diff(want, h.sums(l)); diff != "" {
		t.Errorf("views, starts, finishes (-want +got):\n%s", diff)
	}
}

func TestVisitsOfSteps(t *testing.T) {
	t.Parallel()
	h, l := counted(t, journeyForm(t))
	// One stays at the first page, one goes to the second and back and on and stops, one sends.
	h.get("/s/trip")
	second, _ := h.turn(h.get("/s/trip"), next, url.Values{"role": {"dev"}})
	first, _ := h.turn(second, back, nil)
	second, _ = h.turn(first, next, nil)
	h.get(draftOf(second))
	last, _ := h.turn(h.get("/s/trip"), next, url.Values{"role": {"admin"}})
	h.turn(last, "", nil)
	want := map[store.Visit][3]int{
		visitOf("trip", "", 0): {3, 2, 0}, visitOf("trip", "", 1): {1, 0, 0}, visitOf("trip", "", 2): {1, 0, 1},
	}
	if diff := cmp.Diff(want, h.sums(l)); diff != "" {
		t.Errorf("views, starts, finishes (-want +got):\n%s", diff)
	}
}

// Days end at midnight where the survey is.
func TestVisitsOfADay(t *testing.T) {
	t.Parallel()
	h, l := counted(t, journeyForm(t))
	h.now = time.Date(2026, 12, 1, 23, 30, 0, 0, time.UTC)
	h.get("/s/trip")
	if got := h.sums(l)[store.Visit{Survey: "trip", Day: "2026-12-02"}][0]; got != 1 {
		t.Errorf("%v", l.now())
	}
}

// Anybody can think of sources; they do not fill the disk.
func TestSourcesAreBounded(t *testing.T) {
	t.Parallel()
	h, l := counted(t, dinner(t))
	for i := range 1_000 {
		h.get(fmt.Sprintf("/s/dinner?source=s%d", i))
	}
	h.get("/s/dinner?source=" + url.QueryEscape("No such Thing"))
	sums := h.sums(l)
	if len(sums) > 201 || sums[visitOf("dinner", "", 0)][0] != 801 || sums[visitOf("dinner", "s7", 0)][0] != 1 {
		t.Errorf("%d sources, %d of the others", len(sums), sums[visitOf("dinner", "", 0)][0])
	}
}

// Days begin at different times in different places, and none of them makes room for more sources.
func TestSourcesOfSurveysInTwoTimeZones(t *testing.T) {
	t.Parallel()
	h, l := counted(t, dinner(t, "time_zone: Pacific/Honolulu"), journeyForm(t))
	h.now = time.Date(2026, 12, 1, 23, 30, 0, 0, time.UTC) // in Zurich it is the next day
	for i := range 450 {
		h.get(fmt.Sprintf("/s/dinner?source=s%d", i))
		h.get(fmt.Sprintf("/s/trip?source=s%d", i))
	}
	if sums := h.sums(l); len(sums) != 2*201 {
		t.Errorf("%d sources of two surveys", len(sums))
	}
}

// A form that was given out once is begun once, whoever says so how often.
func TestBeginningsAreNotRepeated(t *testing.T) {
	t.Parallel()
	h, l := counted(t, dinner(t), journeyForm(t))
	page, steps := shown(h.get("/s/dinner")), filled(h.get("/s/trip"), url.Values{"role": {"dev"}, "_step": {next}})
	for range 300 {
		h.do("POST", "/s/dinner/started", page.Encode())
		h.post("/s/trip", steps)
	}
	sums := h.sums(l)
	if got := sums[visitOf("dinner", "", 0)]; got != [3]int{1, 1, 0} {
		t.Errorf("one page: views, starts, finishes %v", got)
	}
	if got := sums[visitOf("trip", "", 0)]; got != [3]int{1, 1, 0} {
		t.Errorf("in pages: views, starts, finishes %v", got)
	}
}

// A room of people counts fully, though each of them looks again; a machine that loads the form all the
// time does not, and sees it all the same.
func TestViewsOfANetworkAreBounded(t *testing.T) {
	t.Parallel()
	h, l := counted(t, dinner(t))
	for i := range 2_000 {
		if i == 300 {
			if got := h.sums(l)[visitOf("dinner", "", 0)][0]; got != 300 {
				t.Errorf("%d of 300 views of a room", got)
			}
		}
		h.do("GET", "/s/dinner", "", "X-Forwarded-For", "198.51.100.1")
	}
	if got := h.sums(l)[visitOf("dinner", "", 0)][0]; got > 1_300 {
		t.Errorf("%d views of one network in a moment", got)
	}
}
