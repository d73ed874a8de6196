package web

import (
	"context"
	"errors"
	"slices"
	"sync"

	"muster/internal/dashboard"
)

// mostBuilt bounds the pages that are kept. One is some 100 KB.
const mostBuilt = 64

// errEnding is why pages are not made to their end when the service ends.
var errEnding = errors.New("the service ends")

// built keeps the pages of dashboards that were made, under what they were made of. Who reads a
// dashboard again, or reads it with others when a new answer has come in, does not have it found out
// anew. Its zero value is empty.
type built struct {
	mu     sync.Mutex
	pages  map[string]*dashboard.Page // guarded by mu; nobody changes a page in it
	names  []string                   // of the pages, the oldest first; guarded by mu
	making map[string]*making         // guarded by mu
	over   bool                       // guarded by mu
}

// making is a page that is being made, by whoever asked first, for all who wait for it.
type making struct {
	stop    context.CancelCauseFunc
	waiting int           // guarded by the mu of built
	done    chan struct{} // closed when page or err is there
	page    *dashboard.Page
	err     error
}

type maker func(context.Context) (*dashboard.Page, error)

// page gives the page of a name, made by make unless it is there. Who asks for one that is being made
// waits for it. It is made to the end though whoever asked first has left, but not when all have.
func (b *built) page(ctx context.Context, name string, make maker) (*dashboard.Page, error) {
	page, m, begin := b.join(ctx, name)
	if page != nil {
		return page, nil
	}
	stay := context.AfterFunc(ctx, func() { b.leave(name, m) })
	defer stay()
	if begin != nil {
		b.build(begin, name, m, make)
		return m.page, m.err
	}
	select {
	case <-m.done:
		return m.page, m.err
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// join gives the page, or the making of it and, to whoever has to make it, the context of that.
func (b *built) join(ctx context.Context, name string) (page *dashboard.Page, m *making, begin context.Context) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if page := b.pages[name]; page != nil {
		return page, nil, nil
	}
	if m = b.making[name]; m == nil {
		m = &making{done: make(chan struct{}), err: errors.New("the page was not made")}
		begin, m.stop = context.WithCancelCause(context.WithoutCancel(ctx))
		if b.making == nil {
			b.making = map[string]*making{}
		}
		b.making[name] = m
		if b.over {
			m.stop(errEnding)
		}
	}
	m.waiting++
	return nil, m, begin
}

// leave stops what nobody waits for any longer.
func (b *built) leave(name string, m *making) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if m.waiting--; m.waiting == 0 {
		m.stop(context.Canceled)
		b.forget(name, m)
	}
}

// forget has whoever comes later make the page themselves. b.mu is held.
func (b *built) forget(name string, m *making) {
	if b.making[name] == m {
		delete(b.making, name)
	}
}

func (b *built) build(ctx context.Context, name string, m *making, make maker) {
	defer func() { // even when make panics, which is for whoever called it
		m.stop(nil)
		b.mu.Lock()
		defer b.mu.Unlock()
		b.forget(name, m)
		if m.err == nil && !m.page.Passing {
			b.keep(name, m.page)
		}
		close(m.done)
	}()
	m.page, m.err = make(ctx)
}

// keep puts a page where it is found again. b.mu is held.
func (b *built) keep(name string, page *dashboard.Page) {
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

// end stops all pages that are being made, and those that are asked for later.
func (b *built) end() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.over = true
	for _, m := range b.making {
		m.stop(errEnding)
	}
}

// EndBuilds stops whatever pages of founders are being made: they belong to no request, and a service that
// ends cannot wait for all of them.
func (site *Site) EndBuilds() { site.built.end() }
