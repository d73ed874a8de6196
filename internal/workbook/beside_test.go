package workbook_test

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"

	"muster/internal/response"
	"muster/internal/workbook"
)

var errGone = errors.New("the line is cut")

// line takes so many bytes and is cut then.
type line struct{ left int }

func (l *line) Write(p []byte) (int, error) {
	if l.left -= len(p); l.left < 0 {
		return 0, errGone
	}
	return len(p), nil
}

// TestLineThatIsCut holds that whoever downloads and goes away is noticed soon, wherever in the file, that
// the error is theirs, and that nothing goes on running behind.
func TestLineThatIsCut(t *testing.T) {
	s := load(t, "charlotte")
	pool := people(s, 500)
	const all = 50_000
	before := runtime.NumGoroutine()
	for _, left := range []int{0, 100, 5_000, 100_000, 1 << 20} {
		c := repeated(config(s, pool), pool, all)
		walked, inner := 0, c.Responses
		c.Responses = func(yield func(*response.Response, error) bool) {
			inner(func(r *response.Response, err error) bool {
				walked++
				return yield(r, err)
			})
		}
		err := workbook.Write(context.Background(), &line{left}, c)
		if !errors.Is(err, errGone) {
			t.Errorf("cut after %d bytes: %v", left, err)
		}
		if walked > all/2 {
			t.Errorf("cut after %d bytes: %d of %d answers were still walked", left, walked, all)
		}
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

// TestAnswersThatFail holds the same when it is the answers that break off.
func TestAnswersThatFail(t *testing.T) {
	s := load(t, "charlotte")
	pool := people(s, 500)
	before := runtime.NumGoroutine()
	c := repeated(config(s, pool), pool, 20_000)
	inner := c.Responses
	c.Responses = func(yield func(*response.Response, error) bool) {
		n := 0
		inner(func(r *response.Response, err error) bool {
			if n++; n > 7_000 {
				yield(nil, errGone)
				return false
			}
			return yield(r, err)
		})
	}
	var out counting
	if err := workbook.Write(context.Background(), &out, c); !errors.Is(err, errGone) {
		t.Errorf("%v", err)
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}
