package web

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
)

// TestIdleFilesAreGivenUp holds that a file that brings nothing for a while comes no further, while one that comes
// slowly does.
func TestIdleFilesAreGivenUp(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		pause time.Duration
		want  bool // it arrives
	}{{"slow", 100 * time.Millisecond, true}, {"idle", 10 * time.Second, false}}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			us, _ := newDesk()
			us.pace.Idle = time.Second
			failed := make(chan error, 1)
			engine := gin.New()
			engine.POST("/", func(c *gin.Context) {
				body, leave := us.arrive(c, 1)
				_, err := io.Copy(io.Discard, body)
				leave()
				failed <- err
			})
			server := httptest.NewServer(engine)
			defer server.Close()
			body, w := io.Pipe()
			defer w.Close()
			go func() {
				for range 15 {
					if _, err := io.WriteString(w, "bytes"); err != nil {
						return
					}
					time.Sleep(test.pause)
				}
				w.Close()
			}()
			go func() {
				if answer, err := http.Post(server.URL, "text/plain", body); err == nil {
					answer.Body.Close()
				}
			}()
			select {
			case err := <-failed:
				if arrived := err == nil; arrived != test.want {
					t.Errorf("%v", err)
				}
				if shown, is := brokenOff(err).(*fault); !test.want && (!is || shown.status != http.StatusRequestTimeout) {
					t.Errorf("it is said to be %v", shown)
				}
			case <-time.After(8 * time.Second):
				t.Error("it is waited for")
			}
			us.mu.Lock()
			defer us.mu.Unlock()
			if len(us.coming) > 0 {
				t.Error("it is still said to come")
			}
		})
	}
}
