package main

import (
	"bytes"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var setupLink = regexp.MustCompile(`http://[^ ]+/setup/[a-z0-9]+`)

// TestSecondServiceLeavesTheFirstAlone holds that a service which finds its directory taken says so
// in words and touches nothing: not the first one's wordings, and not the link with which the first
// founder comes in.
func TestSecondServiceLeavesTheFirstAlone(t *testing.T) {
	dir := t.TempDir()
	const form = "../../sample-data/powershell.yaml"
	invited := make(chan string, 1)
	first := startServeSaying(t, func(line string) {
		if link := setupLink.FindString(line); link != "" {
			invited <- link
		}
	}, "--data", dir, "--survey", form)
	link := <-invited

	other := filepath.Join(t.TempDir(), "other.yaml")
	data, err := os.ReadFile("../../sample-data/charlotte.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(other, data, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"serve", "--data", dir, "--addr", "127.0.0.1:0", "--survey", other},
		{"demo", "--data", dir, "--addr", "127.0.0.1:0"},
		{"rebuild", "--data", dir},
	} {
		var said, complained bytes.Buffer
		cmd := exec.Command(os.Args[0], args...)
		cmd.Env, cmd.Stdout, cmd.Stderr = append(os.Environ(), asMuster+"=1"), &said, &complained
		if err := cmd.Run(); err == nil {
			t.Errorf("a second %s runs", args[0])
		}
		if said.Len() > 0 || !strings.Contains(complained.String(), "is running over") {
			t.Errorf("%s says %q and complains %q", args[0], said.String(), complained.String())
		}
	}
	reply, err := http.Get(link)
	if err != nil {
		t.Fatal(err)
	}
	reply.Body.Close()
	if reply.StatusCode != http.StatusOK {
		t.Errorf("the first link answers %s", reply.Status)
	}

	first.kill()
	again := startServe(t, "--data", dir)
	again.waitFor(t, "/s/powershell")
	reply, err = http.Get(again.base + "/s/charlotte")
	if err != nil {
		t.Fatal(err)
	}
	reply.Body.Close()
	if reply.StatusCode != http.StatusNotFound {
		t.Errorf("the second service's survey was taken in: %s", reply.Status)
	}
}
