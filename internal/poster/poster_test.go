package poster_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"muster/internal/poster"
)

func code(t *testing.T, address string) *poster.Code {
	t.Helper()
	c, err := poster.NewCode(address)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func decode(t *testing.T, data []byte) image.Image {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

func dark(c color.Color) bool { return color.GrayModel.Convert(c).(color.Gray).Y < 128 }

// TestDrawingsAgree holds the SVG to the PNG, module by module.
func TestDrawingsAgree(t *testing.T) {
	c := code(t, "https://muster.example.org/s/charlotte?source=poster")
	data, err := c.PNG(3)
	if err != nil {
		t.Fatal(err)
	}
	picture := decode(t, data)
	if side := picture.Bounds().Dx(); side != 3*c.Modules() || side != picture.Bounds().Dy() {
		t.Fatalf("%v for %d modules of 3 pixels", picture.Bounds(), c.Modules())
	}
	drawn := map[image.Point]bool{}
	for _, run := range regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1`).FindAllStringSubmatch(string(c.SVG()), -1) {
		x, _ := strconv.Atoi(run[1])
		y, _ := strconv.Atoi(run[2])
		n, _ := strconv.Atoi(run[3])
		for i := range n {
			drawn[image.Pt(x+i, y)] = true
		}
	}
	for y := range c.Modules() {
		for x := range c.Modules() {
			if got := dark(picture.At(3*x+1, 3*y+1)); got != drawn[image.Pt(x, y)] {
				t.Fatalf("module %d, %d: PNG %t, SVG %t", x, y, got, !got)
			}
		}
	}
	for i := range c.Modules() {
		for margin := range 4 {
			if drawn[image.Pt(i, margin)] || drawn[image.Pt(margin, i)] {
				t.Fatalf("the margin is not quiet at %d, %d", i, margin)
			}
		}
	}
}

// TestCodeIsRead reads the code back with another program's eyes.
func TestCodeIsRead(t *testing.T) {
	zbar, err := exec.LookPath("zbarimg")
	if err != nil {
		t.Skip("zbarimg (Debian's zbar-tools) is not here; .ci/run installs it")
	}
	address := "https://muster.example.org/s/charlotte?source=poster"
	data, err := code(t, address).PNG(8)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "code.png")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), zbar, "--quiet", "--raw", file).Output()
	if err != nil || strings.TrimSpace(string(out)) != address {
		t.Errorf("read %q, %v", out, err)
	}
}

func TestLongAddressIsRefused(t *testing.T) {
	if _, err := poster.NewCode("https://example.org/" + strings.Repeat("a", poster.MostLetters)); err == nil {
		t.Error("no error")
	}
}

func TestPicture(t *testing.T) {
	const title = "Charlotte Systems Management User Group"
	draw := func(p poster.Picture) image.Image {
		data, err := p.Draw()
		if err != nil {
			t.Fatal(err)
		}
		return decode(t, data)
	}
	blank := draw(poster.Picture{})
	if size := blank.Bounds().Size(); size != image.Pt(1200, 630) {
		t.Fatalf("%v", size)
	}
	tests := []struct {
		name    string
		picture poster.Picture
		written bool // anything at all
	}{
		{"title", poster.Picture{Title: title}, true},
		{"everything", poster.Picture{Title: title, Line: "Two minutes", Address: "muster.example.org/s/charlotte"}, true},
		{"accents", poster.Picture{Title: "Größe, façade, Москва"}, true},
		{"a title as long as a story", poster.Picture{Title: strings.Repeat(title+" ", 20)}, true},
		{"one word without end", poster.Picture{Title: strings.Repeat("x", 500)}, true},
		{"letters that are not known", poster.Picture{Title: "مجموعة المستخدمين"}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			picture := draw(test.picture)
			if got := !equal(blank, picture); got != test.written {
				t.Errorf("written: %t", got)
			}
			if !equal(border(blank), border(picture)) {
				t.Error("something is written into the margin")
			}
		})
	}
}

// border is the strip at the right that texts must not reach.
func border(picture image.Image) image.Image {
	return picture.(interface {
		SubImage(image.Rectangle) image.Image
	}).SubImage(image.Rect(1200-79, 0, 1200, 630))
}

func equal(a, b image.Image) bool {
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			if a.At(x, y) != b.At(x, y) {
				return false
			}
		}
	}
	return true
}
