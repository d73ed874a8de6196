package store

import (
	"crypto/sha256"
	"database/sql/driver"
	"time"

	"muster/internal/response"
)

// insertContact keeps what a person told about themselves, and with a consent the moment at which it
// was given and the words that it was given to.
func (a *appending) insertContact(seq int64, c *response.Contact, agreed time.Time) error {
	if c.Consent {
		if err := a.keepWords(c.Statement); err != nil {
			return err
		}
	}
	if c.Notice != "" {
		if err := a.keepWords(c.Notice); err != nil {
			return err
		}
	}
	return a.contact.do(append([]driver.Value{seq}, a.contactRow(c, agreed)...)...)
}

// contactRow returns what the contacts table keeps, without the number. It stores nothing.
func (a *appending) contactRow(c *response.Contact, agreed time.Time) []driver.Value {
	a.buffer = response.AppendFields(a.buffer[:0], c.Fields)
	row := []driver.Value{string(a.buffer), nil, nil, nil}
	if c.Consent {
		row[1], row[2] = agreed.UnixMicro(), a.hash(c.Statement)
	}
	if c.Notice != "" {
		row[3] = a.hash(c.Notice)
	}
	return row
}

// hash names words that were shown to a person. Most were shown to many.
func (a *appending) hash(words string) []byte {
	if hash, ok := a.hashes[words]; ok {
		return hash
	}
	sum := sha256.Sum256([]byte(words))
	a.hashes[words] = sum[:]
	return sum[:]
}

// keepWords keeps words that were shown to a person, once.
func (a *appending) keepWords(words string) error {
	if a.texts[words] {
		return nil
	}
	if err := a.words.do(a.hash(words), words); err != nil {
		return err
	}
	a.texts[words] = true
	return nil
}
