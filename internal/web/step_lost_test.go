package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// An id alone opens no receipt: on a device that many use, it stands in the page that the last person
// left behind.
func TestAnIDAloneShowsNoReceipt(t *testing.T) {
	t.Parallel()
	h := openHouse(t, journeyForm(t))
	last, _ := h.turn(h.get("/s/trip"), next, url.Values{"role": {"admin"}})
	own := filled(last, url.Values{"name": {"Ann"}})
	receipt := h.post("/s/trip", own)
	id := own.Get("_id")
	for _, test := range []struct {
		name   string
		fields url.Values
		want   int
	}{
		{"a step that there is not", url.Values{"_at": {"77"}}, http.StatusGone},
		{"the step after the last", url.Values{"_at": {"3"}}, http.StatusGone},
		{"a step that says nothing", url.Values{"_at": {"1"}}, http.StatusGone},
		{"the last step, empty", url.Values{"_at": {"2"}}, http.StatusGone},
		{"the first step, empty", url.Values{"_at": {"0"}}, http.StatusUnprocessableEntity},
		{"before the first", url.Values{"_at": {"-5"}}, http.StatusUnprocessableEntity},
		{"answers to other steps", url.Values{"_at": {"1"}, "role": {"admin"}, "name": {"Ann"}}, http.StatusGone},
		{"a guess", url.Values{"_at": {"2"}, "name": {"Bob"}}, http.StatusGone},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.fields.Set("_id", id)
			test.fields.Set("_d", strings.Repeat("b", 26))
			answer := h.do(http.MethodPost, "/s/trip", test.fields.Encode())
			if answer.StatusCode != test.want {
				t.Errorf("%s, want %d", answer.Status, test.want)
			}
			if page := body(t, answer) + answer.Header.Get("Location"); strings.Contains(page, receipt) || strings.Contains(page, "Ann\"") && test.fields.Get("name") != "Ann" {
				t.Error("the receipt is shown")
			}
		})
	}
	if again := h.post("/s/trip", own); again != receipt {
		t.Errorf("who sends the same twice is led to %s", again)
	}
	h.answer("trip")
}

// The same holds when the form is closed, where a late resend is thanked.
func TestAnIDAloneShowsNoReceiptAfterClosing(t *testing.T) {
	t.Parallel()
	s := journeyForm(t)
	h := openHouse(t, s)
	last, _ := h.turn(h.get("/s/trip"), next, url.Values{"role": {"admin"}})
	own := filled(last, url.Values{"name": {"Ann"}})
	h.post("/s/trip", own)
	s.Closed = true
	h.refused(http.StatusForbidden, "/s/trip", url.Values{"_id": {own.Get("_id")}, "_d": {strings.Repeat("b", 26)}, "_at": {"77"}})
}
