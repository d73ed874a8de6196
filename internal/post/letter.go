package post

import (
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	gomail "github.com/wneessen/go-mail"
)

// Letter is a text for one person.
type Letter struct {
	To       string // one bare address
	Subject  string // one line
	Text     string // plain text
	Language string // of subject and text, as a BCP 47 tag; "" when it is not known
}

// ErrLetter is wrapped by what Send returns for a letter that nobody could deliver.
var ErrLetter = errors.New("the letter cannot be written")

// write makes the message that is sent. What is written by people is refused when it holds control
// characters, whatever the library would make of them.
func (p *Post) write(letter Letter) (*gomail.Msg, error) {
	to, err := mail.ParseAddress(letter.To)
	switch {
	case err != nil || to.Address != letter.To || hasControls(letter.To):
		return nil, fmt.Errorf("%w: it has no usable address", ErrLetter)
	case hasControls(letter.Subject) || letter.Subject == "":
		return nil, fmt.Errorf("%w: its subject is not one line", ErrLetter)
	case hasControls(letter.Language):
		return nil, fmt.Errorf("%w: its language is no tag", ErrLetter)
	case !utf8.ValidString(letter.Text):
		return nil, fmt.Errorf("%w: its text is not UTF-8", ErrLetter)
	}
	message := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	message.FromMailAddress(p.from)
	message.ToMailAddress(to)
	message.Subject(letter.Subject)
	message.SetDateWithValue(p.config.Now())
	message.SetMessageIDWithValue(p.name())
	message.SetGenHeader("Auto-Submitted", "auto-generated") // so that absent people's machines do not answer
	if letter.Language != "" {
		message.SetGenHeader(gomail.HeaderContentLang, letter.Language)
	}
	message.SetBodyString(gomail.TypeTextPlain, letter.Text)
	return message, nil
}

const nameBytes = 15

// name draws what this letter is called among all letters. It tells nothing about the machine.
func (p *Post) name() string {
	var raw [nameBytes]byte
	if _, err := io.ReadFull(p.config.Random, raw[:]); err != nil {
		panic("post: no randomness: " + err.Error())
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(raw[:])) + "@" + domainOf(p.from.Address)
}

func hasControls(text string) bool {
	return !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool {
		return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
	})
}
