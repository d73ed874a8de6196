package yamldoc

import (
	"encoding"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
)

// maxDepth bounds nesting, so that a hostile file cannot exhaust the stack.
const maxDepth = 32

// Decode reads data into the struct that into points to. Fields are matched by their `yaml` tag;
// strings, booleans, whole numbers, slices, structs, pointers to structs, maps with text or
// whole-number keys, encoding.TextUnmarshaler values and Shorthand ones are understood. A struct's
// map field tagged `yamldoc:"rest"` takes the keys that no other field has. The document returned
// holds the problems found; file is only used to name the place.
func Decode(file string, data []byte, into any) (doc *Document) {
	doc = &Document{file: file, places: map[string]place{}, misspelt: map[string]bool{}}
	// The YAML parser is foreign code that reads foreign bytes: whatever it trips over is a
	// problem of the file, never the end of the program.
	defer func() {
		if r := recover(); r != nil {
			doc.broken = true
			doc.report(place{1, 1}, "cannot be read as YAML; check the indentation and quotes")
		}
	}()
	if line, why := outOfBounds(data); why != "" {
		doc.broken = true
		doc.report(place{line, 1}, "%s", why)
		return doc
	}
	tokens := lexer.Tokenize(string(data))
	if line := tooDeep(tokens); line > 0 {
		doc.broken = true
		doc.report(place{line, 1}, "%s", nestedTooDeep())
		return doc
	}
	if line, why := tooCostly(tokens); line > 0 {
		doc.broken = true
		doc.report(place{line, 1}, "%s", why)
		return doc
	}
	parsed, err := parser.Parse(tokens, 0)
	if err != nil {
		doc.broken = true
		doc.syntax(data, err)
		return doc
	}
	body := onlyBody(doc, parsed)
	if body == nil {
		doc.broken = true
		return doc
	}
	if _, ok := mappingOf(body); !ok {
		doc.broken = true
	}
	d := decoder{doc}
	d.value("", body, reflect.ValueOf(into).Elem(), 0)
	return doc
}

func onlyBody(doc *Document, parsed *ast.File) ast.Node {
	var body ast.Node
	for _, part := range parsed.Docs {
		if part.Body == nil {
			continue
		}
		if body != nil {
			doc.report(placeOf(part.Body), "a second document begins here; keep one per file")
			return body
		}
		body = part.Body
	}
	if body == nil {
		doc.report(place{1, 1}, "the file is empty")
	}
	return body
}

type decoder struct{ doc *Document }

func (d decoder) value(path string, node ast.Node, into reflect.Value, depth int) {
	at := placeOf(node)
	d.doc.places[path] = at
	if depth > maxDepth {
		d.doc.report(at, "nested too deeply")
		return
	}
	switch node.(type) {
	case *ast.NullNode:
		return // a key without a value is the same as no key
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MergeKeyNode:
		d.doc.report(at, "anchors, aliases and tags are not supported; write the value out")
		return
	}
	if into.Kind() == reflect.Pointer {
		into.Set(reflect.New(into.Type().Elem()))
		into = into.Elem()
	}
	if into.CanAddr() {
		if s, ok := into.Addr().Interface().(Shorthand); ok && d.shorthand(node, s) {
			return
		}
		if u, ok := into.Addr().Interface().(encoding.TextUnmarshaler); ok {
			d.text(node, u)
			return
		}
	}
	switch into.Kind() {
	case reflect.Struct:
		d.fields(path, node, into, depth)
	case reflect.Map:
		d.entries(path, node, into, depth)
	case reflect.Slice:
		d.items(path, node, into, depth)
	default:
		d.scalar(node, into)
	}
}

func (d decoder) fields(path string, node ast.Node, into reflect.Value, depth int) {
	pairs, ok := mappingOf(node)
	if !ok {
		d.doc.report(placeOf(node), "expected keys with values here, found %s", describe(node))
		return
	}
	known, rest := keysOf(into)
	seen := map[string]bool{}
	for _, pair := range pairs {
		key := keyText(pair)
		field, ok := known[key]
		switch {
		case seen[key]:
			d.doc.report(placeOf(pair.Key), "key %q is given twice; keep one", key)
		case !ok && rest.IsValid():
			seen[key] = true
			d.entry(path, pair, rest, depth)
		case !ok:
			d.unknown(path, pair, known)
		default:
			seen[key] = true
			d.value(join(path, key), pair.Value, into.Field(field), depth+1)
			d.doc.places[join(path, key)] = valuePlace(pair)
		}
	}
}

// unknown reports a key that nobody knows. What was meant is only looked for when it is told.
func (d decoder) unknown(path string, pair *ast.MappingValueNode, known map[string]int) {
	if d.doc.full() {
		return
	}
	key, names := keyText(pair), slices.Sorted(maps.Keys(known))
	d.doc.report(placeOf(pair.Key), "unknown key %q; %s", key, Suggest(key, names))
	d.doc.misspelt[join(path, nearest(key, names))] = true
}

// keysOf gives the fields of a struct by key, and the one that takes all other keys, if there is one.
func keysOf(into reflect.Value) (known map[string]int, rest reflect.Value) {
	known = map[string]int{}
	for i := range into.NumField() {
		tag := into.Type().Field(i).Tag
		if tag.Get("yamldoc") == "rest" {
			rest = into.Field(i)
		} else if name, _, _ := strings.Cut(tag.Get("yaml"), ","); name != "" {
			known[name] = i
		}
	}
	return known, rest
}

// entry adds what one key of a file holds to a map with text keys.
func (d decoder) entry(path string, pair *ast.MappingValueNode, into reflect.Value, depth int) {
	if into.IsNil() {
		into.Set(reflect.MakeMap(into.Type()))
	}
	item := reflect.New(into.Type().Elem()).Elem()
	key := keyText(pair)
	d.value(join(path, key), pair.Value, item, depth+1)
	d.doc.places[join(path, key)] = valuePlace(pair)
	into.SetMapIndex(reflect.ValueOf(key), item)
}

func (d decoder) entries(path string, node ast.Node, into reflect.Value, depth int) {
	pairs, ok := mappingOf(node)
	if !ok {
		d.doc.report(placeOf(node), "expected keys with values here, found %s", describe(node))
		return
	}
	into.Set(reflect.MakeMapWithSize(into.Type(), len(pairs)))
	for _, pair := range pairs {
		text := keyText(pair)
		key := reflect.New(into.Type().Key()).Elem()
		if key.Kind() == reflect.Int {
			n, err := strconv.Atoi(text)
			if err != nil {
				d.doc.report(placeOf(pair.Key), "expected a whole number as key, found %q", text)
				continue
			}
			key.SetInt(int64(n))
		} else {
			key.SetString(text)
		}
		if into.MapIndex(key).IsValid() {
			d.doc.report(placeOf(pair.Key), "key %q is given twice; keep one", text)
			continue
		}
		item := reflect.New(into.Type().Elem()).Elem()
		d.value(join(path, text), pair.Value, item, depth+1)
		into.SetMapIndex(key, item)
	}
}

func (d decoder) items(path string, node ast.Node, into reflect.Value, depth int) {
	list, ok := node.(*ast.SequenceNode)
	if !ok {
		d.doc.report(placeOf(node), "expected a list here, found %s", describe(node))
		return
	}
	out := reflect.MakeSlice(into.Type(), len(list.Values), len(list.Values))
	for i, item := range list.Values {
		d.value(fmt.Sprintf("%s[%d]", path, i), item, out.Index(i), depth+1)
	}
	into.Set(out)
}

func (d decoder) text(node ast.Node, into encoding.TextUnmarshaler) {
	text, ok := scalarText(node)
	if !ok {
		d.doc.report(placeOf(node), "expected a single value here, found %s", describe(node))
		return
	}
	if err := into.UnmarshalText([]byte(text)); err != nil {
		d.doc.report(placeOf(node), "%s", err)
	}
}

// shorthand offers a single value to a type that can be written as one.
func (d decoder) shorthand(node ast.Node, into Shorthand) bool {
	text, ok := scalarText(node)
	if ok && d.visible(node, text) {
		into.Shorthand(text)
	}
	return ok
}

// visible reports a text with characters that nobody sees.
func (d decoder) visible(node ast.Node, text string) bool {
	at := strings.IndexFunc(text, invisible)
	if at >= 0 {
		r, _ := utf8.DecodeRuneInString(text[at:])
		d.doc.report(placeOf(node), "the text holds the control character %U, which nobody sees; remove it", r)
	}
	return at < 0
}

func (d decoder) scalar(node ast.Node, into reflect.Value) {
	text, ok := scalarText(node)
	if !ok {
		d.doc.report(placeOf(node), "expected a single value here, found %s", describe(node))
		return
	}
	switch into.Kind() {
	case reflect.String:
		if d.visible(node, text) {
			into.SetString(text)
		}
	case reflect.Bool:
		b, ok := node.(*ast.BoolNode)
		if !ok {
			d.doc.report(placeOf(node), "expected true or false, found %q", text)
			return
		}
		into.SetBool(b.Value)
	case reflect.Int:
		n, err := strconv.Atoi(text)
		if err != nil {
			d.doc.report(placeOf(node), "expected a whole number, found %q", text)
			return
		}
		into.SetInt(int64(n))
	default:
		panic("yamldoc: no rule for " + into.Type().String())
	}
}

// invisible tells control characters, which move a terminal's cursor and break spreadsheets, from
// those that end lines.
func invisible(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t'
}
