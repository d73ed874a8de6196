package store_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"muster/internal/response"
)

// However many contacts there are, each comes with what that person agreed to, and nobody waits for them
// who has left.
func TestContactsOfMany(t *testing.T) {
	form := charlotte(t)
	s := open(t, filepath.Join(t.TempDir(), "muster.db"))
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	const many = 5_040 // more than are read at once
	batch := answers(form, 0, many)
	for i, r := range batch {
		r.Contact = &response.Contact{Fields: map[string]string{"email": fmt.Sprintf("p%d@example.org", i)}}
		if i%3 > 0 {
			r.Contact.Consent, r.Contact.Statement = true, fmt.Sprintf("Words %d.", i%3)
		}
		if i%6 == 1 {
			r.Contact.Notice = "A notice."
		}
	}
	mustAppend(t, s, batch)
	got, err := s.Contacts(t.Context(), form.ID)
	if err != nil || len(got) != many/3*2 {
		t.Fatalf("%d contacts, %v", len(got), err)
	}
	for i, r := range batch {
		c, agreed := got[response.PublicID(r.ID)]
		if agreed != (i%3 > 0) {
			t.Fatalf("person %d: %t", i, agreed)
		}
		if agreed && (c.Statement != r.Contact.Statement || c.Notice != r.Contact.Notice || c.Fields["email"] != r.Contact.Fields["email"]) {
			t.Fatalf("person %d: %+v", i, c)
		}
	}
	left, leave := context.WithCancel(t.Context())
	leave()
	if _, err := s.Contacts(left, form.ID); !errors.Is(err, context.Canceled) {
		t.Errorf("who left gets %v", err)
	}
}
