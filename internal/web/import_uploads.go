package web

import (
	"context"
	"errors"
	"io"
	"slices"
	"sync"
	"time"

	"muster/internal/spreadsheet"
)

// What files between their arrival and their storing may cost.
const (
	uploadLife     = time.Hour // since somebody looked at it
	mostUploads    = 8         // of everybody
	uploadsEach    = 2         // the newest of a person
	uploadBytes    = 256 << 20 // of all of them, as they came and as they were read
	mostArriving   = 3         // that are on their way at once
	deskPatience   = 20 * time.Second
	cellOverhead   = 16 // bytes of a string beside its letters
	arrivalTimeout = 15 * time.Minute
)

// errBusy says that other files are being read for so long that waiting makes no sense any more.
var errBusy = errors.New("other files are being read")

// uploads are the files that founders look at before anything is stored. They hold names and addresses,
// so they are in memory alone, few of them and not for long. Only one is read, understood or stored at
// a time: each may keep a processor busy for seconds.
type uploads struct {
	random io.Reader
	now    func() time.Time
	gates  chan struct{} // one for each file that arrives
	desk   chan struct{} // of whoever works on a file
	pace   Pace          // of files on their way

	mu     sync.Mutex
	all    []*upload           // guarded by mu; the newest last
	coming map[int64]*arriving // guarded by mu: the file that a person is sending
}

func newUploads(config Config) *uploads {
	return &uploads{
		random: config.Random, now: config.Now,
		gates: make(chan struct{}, mostArriving), desk: make(chan struct{}, 1),
		pace: config.Founder.Pace.orDefault(), coming: map[int64]*arriving{},
	}
}

// enter takes one of the places that a channel has, as long as patience lasts; leave gives it back.
func enter(ctx context.Context, places chan struct{}, patience time.Duration) (leave func(), err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	select {
	case places <- struct{}{}:
	case <-ctx.Done():
		return nil, errBusy
	}
	if ctx.Err() != nil { // both were so: nothing is begun for who is not there any more
		<-places
		return nil, errBusy
	}
	return func() { <-places }, nil
}

// add keeps an upload and lets go of those that it takes the place of: the person's own, then the oldest
// of all.
func (us *uploads) add(u *upload) {
	us.mu.Lock()
	defer us.mu.Unlock()
	us.forget()
	us.all = append(us.all, u)
	own := 0
	for _, other := range slices.Backward(us.all) {
		if other.person == u.person {
			own++
		}
		if own > uploadsEach {
			us.drop(other)
			break
		}
	}
	for len(us.all) > 1 && (len(us.all) > mostUploads || us.size() > uploadBytes) {
		us.drop(us.all[0])
	}
}

// find gives a person's upload for a survey, or nil. It stays as long again.
func (us *uploads) find(id, survey string, person int64) *upload {
	us.mu.Lock()
	defer us.mu.Unlock()
	us.forget()
	for _, u := range us.all {
		if u.id == id && u.into == survey && u.person == person {
			u.used = us.now()
			return u
		}
	}
	return nil
}

// sweep lets go of what is old.
func (us *uploads) sweep() {
	us.mu.Lock()
	defer us.mu.Unlock()
	us.forget()
}

// forget is sweep for who holds mu.
func (us *uploads) forget() {
	oldest := us.now().Add(-uploadLife)
	us.all = slices.DeleteFunc(us.all, func(u *upload) bool { return u.used.Before(oldest) })
}

// drop is for who holds mu.
func (us *uploads) drop(u *upload) {
	us.all = slices.DeleteFunc(us.all, func(other *upload) bool { return other == u })
}

// size is for who holds mu.
func (us *uploads) size() int {
	n := 0
	for _, u := range us.all {
		n += int(u.size.Load())
	}
	return n
}

// sizeOf tells what a table costs.
func sizeOf(t *spreadsheet.Table) int {
	n := 0
	for _, row := range t.Rows {
		for _, cell := range row.Cells {
			n += cellOverhead + len(cell)
		}
	}
	return n
}
