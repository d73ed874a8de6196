package words

import "testing"

// TestEveryLanguageCanBeRead holds what a page would hide: a language that cannot be read is English.
func TestEveryLanguageCanBeRead(t *testing.T) {
	c, err := read()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range c.Languages() {
		if _, err := load(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if w := c.In(name); w.tag.String() != name || len(w.phrases) != len(c.original.phrases) {
			t.Errorf("%s is read as %s with %d phrases", name, w.tag, len(w.phrases))
		}
	}
}

// BenchmarkLoad is what every start pays.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := read(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLoadAll is what reading every language would cost.
func BenchmarkLoadAll(b *testing.B) {
	for b.Loop() {
		c, err := read()
		if err != nil {
			b.Fatal(err)
		}
		for _, name := range c.Languages() {
			c.In(name)
		}
	}
}
