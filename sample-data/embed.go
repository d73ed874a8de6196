// Package sampledata holds ready surveys for starting from and for trying Muster out.
package sampledata

import "embed"

// Files holds the surveys at the top, the crowds that answer them under crowds, and made-up exports
// of other form tools under exports.
//
//go:embed *.yaml crowds exports
var Files embed.FS
