package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

// bundle gives the script that draws charts, with only those parts of echarts that it imports, and of these
// without the modules that others stand in for.
func bundle(folder string, without map[string]string) ([]byte, error) {
	root, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	result := api.Build(api.BuildOptions{
		EntryPoints:       []string{filepath.Join(root, "script", "main.js")},
		AbsWorkingDir:     root,
		Bundle:            true,
		Format:            api.FormatIIFE,
		Target:            api.ES2020,
		Platform:          api.PlatformBrowser,
		Define:            map[string]string{"process.env.NODE_ENV": `"production"`},
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Charset:           api.CharsetUTF8,
		LegalComments:     api.LegalCommentsEndOfFile,
		LogLevel:          api.LogLevelSilent,
		Plugins:           []api.Plugin{leavingOut(without)},
	})
	if len(result.Errors) > 0 {
		var all []error
		for _, text := range api.FormatMessages(result.Errors, api.FormatMessagesOptions{Kind: api.ErrorMessage}) {
			all = append(all, errors.New(text))
		}
		return nil, fmt.Errorf("bundle the scripts: %w", errors.Join(all...))
	}
	return result.OutputFiles[0].Contents, nil
}
