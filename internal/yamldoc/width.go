package yamldoc

import (
	"fmt"

	"github.com/goccy/go-yaml/token"
)

// The YAML parser's time grows with the square of the keys of one mapping, and of the tags and directives behind each
// other.
const (
	maxKeys  = 1_000 // of one mapping; a hundred are many
	maxMarks = 100   // anchors, aliases, tags and directives, none of which is understood
)

// tooCostly says on which line a parser would be given more than is worth its time, and what; 0 for nowhere.
func tooCostly(tokens token.Tokens) (line int, why string) {
	w, marks := width{}, 0
	for _, t := range tokens {
		switch t.Type {
		case token.AnchorType, token.AliasType, token.TagType, token.DirectiveType:
			if marks++; marks > maxMarks {
				return t.Position.Line, "anchors, aliases, tags and directives are not supported; write the values out"
			}
		case token.SequenceStartType, token.MappingStartType:
			w.open = append(w.open, mappingLevel{})
		case token.SequenceEndType, token.MappingEndType:
			w.close()
		case token.SequenceEntryType:
			w.leave(t.Position.Column)
		case token.MappingValueType:
			if w.key(t) > maxKeys {
				return t.Position.Line, fmt.Sprintf("more than %d keys stand together here; a survey or dashboard has far fewer", maxKeys)
			}
		}
	}
	return 0, ""
}

// width counts the keys of the mappings that are open.
type width struct{ open []mappingLevel }

// mappingLevel is a mapping that is open, or a bracket.
type mappingLevel struct {
	column int // in which its keys begin; 0 of what stands in brackets
	keys   int
}

// key counts a key and gives how many its mapping has by now.
func (w *width) key(colon *token.Token) int {
	column := colon.Position.Column
	if colon.Prev != nil && colon.Prev.Position.Line == colon.Position.Line {
		column = colon.Prev.Position.Column
	}
	w.leave(column)
	if n := len(w.open); n == 0 || w.open[n-1].column != 0 && w.open[n-1].column < column {
		w.open = append(w.open, mappingLevel{column: column})
	}
	top := &w.open[len(w.open)-1]
	top.keys++
	return top.keys
}

// leave ends the mappings whose keys stand further right. What stands in brackets ends with them alone.
func (w *width) leave(column int) {
	for n := len(w.open); n > 0 && w.open[n-1].column > column; n-- {
		w.open = w.open[:n-1]
	}
}

// close ends the innermost bracket.
func (w *width) close() {
	for n := len(w.open); n > 0; n-- {
		bracket := w.open[n-1].column == 0
		if w.open = w.open[:n-1]; bracket {
			return
		}
	}
}
