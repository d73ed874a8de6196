package warehouse

import (
	"errors"
	"fmt"
	"os"
)

// Discard takes the file of a warehouse away, with everything beside it, so that the bytes of answers that were
// erased are gone although nobody has it open who would build it again; whoever opens it next does. ErrLocked means
// that somebody has it open, whose Follow sees to that.
func Discard(path string) error {
	if _, err := os.Stat(path + ".lock"); errors.Is(err, os.ErrNotExist) {
		return nil // there never was one
	}
	w, err := prepare(Config{Path: path})
	if err != nil {
		return err
	}
	if w.guard, err = lock(w.config.Path + ".lock"); err != nil {
		return fmt.Errorf("discard warehouse %q: %w", path, err)
	}
	err = errors.Join(w.remove(w.config.Path+".new"), os.RemoveAll(w.scratch), w.remove(w.config.Path), w.guard.release())
	if err != nil {
		return fmt.Errorf("discard warehouse %q: %w", path, err)
	}
	return nil
}
