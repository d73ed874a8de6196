//go:build linux

package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"muster/internal/store"
)

// These tests start the test binary again as a child that stores answers until it dies. TestMain
// sends it here.
const (
	childPath  = "MUSTER_TEST_STORE"      // the database file of a child
	childFirst = "MUSTER_TEST_FIRST"      // the number of its first answer
	childLimit = "MUSTER_TEST_FILE_LIMIT" // bytes a file may have; "" for no limit
	childRound = "MUSTER_TEST_ROUND"      // of a child that corrects and erases; "" for one that only stores
)

func TestMain(m *testing.M) {
	path := os.Getenv(childPath)
	if path == "" {
		os.Exit(m.Run())
	}
	run := child
	switch os.Getenv(childRound) {
	case "":
	case publishing:
		run = publishingChild
	case takingBack:
		run = takingBackChild
	default:
		run = changingChild
	}
	if err := run(path); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// child stores batches of growing answers and writes the numbers of those acknowledged to its
// standard output, until an error or a signal ends it.
func child(path string) error {
	ctx := context.Background()
	if limit := os.Getenv(childLimit); limit != "" {
		bytes, err := strconv.ParseUint(limit, 10, 64)
		if err != nil {
			return err
		}
		signal.Ignore(syscall.SIGXFSZ) // so that a write fails instead
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: bytes, Max: bytes}); err != nil {
			return err
		}
	}
	first, err := strconv.Atoi(os.Getenv(childFirst))
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, store.Config{Path: path})
	if err != nil {
		return err
	}
	surveys, err := s.Surveys(ctx)
	if err != nil {
		return err
	}
	size := 1
	for n := first; ; n += size {
		size = 1 + size%40
		outcomes, err := s.Append(ctx, answers(surveys[0], n, n+size))
		if err != nil {
			return err
		}
		var told bytes.Buffer
		for i, o := range outcomes {
			if o.Err != nil {
				return o.Err
			}
			fmt.Fprintln(&told, n+i)
		}
		if _, err := os.Stdout.Write(told.Bytes()); err != nil {
			return err
		}
	}
}

// runChild runs a child that only stores until stop says so, and returns what it acknowledged and how
// it ended.
func runChild(t *testing.T, path string, first int, limit string, stop func(*os.Process)) (acknowledged []int, ended error) {
	t.Helper()
	told, ended := startChild(t, []string{childPath + "=" + path, childFirst + "=" + strconv.Itoa(first), childLimit + "=" + limit}, stop)
	for _, line := range told {
		if n, err := strconv.Atoi(line); err == nil {
			acknowledged = append(acknowledged, n)
		}
	}
	return acknowledged, ended
}

// startChild runs a child until stop says so, which is asked when the child has written something or
// has had time to, and returns the whole lines that it wrote and how it ended.
func startChild(t *testing.T, env []string, stop func(*os.Process)) (told []string, ended error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), env...)
	var complaint bytes.Buffer
	output := &firstWrite{begun: make(chan struct{})}
	cmd.Stdout, cmd.Stderr = output, &complaint
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if stop != nil {
		select {
		case <-output.begun:
		case <-time.After(rand.N(5 * time.Second)): // now and then it dies while it opens the file
		}
		stop(cmd.Process)
	}
	ended = cmd.Wait()
	if complaint.Len() > 0 {
		ended = errors.Join(ended, errors.New(strings.TrimSpace(complaint.String())))
	}
	for line := range strings.Lines(output.all.String()) {
		if whole, ok := strings.CutSuffix(line, "\n"); ok {
			told = append(told, whole)
		}
	}
	return told, ended
}

// firstWrite keeps what is written and tells when that begins.
type firstWrite struct {
	all   bytes.Buffer
	once  sync.Once
	begun chan struct{}
}

func (w *firstWrite) Write(p []byte) (int, error) {
	w.once.Do(func() { close(w.begun) })
	return w.all.Write(p)
}

// killSoon ends a child in the middle of what it does.
func killSoon(t *testing.T) func(*os.Process) {
	return func(p *os.Process) {
		time.Sleep(rand.N(150 * time.Millisecond))
		if err := p.Kill(); err != nil {
			t.Error(err)
		}
	}
}

// mustBeKilled holds that a child did not end by itself.
func mustBeKilled(t *testing.T, ended error) {
	t.Helper()
	var killed *exec.ExitError
	if !errors.As(ended, &killed) || killed.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		t.Fatalf("the child ended by itself: %v", ended)
	}
}

// Killed at any moment, the process loses nothing that it acknowledged and keeps nothing twice: each
// child begins with answers that its predecessor may have stored without saying so.
func TestKilledWhileStoring(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	var acknowledged []int
	next := 0
	for range 12 {
		told, ended := runChild(t, path, max(0, next-60), "", killSoon(t))
		mustBeKilled(t, ended)
		for _, n := range told {
			next = max(next, n+1)
		}
		acknowledged = append(acknowledged, told...)
	}
	if len(acknowledged) == 0 {
		t.Fatal("no child lived long enough to store anything")
	}
	checkStored(t, open(t, path), acknowledged)
	integrity(t, path)
	t.Logf("%d answers acknowledged", len(acknowledged))
}

// A file that may not grow stands for a full disk wherever tests run; see also TestFullDisk.
func TestFileMayNotGrow(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	acknowledged, ended := runChild(t, path, 0, "2000000", nil)
	if ended == nil || !strings.Contains(ended.Error(), "append") {
		t.Fatalf("the child ended with %v", ended)
	}
	if len(acknowledged) == 0 {
		t.Fatal("nothing was stored before the file was full")
	}
	s = open(t, path)
	checkStored(t, s, acknowledged)
	mustAppend(t, s, answers(form, 1_000_000, 1_000_010))
	integrity(t, path)
}

func TestFullDisk(t *testing.T) {
	folder := t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size=6m"); err != nil {
		t.Skipf("only root can make a small disk: %v", err)
	}
	defer syscall.Unmount(folder, syscall.MNT_DETACH)
	path, form := filepath.Join(folder, "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	ballast := filepath.Join(folder, "ballast")
	fill(t, ballast, 3<<20)
	var acknowledged []int
	refused := 0
	for n := 0; refused < 5; n += 20 {
		outcomes, err := s.Append(t.Context(), answers(form, n, n+20))
		if err != nil {
			refused++
			continue
		}
		for i := range outcomes {
			acknowledged = append(acknowledged, n+i)
		}
	}
	well := 0
	for ; well < 50 && s.Check(t.Context()) == nil; well++ {
		// A little room is left by the last answers that found too little.
	}
	if well == 50 {
		t.Error("the store on a full disk is well")
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("after room was made: %v", err)
	}
	mustAppend(t, s, answers(form, 1_000_000, 1_000_010))
	checkStored(t, s, acknowledged)
	integrity(t, path)
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func fill(t *testing.T, path string, size int) {
	t.Helper()
	if err := os.WriteFile(path, make([]byte, size), 0o600); err != nil {
		t.Fatal(err)
	}
}
