package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/base64"
	"hash"
	"io"
	"strconv"
	"strings"
	"sync"
	"time"
)

// signer makes and checks what only this service can make. Every use begins with a word of its own,
// so that what was made for one purpose proves nothing for another.
type signer struct{ macs *sync.Pool }

func newSigner(key []byte) signer {
	return signer{&sync.Pool{New: func() any { return hmac.New(sha256.New, key) }}}
}

// sum is the HMAC-SHA256 of the parts, each ended by a zero byte, which none of them contains.
func (s signer) sum(parts ...string) [sha256.Size]byte {
	mac := s.macs.Get().(hash.Hash)
	defer s.macs.Put(mac)
	mac.Reset()
	for _, part := range parts {
		_, _ = io.WriteString(mac, part)
		_, _ = mac.Write([]byte{0})
	}
	var sum [sha256.Size]byte
	mac.Sum(sum[:0])
	return sum
}

const (
	stampLife = 7 * 24 * time.Hour
	stampSkew = time.Minute // between two machines that share a key
	stampMAC  = 12          // bytes of the HMAC that a stamp carries
)

// stamp says, in letters that need no escaping, when the form with that response id was given out.
func (s signer) stamp(survey, id string, now time.Time) string {
	return s.moment("stamp", survey, id, now)
}

// renewal is the stamp of a form that became another response when it was shown again: it says when
// that was. Nobody knows when that response was begun.
func (s signer) renewal(survey, id string, now time.Time) string {
	return s.moment("renewal", survey, id, now)
}

func (s signer) moment(kind, survey, id string, at time.Time) string {
	seconds := strconv.FormatInt(at.Unix(), 36)
	sum := s.sum(kind, survey, id, seconds)
	return seconds + "." + base64.RawURLEncoding.EncodeToString(sum[:stampMAC])
}

// started reads a stamp: when the form was given out, zero when that is longer ago than a week; and
// whether the stamp is ours and for this id.
func (s signer) started(stamp, survey, id string, now time.Time) (at time.Time, ours bool) {
	return s.readMoment("stamp", stamp, survey, id, now)
}

// renewed reads the stamp of a form that became another response.
func (s signer) renewed(stamp, survey, id string, now time.Time) (at time.Time, ours bool) {
	return s.readMoment("renewal", stamp, survey, id, now)
}

func (s signer) readMoment(kind, stamp, survey, id string, now time.Time) (at time.Time, ours bool) {
	seconds, _, _ := strings.Cut(stamp, ".")
	unix, err := strconv.ParseInt(seconds, 36, 64)
	if err != nil {
		return time.Time{}, false
	}
	at = time.Unix(unix, 0).UTC()
	if at.After(now.Add(stampSkew)) || subtle.ConstantTimeCompare([]byte(stamp), []byte(s.moment(kind, survey, id, at))) != 1 {
		return time.Time{}, false
	}
	if now.Sub(at) > stampLife {
		return time.Time{}, true
	}
	return at, true
}

// accessLife is how long nobody is asked for the access word again.
const accessLife = 24 * time.Hour

// access proves that somebody gave the access word of a survey. A word that is changed ends it.
func (s signer) access(survey, word string, now time.Time) string {
	seconds := strconv.FormatInt(now.Unix(), 36)
	sum := s.sum("access", survey, word, seconds)
	return seconds + "." + base64.RawURLEncoding.EncodeToString(sum[:stampMAC])
}

// hasAccess tells whether a proof of access holds.
func (s signer) hasAccess(proof, survey, word string, now time.Time) bool {
	seconds, _, _ := strings.Cut(proof, ".")
	unix, err := strconv.ParseInt(seconds, 36, 64)
	if err != nil {
		return false
	}
	at := time.Unix(unix, 0)
	if at.After(now.Add(stampSkew)) || now.Sub(at) > accessLife {
		return false
	}
	return subtle.ConstantTimeCompare([]byte(proof), []byte(s.access(survey, word, at))) == 1
}

const tokenBytes = 16

var tokenLetters = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// receipt gives the token that opens a response's receipt, and the hash by which the store finds it.
// The same response has the same token however often it is sent.
func (s signer) receipt(survey, id string) (token string, sum []byte) {
	mac := s.sum("receipt", survey, id)
	token = tokenLetters.EncodeToString(mac[:tokenBytes])
	return token, tokenHash(token)
}

func tokenHash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// newToken draws a token that opens something; only its hash may be kept.
func (site *Site) newToken() string {
	var raw [tokenBytes]byte
	if _, err := io.ReadFull(site.config.Random, raw[:]); err != nil {
		panic("web: no randomness: " + err.Error())
	}
	return tokenLetters.EncodeToString(raw[:])
}

func validToken(token string) bool {
	if len(token) != tokenLetters.EncodedLen(tokenBytes) {
		return false
	}
	return strings.Trim(token, "abcdefghijklmnopqrstuvwxyz234567") == ""
}
