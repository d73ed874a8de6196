package web_test

import (
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"image/png"
	"io"
	"strings"
	"time"
)

// keepsFiles makes the page keep what it would save, instead of saving it.
const keepsFiles = `URL.createObjectURL = (blob) => { window.blob = blob; return "blob:kept" };
	HTMLAnchorElement.prototype.click = function () { window.saved = this.download }; true`

// takesPictures saves panels of each shape and reads them back.
func (b *chromium) takesPictures() {
	look[bool](b, keepsFiles)
	day := time.Now().Format(time.DateOnly)
	for _, title := range []string{"Topics", "Topics by role"} {
		id := look[string](b, fmt.Sprintf(`(window.panel = [...document.querySelectorAll("article.panel")].find((p) => p.querySelector("h3").textContent === %s)).id`, quoted(title)))
		svg := b.saves("SVG", "charlotte-"+id+"-"+day+".svg")
		words := readSVG(svg)
		for _, want := range []string{title, look[string](b, `panel.querySelector(".finding").textContent.trim().split(" ")[0]`), "people answered", "Charlotte Systems Management User Group", "These are the answers of people who chose to give them."} {
			if !strings.Contains(words, want) {
				b.t.Errorf("the picture of %q lacks %q: %.300s", title, want, words)
			}
		}
		if title == "Topics by role" && !(strings.Contains(words, "Shares in %. ▲ more, ▼ fewer, by more than chance explains.") && strings.Contains(words, "n ")) {
			b.t.Errorf("the picture does not say what its signs mean: %s", words)
		}
		if strings.Count(svg, "<path") < 10 || strings.Contains(svg, "NaN") {
			b.t.Errorf("hardly anything is drawn in the picture of %q", title)
		}
		picture, err := png.Decode(strings.NewReader(b.saves("PNG", "charlotte-"+id+"-"+day+".png")))
		if err != nil {
			b.t.Fatal(err)
		}
		if width := picture.Bounds().Dx(); width != 2*960 {
			b.t.Errorf("the picture is %d pixels wide", width)
		}
	}
	b.quiet("pictures")
}

// saves presses a button of the panel and gives the file that comes of it.
func (b *chromium) saves(kind, name string) string {
	b.t.Helper()
	look[bool](b, fmt.Sprintf(`window.saved = ""; [...panel.querySelectorAll(".pictures button")].find((b) => b.textContent === %q).click(); true`, kind))
	b.until(`window.saved !== ""`)
	if got := look[string](b, `window.saved`); got != name {
		b.t.Errorf("the file is %q, want %q", got, name)
	}
	content := look[string](b, `new Promise((done) => { const r = new FileReader(); r.onload = () => done(r.result.split(",")[1]); r.readAsDataURL(window.blob) })`)
	return string(must(base64.StdEncoding.DecodeString(content))(b.t))
}

// readSVG gives the words of a picture, or what is wrong with it.
func readSVG(source string) string {
	var words []string
	for decoder := xml.NewDecoder(strings.NewReader(source)); ; {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return strings.Join(words, " ")
		}
		if err != nil {
			return err.Error()
		}
		if text, is := token.(xml.CharData); is && strings.TrimSpace(string(text)) != "" {
			words = append(words, strings.TrimSpace(string(text)))
		}
	}
}
