package store

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"sync"
)

// pair says that the response seq may be found under key.
type pair struct{ key, seq int64 }

// keyOf is the key of a response's id. It needs no secret: whatever is found under a key is
// compared with the response itself.
func keyOf(survey, id string) int64 {
	mark := markOf(survey, id)
	return keyOfMark(mark[:])
}

// mark names a response's id and tells nothing about it.
type mark [16]byte

func markOf(survey, id string) mark {
	var buffer [128]byte
	sum := sha256.Sum256(append(append(append(buffer[:0], survey...), 0), id...))
	return mark(sum[:16])
}

// keyOfMark is the key of the id that the mark is of.
func keyOfMark(mark []byte) int64 { return int64(binary.BigEndian.Uint64(mark)) }

// receiptKey is the key of a receipt.
func receiptKey(receipt []byte) int64 {
	sum := sha256.Sum256(receipt)
	return keyOfMark(sum[:])
}

// index finds sequence numbers by key.
type index struct {
	first map[int64]int64
	more  map[int64][]int64 // the further ones under a key, of which there are hardly ever any
}

func newIndex() index { return index{map[int64]int64{}, map[int64][]int64{}} }

func (x index) clear() {
	clear(x.first)
	clear(x.more)
}

func (x index) add(p pair) {
	if _, taken := x.first[p.key]; taken {
		x.more[p.key] = append(x.more[p.key], p.seq)
		return
	}
	x.first[p.key] = p.seq
}

// drop takes a pair out; one that is not there is no error.
func (x index) drop(p pair) {
	seqs := x.find(nil, p.key)
	at := slices.Index(seqs, p.seq)
	if at < 0 {
		return
	}
	delete(x.first, p.key)
	delete(x.more, p.key)
	for _, seq := range slices.Delete(seqs, at, at+1) {
		x.add(pair{p.key, seq})
	}
}

// find adds to seqs what may be found under key.
func (x index) find(seqs []int64, key int64) []int64 {
	if seq, ok := x.first[key]; ok {
		seqs = append(append(seqs, seq), x.more[key]...)
	}
	return seqs
}

// has tells whether the pair is there.
func (x index) has(p pair) bool {
	first, ok := x.first[p.key]
	return ok && (first == p.seq || slices.Contains(x.more[p.key], p.seq))
}

// later returns the pairs of the responses after seq, in no order.
func (x index) later(seq int64) []pair {
	var pairs []pair
	for key, first := range x.first {
		if first > seq {
			pairs = append(pairs, pair{key, first})
		}
	}
	for key, more := range x.more {
		for _, one := range more {
			if one > seq {
				pairs = append(pairs, pair{key, one})
			}
		}
	}
	return pairs
}

// tail is the part of the index that is not in the keys table yet. Entering random keys one by one
// would write a page of 4 KB for each; so they gather here and go into the table in sorted runs, a
// few with every commit, neighbours together. Nothing is lost with it: it is read again from the
// responses themselves, of which it holds those after progress.keyed.
//
// Every response up to last is in the tail or in the keys table, whoever stored it. A response that
// another process stored is later than last until the next Append notices it. A pair may outlive its
// response when another process corrects or erases that; what is found is compared anyway.
type tail struct {
	mu    sync.RWMutex
	index index // guarded by mu
	last  int64 // guarded by mu
	run   run   // only for the holder of the write connection
}

// run is a sorted part of the tail on its way into the keys table.
type run struct {
	pairs   []pair
	at      int   // so many of them are in the table
	upTo    int64 // when all are, every response up to this one has its keys
	thinned bool  // some of the pairs have left the index since
}

// runLength is how many pairs make a run. The longer it is, the more of them share a page, and the
// more is read again at the start: 65,536 are 32,768 responses with a receipt, a tenth of a second.
const runLength = 65_536

func newTail() *tail { return &tail{index: newIndex()} }

// follow takes in what a transaction did, which must be durable: the responses up to last, with the
// pairs that came and those that went.
func (t *tail) follow(came, went []pair, last int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, p := range went {
		t.index.drop(p)
		t.run.thinned = true
	}
	for _, p := range came {
		t.index.add(p)
	}
	t.last = last
}

// find returns the responses that may be found under key, and how far the tail and the keys table
// together reach.
func (t *tail) find(key int64) (seqs []int64, last int64) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.index.find(nil, key), t.last
}

// nextRun returns the run under way and begins one when the tail is long enough.
func (t *tail) nextRun() *run {
	if len(t.run.pairs) == 0 && len(t.index.first) >= runLength {
		t.run = run{pairs: t.index.later(0), upTo: t.last}
		slices.SortFunc(t.run.pairs, func(a, b pair) int {
			return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.seq, b.seq))
		})
	}
	return &t.run
}

// entered says that n more pairs of the run are durable in the keys table. A run that is complete
// leaves the tail.
func (t *tail) entered(n int) {
	t.run.at += n
	if n == 0 || t.run.at < len(t.run.pairs) {
		return
	}
	rest := newIndex()
	for _, p := range t.index.later(t.run.upTo) {
		rest.add(p)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.index, t.run = rest, run{}
}
