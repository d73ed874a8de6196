package web_test

import (
	"bytes"
	"sync"
)

// logbook is the log of a site under test, which may still be written to while it is read.
type logbook struct {
	mu    sync.Mutex
	lines bytes.Buffer // guarded by mu
}

func (l *logbook) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lines.Write(line)
}

func (l *logbook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lines.String()
}

func (l *logbook) Len() int { return len(l.String()) }
