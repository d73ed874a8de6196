package client_test

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"muster/internal/web/client"
)

func TestFilesHoldTheStyleSheet(t *testing.T) {
	css, err := fs.ReadFile(client.Files(), "style/founder.css")
	if err != nil {
		t.Fatal(err)
	}
	// Every colour is named once, at the top, so that light, dark and paper stay whole.
	_, rules, _ := strings.Cut(string(css), "*, ::before")
	rules, _, _ = strings.Cut(rules, "@media print")
	if found := regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b`).FindAllString(rules, -1); len(found) > 0 {
		t.Errorf("colours outside the variables: %v", found)
	}
	if strings.Contains(string(css), "url(") || strings.Contains(string(css), "@import") {
		t.Error("the style sheet loads something")
	}
}

// TestScriptsKeepToThePolicy holds our sources to what the content policy allows, before a browser
// has to refuse it.
func TestScriptsKeepToThePolicy(t *testing.T) {
	entries, err := os.ReadDir("script")
	if err != nil || len(entries) == 0 {
		t.Fatal(err, entries)
	}
	for _, entry := range entries {
		source, err := os.ReadFile("script/" + entry.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"eval(", "new Function", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "http://", "https://"} {
			if strings.Contains(string(source), word) {
				t.Errorf("%s uses %s", entry.Name(), word)
			}
		}
	}
}

// TestLockPinsWithoutAddresses holds that every package is pinned by its content, and that npm asks
// the registry of its own configuration.
func TestLockPinsWithoutAddresses(t *testing.T) {
	lock, err := os.ReadFile("package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(lock), `"resolved"`) {
		t.Error("the lock file holds addresses of packages")
	}
	packages := strings.Count(string(lock), `"node_modules/`)
	if pinned := strings.Count(string(lock), `"integrity": "sha512-`); packages == 0 || pinned != packages {
		t.Errorf("%d of %d packages are pinned by their content", pinned, packages)
	}
	manifest, err := os.ReadFile("package.json")
	if err != nil {
		t.Fatal(err)
	}
	if loose := regexp.MustCompile(`: "[\^~><*]`).Find(manifest); loose != nil {
		t.Errorf("package.json leaves a version open: %s", loose)
	}
}

// TestScriptIsSmall holds what a browser has to fetch before anything is drawn.
func TestScriptIsSmall(t *testing.T) {
	packed, err := fs.Glob(client.Files(), "dist/charts-*.js.gz")
	if err != nil {
		t.Fatal(err)
	}
	if len(packed) == 0 {
		t.Skip("the script was not built; it is with: go generate ./...")
	}
	info, err := fs.Stat(client.Files(), packed[0])
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > 200_000 {
		t.Errorf("the script has %d bytes compressed, more than 200,000", info.Size())
	}
}
