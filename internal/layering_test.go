// Package internal_test holds the rule of the house: a package imports only packages of lower
// floors, and rooms of one floor never import each other.
package internal_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

var floors = map[string]int{
	"yamldoc":     0,
	"words":       0,
	"spreadsheet": 0,
	"sav":         0,
	"survey":      1,
	"tally":       1,
	"account":     1,
	"vocabulary":  1,
	"response":    2,
	"analysis":    2,

	"store":     3,
	"warehouse": 3,
	"intake":    3,
	"importer":  3,
	"crowd":     3,
	"workbook":  3,
	"dataset":   3,
	"dashboard": 3,
	"post":      3,
	"poster":    3,
	"directory": 3,
	"results":   3,
	"sandbox":   3,

	"web": 4,
}

// TestLayering reads the imports of every package but its tests, which may wire rooms together.
func TestLayering(t *testing.T) {
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && entry.Name() == "node_modules" {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			checkImport(t, path, imported)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func checkImport(t *testing.T, path, imported string) {
	room := strings.Split(filepath.ToSlash(path), "/")[0]
	floor, known := floors[room]
	if !known {
		t.Errorf("%s: room %q stands on no floor; give it one in this test", path, room)
		return
	}
	rest, ours := strings.CutPrefix(imported, "muster/internal/")
	if !ours {
		if strings.HasPrefix(imported, "muster/") && floor < floors["web"] {
			t.Errorf("%s imports %s; only cmd and web read the embedded files", path, imported)
		}
		return
	}
	other := strings.Split(rest, "/")[0]
	if other != room && floors[other] >= floor {
		t.Errorf("%s (floor %d) imports %s (floor %d)", path, floor, other, floors[other])
	}
}
