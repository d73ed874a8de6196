package main

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"muster/internal/response"
	"muster/internal/tally"
)

// kills is how often the serving process is killed over one data directory.
const kills = 50

const charlotte = "../../sample-data/charlotte.yaml"

// TestKilledInMidLoad kills the serving process again and again while answers arrive. What was
// acknowledged is noted here, outside the process; in the end each of those answers must be in the
// store once and in the warehouse once, and the warehouse must hold nothing else than the store.
func TestKilledInMidLoad(t *testing.T) {
	dir := t.TempDir()
	newID := idSource(rand.Reader)
	var acknowledged []string
	for range kills {
		p := startServe(t, "--data", dir, "--survey", charlotte)
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(30+mathrand.IntN(250))*time.Millisecond)
		killed := make(chan struct{})
		go func() {
			defer close(killed)
			<-ctx.Done()
			p.kill()
		}()
		some, _ := p.load(ctx, 8, newID)
		<-killed
		cancel()
		acknowledged = append(acknowledged, some...)
	}
	t.Logf("%d answers acknowledged over %d kills", len(acknowledged), kills)
	if len(acknowledged) < kills {
		t.Fatalf("only %d answers were acknowledged; the test proves nothing", len(acknowledged))
	}
	checkExactlyOnce(t, dir, acknowledged)
}

// checkExactlyOnce opens the directory as a restarted service would.
func checkExactlyOnce(t *testing.T, dir string, acknowledged []string) {
	t.Helper()
	ctx := t.Context()
	kept, err := openExisting(ctx, environment{stderr: io.Discard}, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	counted, err := kept.openWarehouse(ctx, kept.warehouseFile(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer counted.Close()
	if err := counted.CatchUp(ctx); err != nil {
		t.Fatal(err)
	}

	inStore := map[string]int{}
	for after := int64(0); ; {
		records, err := kept.store.Records(ctx, after, 1000)
		if err != nil {
			t.Fatal(err)
		}
		if len(records) == 0 {
			break
		}
		for _, r := range records {
			if r.Survey == "charlotte" {
				inStore[response.PublicID(r.ID)]++
			}
		}
		after = records[len(records)-1].Seq
	}
	inWarehouse := map[string]int{}
	for r, err := range counted.Responses(ctx, "charlotte", tally.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		inWarehouse[r.ID]++
	}

	for _, id := range acknowledged {
		public := response.PublicID(id)
		if inStore[public] != 1 || inWarehouse[public] != 1 {
			t.Errorf("an acknowledged answer is %d times in the store and %d times in the warehouse", inStore[public], inWarehouse[public])
		}
	}
	for public, n := range inWarehouse {
		if n != 1 || inStore[public] != 1 {
			t.Errorf("an answer is %d times in the warehouse and %d times in the store", n, inStore[public])
		}
	}
	if len(inStore) != len(inWarehouse) {
		t.Errorf("%d answers in the store, %d in the warehouse", len(inStore), len(inWarehouse))
	}
}

// TestStoppedUnderLoad sends SIGTERM while answers arrive. Whatever was taken in must have been
// acknowledged, and the process must end in time.
func TestStoppedUnderLoad(t *testing.T) {
	dir := t.TempDir()
	p := startServe(t, "--data", dir, "--survey", charlotte)
	ctx, cancel := context.WithCancel(t.Context())
	stopped := make(chan time.Duration, 1)
	go func() {
		defer cancel()
		time.Sleep(500 * time.Millisecond)
		stopped <- p.stop(t)
	}()
	acknowledged, _ := p.load(ctx, 16, idSource(rand.Reader))
	if took := <-stopped; took > 10*time.Second {
		t.Errorf("the end took %v", took)
	}
	if len(acknowledged) == 0 {
		t.Fatal("nothing was acknowledged; the test proves nothing")
	}
	checkExactlyOnce(t, dir, acknowledged)
	if n := stored(t, dir); n != int64(len(acknowledged)) {
		t.Errorf("%d answers stored, %d acknowledged", n, len(acknowledged))
	}
	noAddresses(t, dir, p)
}

// noAddresses looks through every file and the log for the address that a load came from.
func noAddresses(t *testing.T, dir string, p *process) {
	t.Helper()
	for _, file := range filesWith(t, dir, "127.0.0.1") {
		if file != "muster.address" { // where the service itself is reached
			t.Errorf("%s holds the address of whoever answered", file)
		}
	}
	if strings.Contains(p.log.String(), "127.0.0.1") {
		t.Errorf("the log holds the address of whoever answered: %s", p.log)
	}
}

func stored(t *testing.T, dir string) int64 {
	t.Helper()
	kept, err := openExisting(t.Context(), environment{stderr: io.Discard}, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	n, err := kept.store.Count(t.Context(), "charlotte")
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestWarehouseHeals does to the warehouse's file what disks and people do. The service must come
// up by itself each time and show the same numbers.
func TestWarehouseHeals(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "warehouse.duckdb")
	p := startServe(t, "--data", dir, "--survey", charlotte)
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	acknowledged, _ := p.load(ctx, 4, idSource(rand.Reader))
	cancel()
	p.waitFor(t, "/readyz")
	p.stop(t)
	want := len(acknowledged)

	harms := []struct {
		name string
		do   func() error
	}{
		{"deleted", func() error { return os.Remove(file) }},
		{"empty", func() error { return os.Truncate(file, 0) }},
		{"cut in half", func() error { return cut(file, 2) }},
		{"cut at its end", func() error { return cutBy(file, 100) }},
		{"overwritten", func() error { return os.WriteFile(file, []byte("this is no database"), 0o600) }},
		{"a page flipped", func() error { return flip(file) }},
		{"a stray log", func() error { return os.WriteFile(file+".wal", make([]byte, 4096), 0o600) }},
	}
	for _, harm := range harms {
		t.Run(harm.name, func(t *testing.T) {
			if err := harm.do(); err != nil {
				t.Fatal(err)
			}
			p := startServe(t, "--data", dir, "--survey", charlotte)
			p.waitFor(t, "/readyz")
			p.stop(t)
			checkExactlyOnce(t, dir, acknowledged)
			if n := stored(t, dir); n != int64(want) {
				t.Errorf("%d answers, %d before the harm", n, want)
			}
		})
	}
}

func cut(file string, by int64) error {
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	return os.Truncate(file, info.Size()/by)
}

func cutBy(file string, bytes int64) error {
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	return os.Truncate(file, info.Size()-bytes)
}

// flip turns over bits in the middle of every 4 KB of the file, so that something in use is hit.
func flip(file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	for at := 2048; at < len(data); at += 4096 {
		data[at] ^= 0x55
	}
	return os.WriteFile(file, data, 0o600)
}

// TestImportWhileServing loads an old export into the directory of a service that takes answers at
// the same time. Both write; nobody's answer may be lost or doubled.
func TestImportWhileServing(t *testing.T) {
	dir := t.TempDir()
	p := startServe(t, "--data", dir, "--survey", charlotte)
	ctx, cancel := context.WithCancel(t.Context())
	imported := make(chan error, 1)
	go func() {
		defer cancel()
		time.Sleep(100 * time.Millisecond)
		var err error
		for range 3 {
			quiet := environment{stdout: io.Discard, stderr: io.Discard, lookup: os.LookupEnv}
			err = errors.Join(err, run(t.Context(), quiet, []string{"import", "testdata/charlotte.csv", "--survey", "charlotte", "--data", dir}))
		}
		imported <- err
	}()
	acknowledged, _ := p.load(ctx, 8, idSource(rand.Reader))
	if err := <-imported; err != nil {
		t.Fatal(err)
	}
	p.stop(t)
	checkExactlyOnce(t, dir, acknowledged)
	if n, want := stored(t, dir), int64(len(acknowledged)+3); n != want {
		t.Errorf("%d answers stored, want %d", n, want)
	}
}
