package directory

import "slices"

// best keeps the first of what it is shown, in an order. People are made only of who comes that far.
type best[K any] struct {
	most    int
	compare func(a, b K) int
	entries []entry[K]
	full    bool // the first of the entries, as many as are kept, are in order, and none better was let go
}

type entry[K any] struct {
	key    K
	person Person
}

func (b *best[K]) offer(key K, person func() Person) {
	if b.full && b.compare(key, b.entries[b.most-1].key) >= 0 {
		return
	}
	b.entries = append(b.entries, entry[K]{key, person()})
	if len(b.entries) >= 2*b.most {
		b.settle()
	}
}

func (b *best[K]) settle() {
	slices.SortStableFunc(b.entries, func(x, y entry[K]) int { return b.compare(x.key, y.key) })
	if len(b.entries) >= b.most {
		clear(b.entries[b.most:])
		b.entries, b.full = b.entries[:b.most], true
	}
}

// sorted gives what was kept.
func (b *best[K]) sorted() []entry[K] {
	b.settle()
	return b.entries
}

// page gives the last page of what was kept.
func (b *best[K]) page(p Page) []entry[K] {
	all := b.sorted()
	return all[min((p.Number-1)*p.Size, len(all)):]
}
