package poster

import (
	"fmt"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
)

const (
	lineSize  = 34
	mostLines = 4
	ellipsis  = "…"
)

// titleSizes are tried from the largest.
var titleSizes = []float64{92, 76, 62, 50}

// faces are the letters of a picture.
type faces struct {
	bold *sfnt.Font
	line font.Face
}

func newFaces() (*faces, error) {
	bold, err := opentype.Parse(gobold.TTF)
	if err != nil {
		return nil, fmt.Errorf("read the letters of a picture: %w", err)
	}
	regular, err := opentype.Parse(goregular.TTF)
	if err != nil {
		return nil, fmt.Errorf("read the letters of a picture: %w", err)
	}
	line, err := face(regular, lineSize)
	if err != nil {
		return nil, err
	}
	return &faces{bold, line}, nil
}

func face(f *sfnt.Font, size float64) (font.Face, error) {
	made, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingFull})
	if err != nil {
		return nil, fmt.Errorf("read the letters of a picture: %w", err)
	}
	return made, nil
}

// known gives the text in one line, or "" when there are no letters for it.
func (f *faces) known(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	var buffer sfnt.Buffer
	for _, r := range text {
		if glyph, err := f.bold.GlyphIndex(&buffer, r); err != nil || glyph == 0 {
			return ""
		}
	}
	return text
}

// fit gives the largest title that leaves room for what is beneath it, or a shortened one of the
// smallest size.
func (f *faces) fit(title string) (font.Face, []string, error) {
	var made font.Face
	for _, size := range titleSizes {
		var err error
		if made, err = face(f.bold, size); err != nil {
			return nil, nil, err
		}
		lines := wrap(made, title, textWidth, mostLines+1)
		if len(lines)*made.Metrics().Height.Ceil() <= PictureHeight/2 {
			return made, lines, nil
		}
	}
	return made, wrap(made, title, textWidth, mostLines), nil
}

// wrap breaks a text into at most that many lines of at most width pixels; what is left over becomes
// an ellipsis. A word too long for a line is cut.
func wrap(face font.Face, text string, width, most int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		longer := strings.TrimSpace(line + " " + word)
		if font.MeasureString(face, longer).Ceil() <= width {
			line = longer
			continue
		}
		if len(lines) == most-1 {
			return append(lines, shorten(face, longer, width))
		}
		if line != "" {
			lines = append(lines, line)
		}
		line = word
		if font.MeasureString(face, word).Ceil() > width {
			line = shorten(face, word, width)
		}
	}
	return append(lines, line)
}

func shorten(face font.Face, text string, width int) string {
	letters := []rune(text)
	for len(letters) > 0 && font.MeasureString(face, string(letters)+ellipsis).Ceil() > width {
		letters = letters[:len(letters)-1]
	}
	return strings.TrimSpace(string(letters)) + ellipsis
}
