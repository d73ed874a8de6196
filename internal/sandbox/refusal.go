package sandbox

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Refusal says what is wrong with a query, and what to do about it, in words for whoever wrote it.
type Refusal struct {
	text    string
	passing bool // the same query may well succeed in a moment
}

// Error gives the words: one line of plain text.
func (r *Refusal) Error() string { return r.text }

// Refused tells it apart from errors that are not the query's.
func (*Refusal) Refused() {}

func refuse(format string, args ...any) error {
	return &Refusal{text: plainLine(fmt.Sprintf(format, args...))}
}

// lasting tells whether asking the same of the same snapshot again would bring the same.
func lasting(err error) bool {
	var refusal *Refusal
	return err == nil || errors.As(err, &refusal) && !refusal.passing
}

// maxQuery is how long a query may be. People write a hundredth of it.
const maxQuery = 16 << 10

// readable tells what can be seen of a query without parsing it. DuckDB reads a query as text that ends
// at a NUL byte, so that what is checked and what is run would differ.
func readable(sql string) error {
	switch {
	case strings.TrimSpace(sql) == "":
		return refuse("The query is empty. Write one SELECT.")
	case len(sql) > maxQuery:
		return refuse("The query is %d KB long; %d KB is the most.", (len(sql)+1023)>>10, maxQuery>>10)
	case !utf8.ValidString(sql):
		return refuse("The query is not text: it holds bytes that are no UTF-8.")
	case strings.ContainsRune(sql, 0):
		return refuse("The query holds a NUL character. Remove it.")
	}
	return nil
}

// maxWords is how many bytes of a worker's or DuckDB's words are passed on.
const maxWords = 600

// plainLine makes one line of a text that may come from anywhere: no line ends, no other characters that
// steer a screen or a reading direction, and not too long.
func plainLine(text string) string {
	text = strings.ToValidUTF8(text, "�")
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	if len(text) <= maxWords {
		return text
	}
	return strings.ToValidUTF8(text[:maxWords], "") + "…"
}
