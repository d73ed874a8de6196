package main

import (
	"context"
	"errors"
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
	base := f.String("base-url", "", "`address` at which people reach the service; default: that of the last muster serve")
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
	gate, err := newGate(kept.store, surveys)
	if err != nil {
		return err
	}
	path, err := linkFor(ctx, kept, gate, f.args, *viewer)
	if err != nil {
		return err
	}
	if *base == "" {
		*base = kept.knownBase("http://" + presetAddr(env))
	}
	// The link alone goes to stdout, so that it can be piped on.
	fmt.Fprintln(env.stderr, linkWords(f.args, *viewer))
	fmt.Fprintln(env.stdout, strings.TrimSuffix(*base, "/")+path)
	return nil
}

// linkWords says what a link does, for how long, and who should get it.
func linkWords(args []string, viewer bool) string {
	switch {
	case len(args) > 0:
		return "This link logs " + args[0] + " in, once, within the hour. A new password can then be set under the name at the top, for a quarter of an hour:"
	case viewer:
		return "With this link somebody makes an account that may only read. It works once, within 24 hours:"
	}
	return "With this link somebody makes an account as a founder. It works once, within 24 hours:"
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
	if errors.Is(err, account.ErrUnknown) {
		return "", fmt.Errorf("nobody has an account with the address %q; without an address, muster login makes a link for somebody new", args[0])
	}
	if err != nil {
		return "", err
	}
	token, err := gate.EntryFor(ctx, person.ID)
	return "/enter/" + token, err
}
