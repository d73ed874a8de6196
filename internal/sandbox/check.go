package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

const oneSelect = "Only one SELECT can be run: nothing that changes, sets, loads or attaches anything, and no second statement."

// checkParsed decides whether a query may be run, from what DuckDB's own parser makes of it. It knows
// every part that a query may be made of, and refuses what it does not know.
func checkParsed(sql string, parsed []byte) error {
	var outcome struct {
		Error      bool   `json:"error"`
		Type       string `json:"error_type"`
		Message    string `json:"error_message"`
		Position   string `json:"position"`
		Statements []any  `json:"statements"`
	}
	decoder := json.NewDecoder(bytes.NewReader(parsed))
	decoder.UseNumber()
	if err := decoder.Decode(&outcome); err != nil {
		return fmt.Errorf("read the parsed query: %w", err)
	}
	switch {
	case outcome.Error && outcome.Type == "parser":
		return unreadable(sql, outcome.Message, outcome.Position)
	case outcome.Error, len(outcome.Statements) != 1:
		return refuse(oneSelect)
	}
	statement, ok := outcome.Statements[0].(map[string]any)
	if !ok {
		return refuse(oneSelect)
	}
	c, err := newChecker(sql)
	if err != nil {
		return err
	}
	return c.object(statement, "statements", scope{})
}

func unreadable(sql, message, position string) error {
	if internal(message) {
		return beyond()
	}
	message = strings.TrimRight(message, ".!")
	at, err := strconv.Atoi(position)
	if err != nil {
		return refuse("The query cannot be read: %s.", message)
	}
	return refuse("The query cannot be read: %s (%s).", message, place(sql, at))
}

// checker walks through a parsed query.
type checker struct {
	sql       string
	shapes    map[string]map[string]bool // the keys of each kind of part
	functions map[string]bool
}

// object checks a part of the query with all that is in it. under is the key it stands under.
func (c *checker) object(o map[string]any, under string, names scope) error {
	name := c.nameOf(o, under)
	keys, ok := c.shapes[name]
	if !ok {
		return c.unknown(name, o)
	}
	for _, key := range slices.Sorted(maps.Keys(o)) {
		if !keys[key] {
			return c.unknown(name+"."+key, o)
		}
	}
	if err := c.particular(name, o, names); err != nil {
		return err
	}
	names, err := c.common(o, names)
	if err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(o)) {
		inside := names
		if name == "RECURSIVE_CTE_NODE" && key == "right" {
			inside = names.with(word(o, "cte_name"))
		}
		if key == "cte_map" {
			continue // has been looked at
		}
		if err := c.value(o[key], key, inside); err != nil {
			return err
		}
	}
	return nil
}

// value checks whatever stands under a key. Texts and numbers are data.
func (c *checker) value(v any, under string, names scope) error {
	switch v := v.(type) {
	case map[string]any:
		return c.object(v, under, names)
	case []any:
		for _, item := range v {
			if err := c.value(item, under, names); err != nil {
				return err
			}
		}
	}
	return nil
}

// common checks common table expressions, each of which may name those before it, and gives the names
// that the rest of the part may use.
func (c *checker) common(o map[string]any, names scope) (scope, error) {
	held, ok := o["cte_map"].(map[string]any)
	if !ok {
		return names, nil
	}
	items, ok := held["map"].([]any)
	if !ok || len(held) != 1 {
		return nil, c.unknown("cte_map", o)
	}
	for _, item := range items {
		if err := c.value(item, "map", names); err != nil {
			return nil, err
		}
		if pair, ok := item.(map[string]any); ok {
			names = names.with(word(pair, "key"))
		}
	}
	return names, nil
}

// nameOf names a part as shapes.txt does.
func (c *checker) nameOf(o map[string]any, under string) string {
	class, kind := word(o, "class"), word(o, "type")
	switch {
	case class == "OPERATOR":
		return class + "/" + kind
	case class != "":
		return class
	case kind != "":
		return kind
	}
	return under
}

// word gives a text under a key, "" when there is none.
func word(o map[string]any, key string) string {
	text, _ := o[key].(string)
	return text
}

// scope is the names of common table expressions that can be seen from a place in the query.
type scope []string

func (s scope) with(name string) scope { return append(slices.Clip(s), fold(name)) }

func (s scope) has(name string) bool { return slices.Contains(s, fold(name)) }

// fold makes names equal that DuckDB takes for the same: it only knows the upper case of ASCII.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, name)
}
