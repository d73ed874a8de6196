package web

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
)

// TestReadingNewsEnds holds that nobody is told any more whose session has ended, that a fault in
// finding out is handed on, and that neither happens to who is still here.
func TestReadingNewsEnds(t *testing.T) {
	t.Parallel()
	broken := errors.New("no store")
	tests := []struct {
		name string
		here func(beat int) (bool, error)
		want string
		err  error
	}{
		{"logged out", func(beat int) (bool, error) { return beat < 2, nil }, ": still here\n\nevent: over\ndata: login\n\n", nil},
		{"nobody knows", func(int) (bool, error) { return false, broken }, "", broken},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			n := newNews()
			n.beat = time.Millisecond
			n.tell(Freshness{Seq: 7, Ready: true})
			n.tell(Freshness{Seq: 9}) // being made again
			out := httptest.NewRecorder()
			c, _ := gin.CreateTestContext(out)
			c.Request = httptest.NewRequest(http.MethodGet, "/", nil)
			beats := 0
			err := n.read(t.Context(), newLine(c), func() (bool, error) { beats++; return test.here(beats) })
			if !errors.Is(err, test.err) {
				t.Errorf("err = %v", err)
			}
			if want := "retry: 5000\n\nevent: counts\nid: 7\ndata: 7\n\n" + test.want; out.Body.String() != want {
				t.Errorf("sent %q, want %q", out.Body.String(), want)
			}
		})
	}
}

// TestPlacesOfListeners holds how many pages may wait, of one person and of all, and that who leaves makes room.
func TestPlacesOfListeners(t *testing.T) {
	t.Parallel()
	n := newNews()
	for person := range int64(20) {
		for i := range 11 {
			if n.enter(person) != (i < 10) {
				t.Fatalf("page %d of person %d", i, person)
			}
		}
	}
	if n.enter(20) {
		t.Error("page 201 has a place")
	}
	n.leave(3)
	if !n.enter(20) {
		t.Error("who leaves makes no room")
	}
	for range 9 {
		n.leave(3)
	}
	if _, known := n.of[3]; known || n.listeners != 191 {
		t.Errorf("%d listen: %v", n.listeners, n.of)
	}
}
