// Command bundle builds what a browser gets: it fetches the packages of package-lock.json with npm,
// bundles the scripts with esbuild, and leaves them in dist with compressed variants beside them.
// `go generate ./...` runs it in the folder of package client.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, "."); err != nil {
		fmt.Fprintln(os.Stderr, "bundle:", err)
		os.Exit(1)
	}
}

// run builds in the folder that holds package.json.
func run(ctx context.Context, folder string) error {
	if err := fetch(ctx, folder); err != nil {
		return err
	}
	script, err := bundle(folder, unused())
	if err != nil {
		return err
	}
	return write(folder, script)
}
