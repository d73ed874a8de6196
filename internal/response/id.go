package response

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"io"
	"regexp"
	"strings"
)

var (
	idShape     = regexp.MustCompile(`^[a-z2-7]{26}$`)
	publicShape = regexp.MustCompile(`^[a-z2-7]{12}$`)
)

// NewID draws a response id of 128 bits from random, which never runs dry (crypto/rand.Reader).
// Ids carry no time, so they tell nothing about the order of the answers.
func NewID(random io.Reader) string {
	var raw [16]byte
	if _, err := io.ReadFull(random, raw[:]); err != nil {
		panic("response: no randomness: " + err.Error())
	}
	return IDFrom(raw)
}

// IDFrom writes 128 bits as an id. Importers give it a hash of the row, so that a second import
// of the same row is the same response.
func IDFrom(raw [16]byte) string {
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw[:]))
}

// PublicID is how sheets and the warehouse name a response: a hash of the id, cut to 60 bits. The
// id itself opens the respondent's receipt, so it never leaves the store.
func PublicID(id string) string {
	var buffer [64]byte // holds every id there is, so that hashing does not allocate
	sum := sha256.Sum256(append(append(buffer[:0], "muster response "...), id...))
	bits := binary.BigEndian.Uint64(sum[:8])
	var name [12]byte
	for i := range name {
		name[i] = letters[bits>>59]
		bits <<= 5
	}
	return string(name[:])
}

const letters = "abcdefghijklmnopqrstuvwxyz234567" // of base32, in lower case

// ValidPublicID tells whether name has the shape that PublicID gives.
func ValidPublicID(name string) bool { return publicShape.MatchString(name) }

// ValidID tells whether id has the shape that NewID gives.
func ValidID(id string) bool { return idShape.MatchString(id) }
