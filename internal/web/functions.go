package web

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"muster/internal/survey"
)

// functions are what templates may call.
func (p *pages) functions() template.FuncMap {
	return template.FuncMap{
		"style":      func(name string) template.CSS { return p.styles[name] },
		"paragraphs": paragraphs,
		"heading":    heading,
		"ended":      ended,
		"zones":      commonZones,
		"heard":      heard,
	}
}

// heard says how many of all responses a page is of.
func heard(n, all int) string {
	switch {
	case n != all:
		return fmt.Sprintf("%d of %d responses", n, all)
	case all == 0:
		return "No responses yet"
	case all == 1:
		return "1 response"
	}
	return fmt.Sprintf("All %d responses", all)
}

// heading begins a heading of that level. A small one stands below another, whatever their levels.
func heading(level int, small bool, id ...string) template.HTML {
	class, name := "title", ""
	if small {
		class = "small"
	}
	if len(id) > 0 {
		name = ` id="` + template.HTMLEscapeString(id[0]) + `"`
	}
	return template.HTML("<h" + strconv.Itoa(level) + ` class="` + class + `"` + name + ">")
}

func ended(level int) template.HTML { return template.HTML("</h" + strconv.Itoa(level) + ">") }

// paragraphs splits a text at its blank lines.
func paragraphs(text survey.Text) []string {
	var all []string
	for part := range strings.SplitSeq(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n\n") {
		if part = strings.TrimSpace(part); part != "" {
			all = append(all, part)
		}
	}
	return all
}

// shrink drops what a style sheet or a script has for its authors only: comments, indentation, line
// ends. Both must be right without them: a string may not be broken over lines, a statement of a
// script ends with a semicolon, and its comments are of the kind that ends itself.
func shrink(source string) string {
	var out strings.Builder
	for source != "" {
		before, rest, found := strings.Cut(source, "/*")
		for line := range strings.Lines(before) {
			out.WriteString(strings.TrimSpace(line))
		}
		if !found {
			break
		}
		_, source, _ = strings.Cut(rest, "*/")
	}
	return out.String()
}
