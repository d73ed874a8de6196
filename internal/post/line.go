package post

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"

	gomail "github.com/wneessen/go-mail"
)

// line is the connection for one letter. The library leaves one open when the server is refused before
// the letter, and waits for a silent server longer than a caller may want to.
type line struct {
	post *Post
	conn net.Conn
	stop func() bool
}

// deliver opens a line, sends the message, and closes the line.
func (p *Post) deliver(ctx context.Context, message *gomail.Msg) error {
	l := &line{post: p}
	defer l.close()
	client, err := gomail.NewClient(p.host, l.options(ctx)...)
	if err != nil {
		return fmt.Errorf("mail server: %w", err)
	}
	return client.DialAndSendWithContext(ctx, message)
}

func (l *line) options(ctx context.Context) []gomail.Option {
	config := l.post.config
	options := []gomail.Option{
		gomail.WithPort(l.post.port), gomail.WithTimeout(config.Timeout),
		gomail.WithHELO(domainOf(l.post.from.Address)), gomail.WithDialContextFunc(l.opener(ctx)),
		gomail.WithTLSConfig(l.post.tls()), gomail.WithTLSPolicy(config.Security.policy()),
	}
	if config.User != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover),
			gomail.WithUsername(config.User), gomail.WithPassword(config.Password))
	}
	return options
}

// policy is what is to be done about a line once it is open.
func (s Security) policy() gomail.TLSPolicy {
	switch s {
	case Implicit:
		return gomail.TLSOpportunistic // it is encrypted; this has the library look
	case Open:
		return gomail.NoTLS
	}
	return gomail.TLSMandatory
}

func (p *Post) tls() *tls.Config {
	return &tls.Config{ServerName: p.host, MinVersion: tls.VersionTLS12, RootCAs: p.config.Roots}
}

// opener connects to the server; when the time of the whole letter is up, the connection is closed
// under whoever waits.
func (l *line) opener(letter context.Context) gomail.DialContextFunc {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := l.dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		l.conn = conn
		l.stop = context.AfterFunc(letter, func() { _ = conn.Close() })
		return conn, nil
	}
}

func (l *line) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if l.post.config.Security == Implicit {
		dialer := tls.Dialer{Config: l.post.tls()}
		return dialer.DialContext(ctx, network, address)
	}
	var dialer net.Dialer
	return dialer.DialContext(ctx, network, address)
}

func (l *line) close() {
	if l.conn != nil {
		l.stop()
		_ = l.conn.Close()
	}
}
