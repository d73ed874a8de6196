package response_test

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"
	"testing"

	"muster/internal/response"
)

// TestPublicIDIsBase32 holds PublicID, which writes its letters itself, to the standard library:
// the names are in sheets that founders keep, so they may never change.
func TestPublicIDIsBase32(t *testing.T) {
	for _, id := range []string{"", "a", "abcdefghijklmnopqrstuvwxyz", strings.Repeat("x", 200)} {
		sum := sha256.Sum256([]byte("muster response " + id))
		want := strings.ToLower(base32.StdEncoding.EncodeToString(sum[:8])[:12])
		if got := response.PublicID(id); got != want {
			t.Errorf("PublicID(%q) = %q, want %q", id, got, want)
		}
	}
}

func TestValidPublicID(t *testing.T) {
	for name, want := range map[string]bool{
		response.PublicID("a"): true, "abcdefghijkl": true, "abcdefghijk": false, "abcdefghijk1": false, "ABCDEFGHIJKL": false,
		"abcdefghijkl\n": false, "": false, "abcdefghijklm": false,
	} {
		if got := response.ValidPublicID(name); got != want {
			t.Errorf("ValidPublicID(%q) = %v", name, got)
		}
	}
}
