package warehouse

import "testing"

func TestCache(t *testing.T) {
	c := newCache(10)
	expect := func(name string, version int64, want any) {
		t.Helper()
		if got := c.find(name, version); got != want {
			t.Errorf("%s of %d: %v, want %v", name, version, got, want)
		}
	}
	c.keep("a", 1, "a1", 4)
	c.keep("b", 1, "b1", 4)
	expect("a", 1, "a1")
	expect("a", 2, nil) // another version
	c.keep("c", 1, "c1", 4)
	expect("b", 1, nil) // was not asked for the longest
	expect("a", 1, "a1")
	expect("c", 1, "c1")
	c.keep("a", 2, "a2", 1)
	expect("a", 1, nil)
	expect("a", 2, "a2")
	c.keep("huge", 1, "huge", 11) // more than there is room for
	expect("huge", 1, nil)
	expect("c", 1, "c1")
	c.keep("d", 1, "d1", 10)
	expect("c", 1, nil)
	expect("d", 1, "d1")
	c.clear()
	expect("d", 1, nil)
	if c.room != 10 || len(c.entries) != 0 {
		t.Errorf("room %d, %d entries after all was forgotten", c.room, len(c.entries))
	}
}
