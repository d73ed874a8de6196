// Package sampledata holds ready surveys for starting from and for trying Muster out.
package sampledata

import "embed"

// Files holds the surveys at the top and the crowds that answer them under crowds.
//
//go:embed *.yaml
var Files embed.FS
