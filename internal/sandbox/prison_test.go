//go:build linux

package sandbox_test

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"muster/internal/sandbox"
)

// prison confines this process as a worker is, and tells what it can still do.
func prison(args []string) int {
	mine, err := os.Open(args[0])
	if err != nil {
		return 2
	}
	victim, err := strconv.Atoi(args[1])
	if err != nil {
		return 2
	}
	if err := sandbox.Confine(64<<20, 5*time.Second); err != nil {
		fmt.Println("confine:", err)
		return 2
	}
	for name, try := range map[string]func() error{
		"open":    func() error { _, err := os.Open(args[0]); return err },
		"create":  func() error { return os.WriteFile(args[0]+".new", nil, 0o600) },
		"remove":  func() error { return os.Remove(args[0]) },
		"rename":  func() error { return os.Rename(args[0], args[0]+".old") },
		"list":    func() error { _, err := os.ReadDir("/"); return err },
		"look":    func() error { _, err := os.Stat(args[0]); return err },
		"chmod":   func() error { return os.Chmod(args[0], 0o777) },
		"start":   func() error { return exec.Command("/bin/true").Run() },
		"become":  func() error { return syscall.Exec("/bin/true", nil, nil) },
		"connect": func() error { _, err := net.Dial("tcp", args[2]); return err },
		"listen":  func() error { _, err := net.Listen("tcp", "127.0.0.1:0"); return err },
		"kill":    func() error { return syscall.Kill(victim, syscall.SIGTERM) },
		"signal":  func() error { return syscall.Tgkill(victim, victim, syscall.SIGTERM) },
		"trace":   func() error { return syscall.PtraceAttach(victim) },
		"limits": func() error {
			return syscall.Setrlimit(syscall.RLIMIT_CPU, &syscall.Rlimit{Cur: 1000, Max: 1000})
		},
	} {
		if err := try(); err == nil {
			fmt.Println("could", name)
		} else if !errors.Is(err, syscall.EPERM) {
			fmt.Println(name, err)
		}
	}
	content := make([]byte, 5)
	if _, err := mine.Read(content); err != nil || string(content) != "hello" {
		fmt.Println("could not read what is open:", err)
	}
	var threads sync.WaitGroup
	for range 8 { // what computing takes goes on: threads, memory, clocks
		threads.Go(func() {
			runtime.LockOSThread()
			time.Sleep(time.Millisecond)
			if _, err := os.Open(args[0]); err == nil {
				fmt.Println("a new thread could open")
			}
		})
	}
	threads.Wait()
	fmt.Println("done", len(make([]byte, 1<<20)) > 0)
	return 0
}

// The kernel holds a worker from everything but computing, whatever code runs in it.
func TestPrisonHolds(t *testing.T) {
	file := t.TempDir() + "/file"
	if err := os.WriteFile(file, []byte("hello"), 0o600); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	cmd := exec.Command("/proc/self/exe", asPrisoner, file, strconv.Itoa(os.Getpid()), listener.Addr().String())
	out, err := cmd.CombinedOutput()
	if err != nil || strings.TrimSpace(string(out)) != "done true" {
		t.Errorf("%v:\n%s", err, out)
	}
	if _, err := os.Stat(file); err != nil {
		t.Error(err)
	}
}
