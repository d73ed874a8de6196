//go:build linux

package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
)

// Of the responses that changing children change.
const changing = 40

// worded is the nth response with those words; it takes a place that is counted.
func worded(form *survey.Survey, n int, words string) *response.Response {
	r := picking(form, n, leaders(changing), "leader")
	r.Answers["challenge"] = response.Answer{Text: words}
	r.Contact = &response.Contact{Fields: map[string]string{"name": words}}
	return r
}

// changingChild stores, corrects and erases responses, each with words of its own. Before each it
// tells the number and the words, or "-" to erase, and after it "done".
func changingChild(path string) error {
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
	for step := 0; ; step++ {
		n, words := rand.IntN(changing), fmt.Sprintf("words-%s-%d;", os.Getenv(childRound), step)
		_, err := s.Response(ctx, form.ID, answer(form, n).ID)
		there := err == nil
		if there && rand.IntN(6) == 0 {
			words = "-"
		}
		fmt.Printf("%d %s\n", n, words)
		outcome := response.Outcome{}
		switch {
		case words == "-":
			err = s.Erase(ctx, form.ID, answer(form, n).ID)
		case there:
			outcome, err = s.Revise(ctx, worded(form, n, words))
		default:
			var outcomes []response.Outcome
			if outcomes, err = s.Append(ctx, []*response.Response{worded(form, n, words)}); err == nil {
				outcome, err = outcomes[0], outcomes[0].Err
			}
		}
		switch {
		case err != nil:
			return err
		case outcome.Refused != nil:
			fmt.Println("refused")
		default:
			fmt.Println("done")
		}
	}
}

// Killed at any moment, the process has done each change whole or not at all, and has done all that
// it acknowledged; what was erased leaves the log of the dead process as well.
func TestKilledWhileChanging(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	state := map[int]string{} // the words of each response
	var gone []string
	done := 0
	for round := range 12 {
		told, ended := startChild(t, []string{childPath + "=" + path, childRound + "=" + fmt.Sprint(round)}, killSoon(t))
		mustBeKilled(t, ended)
		for i := 0; i < len(told); i += 2 {
			var n int
			var words string
			if _, err := fmt.Sscan(told[i], &n, &words); err != nil {
				t.Fatal(told[i], err)
			}
			if i+1 < len(told) && told[i+1] == "refused" {
				continue
			}
			if i+1 == len(told) && wordsOf(t, path, form, n) != strings.TrimPrefix(words, "-") {
				continue // the last one was not done
			}
			if old := state[n]; old != "" {
				gone = append(gone, old)
			}
			state[n] = strings.TrimPrefix(words, "-")
			done++
		}
		kept := 0
		for n := range changing {
			if got := wordsOf(t, path, form, n); got != state[n] {
				t.Fatalf("round %d: response %d says %q, not %q", round, n, got, state[n])
			}
			if state[n] != "" {
				kept++
			}
		}
		checkWhole(t, path, form, kept)
	}
	if done == 0 {
		t.Fatal("no child lived long enough to change anything")
	}
	open(t, path) // which clears the log
	for deadline := time.Now().Add(15 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		left := 0
		for _, words := range gone {
			left += len(holds(t, path, words))
		}
		if left == 0 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d of %d erased texts are left", left, len(gone))
		}
	}
	t.Logf("%d changes, %d texts overwritten", done, len(gone))
}

// wordsOf returns what the nth response says, past the store; "" when it is not there.
func wordsOf(t *testing.T, path string, form *survey.Survey, n int) string {
	t.Helper()
	return query(t, path, `SELECT json_extract(document, '$.challenge') FROM responses WHERE id = '`+answer(form, n).ID+`'`)
}

// checkWhole holds that all tables tell of the same responses.
func checkWhole(t *testing.T, path string, form *survey.Survey, kept int) {
	t.Helper()
	s := open(t, path)
	defer s.Close()
	want := decimal(int64(kept))
	if live := liveOf(nil, all(t, s)); len(live) != kept {
		t.Errorf("%d responses are read; want %s", len(live), want)
	}
	for name, statement := range map[string]string{
		"count":    `SELECT coalesce(sum(responses), 0) FROM counts`,
		"places":   `SELECT coalesce(sum(taken), 0) FROM places`,
		"contacts": `SELECT count(*) FROM contacts WHERE trim(fields) <> ''`,
	} {
		if got := query(t, path, statement); got != want {
			t.Errorf("%s: %s; want %s", name, got, want)
		}
	}
	if last, err := s.LastSeq(t.Context()); err != nil ||
		decimal(last) != query(t, path, `SELECT max((SELECT coalesce(max(seq), 0) FROM responses), (SELECT coalesce(max(seq), 0) FROM changes))`) {
		t.Errorf("last is %d, %v", last, err)
	}
	integrity(t, path)
}
