package main

import (
	"io"
	"strings"
	"testing"
)

func TestMailServerOfTheEnvironment(t *testing.T) {
	tests := []struct {
		name     string
		settings map[string]string
		offered  bool
		wrong    string // what the error names
	}{
		{"none", nil, false, ""},
		{"empty", map[string]string{mailServer: " "}, false, ""},
		{"with everything", map[string]string{
			mailServer: "mail.example.org:587", mailFrom: "Muster <muster@example.org>", mailUser: "muster", mailPassword: "secret",
		}, true, ""},
		{"nobody writes", map[string]string{mailServer: "mail.example.org:587"}, false, mailServer},
		{"in the open over a network", map[string]string{
			mailServer: "mail.example.org:25", mailFrom: "muster@example.org", mailSecurity: "none",
		}, false, mailServer},
		{"a security that there is not", map[string]string{
			mailServer: "mail.example.org", mailFrom: "muster@example.org", mailSecurity: "ssl",
		}, false, mailServer},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			lookup := func(name string) (string, bool) {
				value, found := test.settings[name]
				return value, found
			}
			send, err := newMail(environment{stderr: io.Discard, lookup: lookup})
			if (send != nil) != test.offered {
				t.Errorf("letters are sent: %t", send != nil)
			}
			if (err != nil) != (test.wrong != "") || err != nil && !strings.Contains(err.Error(), test.wrong) {
				t.Errorf("%v, want it to name %q", err, test.wrong)
			}
			if err != nil && strings.Contains(err.Error(), "secret") {
				t.Errorf("the password is told: %v", err)
			}
		})
	}
}
