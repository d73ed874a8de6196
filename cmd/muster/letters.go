package main

import (
	"context"
	"fmt"
	"strings"

	"muster/internal/post"
)

// The settings of the mail server stand in the environment: a password on a command line is seen by
// everybody on the machine.
const (
	mailServer   = "MUSTER_SMTP"          // host:port; without it no letters are sent
	mailFrom     = "MUSTER_SMTP_FROM"     // who writes
	mailUser     = "MUSTER_SMTP_USER"     // "": no login
	mailPassword = "MUSTER_SMTP_PASSWORD" // with the user
	mailSecurity = "MUSTER_SMTP_SECURITY" // starttls, tls or none
)

// sending hands a letter to a mail server.
type sending func(context.Context, post.Letter) error

// newMail returns what sends letters, or nil when no server is named.
func newMail(env environment) (sending, error) {
	setting := func(name string) string {
		value, _ := env.lookup(name)
		return strings.TrimSpace(value)
	}
	if setting(mailServer) == "" {
		return nil, nil
	}
	office, err := post.New(post.Config{
		Addr: setting(mailServer), From: setting(mailFrom), User: setting(mailUser), Password: setting(mailPassword),
		Security: post.Security(setting(mailSecurity)), Log: logger(env),
	})
	if err != nil {
		return nil, fmt.Errorf("mail server of %s: %w", mailServer, err)
	}
	return office.Send, nil
}
