package main

import (
	"context"
	"fmt"
)

func rebuildCommand() command {
	return command{
		name: "rebuild", usage: "[--data DIR]", summary: "build the dashboards' numbers again from the answers",
		help: `
The numbers that dashboards show are kept in a file of their own, which Muster builds again by itself
when it is missing, damaged or out of date. This command does so now. The service must not be running
over the same directory. No answer is touched.`,
		run: rebuild,
	}
}

func rebuild(ctx context.Context, env environment, f *flags) error {
	dir := f.data()
	if err := f.parse(0); err != nil {
		return err
	}
	kept, err := openExisting(ctx, env, *dir)
	if err != nil {
		return err
	}
	defer kept.Close()
	held, err := claim(*dir)
	if err != nil {
		return err
	}
	defer held.Close()
	bar := newProgress(env, "counting")
	defer bar.done()
	counted, err := kept.openWarehouse(ctx, kept.warehouseFile(), bar.at)
	if err != nil {
		return err
	}
	defer counted.Close()
	if err := counted.Rebuild(ctx); err != nil {
		return err
	}
	bar.done()
	fmt.Fprintf(env.stdout, "built again up to answer %d\n", counted.Freshness().Seq)
	return nil
}
