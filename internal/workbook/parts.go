package workbook

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
)

// parts collects what excelize would put into the zip file. All of it is small: the sheets that
// grow with the answers hold nothing but their header there, and get their rows when the package
// is sent.
type parts struct{ content map[string]*bytes.Buffer }

// Create is where excelize begins a part.
func (p *parts) Create(name string) (io.Writer, error) {
	if _, taken := p.content[name]; taken {
		return nil, fmt.Errorf("part %q is written twice", name)
	}
	p.content[name] = &bytes.Buffer{}
	return p.content[name], nil
}

// AddFS is asked of every zip writer, but excelize has no use for it.
func (p *parts) AddFS(fs.FS) error { return fmt.Errorf("a workbook takes no files") }

// Close ends the collection; the package is sent later.
func (p *parts) Close() error { return nil }

// take removes a part and gives its content.
func (p *parts) take(name string) ([]byte, error) {
	part, ok := p.content[name]
	if !ok {
		return nil, fmt.Errorf("part %q is missing", name)
	}
	delete(p.content, name)
	return part.Bytes(), nil
}

// send moves a part into the package.
func (p *parts) send(z *archive, name string) error {
	content, err := p.take(name)
	if err != nil {
		return err
	}
	part, err := z.Create(name)
	if err != nil {
		return err
	}
	_, err = part.Write(content)
	return err
}
