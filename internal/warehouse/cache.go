package warehouse

import (
	"container/list"
	"sync"
)

// cacheCells bounds the cache: about 32 MB of numbers.
const cacheCells = 4 << 20

// cache remembers answers with the version of the survey they are of. What was not asked for the
// longest is forgotten first. What it gives back is shared and must not be changed.
type cache struct {
	size    int
	mu      sync.Mutex
	room    int // what is left of size; guarded by mu, as all that follows
	order   *list.List
	entries map[string]*list.Element
}

type entry struct {
	name    string
	version int64
	value   any
	weight  int
}

func newCache(size int) *cache {
	return &cache{size: size, room: size, order: list.New(), entries: map[string]*list.Element{}}
}

// find returns nil when nothing of that name and version is remembered.
func (c *cache) find(name string, version int64) any {
	c.mu.Lock()
	defer c.mu.Unlock()
	at := c.entries[name]
	if at == nil || at.Value.(*entry).version != version {
		return nil
	}
	c.order.MoveToFront(at)
	return at.Value.(*entry).value
}

// keep remembers a value in the place of one of another version.
func (c *cache) keep(name string, version int64, value any, weight int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.forget(c.entries[name])
	if weight > c.size {
		return
	}
	c.entries[name] = c.order.PushFront(&entry{name, version, value, weight})
	c.room -= weight
	for c.room < 0 {
		c.forget(c.order.Back())
	}
}

func (c *cache) forget(at *list.Element) {
	if at == nil {
		return
	}
	e := c.order.Remove(at).(*entry)
	delete(c.entries, e.name)
	c.room += e.weight
}

func (c *cache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.order.Len() > 0 {
		c.forget(c.order.Back())
	}
}
