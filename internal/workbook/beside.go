package workbook

import "io"

// blockSize is what is handed over at once, and blocks how many there are: one is filled while
// another is written.
const (
	blockSize = 128 << 10
	blocks    = 2
)

// beside writes to another writer in a goroutine of its own, which Close ends and waits for. An error
// shows in the Write after the next at the latest, or in Close.
type beside struct {
	block  []byte
	full   chan []byte
	free   chan written
	ended  chan error
	closed bool
	err    error // the first that was seen
}

// written is a block that can be filled again, and what went wrong so far.
type written struct {
	block []byte
	err   error
}

func newBeside(w io.WriteCloser) *beside {
	b := &beside{full: make(chan []byte), free: make(chan written, blocks), ended: make(chan error, 1)}
	for range blocks - 1 {
		b.free <- written{}
	}
	go b.run(w)
	return b
}

// run writes what comes. After an error it takes the rest without writing it, so that nobody waits for
// it in vain.
func (b *beside) run(w io.WriteCloser) {
	var err error
	for block := range b.full {
		if err == nil {
			_, err = w.Write(block)
		}
		b.free <- written{block[:0], err}
	}
	if err == nil {
		err = w.Close()
	}
	b.ended <- err
}

// Write keeps a copy of p and hands it over with what came before.
func (b *beside) Write(p []byte) (int, error) {
	done := 0
	for done < len(p) && b.err == nil {
		n := min(len(p)-done, blockSize-len(b.block))
		b.block = append(b.block, p[done:done+n]...)
		done += n
		if len(b.block) == blockSize {
			b.hand()
		}
	}
	return done, b.err
}

func (b *beside) hand() {
	b.full <- b.block
	next := <-b.free
	b.block, b.err = next.block, next.err
}

// Close hands over the rest and waits until all is written. Closing again gives the same error.
func (b *beside) Close() error {
	if b.closed {
		return b.err
	}
	b.closed = true
	if len(b.block) > 0 && b.err == nil {
		b.hand()
	}
	close(b.full)
	if err := <-b.ended; b.err == nil {
		b.err = err
	}
	return b.err
}
