package web

import (
	"bytes"
	"fmt"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzip"
)

// worthZipping is the size from which a page no longer fits one packet.
const worthZipping = 1400

// pageLevel weighs the processor's time against the network's; a page is sent once.
const pageLevel = 4

func newZipper() *gzip.Writer {
	w, err := gzip.NewWriterLevel(nil, pageLevel)
	if err != nil {
		panic("web: " + err.Error()) // the level is a constant
	}
	return w
}

// send answers with a page made for this request, compressed if the visitor understands that.
func (p *pages) send(c *gin.Context, status int, content *bytes.Buffer) error {
	c.Writer.Header()["Vary"] = varyLanguage
	if content.Len() < worthZipping || quality(c.Request.Header["Accept-Encoding"], gzipCoding) == 0 {
		c.Data(status, htmlType[0], content.Bytes())
		return nil
	}
	zipped := p.buffer.Get().(*bytes.Buffer)
	defer p.buffer.Put(zipped)
	zipped.Reset()
	w := p.zipper.Get().(*gzip.Writer)
	defer p.zipper.Put(w)
	w.Reset(zipped)
	if _, err := w.Write(content.Bytes()); err != nil {
		return fmt.Errorf("compress page: %w", err)
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("compress page: %w", err)
	}
	c.Header("Content-Encoding", string(gzipCoding))
	c.Data(status, htmlType[0], zipped.Bytes())
	return nil
}
