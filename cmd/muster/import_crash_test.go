package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"muster/internal/tally"
)

const manyRows = 20_000

// bigExport writes an export of many rows.
func bigExport(t *testing.T, name string) {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("Timestamp,Role,Topics,Rate,Why\n")
	at := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	for i := range manyRows {
		fmt.Fprintf(&b, "%s UTC,Role %d,Topic %d;Topic %d,%d,person %d has words of their own\n",
			at.Add(time.Duration(i)*time.Minute).Format("2006/01/02 3:04:05 PM"), i%7, i%11, 11+i%5, 1+i%5, i)
	}
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// startImport runs the program and calls begun when it has said what it decided and is about to store.
func startImport(t *testing.T, dir string, begun func(*os.Process), args ...string) error {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, append([]string{"import"}, args...)...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), asMuster+"=1")
	output, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(output); lines.Scan(); {
		if strings.Contains(lines.Text(), "Decided:") {
			begun(cmd.Process)
		}
	}
	return cmd.Wait()
}

// TestKilledWhileImporting kills the program again and again while it imports. Nothing of the file may be
// there, or all of it; and the import that runs to its end stores every answer once.
func TestKilledWhileImporting(t *testing.T) {
	dir := t.TempDir()
	bigExport(t, filepath.Join(dir, "big.csv"))
	data := filepath.Join(dir, "data")
	stored := func() (answers int64, surveys, forms int) {
		kept, err := openExisting(t.Context(), environment{stderr: io.Discard}, data)
		if err != nil {
			t.Fatal(err)
		}
		defer kept.Close()
		n, err := kept.store.Count(t.Context(), "big")
		if err != nil {
			t.Fatal(err)
		}
		all, err := kept.store.Surveys(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		mappings, err := kept.store.FormMappings(t.Context(), "big")
		if err != nil {
			t.Fatal(err)
		}
		return n, len(all), len(mappings)
	}
	killed := 0
	for range 5 {
		err := startImport(t, dir, func(p *os.Process) {
			time.Sleep(mathrand.N(900 * time.Millisecond))
			_ = p.Kill() // it may have ended
		}, "big.csv", "--as", "big", "--data", data)
		if err != nil {
			killed++
		}
		n, surveys, forms := stored()
		if n != 0 && n != manyRows || (n > 0) != (surveys == 1) || (n > 0) != (forms == 1) {
			t.Fatalf("%d answers, %d surveys and %d mappings are left", n, surveys, forms)
		}
	}
	t.Logf("killed %d times", killed)
	if err := startImport(t, dir, func(*os.Process) {}, "big.csv", "--as", "big", "--data", data); err != nil {
		t.Fatal(err)
	}
	if n, surveys, forms := stored(); n != manyRows || surveys != 1 || forms != 1 {
		t.Errorf("%d answers, %d surveys and %d mappings", n, surveys, forms)
	}
}

// TestImportBesideAService imports while a service takes in answers: these go on, before and after, and the
// warehouse has all of both.
func TestImportBesideAService(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	bigExport(t, filepath.Join(dir, "big.csv"))
	p := startServe(t, "--data", data, "--survey", charlotte)
	ctx, cancel := context.WithCancel(t.Context())
	imported := make(chan error, 1)
	go func() {
		imported <- startImport(t, dir, func(*os.Process) {}, "big.csv", "--as", "big", "--data", data)
		time.Sleep(300 * time.Millisecond)
		cancel()
	}()
	acknowledged, unanswered := p.load(ctx, 4, idSource(rand.Reader))
	if err := <-imported; err != nil {
		t.Fatal(err)
	}
	p.stop(t)
	if len(acknowledged) < 10 || len(unanswered) > 4 { // those that were under way at the end
		t.Errorf("%d answers acknowledged and %d unanswered", len(acknowledged), len(unanswered))
	}
	checkExactlyOnce(t, data, acknowledged)
	kept, err := openExisting(t.Context(), environment{stderr: io.Discard}, data)
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	counted, err := kept.openWarehouse(t.Context(), kept.warehouseFile(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer counted.Close()
	n := 0
	for _, err := range counted.Responses(t.Context(), "big", tally.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != manyRows {
		t.Errorf("%d answers in the warehouse", n)
	}
}
