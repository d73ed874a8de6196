package yamldoc

import (
	"bytes"
	"fmt"
)

// Bounds on a file. The YAML parser's time grows with the square of the nesting, so what no
// person writes is turned away before it is parsed.
const (
	maxSize   = 1 << 20 // bytes
	maxIndent = 200     // columns
	maxOpen   = 64      // brackets open at once, dashes at the start of one line
)

// outOfBounds says why a file is not worth parsing, and on which line; "" when it is.
func outOfBounds(data []byte) (line int, why string) {
	if len(data) > maxSize {
		return 1, fmt.Sprintf("the file is larger than %d KiB; a survey or dashboard is far smaller", maxSize>>10)
	}
	open := 0
	for text := range bytes.Lines(data) {
		line++
		rest := bytes.TrimLeft(text, " ")
		if len(text)-len(rest) > maxIndent {
			return line, fmt.Sprintf("the line is indented by more than %d columns", maxIndent)
		}
		dashes := bytes.TrimLeft(rest, "- ?\t")
		open = max(0, open+count(text, "[{")-count(text, "]}"))
		if open > maxOpen || len(rest)-len(dashes) > 2*maxOpen {
			return line, fmt.Sprintf("nested more than %d deep here; is a bracket left open?", maxOpen)
		}
	}
	return 0, ""
}

func count(text []byte, of string) int {
	n := 0
	for i := range len(of) {
		n += bytes.Count(text, []byte{of[i]})
	}
	return n
}
