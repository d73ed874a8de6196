package yamldoc

import (
	"bytes"
	"fmt"

	"github.com/goccy/go-yaml/token"
)

// Bounds on a file. The YAML parser's time and memory grow with the square of the nesting, so what
// no person writes is turned away before it is parsed. Cutting a file into tokens is cheap.
const (
	maxSize   = 1 << 20 // bytes
	maxIndent = 200     // columns
	maxOpen   = 64      // brackets open at once, dashes at the start of one line
)

// outOfBounds says why a file is not worth cutting into tokens, and on which line; "" when it is.
func outOfBounds(data []byte) (line int, why string) {
	if len(data) > maxSize {
		return 1, fmt.Sprintf("the file is larger than %d KiB; a survey or dashboard is far smaller", maxSize>>10)
	}
	for text := range bytes.Lines(data) {
		line++
		rest := bytes.TrimLeft(text, " ")
		if len(text)-len(rest) > maxIndent {
			return line, fmt.Sprintf("the line is indented by more than %d columns", maxIndent)
		}
		if dashes := bytes.TrimLeft(rest, "- ?\t"); len(rest)-len(dashes) > 2*maxOpen {
			return line, nestedTooDeep()
		}
	}
	return 0, ""
}

func nestedTooDeep() string {
	return fmt.Sprintf("nested more than %d deep here; is a bracket left open?", maxOpen)
}

// tooDeep says on which line more brackets are open than a parser should be given; 0 for none.
// Only tokens tell which brackets count: those in quotes and comments do not.
func tooDeep(tokens token.Tokens) (line int) {
	open := 0
	for _, t := range tokens {
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			if open++; open > maxOpen {
				return t.Position.Line
			}
		case token.SequenceEndType, token.MappingEndType:
			open = max(0, open-1)
		}
	}
	return 0
}
