package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"muster/dashboards"
	"muster/internal/dashboard"
	"muster/internal/yamldoc"
)

// lookEvery is how often the files of dashboards are looked at while somebody writes them.
const lookEvery = 300 * time.Millisecond

// boards are the dashboards that founders see: those that come with Muster, and the operator's own.
type boards struct {
	dir    string // of the operator's own; "": none
	reload bool   // read them again whenever a file changes
	out    io.Writer
	vet    vetting

	shown atomic.Pointer[[]*dashboard.Dashboard]
}

// openBoards reads all dashboards. One with a mistake is an error: at the start nobody sees it yet.
func openBoards(ctx context.Context, c serviceConfig, out io.Writer, vet vetting) (*boards, error) {
	b := &boards{dir: c.dashboards, reload: c.reload, out: out, vet: vet}
	if c.reload && c.dashboards == "" {
		return nil, fmt.Errorf("--reload watches the directory given with --dashboards; name one")
	}
	found, problems, err := b.load(ctx)
	if err != nil {
		return nil, err
	}
	if len(problems) > 0 {
		return nil, fmt.Errorf("the dashboards have %s:\n%w", count(len(problems), "problem"), problems)
	}
	b.shown.Store(&found)
	return b, nil
}

// all gives the dashboards as they are now.
func (b *boards) all() []*dashboard.Dashboard { return *b.shown.Load() }

func (b *boards) load(ctx context.Context) ([]*dashboard.Dashboard, yamldoc.Problems, error) {
	layers := []fs.FS{dashboards.Files}
	if b.dir != "" {
		if info, err := os.Stat(b.dir); err != nil || !info.IsDir() {
			return nil, nil, fmt.Errorf("there is no directory %q; --dashboards names one with your own dashboard files", b.dir)
		}
		layers = append(layers, os.DirFS(b.dir))
	}
	found, problems := dashboard.Reader{SQL: b.vet.of(ctx)}.Load(layers...)
	return found, problems, nil
}

// watch reads the dashboards again whenever a file of theirs changes, until ctx ends. A mistake is told
// where Muster was started, and the dashboards stay as they were.
func (b *boards) watch(ctx context.Context) {
	if !b.reload {
		return
	}
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	seen := b.fingerprint()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if now := b.fingerprint(); now != seen {
			seen = now
			b.again(ctx)
		}
	}
}

func (b *boards) again(ctx context.Context) {
	found, problems, err := b.load(ctx)
	switch {
	case err != nil:
		fmt.Fprintln(b.out, err)
	case len(problems) > 0:
		fmt.Fprintf(b.out, "The dashboards stay as they were; there is %s:\n%v\n", count(len(problems), "problem"), problems)
	default:
		b.shown.Store(&found)
		fmt.Fprintln(b.out, "The dashboards were read again.")
	}
}

// fingerprint changes with every file that is written, added or taken away.
func (b *boards) fingerprint() string {
	var all strings.Builder
	entries, err := os.ReadDir(b.dir)
	if err != nil {
		return err.Error()
	}
	for _, e := range entries {
		if info, err := os.Stat(filepath.Join(b.dir, e.Name())); err == nil {
			all.WriteString(fmt.Sprintln(e.Name(), info.Size(), info.ModTime().UnixNano()))
		}
	}
	return all.String()
}
