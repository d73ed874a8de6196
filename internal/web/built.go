package web

import (
	"slices"
	"sync"

	"golang.org/x/sync/singleflight"

	"muster/internal/dashboard"
)

// mostBuilt bounds the pages that are kept. One is some 100 KB.
const mostBuilt = 64

// built keeps the pages of dashboards that were made, under what they were made of. Who reads a
// dashboard again, or reads it with others when a new answer has come in, does not have it found out
// anew. Its zero value is empty.
type built struct {
	making singleflight.Group

	mu    sync.Mutex
	pages map[string]*dashboard.Page // guarded by mu; nobody changes a page in it
	names []string                   // of the pages, the oldest first; guarded by mu
}

// page gives the page of a name, made by make unless it is there. Who asks for one that is being made
// waits for it.
func (b *built) page(name string, make func() (*dashboard.Page, error)) (*dashboard.Page, error) {
	if page := b.find(name); page != nil {
		return page, nil
	}
	page, err, _ := b.making.Do(name, func() (any, error) {
		if page := b.find(name); page != nil {
			return page, nil // made between the look and the turn
		}
		page, err := make()
		if err == nil {
			b.keep(name, page)
		}
		return page, err
	})
	if err != nil {
		return nil, err
	}
	return page.(*dashboard.Page), nil
}

func (b *built) find(name string) *dashboard.Page {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.pages[name]
}

func (b *built) keep(name string, page *dashboard.Page) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.pages == nil {
		b.pages = map[string]*dashboard.Page{}
	}
	if b.pages[name] == nil {
		b.names = append(b.names, name)
	}
	b.pages[name] = page
	if len(b.names) > mostBuilt {
		delete(b.pages, b.names[0])
		b.names = slices.Delete(b.names, 0, 1)
	}
}
