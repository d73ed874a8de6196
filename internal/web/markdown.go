package web

import (
	"bytes"
	"fmt"
	"html/template"
	"regexp"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"muster/internal/survey"
)

// markdown turns the texts that authors may lay out into HTML that a page can show. It has two halves
// that each hold alone: one that knows no raw HTML, and one that drops whatever is not listed.
type markdown struct {
	reader goldmark.Markdown
	policy *bluemonday.Policy
}

func newMarkdown() *markdown {
	const afterAll = 1000
	return &markdown{
		reader: goldmark.New(
			goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify),
			goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(fitted{}, afterAll))),
		),
		policy: prosePolicy(),
	}
}

// prosePolicy lists what a text consists of. Images are not among it: one from elsewhere would learn
// who reads the page.
func prosePolicy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li",
		"h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("rel").Matching(regexp.MustCompile("^" + relOfLinks + "$")).OnElements("a")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowURLSchemes("https", "http", "mailto")
	p.RequireParseableURLs(true)
	return p
}

const relOfLinks = "noopener noreferrer nofollow"

// fitted fits a text into a page: its headings stand right below the page's own, none skips a rank,
// and its links are told nothing about the page, whose address may be the key to somebody's answers.
type fitted struct{}

// Transform is called by the reader with every text.
func (fitted) Transform(document *ast.Document, _ text.Reader, _ parser.Context) {
	var open []int // the ranks, as written, of the headings that the current place is under
	_ = ast.Walk(document, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		switch node := node.(type) {
		case *ast.Heading:
			if entering {
				for len(open) > 0 && open[len(open)-1] >= node.Level {
					open = open[:len(open)-1]
				}
				open = append(open, node.Level)
				node.Level = min(len(open)+1, lowestHeading)
			}
		case *ast.Link, *ast.AutoLink:
			node.SetAttributeString("rel", []byte(relOfLinks))
		}
		return ast.WalkContinue, nil // and so Walk has no error
	})
}

const lowestHeading = 6

// render gives the HTML of a text, or "" for an empty one.
func (m *markdown) render(source survey.Text) (template.HTML, error) {
	if source == "" {
		return "", nil
	}
	var out bytes.Buffer
	if err := m.reader.Convert([]byte(source), &out); err != nil {
		return "", fmt.Errorf("render markdown: %w", err)
	}
	return template.HTML(m.policy.SanitizeBytes(out.Bytes())), nil
}
