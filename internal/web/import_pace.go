package web

import (
	"cmp"
	"fmt"
	"time"
)

// Pace is how fast a file must come. As many files are taken at a time as there are gates, so whoever lets theirs
// trickle in keeps others out.
type Pace struct {
	Idle  time.Duration // that it may bring nothing
	Grace time.Duration // in which it may come as slowly as it likes: small files always pass
	Rate  int64         // bytes a second since its beginning, the grace not counted
}

// DefaultPace lets a megabyte pass on a line that brings 12 KB a second, and whatever comes within half a minute.
func DefaultPace() Pace {
	return Pace{Idle: 30 * time.Second, Grace: 30 * time.Second, Rate: 16 << 10}
}

func (p Pace) orDefault() Pace {
	d := DefaultPace()
	return Pace{cmp.Or(p.Idle, d.Idle), cmp.Or(p.Grace, d.Grace), cmp.Or(p.Rate, d.Rate)}
}

// due is until when more must have come than has.
func (p Pace) due(begun time.Time, came int64) time.Time {
	return begun.Add(p.Grace + time.Duration(float64(came)/float64(p.Rate)*float64(time.Second)))
}

// slowError says that a file did not keep the pace.
type slowError struct{ pace Pace }

// Error names the fault without the file.
func (e *slowError) Error() string { return "a file comes too slowly" }

func (e *slowError) words() string {
	return fmt.Sprintf("Muster gives a file %d seconds, and then as long as it comes with %d KB a second on average. Yours did not, and its place was given to others.",
		int(e.pace.Grace.Seconds()), e.pace.Rate>>10)
}
