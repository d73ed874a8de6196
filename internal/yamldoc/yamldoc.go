// Package yamldoc reads the YAML files people write for Muster: surveys, dashboards, crowds.
//
// It guarantees that a key nobody knows, a value of the wrong type or a key given twice is
// reported with its line and column, that the problems of a file are reported together and not
// only the first, the hundred first found and how many more, and that no input makes it panic. It refuses anchors, aliases, merge keys and tags: a
// file a founder edits should say what it means where it says it.
package yamldoc

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

// Problem is one thing wrong in a file, with the place where a person mends it.
type Problem struct {
	File    string
	Line    int // counted from 1
	Column  int // counted from 1
	Message string
}

// Error gives the problem as file:line:column: message, which editors can jump to.
func (p Problem) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
}

// Problems are all things wrong in one file, in the order of the file.
type Problems []Problem

// Error joins the problems, one a line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// Document is a decoded file that remembers where each value stood, so that checks of meaning
// can point at the place as precisely as checks of form.
type Document struct {
	file     string
	places   map[string]place
	misspelt map[string]bool // paths that unknown keys were probably meant for
	problems Problems
	more     int // problems that are only counted
	broken   bool
}

// mostProblems are worth telling: who has to mend more than these begins with them.
const mostProblems = 100

// Shorthand is what can be written as a single value instead of in its own shape: a text instead of
// one for every language, one id instead of a list.
type Shorthand interface {
	// Shorthand takes the value as it is written.
	Shorthand(text string)
}

type place struct{ line, column int }

// Report adds a problem at the value under path, such as "questions[2].options[0].id", or at
// the nearest enclosing value that the file has. What is missing because its key is misspelt was
// reported at the key already.
func (d *Document) Report(path, format string, args ...any) {
	if d.misspelt[path] && !d.Has(path) {
		return
	}
	d.report(d.find(path), format, args...)
}

// Broken tells that the file could not be read at all, so that what it means cannot be checked.
func (d *Document) Broken() bool { return d.broken }

// Has tells whether the file gives a value under path.
func (d *Document) Has(path string) bool {
	_, ok := d.places[path]
	return ok
}

// Line returns the line of the value under path, or of the nearest enclosing one.
func (d *Document) Line(path string) int { return d.find(path).line }

// Problems returns what was found so far, in the order of the file; nil when all is well. Of more than can be
// told the last one says how many there are.
func (d *Document) Problems() Problems {
	sort.SliceStable(d.problems, func(i, j int) bool {
		a, b := d.problems[i], d.problems[j]
		if a.Line != b.Line {
			return a.Line < b.Line
		}
		return a.Column < b.Column
	})
	if d.more == 0 {
		return d.problems
	}
	last := d.problems[len(d.problems)-1]
	last.Message = fmt.Sprintf("and %d more problems; mend those above first", d.more)
	return append(slices.Clip(d.problems), last)
}

// full tells that no further problem is told, and counts one that is found then.
func (d *Document) full() bool {
	if len(d.problems) < mostProblems {
		return false
	}
	d.more++
	return true
}

func (d *Document) report(at place, format string, args ...any) {
	if d.full() {
		return
	}
	d.problems = append(d.problems, Problem{
		File: d.file, Line: at.line, Column: at.column, Message: fmt.Sprintf(format, args...),
	})
}

func (d *Document) find(path string) place {
	for path != "" {
		if at, ok := d.places[path]; ok {
			return at
		}
		cut := strings.LastIndexAny(path, ".[")
		if cut < 0 {
			break
		}
		path = path[:cut]
	}
	return place{1, 1}
}
