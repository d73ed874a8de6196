package importer_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/importer"
)

// goals is a column with two options and n people for each of three values that people typed.
func goals(n int, more ...any) string {
	pairs := []any{20, "Learn", 18, "Later"}
	for i := range 3 {
		pairs = append(pairs, n, fmt.Sprintf("Meet people %d", i))
	}
	return column("Your goal?", times(append(pairs, more...)...)...)
}

// matching a file with what was kept of an earlier one.
func matchKept(t testing.TB, text string, first *importer.Plan, partial bool) *importer.Plan {
	t.Helper()
	data, err := first.Kept().Write()
	if err != nil {
		t.Fatal(err)
	}
	plan, err := importer.Match(t.Context(), table(t, text), first.Survey, importer.MatchConfig{Now: now, Mapping: mapping(t, string(data)), Partial: partial})
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// What a survey that was made of a file keeps as own words stays that, however many give it in a longer export.
func TestOwnWordsStayOwnWords(t *testing.T) {
	first := infer(t, table(t, goals(2)))
	if got := told(first, "goal"); got["own: Meet people 0"] != 2 {
		t.Fatalf("%v", got)
	}
	longer := matchKept(t, goals(6, 1, "Once"), first, false)
	if err := longer.Err(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]int{"Learn": 20, "Later": 18, "own: Meet people 0": 6, "own: Meet people 1": 6, "own: Meet people 2": 6, "own: Once": 1}, told(longer, "goal")); diff != "" {
		t.Error(diff)
	}
	for _, c := range first.Kept().Columns {
		for _, v := range c.Values {
			if v.Value == "Once" {
				t.Error("what one person wrote is kept beside the answers")
			}
		}
	}
	if fresh := matchKept(t, goals(6, 9, "A further option"), longer, false); fresh.Err() == nil {
		t.Error("an option that many picked is taken for own words without a word")
	}
}

// Somebody who lets values go as own words is never asked about the question again, and is told what becomes of them.
func TestOwnWordsAreDecidedOnce(t *testing.T) {
	first := infer(t, table(t, goals(2)))
	let := matchKept(t, goals(6, 9, "A further option"), first, true)
	if len(let.Unmatched) != 1 || !let.Unmatched[0].Own {
		t.Fatalf("%v", let.Unmatched)
	}
	again := matchKept(t, goals(6, 9, "A further option", 5, "And another"), let, false)
	if err := again.Err(); err != nil {
		t.Fatal(err)
	}
	if got := told(again, "goal"); got["own: A further option"] != 9 || got["own: And another"] != 5 {
		t.Errorf("%v", got)
	}
	if !said(again.Decisions, "“A further option” (9), “And another” (5)") || !said(again.Report().Columns[1].Why, "kept as own words: “A further option” (9)") {
		t.Errorf("%q", again.Decisions)
	}
	if still := matchKept(t, goals(6, 9, "A further option"), again, false); still.Err() != nil {
		t.Error(still.Err())
	}
}
