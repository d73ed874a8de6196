package post

import (
	"errors"
	"fmt"
	"strings"

	gomail "github.com/wneessen/go-mail"
)

// Refusal says that the server does not take letters to the address.
type Refusal struct {
	Code      int    // the server's reply, such as 550
	Status    string // its enhanced status (RFC 3463), such as 5.1.1; "" when it gave none
	Temporary bool   // the server may take the letter later
}

// Error does not name the address.
func (r *Refusal) Error() string {
	return "the mail server refused the address: " + reply(r.Code, r.Status)
}

func reply(code int, status string) string {
	return strings.TrimSpace(fmt.Sprintf("reply %d %s", code, status))
}

// withoutAddresses says what went wrong in words of our own: servers repeat in their replies the
// address they were given, and errors are logged.
func withoutAddresses(err error) error {
	sending := (*gomail.SendError)(nil)
	if !errors.As(err, &sending) {
		return fmt.Errorf("reach mail server: %w", err) // it has not been told an address yet
	}
	code, status := sending.ErrorCode(), sending.EnhancedStatusCode()
	const aboutAddress = "5.1." // of the recipient's; the sender's has been taken by then
	late := sending.Reason != gomail.ErrSMTPMailFrom && strings.HasPrefix(status, aboutAddress)
	if code != 0 && (sending.Reason == gomail.ErrSMTPRcptTo || late) {
		return &Refusal{Code: code, Status: status, Temporary: sending.IsTemp()}
	}
	return fmt.Errorf("send letter: %s: %s", sending.Reason, reply(code, status))
}
