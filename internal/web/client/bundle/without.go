package main

import (
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// unused are modules of echarts and zrender that the parts we take import, and that no drawing of ours
// ever calls: what stands in their place. Together they are a twentieth of the compressed script.
// The versions are pinned, and the drawings are looked at in a browser by the tests of package web.
func unused() map[string]string {
	const nothing = "export default function () {}"
	return map[string]string{
		"echarts/lib/i18n/langZH.js":                     "export default {}",
		"echarts/lib/theme/dark.js":                      "export default {}", // our colours are the style sheet's
		"echarts/lib/preprocessor/backwardCompat.js":     nothing,             // options as they were years ago
		"echarts/lib/loading/default.js":                 nothing,
		"echarts/lib/chart/heatmap/HeatmapLayer.js":      nothing, // of heat maps on geographic maps
		"echarts/lib/label/sectorLabel.js":               "export function createSectorCalculateTextPosition() {} export function setSectorTextRotation() {}",
		"zrender/lib/svg/cssAnimation.js":                "export function createCSSAnimation() {}", // pictures stand still
		"echarts/lib/component/helper/RoamController.js": "export default class { enable() {} disable() {} dispose() {} on() { return this } off() { return this } }",
	}
}

// leavingOut is the plugin that puts the replacements in their places.
func leavingOut(replaced map[string]string) api.Plugin {
	return api.Plugin{Name: "without", Setup: func(build api.PluginBuild) {
		for path, source := range replaced {
			filter := strings.ReplaceAll(filepath.FromSlash("node_modules/"+path), `\`, `/`)
			build.OnLoad(api.OnLoadOptions{Filter: strings.ReplaceAll(filter, ".", `\.`) + "$"},
				func(api.OnLoadArgs) (api.OnLoadResult, error) { return api.OnLoadResult{Contents: &source}, nil })
		}
	}}
}
