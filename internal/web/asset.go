package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/gin-gonic/gin"
)

// asset is a file that never changes under its name, in every coding there is.
type asset struct {
	mime  string
	coded map[coding][]byte
}

// assets are all files the founders' pages refer to.
type assets struct {
	byName map[string]asset  // by name with hash
	names  map[string]string // from names in templates to names with hash
}

// readAssets takes the built script, when there is one, and the style sheet, which needs no build:
// it begins with the tokens that every page shares.
func readAssets(files fs.FS, tokens string) (*assets, error) {
	all := &assets{byName: map[string]asset{}, names: map[string]string{}}
	if err := all.readBuilt(files); err != nil {
		return nil, fmt.Errorf("read built scripts: %w", err)
	}
	style, err := fs.ReadFile(files, "style/founder.css")
	if err != nil {
		return nil, err
	}
	return all, all.addStyle("founder.css", tokens+shrink(string(style)))
}

func (all *assets) readBuilt(files fs.FS) error {
	manifest, err := fs.ReadFile(files, "dist/manifest.json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := json.Unmarshal(manifest, &all.names); err != nil {
		return err
	}
	for _, name := range all.names {
		a := asset{mimeOf(name), map[coding][]byte{}}
		for c, suffix := range map[coding]string{identity: "", gzipCoding: ".gz", brotliCode: ".br"} {
			if a.coded[c], err = fs.ReadFile(files, path.Join("dist", name+suffix)); err != nil {
				return err
			}
		}
		all.byName[name] = a
	}
	return nil
}

func (all *assets) addStyle(name, css string) error {
	sum := sha256.Sum256([]byte(css))
	stem, end, _ := strings.Cut(name, ".")
	hashed := stem + "-" + hex.EncodeToString(sum[:8]) + "." + end
	var zipped, brotlied bytes.Buffer
	g, err := gzip.NewWriterLevel(&zipped, gzip.BestCompression)
	if err != nil {
		return err
	}
	b := brotli.NewWriterLevel(&brotlied, brotli.BestCompression)
	_, errG := g.Write([]byte(css))
	_, errB := b.Write([]byte(css))
	if err := errors.Join(errG, errB, g.Close(), b.Close()); err != nil {
		return err
	}
	all.names[name] = hashed
	all.byName[hashed] = asset{mimeOf(name), map[coding][]byte{identity: []byte(css), gzipCoding: zipped.Bytes(), brotliCode: brotlied.Bytes()}}
	return nil
}

// mimeOf does not ask the machine, whose tables differ.
func mimeOf(name string) string {
	if path.Ext(name) == ".css" {
		return "text/css; charset=utf-8"
	}
	return "text/javascript; charset=utf-8"
}

// address is where the file is served, or "" when it was not built.
func (all *assets) address(name string) string {
	if hashed := all.names[name]; hashed != "" {
		return "/assets/" + hashed
	}
	return ""
}

func (f *founders) showAsset(c *gin.Context) error {
	a, known := f.assets.byName[c.Param("name")]
	if !known {
		return notFound("The page that led here is older than what is served now. Load that page again.")
	}
	chosen := negotiate(c.Request.Header.Values("Accept-Encoding"))
	if a.coded[chosen] == nil {
		chosen = identity
	}
	if chosen != identity {
		c.Header("Content-Encoding", string(chosen))
	}
	c.Header("Vary", "Accept-Encoding")
	c.Header("Cache-Control", "public, max-age=31536000, immutable")
	c.Data(http.StatusOK, a.mime, a.coded[chosen])
	return nil
}
