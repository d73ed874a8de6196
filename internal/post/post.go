// Package post owns sending letters by e-mail: plain text, to one person each, through the SMTP
// server of whoever runs the service.
//
// It guarantees that a letter is sent over an encrypted line unless the server is this machine, that
// nothing in a letter can become a header or a second recipient, and that no error and no log line
// holds an address or a word of a letter. It refuses to keep or to repeat letters: Send has taken the
// letter to the server when it returns nil, and otherwise the sender decides what to do.
package post

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"fmt"
	"io"
	"log/slog"
	"net/mail"
	"time"
)

// Security is how the line to the server is protected.
type Security string

// The ways. There is no one that falls back to an open line when the server offers no other.
const (
	StartTLS Security = "starttls" // begins in the open and is encrypted before anything is said; port 587
	Implicit Security = "tls"      // is encrypted from the start; port 465
	Open     Security = "none"     // is not encrypted: only for a server on this machine; port 25
)

// Config is what a Post is made of. Every field without a stated default must be set.
type Config struct {
	Addr     string           // of the server: host or host:port
	Security Security         // default: StartTLS
	User     string           // default: the server is not logged in to
	Password string           // with User
	From     string           // who writes, such as Muster <muster@example.org>
	Timeout  time.Duration    // for one letter; default: 15 s
	AtOnce   int              // letters that are on their way at the same time; default: 4
	Roots    *x509.CertPool   // who may vouch for the server; default: whom the system trusts
	Now      func() time.Time // default: time.Now
	Random   io.Reader        // names letters; default: crypto/rand.Reader
	Log      *slog.Logger     // default: nothing is logged
}

// Post sends letters. It may be used by several goroutines.
type Post struct {
	config Config
	from   *mail.Address
	host   string
	port   int
	slots  chan struct{} // holds one token for every letter on its way
}

// New checks the configuration. It does not speak to the server.
func New(config Config) (*Post, error) {
	config = config.withDefaults()
	from, err := mail.ParseAddress(config.From)
	if err != nil || hasControls(config.From) {
		return nil, fmt.Errorf("post: %q is no address to write from; one is Muster <muster@example.org>", config.From)
	}
	p := &Post{config: config, from: from, slots: make(chan struct{}, config.AtOnce)}
	if p.host, p.port, err = config.server(); err != nil {
		return nil, fmt.Errorf("post: %w", err)
	}
	return p, nil
}

const (
	defaultTimeout = 15 * time.Second
	defaultAtOnce  = 4
)

func (config Config) withDefaults() Config {
	if config.Security == "" {
		config.Security = StartTLS
	}
	if config.Timeout <= 0 {
		config.Timeout = defaultTimeout
	}
	if config.AtOnce <= 0 {
		config.AtOnce = defaultAtOnce
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	if config.Random == nil {
		config.Random = rand.Reader
	}
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	return config
}

// Send takes a letter to the server and returns when the server has accepted it. An error that wraps
// ErrLetter says that it cannot be written, a *Refusal that the server does not take its address;
// after any other error, sending it again later makes sense.
func (p *Post) Send(ctx context.Context, letter Letter) error {
	message, err := p.write(letter)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, p.config.Timeout)
	defer cancel()
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	case <-ctx.Done():
		return fmt.Errorf("send letter: waiting for others: %w", ctx.Err())
	}
	begun := time.Now()
	err = p.deliver(ctx, message)
	if !message.IsDelivered() {
		return withoutAddresses(err)
	}
	// However the server took the goodbye, the letter is on its way.
	p.config.Log.Info("letter sent", slog.Duration("took", time.Since(begun)), slog.Bool("goodbye", err == nil))
	return nil
}
