// Package account owns who may log in: people and their roles, passwords, one-time tokens and the
// delays that failed logins earn. It knows no HTTP.
//
// It guarantees that a password or a token is never kept in clear, that passwords are hashed with
// argon2id and tokens with SHA-256, that a token opens its door once, that somebody unknown is
// refused as slowly as somebody known, and that no number of failed logins shuts an account for
// good. It refuses passwords that are short or easily guessed, and says in words why.
package account

import (
	"net/mail"
	"strings"
	"time"
)

// Role is what a person may do.
type Role string

// The roles. A Founder may do everything; a Viewer may read counts and answers, but no names and
// addresses.
const (
	Founder Role = "founder"
	Viewer  Role = "viewer"
)

// Valid tells whether the role is one of those above.
func (r Role) Valid() bool { return r == Founder || r == Viewer }

// SeesContacts tells whether the role may see the names and addresses of respondents.
func (r Role) SeesContacts() bool { return r == Founder }

// Person is somebody who may log in.
type Person struct {
	ID      int64
	Name    string
	Email   string // as the person writes it; compared through EmailKey
	Role    Role
	Created time.Time
}

// EmailKey is the form in which addresses are compared: trimmed and in lower case.
func EmailKey(address string) string {
	return strings.ToLower(strings.TrimSpace(address))
}

func validEmail(address string) bool {
	parsed, err := mail.ParseAddress(address)
	return err == nil && parsed.Address == address && len(address) <= 254
}

// Problem is one field a person must mend, with what to do.
type Problem struct {
	Field   string // "name", "email" or "password"
	Message string
}

// Problems are all fields to mend, in the order of the form. As an error they are for the person.
type Problems []Problem

// Error joins the messages.
func (ps Problems) Error() string {
	words := make([]string, len(ps))
	for i, p := range ps {
		words[i] = p.Field + ": " + p.Message
	}
	return strings.Join(words, "; ")
}

// Of returns the message for a field, or "".
func (ps Problems) Of(field string) string {
	for _, p := range ps {
		if p.Field == field {
			return p.Message
		}
	}
	return ""
}
