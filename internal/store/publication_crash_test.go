//go:build linux

package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"muster/internal/store"
)

const publishing = "publishing" // instead of the round of a child that changes answers

// publishingChild saves one publication after the other, as large as a page of many panels, and tells
// each before and after.
func publishingChild(path string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, store.Config{Path: path})
	if err != nil {
		return err
	}
	p, err := s.Publication(ctx, "charlotte")
	if err != nil {
		return err
	}
	for {
		p.Document = publicDocument(p.Revision + 1)
		fmt.Println("saving", p.Revision+1)
		if p, err = s.SavePublication(ctx, p); err != nil {
			return err
		}
		fmt.Println("saved", p.Revision)
	}
}

func publicDocument(revision int64) []byte {
	return fmt.Appendf(nil, `{"panels":[%s"%d"]}`, strings.Repeat(fmt.Sprintf(`"%d",`, revision), 4000), revision)
}

// Killed at any moment, the store has the last publication that was acknowledged, or the one that was
// being saved, and never half of one.
func TestKilledWhilePublishing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "muster.db")
	s := open(t, path)
	if _, err := s.SavePublication(t.Context(), store.Publication{Survey: "charlotte", Document: publicDocument(1)}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	var saving, saved int64 // by all children: one may die before it tells anything
	for range 4 {
		told, _ := startChild(t, []string{childPath + "=" + path, childRound + "=" + publishing}, killSoon(t))
		for _, line := range told {
			fmt.Sscanf(line, "saving %d", &saving)
			fmt.Sscanf(line, "saved %d", &saved)
		}
		again, err := store.Open(t.Context(), store.Config{Path: path})
		if err != nil {
			t.Fatal(err)
		}
		p, err := again.Publication(t.Context(), "charlotte")
		if err != nil {
			t.Fatal(err)
		}
		if p.Revision < saved || p.Revision > max(saving, saved+1) || string(p.Document) != string(publicDocument(p.Revision)) {
			t.Errorf("revision %d of %d bytes after %d was acknowledged and %d begun", p.Revision, len(p.Document), saved, saving)
		}
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
