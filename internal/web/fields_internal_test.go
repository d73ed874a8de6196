package web

import (
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzFields holds the decoder to the standard library's. It is tested from inside because nothing
// outside shows the values as they were decoded.
func FuzzFields(f *testing.F) {
	for _, seed := range []string{
		"", "a", "a=1", "=1", "a=1&a=2&b=3&a=4", "&&a=&=&", "a=%41%zz", "a;b=1", "a+b=c+d&a%20b=e", "a=1=2&b=%", "%ff=%fe",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		want, wantErr := url.ParseQuery(body)
		got, err := parseFields(body)
		if (err == nil) != (wantErr == nil) {
			t.Fatalf("%v, want %v", err, wantErr)
		}
		if diff := cmp.Diff(want, got); err == nil && diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}
