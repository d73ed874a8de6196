package account

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"io"
	"strings"
)

// Purpose is the door a token opens.
type Purpose string

// The purposes: an invitation lets somebody make an account, an entry logs somebody in who has one.
const (
	Invitation Purpose = "invitation"
	Entry      Purpose = "entry"
)

// newToken draws 160 bits and returns them in 32 letters and digits that survive being read aloud
// or typed. Only HashToken of it is kept.
func newToken(random io.Reader) (string, error) {
	raw := make([]byte, 20)
	if _, err := io.ReadFull(random, raw); err != nil {
		return "", fmt.Errorf("draw a token: %w", err)
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(raw)), nil
}

// HashToken is the form in which a token is kept and looked up. A token has far too many bits to
// be guessed, so a fast hash without salt is enough.
func HashToken(token string) []byte {
	sum := sha256.Sum256([]byte("muster token " + token))
	return sum[:]
}

// throttleKey names an account in the record of failed logins without naming the person: people
// type passwords and other people's addresses into that field.
func throttleKey(address string) []byte {
	sum := sha256.Sum256([]byte("muster login " + EmailKey(address)))
	return sum[:]
}
