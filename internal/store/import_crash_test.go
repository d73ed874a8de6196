//go:build linux

package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"muster/internal/response"
	"muster/internal/store"
)

const (
	takingBack  = "taking back" // instead of the round of a child that changes answers
	takenAtOnce = 400           // answers of each of its files
)

// takingBackChild imports a file and takes it back, over and over, and tells each before and after.
func takingBackChild(path string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, store.Config{Path: path})
	if err != nil {
		return err
	}
	surveys, err := s.Surveys(ctx)
	if err != nil {
		return err
	}
	form := surveys[0]
	for {
		past, err := s.PastImports(ctx, form.ID)
		if err != nil {
			return err
		}
		if len(past) > 0 && !past[0].IsTakenBack() {
			fmt.Println("back", past[0].ID)
			if _, err := s.TakeBack(ctx, store.TakingBack{Survey: form.ID, Import: past[0].ID, Going: takenAtOnce}); err != nil {
				return err
			}
			fmt.Println("done")
			continue
		}
		var rows []*response.Response
		for n := range takenAtOnce {
			r := worded(form, n, fmt.Sprintf("words-%d;", len(past)+1))
			r.Receipt = nil
			rows = append(rows, r)
		}
		fmt.Println("import", len(past)+1)
		if _, err := s.Import(ctx, store.Import{Survey: form, Responses: slices.Values(rows)}); err != nil {
			return err
		}
		fmt.Println("done")
	}
}

// Killed at any moment, the process has taken an import back whole or not at all, and what it took back leaves the log of
// the dead process as well.
func TestKilledWhileTakingBack(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	counted := worded(form, takenAtOnce, "counted") // from now on places are
	mustAppend(t, s, []*response.Response{counted})
	mustErase(t, s, counted)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	amid, last := 0, 0
	for round := range 12 {
		told, ended := startChild(t, []string{childPath + "=" + path, childRound + "=" + takingBack}, killSoon(t))
		mustBeKilled(t, ended)
		s := open(t, path)
		past, err := s.PastImports(t.Context(), form.ID)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		last = len(past)
		there := last > 0 && !past[0].IsTakenBack()
		if len(told) > 0 && !strings.HasPrefix(told[len(told)-1], "import") {
			amid++
			if acknowledged := told[len(told)-1] == "done"; acknowledged && len(told) > 1 && there != strings.HasPrefix(told[len(told)-2], "import") {
				t.Errorf("round %d: after %q %v", round, told[len(told)-2:], past[0])
			}
		}
		kept := 0
		if there {
			kept = takenAtOnce
		}
		checkWhole(t, path, form, kept)
	}
	if amid == 0 {
		t.Fatal("no child lived long enough to take anything back")
	}
	open(t, path) // which clears the log
	for n := 1; n < last; n++ {
		goesSoon(t, path, fmt.Sprintf("words-%d;", n))
	}
	t.Logf("%d imports, %d kills amid or after taking back", last, amid)
}
