package account

import (
	"fmt"
	"time"
)

const (
	freeFailures = 3
	mostDelay    = time.Minute
	// forgetAfter is how long a failed login counts.
	forgetAfter = 24 * time.Hour
)

// Delay is how long an account rests after so many failed logins in a row: nothing after the first
// three, then two seconds, doubling to a minute. It stops growing there: sixty guesses an hour get
// nobody through a password of fifteen characters, while a longer rest would let a stranger keep a
// founder out.
func Delay(failures int) time.Duration {
	if failures < freeFailures {
		return 0
	}
	if failures-freeFailures >= 5 {
		return mostDelay
	}
	return min(mostDelay, 2*time.Second<<(failures-freeFailures))
}

// Attempts is the record of an account's failed logins.
type Attempts struct {
	Failures int
	Last     time.Time
}

// Next is the record after one more attempt at now, or how long to wait first. An attempt counts
// as failed until it is known to have succeeded, so that guesses made at the same moment cannot
// slip through together.
func (a Attempts) Next(now time.Time) (Attempts, time.Duration) {
	if now.Sub(a.Last) > forgetAfter {
		a = Attempts{}
	}
	// A clock that was set back must not lengthen the rest.
	if wait := a.Last.Add(Delay(a.Failures)).Sub(now); wait > 0 && wait <= mostDelay {
		return a, wait
	}
	return Attempts{Failures: a.Failures + 1, Last: now}, 0
}

// WaitError says that an account rests after failed logins.
type WaitError struct {
	Wait time.Duration
}

// Error says how long.
func (e *WaitError) Error() string {
	return fmt.Sprintf("too many failed logins; wait %s", e.Wait.Round(time.Second))
}
