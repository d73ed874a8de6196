package web

import (
	"bytes"
	"strconv"
	"testing"
	"time"
)

// TestMailLimitOfTheSite is from inside: outside, the limit of one receipt is in the way.
func TestMailLimitOfTheSite(t *testing.T) {
	t.Parallel()
	var l mailLimit
	now := time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)
	hash := func(n int) []byte { return bytes.Repeat([]byte(strconv.Itoa(1000 + n))[:4], mailKeySize/4) }
	for n := range mostMails {
		if got := l.begin(now, hash(n), hash(n), nil); !got.allowed {
			t.Fatalf("letter %d: %s", n, got.why)
		}
	}
	if got := l.begin(now, hash(500), hash(500), hash(1)); got.allowed || got.why != "receipt.mail_busy" {
		t.Errorf("one too many: %+v", got)
	}
	later := l.begin(now.Add(mailSpan), hash(1), hash(2), nil)
	if !later.allowed || len(l.sent) != 1 {
		t.Errorf("after the span: %+v, %d remembered", later, len(l.sent))
	}
	later.undo()
	if len(l.sent) != 0 {
		t.Error("undone, and still remembered")
	}
	for n := range mostOfOne {
		if !l.begin(now, hash(n), hash(7), nil).allowed {
			t.Fatal("too strict")
		}
	}
	if got := l.begin(now, hash(50), hash(7), nil); got.allowed || got.why != "receipt.mail_often" {
		t.Errorf("one person by many receipts: %+v", got)
	}
}
