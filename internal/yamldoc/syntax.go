package yamldoc

import (
	"bytes"
	"errors"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/token"
)

// syntax reports why data is no YAML. Of a tab, which editors like to indent with and YAML forbids, the
// parser says much that nobody understands.
func (d *Document) syntax(data []byte, err error) {
	at := syntaxPlace(err)
	lines := bytes.Split(data, []byte("\n"))
	for line := max(1, at.line-1); line <= min(at.line+1, len(lines)); line++ {
		text := lines[line-1]
		indent := text[:len(text)-len(bytes.TrimLeft(text, " \t"))]
		if tab := bytes.IndexByte(indent, '\t'); tab >= 0 {
			d.report(place{line, tab + 1}, "the line is indented with a tab; use spaces, not tabs")
			return
		}
	}
	d.report(at, "not valid YAML: %s", syntaxMessage(err))
}

func syntaxPlace(err error) place {
	var located interface{ GetToken() *token.Token }
	if errors.As(err, &located) && located.GetToken() != nil && located.GetToken().Position != nil {
		return place{located.GetToken().Position.Line, located.GetToken().Position.Column}
	}
	return place{1, 1}
}

func syntaxMessage(err error) string {
	var located yaml.Error
	if errors.As(err, &located) {
		return located.GetMessage()
	}
	first, _, _ := strings.Cut(err.Error(), "\n")
	return first
}
