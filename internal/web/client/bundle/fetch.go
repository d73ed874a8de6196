package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// fetch installs the pinned packages, unless those of this very lock file are there already. npm
// finds its registry by its own configuration, and no package may run a script of its own.
func fetch(ctx context.Context, folder string) error {
	lock, err := os.ReadFile(filepath.Join(folder, "package-lock.json"))
	if err != nil {
		return err
	}
	stamp := filepath.Join(folder, "node_modules", ".muster-lock")
	if seen, err := os.ReadFile(stamp); err == nil && bytes.Equal(seen, lock) {
		return nil
	}
	npm, err := exec.LookPath("npm")
	if err != nil {
		return errors.New("npm was not found; it comes with Node.js (https://nodejs.org). " +
			"Muster builds and runs without it, but draws no charts")
	}
	command := exec.CommandContext(ctx, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress", "--loglevel=error")
	command.Dir = folder
	command.Stdout, command.Stderr = os.Stderr, os.Stderr
	if err := command.Run(); err != nil {
		return fmt.Errorf("fetch the browser's packages with npm ci: %w", err)
	}
	return os.WriteFile(stamp, lock, 0o644)
}
