package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// The least that is accepted, in new settings and in stored hashes alike.
const (
	leastMemory = 19 * 1024 // KiB
	leastTime   = 2
	saltLength  = 16
	keyLength   = 32
	// The most a stored hash may ask for, so that a tampered row cannot exhaust the machine.
	mostMemory = 1024 * 1024
	mostTime   = 32
)

// ErrBusy is returned when too many passwords wait to be hashed already.
var ErrBusy = errors.New("too many logins at once")

var errHashForm = errors.New("stored password hash cannot be read")

// HasherConfig sets the cost of a hash. Values below 19 MiB and two passes are raised to them.
type HasherConfig struct {
	Memory   uint32    // KiB
	Time     uint32    // passes
	Parallel int       // hashes computed at one time; 0: 2
	Waiting  int       // callers that may wait for their turn; 0: 64
	Random   io.Reader // for salts; nil: crypto/rand
}

// Hasher turns passwords into PHC strings and compares them. Each hash takes tens of megabytes and
// milliseconds, so a Hasher computes only a few at a time and lets only so many wait.
type Hasher struct {
	memory, time uint32
	random       io.Reader
	turn         chan struct{} // holds a token per hash being computed
	waiting      atomic.Int64
	mostWaiting  int64
}

// NewHasher returns a Hasher.
func NewHasher(c HasherConfig) *Hasher {
	h := &Hasher{
		memory: max(c.Memory, leastMemory), time: max(c.Time, leastTime), random: c.Random,
		turn: make(chan struct{}, 2), mostWaiting: 64,
	}
	if c.Parallel > 0 {
		h.turn = make(chan struct{}, c.Parallel)
	}
	if c.Waiting > 0 {
		h.mostWaiting = int64(c.Waiting)
	}
	if h.random == nil {
		h.random = rand.Reader
	}
	return h
}

// Hash returns the PHC string of a password with a fresh salt. It fails with ErrBusy when too
// many wait, and when ctx ends.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltLength)
	if _, err := io.ReadFull(h.random, salt); err != nil {
		return "", fmt.Errorf("draw a salt: %w", err)
	}
	p := phc{memory: h.memory, time: h.time, threads: 1, salt: salt}
	key, err := h.key(ctx, password, p, keyLength)
	if err != nil {
		return "", err
	}
	p.key = key
	return p.String(), nil
}

// Decoy returns a PHC string that no password fits and that takes as long to compare as any other.
// Its key is drawn, not computed, so that a service need not wait for it when it starts.
func (h *Hasher) Decoy() (string, error) {
	p := phc{memory: h.memory, time: h.time, threads: 1, salt: make([]byte, saltLength), key: make([]byte, keyLength)}
	for _, part := range [][]byte{p.salt, p.key} {
		if _, err := io.ReadFull(h.random, part); err != nil {
			return "", fmt.Errorf("draw a decoy: %w", err)
		}
	}
	return p.String(), nil
}

// Verify tells whether password is the one behind the stored PHC string, and whether that string
// was made with a lower cost than this Hasher's and should be made again.
func (h *Hasher) Verify(ctx context.Context, password, stored string) (same, outdated bool, err error) {
	p, err := parsePHC(stored)
	if err != nil {
		return false, false, err
	}
	key, err := h.key(ctx, password, p, uint32(len(p.key)))
	if err != nil {
		return false, false, err
	}
	return subtle.ConstantTimeCompare(key, p.key) == 1, p.memory < h.memory || p.time < h.time, nil
}

func (h *Hasher) key(ctx context.Context, password string, p phc, length uint32) ([]byte, error) {
	if h.waiting.Add(1) > h.mostWaiting {
		h.waiting.Add(-1)
		return nil, ErrBusy
	}
	defer h.waiting.Add(-1)
	select {
	case h.turn <- struct{}{}:
		defer func() { <-h.turn }()
	case <-ctx.Done():
		return nil, fmt.Errorf("wait to hash a password: %w", ctx.Err())
	}
	return argon2.IDKey([]byte(normalized(password)), p.salt, p.time, p.memory, p.threads, length), nil
}

// normalized makes one password of what different keyboards send for the same characters.
func normalized(password string) string { return norm.NFC.String(password) }

// phc is a hash in the string format of the Password Hashing Competition.
type phc struct {
	memory, time uint32
	threads      uint8
	salt, key    []byte
}

// String writes $argon2id$v=19$m=...,t=...,p=...$salt$key.
func (p phc) String() string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s",
		argon2.Version, p.memory, p.time, p.threads, b64.EncodeToString(p.salt), b64.EncodeToString(p.key))
}

func parsePHC(text string) (phc, error) {
	var p phc
	var version int
	parts := strings.Split(text, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" {
		return p, errHashForm
	}
	if _, err := fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return p, errHashForm
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.memory, &p.time, &p.threads); err != nil {
		return p, errHashForm
	}
	var saltErr, keyErr error
	p.salt, saltErr = base64.RawStdEncoding.DecodeString(parts[4])
	p.key, keyErr = base64.RawStdEncoding.DecodeString(parts[5])
	if saltErr != nil || keyErr != nil || !p.sane() {
		return p, errHashForm
	}
	return p, nil
}

func (p phc) sane() bool {
	return p.memory >= leastMemory && p.memory <= mostMemory && p.time >= leastTime && p.time <= mostTime &&
		p.threads >= 1 && len(p.salt) >= saltLength && len(p.key) >= keyLength && len(p.key) <= 2*keyLength
}
