package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// TestSenselessMappingsAreRefused holds that a mapping file of nothing but keys that nobody knows is refused before it
// keeps the desk, and that the file of answers is there as before.
func TestSenselessMappingsAreRefused(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	path := o.drop(meetupPath, nil, attached{"old.csv", oldForm})
	var keys strings.Builder
	for i := range 60_000 {
		fmt.Fprintf(&keys, "k%d: 1\n", i)
	}
	page := o.refuses(http.StatusUnprocessableEntity, path+"/mapping", nil, attached{"keys.yaml", keys.String()})
	contains(t, page.Text(), "keys.yaml:1001:1: more than 1000 keys stand together here")
	o.open(path)
}

// TestTriedFilesCostWhatOneMay holds that of a zip file of blown up files no more is unpacked than of one.
func TestTriedFilesCostWhatOneMay(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	bomb := strings.Repeat("x", 20<<20)
	page := o.refuses(http.StatusUnprocessableEntity, meetupPath, nil, attached{"x.zip", packed(t, "a.csv", bomb, "b.csv", bomb, "c.csv", bomb, "d.csv", "A,B\n1,2\n")})
	contains(t, page.Text(), "one cell is longer than 1 MB")
}
