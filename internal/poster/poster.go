// Package poster owns what carries a form's address out into the world: QR codes and the picture
// that other sites show beside a link.
//
// It guarantees that a code is read back as the very address it was given, with the quiet margin that
// scanners need, and that a picture needs no file but the program. It refuses addresses that do not
// fit a code people can print small.
package poster

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"rsc.io/qr"
)

// quiet is the empty margin around a code, in modules (ISO/IEC 18004, 9.1).
const quiet = 4

// Code is a QR code.
type Code struct{ code *qr.Code }

// MostLetters is the longest address, in bytes, that becomes a code: beyond it the modules of a code
// three centimetres wide are too small for a phone's camera.
const MostLetters = 300

// NewCode makes the code of an address. A quarter of it may be dirty or torn (error correction Q).
func NewCode(address string) (*Code, error) {
	if len(address) > MostLetters {
		return nil, fmt.Errorf("an address of %d letters is too long for a code; %d is the most", len(address), MostLetters)
	}
	code, err := qr.Encode(address, qr.Q)
	if err != nil {
		return nil, fmt.Errorf("encode an address: %w", err)
	}
	return &Code{code}, nil
}

// Modules is how many squares a side has, with the margin.
func (c *Code) Modules() int { return c.code.Size + 2*quiet }

// SVG draws the code, one unit a module, black on white whatever is around it: scanners want dark on
// light. It has neither size nor style, so that the page decides how large it is.
func (c *Code) SVG() []byte {
	var b bytes.Buffer
	n := c.Modules()
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">`, n, n)
	fmt.Fprintf(&b, `<path fill="#fff" d="M0 0h%dv%dH0z"/><path d="`, n, n)
	for y := range c.code.Size {
		c.row(y, func(from, to int) {
			fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", from+quiet, y+quiet, to-from, to-from)
		})
	}
	b.WriteString(`"/></svg>`)
	return b.Bytes()
}

// row calls run for every stretch of dark modules in a row.
func (c *Code) row(y int, run func(from, to int)) {
	for x := 0; x < c.code.Size; x++ {
		from := x
		for x < c.code.Size && c.code.Black(x, y) {
			x++
		}
		if x > from {
			run(from, x)
		}
	}
}

// PNG draws the code with that many pixels a module.
func (c *Code) PNG(pixels int) ([]byte, error) {
	side := c.Modules() * pixels
	canvas := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	for y := range c.code.Size {
		c.row(y, func(from, to int) {
			for py := range pixels {
				row := canvas.Pix[((y+quiet)*pixels+py)*canvas.Stride:]
				for px := (from + quiet) * pixels; px < (to+quiet)*pixels; px++ {
					row[px] = 1
				}
			}
		})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, canvas); err != nil {
		return nil, fmt.Errorf("draw a code: %w", err)
	}
	return b.Bytes(), nil
}
