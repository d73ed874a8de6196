package web

import (
	"slices"
	"sync"
	"time"
)

const (
	mailSpan      = time.Hour
	mostMails     = 200 // within the span, of the whole site
	mostOfNetwork = 10  // by one network
	mostOfOne     = 3   // for one receipt, and to one address
	mailKeySize   = 32
)

// mailLimit bounds what letters the site can be made to send: to strangers, and in all. It remembers
// hashes, in memory, for an hour.
type mailLimit struct {
	mu   sync.Mutex
	sent []mailing // guarded by mu: the oldest first
}

// mailing is one letter.
type mailing struct {
	at              time.Time
	receipt, person [mailKeySize]byte
	network         [mailKeySize]byte // zero when it is not known
}

// attempt is whether a letter may be sent.
type attempt struct {
	allowed bool
	why     string // the key of why it may not
	undo    func() // forgets the letter that was not sent after all
}

// begin counts a letter for a receipt to a person, asked for by a network; they are named by hashes.
func (l *mailLimit) begin(now time.Time, receipt, person, network []byte) attempt {
	m := mailing{at: now, receipt: [mailKeySize]byte(receipt), person: [mailKeySize]byte(person)}
	copy(m.network[:], network)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sent = slices.DeleteFunc(l.sent, func(old mailing) bool { return now.Sub(old.at) >= mailSpan })
	forReceipt, toPerson, byNetwork := 0, 0, 0
	for _, old := range l.sent {
		if old.receipt == m.receipt {
			forReceipt++
		}
		if old.person == m.person {
			toPerson++
		}
		if old.network == m.network && network != nil {
			byNetwork++
		}
	}
	switch {
	case forReceipt >= mostOfOne || toPerson >= mostOfOne:
		return attempt{why: "receipt.mail_often"}
	case byNetwork >= mostOfNetwork, len(l.sent) >= mostMails:
		return attempt{why: "receipt.mail_busy"}
	}
	l.sent = append(l.sent, m)
	return attempt{allowed: true, undo: func() { l.forget(m) }}
}

func (l *mailLimit) forget(m mailing) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if at := slices.Index(l.sent, m); at >= 0 {
		l.sent = slices.Delete(l.sent, at, at+1)
	}
}
