package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"muster/internal/survey"
)

// decode undoes the content coding with a decoder that knows nothing of how the page was made.
func decode(t testing.TB, answer *http.Response) string {
	t.Helper()
	reader := io.Reader(answer.Body)
	switch coding := answer.Header.Get("Content-Encoding"); coding {
	case "br":
		reader = brotli.NewReader(answer.Body)
	case "gzip":
		unzip, err := gzip.NewReader(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		reader = unzip
	case "":
	default:
		t.Fatalf("unknown coding %q", coding)
	}
	data, err := io.ReadAll(reader)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

var tailFields = regexp.MustCompile(`<input type="hidden" name="_id" value="[a-z2-7]{26}"><input type="hidden" name="_t" value="[0-9a-z]+\.[\w-]{16}">`)

// TestStitchedCodingsDecodeToTheSamePage sews an end to each compressed beginning many times: the
// check sum and the block's header differ with every id.
func TestStitchedCodingsDecodeToTheSamePage(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{sample(t, "charlotte")}, nil)
	plain := decode(t, v.do(http.MethodGet, "/s/charlotte", ""))
	if !strings.HasSuffix(plain, "</html>\n") || !tailFields.MatchString(plain) {
		t.Fatalf("the page ends %q", plain[len(plain)-300:])
	}
	for _, coding := range []string{"br", "gzip", "identity"} {
		t.Run(coding, func(t *testing.T) {
			for range 50 {
				answer := v.do(http.MethodGet, "/s/charlotte", "", "Accept-Encoding", coding)
				if got := answer.Header.Get("Content-Encoding"); got != coding && coding != "identity" {
					t.Fatalf("coding %q", got)
				}
				page := decode(t, answer)
				if tailFields.ReplaceAllString(page, "") != tailFields.ReplaceAllString(plain, "") {
					t.Fatal("the page differs by more than its tail")
				}
			}
		})
	}
}

func TestFormIsSmall(t *testing.T) {
	t.Parallel()
	const most = 14 << 10
	v := visit(t, []*survey.Survey{sample(t, "charlotte")}, nil)
	for _, coding := range []string{"br", "gzip"} {
		size := len(body(t, v.do(http.MethodGet, "/s/charlotte", "", "Accept-Encoding", coding)))
		t.Logf("%s: %d bytes", coding, size)
		if size > most {
			t.Errorf("%s: %d bytes, at most %d", coding, size, most)
		}
	}
}

func TestNegotiation(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{sample(t, "charlotte")}, nil)
	for _, test := range []struct{ name, accept, want string }{
		{"nothing said", "", ""},
		{"a browser", "gzip, deflate, br, zstd", "br"},
		{"gzip only", "gzip", "gzip"},
		{"case and space", " GZIP ; Q=0.5 ", "gzip"},
		{"old name", "x-gzip", "gzip"},
		{"weights", "br;q=0.5, gzip;q=0.8", "gzip"},
		{"refused", "br;q=0, gzip;q=0", ""},
		{"anything", "*", "br"},
		{"anything but brotli", "br;q=0, *", "gzip"},
		{"nothing but gzip", "*;q=0, gzip", "gzip"},
		{"plain preferred", "identity, gzip;q=0.2", ""},
		{"unknown", "zstd", ""},
		{"all refused", "*;q=0", ""},
		{"nonsense weight", "br;q=much, gzip;q=1", "gzip"},
		{"empty items", ",,;,gzip,", "gzip"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var header []string
			if test.accept != "" {
				header = []string{"Accept-Encoding", test.accept}
			}
			answer := v.do(http.MethodGet, "/s/charlotte", "", header...)
			if got := answer.Header.Get("Content-Encoding"); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
			if answer.Header.Get("Vary") != "Accept-Encoding" || answer.Header.Get("Cache-Control") != "private, max-age=0" {
				t.Errorf("header %v", answer.Header)
			}
		})
	}
}

func TestFilledFormIsCompressedToo(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{everything(t)}, nil)
	answer := v.do(http.MethodPost, "/s/everything", "city=Basel", "Accept-Encoding", "gzip, br")
	if answer.StatusCode != http.StatusUnprocessableEntity || answer.Header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("%s, %v", answer.Status, answer.Header)
	}
	contains(t, decode(t, answer), `value="Basel"`)
}

func BenchmarkForm(b *testing.B) {
	v := visit(b, []*survey.Survey{sample(b, "charlotte")}, nil)
	r, err := http.NewRequest(http.MethodGet, "/s/charlotte", nil)
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", "gzip, br")
	w := &discard{header: http.Header{}}
	b.ReportAllocs()
	for b.Loop() {
		clear(w.header)
		v.handler.ServeHTTP(w, r)
	}
	b.ReportMetric(float64(w.size)/float64(b.N), "bytes/page")
}

// discard is a response writer that keeps nothing.
type discard struct {
	header http.Header
	size   int
}

func (d *discard) Header() http.Header { return d.header }
func (d *discard) WriteHeader(int)     {}
func (d *discard) Write(p []byte) (int, error) {
	d.size += len(p)
	return len(p), nil
}
