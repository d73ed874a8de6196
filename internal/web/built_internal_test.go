package web

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"muster/internal/dashboard"
)

func TestBuiltPagesAreMadeOnce(t *testing.T) {
	t.Parallel()
	var b built
	var made atomic.Int64
	started := make(chan struct{})
	slow := func(context.Context) (*dashboard.Page, error) {
		<-started
		made.Add(1)
		return &dashboard.Page{ID: "a"}, nil
	}
	var readers sync.WaitGroup
	for range 20 {
		readers.Go(func() {
			if page, err := b.page(t.Context(), "a", slow); err != nil || page.ID != "a" {
				t.Errorf("page %v, error %v", page, err)
			}
		})
	}
	close(started)
	readers.Wait()
	if n := made.Load(); n != 1 {
		t.Errorf("made %d times", n)
	}
}

func TestFailureIsNotKept(t *testing.T) {
	t.Parallel()
	var b built
	if _, err := b.page(t.Context(), "a", func(context.Context) (*dashboard.Page, error) { return nil, errors.New("no") }); err == nil {
		t.Fatal("no error")
	}
	if page, err := b.page(t.Context(), "a", func(context.Context) (*dashboard.Page, error) { return &dashboard.Page{}, nil }); err != nil || page == nil {
		t.Errorf("page %v, error %v", page, err)
	}
}

func TestOldPagesGo(t *testing.T) {
	t.Parallel()
	var b built
	for i := range mostBuilt + 5 {
		if _, err := b.page(t.Context(), fmt.Sprint(i), func(context.Context) (*dashboard.Page, error) { return &dashboard.Page{}, nil }); err != nil {
			t.Fatal(err)
		}
	}
	if b.pages["0"] != nil || b.pages[fmt.Sprint(mostBuilt)] == nil || len(b.pages) != mostBuilt {
		t.Errorf("%d pages are kept, the first %v", len(b.pages), b.pages["0"])
	}
}

// What could not be shown just now is tried again.
func TestPassingPagesAreNotKept(t *testing.T) {
	t.Parallel()
	var b built
	for _, passing := range []bool{true, false} {
		page, err := b.page(t.Context(), "a", func(context.Context) (*dashboard.Page, error) { return &dashboard.Page{Passing: passing}, nil })
		if err != nil || page.Passing != passing {
			t.Errorf("page %v, error %v", page, err)
		}
	}
}

// A page is made to its end for who waits for it, whoever began it, and no longer than anybody does.
func TestBuildsEndWithTheLastWhoWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var b built
		var why error
		slow := func(ctx context.Context) (*dashboard.Page, error) {
			<-ctx.Done()
			why = context.Cause(ctx)
			return nil, why
		}
		first, leaveFirst := context.WithCancel(t.Context())
		second, leaveSecond := context.WithCancel(t.Context())
		go func() { _, _ = b.page(first, "a", slow) }()
		synctest.Wait()
		go func() { _, _ = b.page(second, "a", slow) }()
		synctest.Wait()
		leaveFirst()
		synctest.Wait()
		if why != nil {
			t.Errorf("ended by %v though somebody waits", why)
		}
		leaveSecond()
		synctest.Wait()
		if !errors.Is(why, context.Canceled) {
			t.Errorf("ended by %v", why)
		}
		if page, err := b.page(t.Context(), "a", func(context.Context) (*dashboard.Page, error) { return &dashboard.Page{}, nil }); err != nil || page == nil {
			t.Errorf("later: %v %v", page, err)
		}
	})
}

// The end of the service is the end of all that is being made for its people.
func TestBuildsEndWithTheService(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var b built
		ended := make(chan error, 2)
		slow := func(ctx context.Context) (*dashboard.Page, error) {
			<-ctx.Done()
			return nil, context.Cause(ctx)
		}
		for range 2 {
			go func() {
				_, err := b.page(t.Context(), "a", slow)
				ended <- err
			}()
		}
		synctest.Wait()
		b.end()
		for range 2 {
			if err := <-ended; !errors.Is(err, errEnding) {
				t.Errorf("ended by %v", err)
			}
		}
		if _, err := b.page(t.Context(), "b", slow); !errors.Is(err, errEnding) {
			t.Errorf("later: %v", err)
		}
	})
}

// A build that panics leaves nobody waiting.
func TestBuildThatPanics(t *testing.T) {
	t.Parallel()
	var b built
	func() {
		defer func() { _ = recover() }()
		_, _ = b.page(t.Context(), "a", func(context.Context) (*dashboard.Page, error) { panic("no") })
	}()
	if page, err := b.page(t.Context(), "a", func(context.Context) (*dashboard.Page, error) { return &dashboard.Page{}, nil }); err != nil || page == nil {
		t.Errorf("%v %v", page, err)
	}
}
