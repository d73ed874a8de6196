// Package client holds what the founders' pages give to a browser: a style sheet of ours, and the
// script that draws the charts.
//
// The script is built by `go generate ./...`, which fetches the packages that package-lock.json
// pins with npm and bundles them with esbuild into dist. The folder is embedded as it is: when it
// is empty the program builds and serves everything but drawn charts. Every file is served under a
// name that holds a hash of its content, so that browsers keep it for ever.
package client

import (
	"embed"
	"io/fs"
)

//go:generate go run ./bundle

//go:embed all:dist style
var files embed.FS

// Files are the built script in dist and the style sheets in style.
func Files() fs.FS { return files }
