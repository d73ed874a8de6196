package web

import (
	"fmt"
	"testing"
	"time"
)

func TestOnce(t *testing.T) {
	t.Parallel()
	start := time.Unix(1_800_000_000, 0)
	for _, test := range []struct {
		name   string
		second string
		after  time.Duration
		want   bool
	}{
		{"again", "a", 0, false},
		{"another", "b", 0, true},
		{"nothing", "", 0, false},
		{"within the hour", "a", 59 * time.Minute, false},
		{"long after", "a", 2 * time.Hour, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			var o once
			if !o.first("a", start) {
				t.Fatal("the first is not the first")
			}
			if got := o.first(test.second, start.Add(test.after)); got != test.want {
				t.Errorf("%v", got)
			}
		})
	}
}

func TestOnceStaysSmall(t *testing.T) {
	t.Parallel()
	var o once
	now := time.Unix(1_800_000_000, 0)
	for i := range 10 * onceMost {
		o.first(fmt.Sprint(i), now)
		if i > 100 && o.first(fmt.Sprint(i-100), now) {
			t.Fatal("the latest are forgotten")
		}
	}
	if kept := len(o.now) + len(o.before); kept > onceMost {
		t.Errorf("%d are remembered", kept)
	}
}
