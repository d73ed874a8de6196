package post_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/post"
)

var noon = time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)

// opened makes a post that sends through the office; change may alter its configuration.
func opened(t *testing.T, o *office, change func(*post.Config)) *post.Post {
	t.Helper()
	config := post.Config{
		Addr: o.addr, From: "Muster <muster@example.org>", Roots: o.roots, Timeout: 5 * time.Second,
		Now: func() time.Time { return noon }, Random: bytes.NewReader(make([]byte, 1<<10)),
	}
	if change != nil {
		change(&config)
	}
	p, err := post.New(config)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func letter() post.Letter {
	return post.Letter{
		To: "ann.lee@example.com", Subject: "Ihre Antworten für Zürich", Language: "de",
		Text: "Grüezi\r\n\r\nhttps://muster.example.org/r/abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrstuvwxyz234567\n.\nEnde\n",
	}
}

// read takes a letter apart as a mail program does.
func read(t *testing.T, text string) (mail.Header, string) {
	t.Helper()
	message, err := mail.ReadMessage(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(message.Body))
	if err != nil {
		t.Fatal(err)
	}
	return message.Header, strings.ReplaceAll(string(body), "\r\n", "\n")
}

func TestLetterArrivesAsItWasWritten(t *testing.T) {
	o := open(t, nil)
	if err := opened(t, o, nil).Send(t.Context(), letter()); err != nil {
		t.Fatal(err)
	}
	got := o.only(t)
	if got.from != "FROM:<muster@example.org> BODY=8BITMIME" || got.to != "TO:<ann.lee@example.com>" || !got.encrypted {
		t.Errorf("from %q to %q, encrypted %v", got.from, got.to, got.encrypted)
	}
	header, text := read(t, got.text)
	subject, err := new(mime.WordDecoder).DecodeHeader(header.Get("Subject"))
	if err != nil || subject != "Ihre Antworten für Zürich" {
		t.Errorf("subject %q, %v", subject, err)
	}
	if want := strings.ReplaceAll(letter().Text, "\r\n", "\n"); strings.TrimRight(text, "\n") != strings.TrimRight(want, "\n") {
		t.Errorf("text (-want +got):\n%s", cmp.Diff(want, text))
	}
	for name, want := range map[string]string{
		"From": `"Muster" <muster@example.org>`, "To": "<ann.lee@example.com>", "Date": "Tue, 01 Dec 2026 12:00:00 +0000",
		"Auto-Submitted": "auto-generated", "Content-Language": "de", "Content-Type": "text/plain; charset=UTF-8",
		"User-Agent": "", "X-Mailer": "", "Message-Id": "<" + strings.Repeat("a", 24) + "@example.org>",
	} {
		if got := header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if !strings.Contains(o.everythingSaid(), "EHLO example.org") {
		t.Error("the machine's own name was told, or none")
	}
}

func TestEveryWayToAServer(t *testing.T) {
	for _, test := range []struct {
		name      string
		office    func(*office)
		config    func(*post.Config)
		encrypted bool
		login     string
	}{
		{"starttls", nil, nil, true, ""},
		{"logged in", nil, func(c *post.Config) { c.User, c.Password = "muster", "secret" }, true, "|muster|secret"},
		{"tls", func(o *office) { o.implied = true }, func(c *post.Config) { c.Security = post.Implicit }, true, ""},
		{"tls, logged in", func(o *office) { o.implied = true }, func(c *post.Config) {
			c.Security, c.User, c.Password = post.Implicit, "muster", "secret"
		}, true, "|muster|secret"},
		{"open", func(o *office) { o.offered = nil }, func(c *post.Config) { c.Security = post.Open }, false, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			o := open(t, test.office)
			if err := opened(t, o, test.config).Send(t.Context(), letter()); err != nil {
				t.Fatal(err)
			}
			if got := o.only(t); got.encrypted != test.encrypted {
				t.Errorf("encrypted %v", got.encrypted)
			}
			if got := strings.Join(o.logins, ","); got != test.login {
				t.Errorf("logged in as %q, want %q", got, test.login)
			}
		})
	}
}

// Whatever stands in a letter, it stays one letter to one person with the headers it has.
func TestNothingInALetterBecomesAHeader(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*post.Letter)
	}{
		{"subject with a header", func(l *post.Letter) { l.Subject = "Hello\r\nBcc: victim@example.net" }},
		{"subject with a line end", func(l *post.Letter) { l.Subject = "Hello\nX: y" }},
		{"subject with a bare return", func(l *post.Letter) { l.Subject = "Hello\rX: y" }},
		{"subject with a zero", func(l *post.Letter) { l.Subject = "Hello\x00" }},
		{"subject with a next line", func(l *post.Letter) { l.Subject = "Hello\u0085Bcc: victim@example.net" }},
		{"subject with a line separator", func(l *post.Letter) { l.Subject = "Hello\u2028Bcc: victim@example.net" }},
		{"subject not UTF-8", func(l *post.Letter) { l.Subject = "Hello\xff" }},
		{"no subject", func(l *post.Letter) { l.Subject = "" }},
		{"text not UTF-8", func(l *post.Letter) { l.Text = "\xff" }},
		{"language with a header", func(l *post.Letter) { l.Language = "de\r\nBcc: victim@example.net" }},
		{"address with a header", func(l *post.Letter) { l.To = "ann@example.com\r\nBcc: victim@example.net" }},
		{"address with a command", func(l *post.Letter) { l.To = "ann@example.com>\r\nRCPT TO:<victim@example.net" }},
		{"two addresses", func(l *post.Letter) { l.To = "ann@example.com, victim@example.net" }},
		{"a named address", func(l *post.Letter) { l.To = "Ann <ann@example.com>" }},
		{"a comment", func(l *post.Letter) { l.To = "ann@example.com (Ann)" }},
		{"no address", func(l *post.Letter) { l.To = "" }},
	} {
		t.Run(test.name, func(t *testing.T) {
			o := open(t, nil)
			l := letter()
			test.change(&l)
			err := opened(t, o, nil).Send(t.Context(), l)
			if !errors.Is(err, post.ErrLetter) {
				t.Fatalf("%v, want ErrLetter", err)
			}
			if strings.Contains(err.Error(), "example") {
				t.Errorf("the error repeats the letter: %v", err)
			}
			if said := o.everythingSaid(); said != "" {
				t.Errorf("the server heard of it: %s", said)
			}
		})
	}
}

func TestTextCannotEndTheLetter(t *testing.T) {
	o := open(t, nil)
	l := letter()
	l.Text = "a\r\n.\r\nMAIL FROM:<x@example.net>\r\nRCPT TO:<victim@example.net>\r\n\r\nBcc: victim@example.net\r\n..\r\nend"
	if err := opened(t, o, nil).Send(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	header, text := read(t, o.only(t).text)
	if header.Get("Bcc") != "" || !strings.HasSuffix(strings.TrimSpace(text), "end") || strings.Contains(o.everythingSaid(), "victim") {
		t.Errorf("header %v, text %q", header, text)
	}
}

func TestRefusals(t *testing.T) {
	for _, test := range []struct {
		name     string
		command  string
		reply    string
		refusal  *post.Refusal // nil: another error
		contains string
	}{
		{"unknown person", "RCPT", "550 5.1.1 <ann.lee@example.com>: no such person", &post.Refusal{Code: 550, Status: "5.1.1"}, "550 5.1.1"},
		{"full mailbox", "RCPT", "452 4.2.2 ann.lee@example.com is over quota", &post.Refusal{Code: 452, Status: "4.2.2", Temporary: true}, "452"},
		{"unknown person, told late", "END", "550 5.1.1 ann.lee@example.com unknown", &post.Refusal{Code: 550, Status: "5.1.1"}, "550 5.1.1"},
		{"our own address", "MAIL", "550 5.1.8 muster@example.org may not send", nil, "550 5.1.8"},
		{"text", "END", "554 5.7.1 spam for ann.lee@example.com", nil, "554 5.7.1"},
		{"data", "DATA", "451 4.3.0 not now", nil, "451"},
		{"hanging up", "RCPT", "421 4.3.2 going down", &post.Refusal{Code: 421, Status: "4.3.2", Temporary: true}, "421"},
		{"login", "AUTH", "535 5.7.8 who are you", nil, "535"},
		{"greeting", "", "554 5.3.2 closed", nil, "554"},
	} {
		t.Run(test.name, func(t *testing.T) {
			o := open(t, func(o *office) { o.replies[test.command] = test.reply })
			err := opened(t, o, func(c *post.Config) { c.User, c.Password = "u", "p" }).Send(t.Context(), letter())
			if err == nil {
				t.Fatal("no error")
			}
			var refusal *post.Refusal
			errors.As(err, &refusal)
			if diff := cmp.Diff(test.refusal, refusal); diff != "" {
				t.Errorf("refusal (-want +got):\n%s", diff)
			}
			if !strings.Contains(err.Error(), test.contains) || strings.Contains(err.Error(), "ann.lee") {
				t.Errorf("error %q", err)
			}
			if len(o.letters) != 0 {
				t.Error("delivered all the same")
			}
		})
	}
}

// The letter is there; that the server then loses its temper is no reason to send it again.
func TestServerThatHangsUpAfterwards(t *testing.T) {
	for _, command := range []string{"RSET", "QUIT"} {
		t.Run(command, func(t *testing.T) {
			o := open(t, func(o *office) { o.replies[command] = "421 4.3.2 going down" })
			if err := opened(t, o, nil).Send(t.Context(), letter()); err != nil {
				t.Errorf("%v", err)
			}
			o.only(t)
		})
	}
}

func TestLineThatIsNotProtected(t *testing.T) {
	for _, test := range []struct {
		name   string
		office func(*office)
		config func(*post.Config)
	}{
		{"server without STARTTLS", func(o *office) { o.offered = nil }, nil},
		{"certificate of a stranger", nil, func(c *post.Config) { c.Roots = nil }},
		{"certificate of a stranger, TLS from the start", func(o *office) { o.implied = true }, func(c *post.Config) {
			c.Roots, c.Security = nil, post.Implicit
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			o := open(t, test.office)
			if err := opened(t, o, test.config).Send(t.Context(), letter()); err == nil {
				t.Fatal("sent")
			}
			if said := o.everythingSaid(); strings.Contains(said, "RCPT") || strings.Contains(said, "MAIL") {
				t.Errorf("addresses were told: %s", said)
			}
		})
	}
}

func TestServerThatIsNotThere(t *testing.T) {
	o := open(t, nil)
	p := opened(t, o, func(c *post.Config) { c.Addr = "127.0.0.1:1" })
	if err := p.Send(t.Context(), letter()); err == nil || strings.Contains(err.Error(), "ann.lee") {
		t.Errorf("%v", err)
	}
}

func TestServerThatSaysNothing(t *testing.T) {
	o := open(t, func(o *office) { o.implied = true }) // waits for a handshake that never comes
	p := opened(t, o, func(c *post.Config) { c.Timeout = 100 * time.Millisecond })
	begun := time.Now()
	if err := p.Send(t.Context(), letter()); err == nil || time.Since(begun) > 2*time.Second {
		t.Errorf("%v after %v", err, time.Since(begun))
	}
}

func TestCancelledBeforeItsTurn(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := opened(t, open(t, nil), nil).Send(ctx, letter()); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestManyLettersAtOnce(t *testing.T) {
	o := open(t, nil)
	p := opened(t, o, func(c *post.Config) { c.AtOnce, c.Random = 3, nil })
	var sending sync.WaitGroup
	for range 20 {
		sending.Go(func() {
			if err := p.Send(t.Context(), letter()); err != nil {
				t.Error(err)
			}
		})
	}
	sending.Wait()
	names := map[string]bool{}
	for _, l := range o.letters {
		header, _ := read(t, l.text)
		names[header.Get("Message-Id")] = true
	}
	if len(names) != 20 {
		t.Errorf("%d letters under %d names", len(o.letters), len(names))
	}
}

func TestLogHoldsNoAddress(t *testing.T) {
	var log bytes.Buffer
	o := open(t, nil)
	p := opened(t, o, func(c *post.Config) {
		c.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	if err := p.Send(t.Context(), letter()); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(log.String(), "letter sent") || strings.Contains(log.String(), "@") || strings.Contains(log.String(), "/r/") {
		t.Errorf("log: %s", &log)
	}
}

func TestConfigIsChecked(t *testing.T) {
	for _, test := range []struct {
		name   string
		config post.Config
		want   string // in the error; "" for none
	}{
		{"host and port", post.Config{Addr: "mail.example.org:2525", From: "muster@example.org"}, ""},
		{"host alone", post.Config{Addr: "mail.example.org", From: "muster@example.org"}, ""},
		{"this machine", post.Config{Addr: "localhost:1025", From: "muster@example.org", Security: post.Open}, ""},
		{"this machine by number", post.Config{Addr: "[::1]:1025", From: "muster@example.org", Security: post.Open}, ""},
		{"open line", post.Config{Addr: "mail.example.org", From: "muster@example.org", Security: post.Open}, "on this machine"},
		{"open line to a name like this machine's", post.Config{Addr: "localhost.example.org", From: "muster@example.org", Security: post.Open}, "on this machine"},
		{"no server", post.Config{From: "muster@example.org"}, "no address of a mail server"},
		{"a socket", post.Config{Addr: "unix:/run/mail", From: "muster@example.org"}, "no port"},
		{"a path", post.Config{Addr: "/run/mail", From: "muster@example.org"}, "no address of a mail server"},
		{"port", post.Config{Addr: "mail.example.org:smtp", From: "muster@example.org"}, "no port"},
		{"port out of range", post.Config{Addr: "mail.example.org:70000", From: "muster@example.org"}, "no port"},
		{"security", post.Config{Addr: "mail.example.org", From: "muster@example.org", Security: "ssl"}, "unknown security"},
		{"no sender", post.Config{Addr: "mail.example.org"}, "no address to write from"},
		{"sender with a header", post.Config{Addr: "mail.example.org", From: "Muster <a@example.org>\r\nBcc: b@example.org"}, "no address to write from"},
		{"password without user", post.Config{Addr: "mail.example.org", From: "muster@example.org", Password: "secret"}, "without a user"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := post.New(test.config)
			if (err == nil) != (test.want == "") {
				t.Fatalf("%v", err)
			}
			if err != nil && (!strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "secret")) {
				t.Errorf("%v", err)
			}
		})
	}
}
