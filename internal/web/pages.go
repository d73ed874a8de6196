package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"
)

//go:embed all:templates
var templateFiles embed.FS

// page is what a template shows. view names the template's file below templates, without ".html";
// the file defines "title" and "main", and what else of its layout it fills in.
type page interface{ view() string }

// pages holds every template, parsed, and the styles and scripts that stand with them.
type pages struct {
	views  map[string]*template.Template
	styles map[string]template.CSS // by path below templates, without ".css"
	script map[string]template.JS  // the same without ".js"
	buffer sync.Pool
	zipper sync.Pool
}

// parsePages reads all templates. A view's layout is the layout.html nearest to it: founder/a.html
// stands in founder/layout.html if there is one, else in layout.html. Files that begin with an
// underscore are parts which every view may use.
func parsePages() (*pages, error) {
	files, err := fs.Sub(templateFiles, "templates")
	if err != nil {
		return nil, err
	}
	p := &pages{views: map[string]*template.Template{}, styles: map[string]template.CSS{}, script: map[string]template.JS{}}
	p.buffer.New = func() any { return new(bytes.Buffer) }
	p.zipper.New = func() any { return newZipper() }
	if err := errors.Join(p.readStyles(files), p.readScripts(files)); err != nil {
		return nil, err
	}
	parts, err := p.readParts(files)
	if err != nil {
		return nil, err
	}
	return p, eachFile(files, ".html", func(name string) error {
		if base := path.Base(name); base == "layout.html" || strings.HasPrefix(base, "_") {
			return nil
		}
		view, err := template.Must(parts.Clone()).ParseFS(files, layoutOf(files, name), name)
		if err != nil {
			return fmt.Errorf("parse template %s: %w", name, err)
		}
		p.views[strings.TrimSuffix(name, ".html")] = view
		return nil
	})
}

func (p *pages) readParts(files fs.FS) (*template.Template, error) {
	parts := template.New("").Option("missingkey=error").Funcs(p.functions())
	return parts, eachFile(files, ".html", func(name string) error {
		if !strings.HasPrefix(path.Base(name), "_") {
			return nil
		}
		_, err := parts.ParseFS(files, name)
		return err
	})
}

func (p *pages) readStyles(files fs.FS) error {
	return eachFile(files, ".css", func(name string) error {
		source, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		p.styles[strings.TrimSuffix(name, ".css")] = template.CSS(shrink(string(source)))
		return nil
	})
}

func (p *pages) readScripts(files fs.FS) error {
	return eachFile(files, ".js", func(name string) error {
		source, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		p.script[strings.TrimSuffix(name, ".js")] = template.JS(shrink(string(source)))
		return nil
	})
}

func eachFile(files fs.FS, suffix string, do func(name string) error) error {
	return fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, suffix) {
			return err
		}
		return do(name)
	})
}

func layoutOf(files fs.FS, name string) string {
	near := path.Join(path.Dir(name), "layout.html")
	if _, err := fs.Stat(files, near); err == nil {
		return near
	}
	return "layout.html"
}

// styleHashes are what the content policy allows: the styles that stand inside the pages.
func (p *pages) styleHashes() []string {
	var hashes []string
	for _, css := range p.styles {
		hashes = append(hashes, hashSource(string(css)))
	}
	return hashes
}

// hashSource is how a content policy names what stands inside a page.
func hashSource(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// execute writes the page's layout filled with the page.
func (p *pages) execute(to *bytes.Buffer, content page) error {
	view := p.views[content.view()]
	if view == nil {
		return fmt.Errorf("no template %q", content.view())
	}
	if err := view.ExecuteTemplate(to, "layout", content); err != nil {
		return fmt.Errorf("render %s: %w", content.view(), err)
	}
	return nil
}

// render answers with a page. It is rendered completely before the first byte is sent, so that a
// fault in a template becomes an error page instead of half a page.
func (site *Site) render(c *gin.Context, status int, content page) error {
	buffer := site.pages.buffer.Get().(*bytes.Buffer)
	defer site.pages.buffer.Put(buffer)
	buffer.Reset()
	if err := site.pages.execute(buffer, content); err != nil {
		return err
	}
	if c.Writer.Header().Get("Cache-Control") == "" {
		c.Header("Cache-Control", "no-store")
	}
	return site.pages.send(c, status, buffer)
}
