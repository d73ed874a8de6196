package main

import (
	"context"
	"fmt"
	"strings"

	"muster/internal/account"
)

func loginCommand() command {
	return command{
		name: "login", usage: "[EMAIL] [--viewer] [--base-url URL]", summary: "make a link that lets somebody in",
		help: `
With the address of somebody who has an account: a link that logs that person in once, without the password,
within the hour. Without an address: a link with which somebody new makes an account, as a founder or, with
--viewer, as somebody who may read counts and answers but no names and addresses.`,
		run: login,
	}
}

func login(ctx context.Context, env environment, f *flags) error {
	dir := f.data()
	viewer := f.Bool("viewer", false, "invite somebody who may only read")
	base := f.String("base-url", "http://"+presetAddr(env), "`address` at which people reach the service")
	if err := f.parseAtMost(1); err != nil {
		return err
	}
	kept, err := openExisting(ctx, env, *dir)
	if err != nil {
		return err
	}
	defer kept.Close()
	surveys, err := kept.store.Surveys(ctx)
	if err != nil {
		return err
	}
	gate, err := newGate(ctx, kept.store, surveys)
	if err != nil {
		return err
	}
	path, err := linkFor(ctx, kept, gate, f.args, *viewer)
	if err != nil {
		return err
	}
	fmt.Fprintln(env.stdout, strings.TrimSuffix(*base, "/")+path)
	return nil
}

func linkFor(ctx context.Context, kept *keeping, gate *account.Gate, args []string, viewer bool) (string, error) {
	if len(args) == 0 {
		role := account.Founder
		if viewer {
			role = account.Viewer
		}
		token, err := gate.Invite(ctx, role)
		return "/setup/" + token, err
	}
	person, _, err := kept.store.Accounts().PersonByEmail(ctx, args[0])
	if err != nil {
		return "", fmt.Errorf("nobody has an account with that address: %w", err)
	}
	token, err := gate.EntryFor(ctx, person.ID)
	return "/enter/" + token, err
}
