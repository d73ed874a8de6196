package post_test

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"io"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// office is a mail server on this machine that keeps what it is given.
type office struct {
	addr    string
	roots   *x509.CertPool
	tls     *tls.Config
	offered []string          // extensions
	replies map[string]string // by command; what is not here is accepted
	implied bool              // TLS from the start

	mu      sync.Mutex
	letters []delivered // guarded by mu
	said    []string    // guarded by mu: commands, without credentials
	logins  []string    // guarded by mu
}

// delivered is one letter as it arrived.
type delivered struct {
	from, to  string
	text      string
	encrypted bool
}

// open starts an office; change may alter it before it listens.
func open(t *testing.T, change func(*office)) *office {
	t.Helper()
	o := &office{replies: map[string]string{}, offered: []string{"STARTTLS", "AUTH PLAIN", "ENHANCEDSTATUSCODES", "8BITMIME"}}
	o.tls, o.roots = certificate(t)
	if change != nil {
		change(o)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	o.addr = listener.Addr().String()
	var serving sync.WaitGroup
	serving.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			serving.Go(func() { o.serve(conn) })
		}
	})
	t.Cleanup(func() {
		_ = listener.Close()
		serving.Wait()
	})
	return o
}

func certificate(t *testing.T) (*tls.Config, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, roots
}

// talk is one connection.
type talk struct {
	*office
	conn      net.Conn
	lines     *bufio.Reader
	encrypted bool
	letter    delivered
}

func (o *office) serve(conn net.Conn) {
	_ = conn.SetDeadline(time.Now().Add(5 * time.Second)) // so that a test ends
	t := &talk{office: o}
	t.use(conn, false)
	if o.implied {
		t.use(tls.Server(conn, o.tls), true)
	}
	defer func() { _ = t.conn.Close() }()
	t.say(o.reply("", "220 office ready"))
	for {
		line, err := t.lines.ReadString('\n')
		if err != nil || !t.answer(strings.TrimRight(line, "\r\n")) {
			return
		}
	}
}

func (t *talk) use(conn net.Conn, encrypted bool) {
	t.conn, t.lines, t.encrypted = conn, bufio.NewReader(conn), encrypted
}

func (t *talk) say(line string) { _, _ = io.WriteString(t.conn, line+"\r\n") }

func (o *office) reply(command, usual string) string {
	if reply := o.replies[command]; reply != "" {
		return reply
	}
	return usual
}

// answer does what a command says and tells whether another may follow.
func (t *talk) answer(line string) bool {
	command, rest, _ := strings.Cut(line, " ")
	command = strings.ToUpper(command)
	t.note(command, line)
	reply := t.reply(command, "250 2.0.0 done")
	switch command {
	case "EHLO":
		t.greet()
		return true
	case "STARTTLS":
		t.say("220 2.0.0 go on")
		t.use(tls.Server(t.conn, t.tls), true)
		return true
	case "AUTH":
		_, secret, _ := strings.Cut(rest, " ")
		raw, _ := base64.StdEncoding.DecodeString(secret)
		t.mu.Lock()
		t.logins = append(t.logins, strings.ReplaceAll(string(raw), "\x00", "|"))
		t.mu.Unlock()
		reply = t.reply(command, "235 2.7.0 welcome")
	case "MAIL":
		t.letter = delivered{from: rest, encrypted: t.encrypted}
	case "RCPT":
		t.letter.to += rest
	case "DATA":
		return t.data()
	case "QUIT":
		t.say(reply)
		return false
	}
	t.say(reply)
	return !strings.HasPrefix(reply, "421")
}

func (t *talk) note(command, line string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if command == "AUTH" {
		line = "AUTH"
	}
	t.said = append(t.said, line)
}

func (t *talk) greet() {
	t.say("250-office")
	for _, extension := range t.offered {
		if extension != "STARTTLS" || !t.encrypted {
			t.say("250-" + extension)
		}
	}
	t.say("250 SIZE")
}

func (t *talk) data() bool {
	if refusal := t.replies["DATA"]; refusal != "" {
		t.say(refusal)
		return true
	}
	t.say("354 go on")
	var text strings.Builder
	for {
		line, err := t.lines.ReadString('\n')
		if err != nil {
			return false
		}
		if line == ".\r\n" {
			break
		}
		text.WriteString(strings.TrimPrefix(line, "."))
	}
	reply := t.reply("END", "250 2.0.0 taken")
	if strings.HasPrefix(reply, "2") {
		t.letter.text = text.String()
		t.mu.Lock()
		t.letters = append(t.letters, t.letter)
		t.mu.Unlock()
	}
	t.say(reply)
	return true
}

// only gives the one letter that was delivered.
func (o *office) only(t *testing.T) delivered {
	t.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.letters) != 1 {
		t.Fatalf("%d letters, want 1; said: %q", len(o.letters), o.said)
	}
	return o.letters[0]
}

func (o *office) everythingSaid() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return strings.Join(o.said, "\n")
}
