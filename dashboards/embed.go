// Package dashboards holds the dashboards that every founder gets, one file each. They name
// questions by what they are for, so they fit any survey.
package dashboards

import "embed"

// Files holds the dashboards.
//
//go:embed *.yaml
var Files embed.FS
