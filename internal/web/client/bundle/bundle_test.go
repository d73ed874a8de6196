package main

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

func TestWrite(t *testing.T) {
	folder := t.TempDir()
	dist := filepath.Join(folder, "dist")
	const script = `"use strict";console.log(1)`
	for _, content := range []string{"an older build", script} {
		if err := write(folder, []byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dist, ".gitkeep"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := write(folder, []byte(script)); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dist, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	var manifest map[string]string
	if err := json.Unmarshal(data, &manifest); err != nil {
		t.Fatal(err)
	}
	name := manifest["charts.js"]
	if !strings.HasPrefix(name, "charts-") || !strings.HasSuffix(name, ".js") {
		t.Fatalf("the manifest leads to %q", name)
	}
	readers := map[string]func(io.Reader) (io.Reader, error){
		"":    func(r io.Reader) (io.Reader, error) { return r, nil },
		".gz": func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
		".br": func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
	}
	for suffix, reader := range readers {
		file, err := os.Open(filepath.Join(dist, name+suffix))
		if err != nil {
			t.Fatal(err)
		}
		r, err := reader(file)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r)
		if err != nil || string(got) != script {
			t.Errorf("%q%s: %q, %v", name, suffix, got, err)
		}
		file.Close()
	}
	entries, err := os.ReadDir(dist)
	if err != nil || len(entries) != 5 { // with .gitkeep and the manifest
		t.Errorf("dist holds %v, %v; the older build must be gone and .gitkeep stay", entries, err)
	}
}

func TestFetchWithoutNpmSaysWhatToDo(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "package-lock.json"), []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", t.TempDir())
	err := run(context.Background(), folder)
	if err == nil || !strings.Contains(err.Error(), "npm was not found") || !strings.Contains(err.Error(), "nodejs.org") {
		t.Errorf("err = %v", err)
	}
}

func TestFetchIsDoneOnceALock(t *testing.T) {
	folder := t.TempDir()
	if err := os.MkdirAll(filepath.Join(folder, "node_modules"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"package-lock.json", "node_modules/.muster-lock"} {
		if err := os.WriteFile(filepath.Join(folder, file), []byte("{}"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", t.TempDir()) // npm would not be found
	if err := fetch(context.Background(), folder); err != nil {
		t.Error(err)
	}
}

func TestBundleShowsWhereAScriptIsWrong(t *testing.T) {
	folder := t.TempDir()
	if err := os.MkdirAll(filepath.Join(folder, "script"), 0o755); err != nil {
		t.Fatal(err)
	}
	source := filepath.Join(folder, "script", "main.js")
	for content, want := range map[string]string{"let a = ;": "main.js:1", "import './none.js'": "none.js"} {
		if err := os.WriteFile(source, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := bundle(folder, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", content, err, want)
		}
	}
	if err := os.WriteFile(source, []byte("export const a = 1; console.log(a)"), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := bundle(folder, nil); err != nil || !strings.Contains(string(out), "console.log(1)") {
		t.Errorf("%s, %v", out, err)
	}
}

// TestUnusedModulesAreThere holds that what is left out is still called as it was: otherwise the script
// would grow without a word.
func TestUnusedModulesAreThere(t *testing.T) {
	if _, err := os.Stat("../node_modules/echarts"); err != nil {
		t.Skip("the browser's packages were not fetched; they are with: go generate ./...")
	}
	for path := range unused() {
		if _, err := os.Stat(filepath.Join("../node_modules", path)); err != nil {
			t.Error(err)
		}
	}
}

func TestBundleLeavesOut(t *testing.T) {
	folder := t.TempDir()
	files := map[string]string{
		"script/main.js":                `import large from "big/lib/large.js"; console.log(large)`,
		"node_modules/big/lib/large.js": `export default "so much"`,
		"node_modules/big/package.json": `{"name": "big"}`,
	}
	for name, content := range files {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(folder, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out, err := bundle(folder, map[string]string{"big/lib/large.js": `export default "nothing"`})
	if err != nil || strings.Contains(string(out), "so much") || !strings.Contains(string(out), "nothing") {
		t.Errorf("%s, %v", out, err)
	}
}
