package web

import (
	"context"
	"errors"
	"testing"

	"muster/internal/spreadsheet"
)

// TestNobodysFileIsNotRead holds that a file whose sender is gone is read no further.
func TestNobodysFileIsNotRead(t *testing.T) {
	ctx, leave := context.WithCancel(t.Context())
	u := &upload{name: "a.csv", data: []byte("A,B\n1,2\n")}
	if err := u.read(ctx, spreadsheet.Options{}); err != nil {
		t.Fatal(err)
	}
	was := u.table
	leave()
	if err := u.read(ctx, spreadsheet.Options{}); !errors.Is(err, context.Canceled) || u.table != was {
		t.Errorf("%v", err)
	}
}
