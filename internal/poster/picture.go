package poster

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
)

// The size that sites which show a link with a picture ask for (Open Graph), in pixels.
const (
	PictureWidth  = 1200
	PictureHeight = 630
	margin        = 80
	textWidth     = PictureWidth - 2*margin
)

// The colours of the pages, light.
var (
	ground = color.RGBA{0x0b, 0x5d, 0x52, 0xff}
	ink    = color.RGBA{0xff, 0xff, 0xff, 0xff}
	faint  = color.RGBA{0xbf, 0xdd, 0xd6, 0xff}
	bars   = []color.RGBA{{0x74, 0xd3, 0xc1, 0xff}, {0x4f, 0xb0, 0x9f, 0xff}, {0x34, 0x8f, 0x80, 0xff}, {0x1f, 0x74, 0x68, 0xff}}
)

// Picture is what is drawn beside a link to a form.
type Picture struct {
	Title   string
	Line    string // beneath the title
	Address string // at the foot, without its scheme
}

// Draw gives the picture as PNG. The letters it knows are Latin, Greek and Cyrillic; a text with others,
// which would come out as empty boxes, is left away.
func (p Picture) Draw() ([]byte, error) {
	faces, err := newFaces()
	if err != nil {
		return nil, err
	}
	canvas := image.NewRGBA(image.Rect(0, 0, PictureWidth, PictureHeight))
	draw.Draw(canvas, canvas.Bounds(), image.NewUniform(ground), image.Point{}, draw.Src)
	drawBars(canvas)
	y := margin
	if title := faces.known(p.Title); title != "" {
		face, lines, err := faces.fit(title)
		if err != nil {
			return nil, err
		}
		y = write(canvas, face, ink, y, lines)
	}
	if line := faces.known(p.Line); line != "" {
		write(canvas, faces.line, faint, y+24, wrap(faces.line, line, textWidth, 2))
	}
	if address := faces.known(p.Address); address != "" {
		write(canvas, faces.line, ink, PictureHeight-margin-faces.line.Metrics().Height.Ceil(), wrap(faces.line, address, textWidth/2, 1))
	}
	var b bytes.Buffer
	if err := png.Encode(&b, canvas); err != nil {
		return nil, fmt.Errorf("draw a picture: %w", err)
	}
	return b.Bytes(), nil
}

// drawBars puts a small chart into the lower right corner: what a form becomes.
func drawBars(canvas draw.Image) {
	const height, gap = 26, 14
	for i, c := range bars {
		bottom := PictureHeight - margin - (len(bars)-1-i)*(height+gap)
		bar := image.Rect(PictureWidth-margin-420+i*90, bottom-height, PictureWidth-margin, bottom)
		draw.Draw(canvas, bar, image.NewUniform(c), image.Point{}, draw.Src)
	}
}

// write puts lines beneath y and returns where they end.
func write(canvas draw.Image, face font.Face, c color.Color, y int, lines []string) int {
	m := face.Metrics()
	for _, line := range lines {
		d := font.Drawer{Dst: canvas, Src: image.NewUniform(c), Face: face, Dot: fixed.P(margin, y+m.Ascent.Ceil())}
		d.DrawString(line)
		y += m.Height.Ceil()
	}
	return y
}
