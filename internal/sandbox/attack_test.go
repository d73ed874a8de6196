//go:build linux

package sandbox_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/sandbox"
	"muster/internal/tally"
)

// attack is a query that tries to do what none may.
type attack struct {
	name string
	must string // what must become of it: refused, refused: words, stopped or harmless
	sql  string
}

// What no answer and no error may tell.
const (
	variable   = "MUSTER_SECRET_OF_THE_HOUSE"
	inVariable = "a-secret-in-the-environment"
	inFile     = "a-secret-in-a-file"
)

// pace is how long a query takes on this machine that asks for nothing, the longest of a few while as many
// run as will in the test.
func pace(t *testing.T) time.Duration {
	t.Helper()
	h := open(t, 1000, func(c *sandbox.Config) { c.Deadline = time.Minute })
	ask(t, h, "s", "SELECT 0") // makes the snapshot
	var longest atomic.Int64
	var both sync.WaitGroup
	for i := range 2 {
		both.Go(func() {
			for n := range 3 {
				began := time.Now()
				if _, err := h.Query(context.Background(), "s", fmt.Sprintf("SELECT %d, %d", i, n)); err != nil {
					t.Error(err)
				}
				longest.Store(max(longest.Load(), int64(time.Since(began))))
			}
		})
	}
	both.Wait()
	return time.Duration(longest.Load())
}

var attackHead = regexp.MustCompile(`(?m)^## (.*) => (.*)\n`)

// attacks reads the corpus and adds what is too long to be written down.
func attacks(t *testing.T, places *strings.Replacer) []attack {
	t.Helper()
	data, err := os.ReadFile("testdata/attacks.txt")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	var all []attack
	heads := attackHead.FindAllStringSubmatchIndex(text, -1)
	for i, h := range heads {
		end := len(text)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		all = append(all, attack{text[h[2]:h[3]], text[h[4]:h[5]], places.Replace(strings.TrimSpace(text[h[1]:end]))})
	}
	return append(all, longAttacks()...)
}

func longAttacks() []attack {
	n := func(text string, times int) string { return strings.Repeat(text, times) }
	return []attack{
		{"nothing", "refused: empty", ""},
		{"blanks", "refused: empty", " \n\t "},
		{"only a comment", "refused", "-- nothing"},
		{"only a semicolon", "refused", ";"},
		{"a megabyte", "refused: KB", "SELECT '" + n("x", 1<<20) + "'"},
		{"a NUL and a second statement", "refused: NUL", "SELECT 1 \x00; COPY answers TO 'x'"},
		{"a NUL in a text", "refused: NUL", "SELECT 'a\x00b'"},
		{"broken UTF-8", "refused: UTF-8", "SELECT '\xff\xfe'"},
		{"broken UTF-8 in a name", "refused: UTF-8", "SELECT 1 AS \"\xc3\x28\""},
		{"many parentheses", "harmless", "SELECT " + n("(", 7000) + "1" + n(")", 7000)},
		{"many subqueries", "harmless", n("SELECT * FROM (", 900) + "SELECT 1" + n(")", 900)},
		{"many subqueries in a value", "harmless", n("SELECT (", 900) + "1" + n(")", 900)},
		{"a long sum", "harmless", "SELECT " + n("1+", 7000) + "1"},
		{"many negations", "harmless", "SELECT " + n("NOT ", 3000) + "true"},
		{"many minus signs", "harmless", "SELECT " + n("- ", 7000) + "1"},
		{"many cases", "harmless", n("SELECT CASE WHEN true THEN (", 400) + "1" + n(") END", 400)},
		{"a long list of values", "harmless", "SELECT count(*) FROM answers WHERE response IN (1" + n(",1", 7000) + ")"},
		{"a long list of texts", "harmless", "SELECT [''" + n(",''", 5000) + "]"},
		{"lists in lists", "harmless", "SELECT " + n("[", 3000) + n("]", 3000)},
		{"many columns", "refused: columns", "SELECT 1" + n(",1", 5000)},
		{"many unions", "harmless", "SELECT 1" + n(" UNION ALL SELECT 1", 800)},
		{"many joins", "harmless", "SELECT count(*) FROM options" + n(" CROSS JOIN options", 600)},
		{"many expressions that double", "harmless", doubling(20)},
		{"many open comments", "harmless", n("/*", 7000)},
		{"an open text", "refused: cannot be read", "SELECT '" + n("x", 15000)},
		{"dollar quotes", "harmless", "SELECT $a$" + n("x", 15000) + "$a$"},
		{"a name of 15 KB", "harmless", "SELECT 1 AS \"" + n("x", 15000) + "\""},
		{"a table of 15 KB", "refused: no table", "SELECT * FROM \"" + n("x", 15000) + "\""},
		{"many windows", "harmless", "SELECT 1" + n(", sum(level) OVER (ORDER BY day)", 150) + " FROM answers"},
		{"many lambdas", "harmless", "SELECT " + n("list_transform([1], lambda x: ", 80) + "1" + n(")", 80)},
	}
}

// doubling gives common expressions each of which joins the one before with itself.
func doubling(times int) string {
	var b strings.Builder
	b.WriteString("WITH t0 AS (SELECT response FROM answers)")
	for i := range times {
		b.WriteString(strings.NewReplacer("{N}", string(rune('a'+i)), "{M}", string(rune('a'+i-1))).Replace(
			", t{N} AS (SELECT x.response FROM " + map[bool]string{true: "t0", false: "t{M}"}[i == 0] + " x CROSS JOIN " +
				map[bool]string{true: "t0", false: "t{M}"}[i == 0] + " y)"))
	}
	return b.String() + " SELECT count(*) FROM t" + string(rune('a'+times-1))
}

// Whatever is asked, nothing is read but the snapshot, nothing is written, every query ends in time, and
// what serves people goes on.
func TestAttacksDoNoHarm(t *testing.T) {
	dir := t.TempDir()
	canary := filepath.Join(dir, "canary.csv")
	for _, name := range []string{canary, canary + ".csv"} {
		if err := os.WriteFile(name, []byte(inFile+"\n1\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv(variable, inVariable)
	deadline := max(time.Second, 4*pace(t))
	h := open(t, 1000, func(c *sandbox.Config) { c.Dir, c.Deadline = filepath.Join(dir, "snapshots"), deadline })
	eventually(t, func() bool {
		_, err := h.Query(context.Background(), "s", fmt.Sprint("SELECT ", rand.Int64()))
		return err == nil
	})
	patient := open(t, 1000, func(c *sandbox.Config) { c.Deadline = time.Minute })
	before := listing(t, dir)
	places := strings.NewReplacer("{CANARY}", canary, "{DIR}", dir, "{VARIABLE}", variable,
		"{SNAPSHOT}", filepath.Join(dir, "snapshots", "snapshot-1.duckdb"))
	all := attacks(t, places)
	if len(all) < 100 {
		t.Fatalf("only %d attacks", len(all))
	}
	queue, names := make(chan attack), map[string]bool{}
	t.Run("attacks", func(t *testing.T) {
		for range 2 { // as many as there are workers: nobody has to wait for others to end
			t.Run("", func(t *testing.T) {
				t.Parallel()
				for a := range queue {
					a.run(t, h, patient)
				}
			})
		}
		go func() {
			defer close(queue)
			for _, a := range all {
				if names[a.name] {
					t.Errorf("two attacks are called %q", a.name)
				}
				names[a.name] = true
				queue <- a
			}
		}()
	})
	if diff := cmp.Diff(before, listing(t, dir)); diff != "" {
		t.Errorf("files changed (-before +after):\n%s", diff)
	}
	eventually(t, func() bool { // a good query after all of them
		rows, err := h.Query(context.Background(), "s", fmt.Sprint("SELECT count(*) AS n, ", rand.Int64(), " FROM answers"))
		return err == nil && rows.Values[0][0] == int64(1000)
	})
}

// run attacks a house. A busy machine may need all of the time to start a process and to read a long query;
// what must be refused is then asked again where there is more time.
func (a attack) run(t *testing.T, h, patient *house) {
	t.Helper()
	began := time.Now()
	rows, err := h.Query(context.Background(), "s", a.sql)
	if took := time.Since(began); took > h.deadline+time.Second {
		t.Errorf("%s: took %v, the deadline is %v", a.name, took, h.deadline)
	}
	if err != nil && strings.HasPrefix(a.must, "refused") && strings.Contains(err.Error(), "longer than") {
		rows, err = patient.Query(context.Background(), "s", a.sql)
	}
	if told := tell(rows, err); strings.Contains(told, inVariable) || strings.Contains(told, inFile) {
		t.Errorf("%s: tells a secret: %s", a.name, told)
	}
	var refusal *sandbox.Refusal
	if err != nil && !errors.As(err, &refusal) {
		t.Errorf("%s: a fault of the house: %v", a.name, err)
		return
	}
	if testing.Verbose() {
		t.Logf("%s: %.150s", a.name, tell(rows, err))
	}
	a.judge(t, rows, refusal)
}

func (a attack) judge(t *testing.T, rows tally.Rows, refusal *sandbox.Refusal) {
	t.Helper()
	must, words, _ := strings.Cut(a.must, ": ")
	switch {
	case must == "harmless":
		if len(rows.Values) > 1000 {
			t.Errorf("%s: %d rows", a.name, len(rows.Values))
		}
	case refusal == nil:
		t.Errorf("%s: must be %s, but was answered: %.300v", a.name, a.must, rows)
	case must == "stopped":
		if !strings.Contains(refusal.Error(), "stopped") && !strings.Contains(refusal.Error(), "broke") {
			t.Errorf("%s: must be stopped, but: %s", a.name, refusal)
		}
	case strings.Contains(refusal.Error(), "broke") || strings.Contains(refusal.Error(), "stopped"):
		t.Errorf("%s: must be refused before it runs, but: %s", a.name, refusal)
	case !strings.Contains(strings.ToLower(refusal.Error()), strings.ToLower(words)):
		t.Errorf("%s: must be refused with %q, but: %s", a.name, words, refusal)
	}
}

// eventually gives a machine that does much else several chances.
func eventually(t *testing.T, well func() bool) {
	t.Helper()
	for range 10 {
		if well() {
			return
		}
	}
	t.Fatal("it does not come to pass")
}

// tell gives everything that whoever asked gets to see.
func tell(rows tally.Rows, err error) string {
	var b strings.Builder
	if err != nil {
		b.WriteString(err.Error())
	}
	b.WriteString(strings.Join(rows.Columns, "|"))
	for _, row := range rows.Values {
		for _, v := range row {
			if s, ok := v.(string); ok {
				b.WriteString("|" + s)
			}
		}
	}
	return b.String()
}

// listing gives every file beneath a directory with its size and when it was changed.
func listing(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		files[path] = info.ModTime().String() + " " + info.Mode().String()
		if !entry.IsDir() {
			files[path] += " " + time.Duration(info.Size()).String()
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
