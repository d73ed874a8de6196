package web

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"muster/internal/dashboard"
)

func TestBuiltPagesAreMadeOnce(t *testing.T) {
	var b built
	var made atomic.Int64
	started := make(chan struct{})
	slow := func() (*dashboard.Page, error) {
		<-started
		made.Add(1)
		return &dashboard.Page{ID: "a"}, nil
	}
	var readers sync.WaitGroup
	for range 20 {
		readers.Go(func() {
			if page, err := b.page("a", slow); err != nil || page.ID != "a" {
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
	var b built
	if _, err := b.page("a", func() (*dashboard.Page, error) { return nil, errors.New("no") }); err == nil {
		t.Fatal("no error")
	}
	if page, err := b.page("a", func() (*dashboard.Page, error) { return &dashboard.Page{}, nil }); err != nil || page == nil {
		t.Errorf("page %v, error %v", page, err)
	}
}

func TestOldPagesGo(t *testing.T) {
	var b built
	for i := range mostBuilt + 5 {
		if _, err := b.page(fmt.Sprint(i), func() (*dashboard.Page, error) { return &dashboard.Page{}, nil }); err != nil {
			t.Fatal(err)
		}
	}
	if b.find("0") != nil || b.find(fmt.Sprint(mostBuilt)) == nil || len(b.pages) != mostBuilt {
		t.Errorf("%d pages are kept, the first %v", len(b.pages), b.find("0"))
	}
}
