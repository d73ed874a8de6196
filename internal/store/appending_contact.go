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
	row, err := a.contactRow(c, agreed)
	if err != nil {
		return err
	}
	return a.contact.do(append([]driver.Value{seq}, row...)...)
}

// contactRow returns what the contacts table keeps, without the number.
func (a *appending) contactRow(c *response.Contact, agreed time.Time) ([]driver.Value, error) {
	a.buffer = response.AppendFields(a.buffer[:0], c.Fields)
	row := []driver.Value{string(a.buffer), nil, nil, nil}
	if c.Consent {
		statement, err := a.text(c.Statement)
		if err != nil {
			return nil, err
		}
		row[1], row[2] = agreed.UnixMicro(), statement
	}
	if c.Notice != "" {
		notice, err := a.text(c.Notice)
		if err != nil {
			return nil, err
		}
		row[3] = notice
	}
	return row, nil
}

// text keeps words that were shown to a person, once, and returns their hash.
func (a *appending) text(words string) ([]byte, error) {
	if hash, ok := a.texts[words]; ok {
		return hash, nil
	}
	sum := sha256.Sum256([]byte(words))
	if err := a.words.do(sum[:], words); err != nil {
		return nil, err
	}
	a.texts[words] = sum[:]
	return sum[:], nil
}
