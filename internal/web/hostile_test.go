package web_test

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"muster/internal/survey"
)

func TestHostileBodies(t *testing.T) {
	t.Parallel()
	const urlencoded = "application/x-www-form-urlencoded"
	fields := strings.Builder{}
	for range 9000 {
		fields.WriteString("roles=a&")
	}
	for _, test := range []struct {
		name, kind, body string
		want             int
		words            string
	}{
		{"empty", urlencoded, "", 422, "Answer at least one question"},
		{"only blanks", urlencoded, "challenge=+%0d%0a&name=+", 422, "Answer at least one question"},
		{"only a name", urlencoded, "name=Ann", 303, ""},
		{"with a charset", urlencoded + "; charset=utf-8", "roles=analyst", 303, ""},
		{"256 KB", urlencoded, "roles=analyst&x=" + strings.Repeat("a", 256<<10-len("roles=analyst&x=")), 303, ""},
		{"more than 256 KB", urlencoded, "roles=analyst&x=" + strings.Repeat("a", 256<<10-len("roles=analyst&x=")+1), 413, "shorten the longest texts"},
		{"a megabyte", urlencoded, strings.Repeat("a", 1<<20), 413, "nothing of it was stored"},
		{"no type", "", "roles=analyst", 415, "Nothing was stored"},
		{"multipart", "multipart/form-data; boundary=x", "--x--", 415, "application/x-www-form-urlencoded"},
		{"JSON", "application/json", "{}", 415, "Nothing was stored"},
		{"broken parameter of the type", urlencoded + "; =", "roles=analyst", 303, ""},
		{"broken escape", urlencoded, "roles=%zz", 400, "damaged or incomplete"},
		{"thousands of picks", urlencoded, fields.String()[:60<<10], 422, "no longer offered"},
		{"too many fields to be a form's", urlencoded, strings.Repeat("a=b&", 10_001), 400, "damaged or incomplete"},
		{"duplicates", urlencoded, "roles=analyst&roles=analyst&name=A", 303, ""},
		{"two texts for one line", urlencoded, "roles=analyst&name=A&name=B", 422, ""},
		{"NUL and controls", urlencoded, "roles=analyst&challenge=%00%01%1b&name=%00", 303, ""},
		{"invalid UTF-8", urlencoded, "challenge=%ff%fe", 422, "could not be read"},
		{"invalid UTF-8 in a choice", urlencoded, "roles=%ff", 422, "no longer offered"},
		{"a script", urlencoded, "journey=" + url.QueryEscape(`"><script>alert(1)</script>`), 422, "no longer offered"},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := visit(t, []*survey.Survey{sample(t, "charlotte")}, nil)
			answer := v.do(http.MethodPost, "/s/charlotte", test.body, "Content-Type", test.kind)
			page := body(t, answer)
			if answer.StatusCode != test.want {
				t.Errorf("%s, want %d", answer.Status, test.want)
			}
			contains(t, page, test.words)
			if strings.Contains(page, "<script") {
				t.Error("a script came through")
			}
			if stored := len(v.stored); (stored == 1) != (test.want == http.StatusSeeOther) {
				t.Errorf("%d stored", stored)
			}
		})
	}
}

// What takes more room when it is kept than when it was sent is kept whole, or is too large; it is never
// a fault of ours.
func TestHostileDrafts(t *testing.T) {
	t.Parallel()
	const step = "role=dev&_at=0&_step=back&many.other=" // “back” leads on whatever is wrong
	for _, test := range []struct {
		name, value string
		want        int // 0: it is kept
	}{
		{"angle brackets", strings.Repeat("%3C", 18_000), 0},
		{"controls", strings.Repeat("%01", 18_000), 0},
		{"what is not UTF-8", strings.Repeat("%FF", 18_000), 0},
		{"line separators", strings.Repeat("%E2%80%A8", 7_000), 0},
		{"as no browser sends them", strings.Repeat("<", 60_000), http.StatusRequestEntityTooLarge},
		{"controls as they are", strings.Repeat("\x01", 60_000), http.StatusRequestEntityTooLarge},
	} {
		for _, to := range []struct {
			path string
			kept int
		}{{"/s/trip", 303}, {"/s/trip/save", 303}, {"/s/trip/draft", 200}} {
			t.Run(test.name+to.path, func(t *testing.T) {
				h := openHouse(t, journeyForm(t))
				answer := h.do(http.MethodPost, to.path, step+test.value)
				if want := cmp.Or(test.want, to.kept); answer.StatusCode != want || h.log.Len() > 0 {
					t.Errorf("%s, want %d; log: %.300s", answer.Status, want, h.log.String())
				}
			})
		}
		t.Run(test.name+", with a mistake", func(t *testing.T) {
			h := openHouse(t, journeyForm(t))
			answer := h.do(http.MethodPost, "/s/trip", "many.other="+test.value)
			if want := cmp.Or(test.want, http.StatusUnprocessableEntity); answer.StatusCode != want {
				t.Errorf("%s, want %d", answer.Status, want)
			}
		})
	}
}

// No browser compresses what it sends, and nothing here unpacks it: neither a bomb nor an answer
// that nobody can read is taken.
func TestCompressedBodiesAreRefused(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{sample(t, "charlotte")}, nil)
	doc := v.page(http.StatusUnsupportedMediaType, http.MethodPost, "/s/charlotte", "\x1f\x8b\b", "Content-Encoding", "gzip")
	contains(t, text(doc, "main"), "Nothing was stored")
	if len(v.stored) != 0 {
		t.Errorf("%d stored", len(v.stored))
	}
}

func TestTypedMarkupIsShownAsTyped(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{everything(t)}, nil)
	words := `"><script>alert('1')</script></textarea>&lt;`
	values := url.Values{"city": {words}, "story": {words}, "many.other": {words}, "name": {"x"}}
	doc := v.page(http.StatusUnprocessableEntity, http.MethodPost, "/s/everything", values.Encode())
	if doc.Find("script").Length() != 0 {
		t.Fatal("a script came through")
	}
	checkKept(t, doc, values)
}

// FuzzPost throws bodies at the form: whatever arrives, the answer is one of those that are meant,
// and what is shown again can be sent again.
func FuzzPost(f *testing.F) {
	f.Add("application/x-www-form-urlencoded", complete().Encode())
	f.Add("application/x-www-form-urlencoded", "one=x&one=y&many=none&many=x&city=%ff&speakers=99&_id=a&_t=0.")
	f.Add("application/x-www-form-urlencoded", "many.other=%00&email=a%40b&consent=&food=-1&story=%0d%0a")
	f.Add("multipart/form-data; boundary=a", "--a\r\n")
	v := visit(f, []*survey.Survey{everything(f)}, nil)
	meant := map[int]bool{303: true, 400: true, 413: true, 415: true, 422: true}
	f.Fuzz(func(t *testing.T, kind, sent string) {
		v.t = t
		clear(v.stored)
		answer := v.do(http.MethodPost, "/s/everything", sent, "Content-Type", kind)
		if !meant[answer.StatusCode] {
			t.Fatalf("%s", answer.Status)
		}
		if page := body(t, answer); strings.Contains(page, "<script") || (len(v.stored) == 1) != (answer.StatusCode == 303) {
			t.Fatalf("%s, %d stored: %s", answer.Status, len(v.stored), page)
		}
		if to := answer.Header.Get("Location"); to != "" {
			if receipt := v.do(http.MethodGet, to, ""); receipt.StatusCode != 200 {
				t.Fatalf("receipt: %s", receipt.Status)
			}
		}
	})
}
