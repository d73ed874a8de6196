package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReceiptsThatDoNotExist asks the running service for receipts nobody was given.
func TestReceiptsThatDoNotExist(t *testing.T) {
	p := startServe(t, "--data", t.TempDir(), "--survey", "../../sample-data/charlotte.yaml")
	for _, test := range []struct{ name, token string }{
		{"well formed", strings.Repeat("a", 26)},
		{"cut short", "aaaa"},
		{"upper case", strings.Repeat("A", 26)},
	} {
		t.Run(test.name, func(t *testing.T) {
			reply, err := http.Get(p.base + "/r/" + test.token)
			if err != nil {
				t.Fatal(err)
			}
			defer reply.Body.Close()
			page, _ := io.ReadAll(reply.Body)
			if reply.StatusCode != http.StatusNotFound || !strings.Contains(string(page), "There is no receipt at this address") {
				t.Errorf("%s: %s", reply.Status, page)
			}
		})
	}
	if log := p.log.String(); strings.Contains(log, "ERROR") || strings.Contains(log, "aaaa") {
		t.Errorf("looking for a receipt is no fault of the service, and the token is nobody's business: %s", log)
	}
}

// TestNothingPrivateIsLeftBehind answers, fails and logs in, and looks through everything that was
// written: into the log no answer, address or token goes; into the data directory no IP address and
// no token in clear; and nobody but its owner may open any of it.
func TestNothingPrivateIsLeftBehind(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	p := startServe(t, "--data", dir, "--survey", "../../sample-data/charlotte.yaml")
	p.waitFor(t, "/readyz")
	client := newClient()
	send := func(path string, form url.Values) *http.Response {
		reply, err := client.PostForm(p.base+path, form)
		if err != nil {
			t.Fatal(err)
		}
		reply.Body.Close()
		return reply
	}
	receipt := send("/s/charlotte", url.Values{
		"roles": {"engineer"}, "challenge": {"a-secret-challenge"}, "email": {"zoe@example.net"}, "name": {"Zoe-of-the-test"}, "consent": {"yes"},
	}).Header.Get("Location")
	send("/s/charlotte", url.Values{"challenge": {"a-secret-challenge"}, "email": {"zoe@@"}})
	send("/login", url.Values{"email": {"zoe@example.net"}, "password": {"a-secret-password"}})
	f := logIn(t, p, dir)
	f.workbook("/surveys/charlotte/export.xlsx?contacts=1")
	address, err := url.Parse(p.base)
	if err != nil {
		t.Fatal(err)
	}
	token := strings.TrimPrefix(receipt, "/r/")
	session := f.client.Jar.Cookies(address)[0].Value
	for _, private := range []string{"a-secret-challenge", "zoe@", "Zoe-of-the-test", "a-secret-password", token, session, "127.0.0.1"} {
		if strings.Contains(p.log.String(), private) {
			t.Errorf("the log holds %q: %s", private, p.log)
		}
	}
	closedToOthers(t, dir)
	p.stop(t)
	closedToOthers(t, dir)
	for _, private := range []string{"a-secret-password", token, session, "127.0.0.1"} {
		for _, file := range filesWith(t, dir, private) {
			if file == "muster.address" && private == "127.0.0.1" {
				continue // where the service itself is reached
			}
			t.Errorf("%s holds %q", file, private)
		}
	}
	for _, private := range []string{"zoe@", "Zoe-of-the-test"} {
		for _, file := range filesWith(t, dir, private) {
			if strings.HasPrefix(file, "warehouse") {
				t.Errorf("%s holds the contact detail %q", file, private)
			}
		}
	}
}

// closedToOthers checks that only the owner of the data directory may read and write it.
func closedToOthers(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := os.Stat(path)
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is open to others: %v", path, info.Mode())
		}
		return nil // a file may go while the service runs
	})
	if err != nil {
		t.Fatal(err)
	}
}

func filesWith(t *testing.T, dir, words string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) || err == nil && entry.IsDir() {
			return nil // a running service has deleted it meanwhile
		}
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(words)) {
			found = append(found, strings.TrimPrefix(path, dir+string(filepath.Separator)))
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
