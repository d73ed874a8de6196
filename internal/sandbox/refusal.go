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
	passing bool  // the same query may well succeed in a moment
	cause   error // of one that is no fault of the query, or nil
}

// Error gives the words: one line of plain text.
func (r *Refusal) Error() string { return r.text }

// Refused tells it apart from errors that are not the query's.
func (*Refusal) Refused() {}

// Passing tells whether the same query may well succeed in a moment.
func (r *Refusal) Passing() bool { return r.passing }

// Unwrap gives what happened where it is no fault of the query, or nil.
func (r *Refusal) Unwrap() error { return r.cause }

// unable says that a query could not be run for a reason that is not its own.
func unable(cause error) error {
	return &Refusal{passing: true, cause: cause, text: "The query cannot be run at the moment. Load the page again in a while."}
}

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
	text = calm(text)
	text = strings.Join(strings.Fields(text), " ")
	if len(text) <= maxWords {
		return text
	}
	return strings.ToValidUTF8(text[:maxWords], "") + "…"
}

// calm takes from a text what steers a screen or a reading direction. What joins letters and pictures to
// one another stays.
func calm(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == '\u200c' || r == '\u200d':
			return r
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "�"))
}
