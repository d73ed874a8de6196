package yamldoc

import (
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

func mappingOf(node ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := node.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

// scalarText gives the text as written, so that an id like 2020 or a label like Yes stays what
// its author typed instead of a number or a boolean.
func scalarText(node ast.Node) (string, bool) {
	switch n := node.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return strings.TrimSpace(n.GetToken().Value), true
	}
	return "", false
}

func describe(node ast.Node) string {
	switch node.(type) {
	case *ast.SequenceNode:
		return "a list"
	case *ast.MappingNode, *ast.MappingValueNode:
		return "keys with values"
	}
	if text, ok := scalarText(node); ok {
		return strconv.Quote(text)
	}
	return "something else"
}

func keyText(pair *ast.MappingValueNode) string {
	if node, ok := pair.Key.(ast.Node); ok {
		if text, ok := scalarText(node); ok {
			return text
		}
	}
	return pair.Key.String()
}

func placeOf(node ast.Node) place {
	if pairs, ok := mappingOf(node); ok && len(pairs) > 0 {
		if key, ok := pairs[0].Key.(ast.Node); ok {
			return placeOf(key)
		}
	}
	if t := node.GetToken(); t != nil && t.Position != nil {
		return place{t.Position.Line, t.Position.Column}
	}
	return place{1, 1}
}

// valuePlace prefers the value, but a value that is a block below its key is better shown at
// the key, which is what a reader looks for.
func valuePlace(pair *ast.MappingValueNode) place {
	if _, ok := scalarText(pair.Value); ok {
		return placeOf(pair.Value)
	}
	return placeOf(pair.Key)
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
