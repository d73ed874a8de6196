package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"muster/internal/account"
	"muster/internal/crowd"
	sampledata "muster/sample-data"
)

const (
	demoSurvey  = "charlotte.yaml"
	demoProfile = "crowds/charlotte.yaml"
	demoPeople  = 400
)

func demoCommand() command {
	return command{
		name: "demo", usage: "[--data DIR] [--addr ADDR]", summary: "see it all at work on a sample form with 400 made-up people",
		help: `
Serves the interest form of the Charlotte Systems Management User Group, answered by 400 made-up people, and
prints the form's address and a link that lets you in as its founder. Everything is in a temporary directory,
which is removed at the end, unless --data names one.`,
		run: demo,
	}
}

func demo(ctx context.Context, env environment, f *flags) error {
	dir := f.String("data", "", "`directory` that keeps the answers; default: a temporary one")
	addr := f.String("addr", presetAddr(env), "`address` to listen on; MUSTER_ADDR presets it")
	if err := f.parse(0); err != nil {
		return err
	}
	if *dir == "" {
		temporary, err := os.MkdirTemp("", "muster-demo-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temporary)
		*dir = temporary
	}
	held, err := claim(*dir)
	if err != nil {
		return err
	}
	defer held.Close()
	kept, err := openStore(ctx, env, *dir)
	if err != nil {
		return err
	}
	defer kept.Close()
	if err := kept.populateDemo(ctx); err != nil {
		return err
	}
	s, err := newService(ctx, kept, serviceConfig{addr: *addr})
	if err != nil {
		return err
	}
	if err := errors.Join(kept.rememberBase(s.base), s.welcome(ctx)); err != nil {
		return err
	}
	return s.run(ctx)
}

// populateDemo fills the sample form. A directory that a demo used before has its people already:
// the seed makes the same ones again, and the store knows them.
func (k *keeping) populateDemo(ctx context.Context) error {
	data, err := sampledata.Files.ReadFile(demoSurvey)
	if err != nil {
		return err
	}
	s, err := syntheticSurvey(demoSurvey, data)
	if err != nil {
		return err
	}
	if data, err = sampledata.Files.ReadFile(demoProfile); err != nil {
		return err
	}
	profile, err := parseProfile(demoProfile, data, s)
	if err != nil {
		return err
	}
	_, err = k.populate(ctx, s, crowd.Config{N: demoPeople, Seed: 1, End: time.Now(), Profile: profile})
	return err
}

// welcome tells where the form is and lets the reader in without a password.
func (s *service) welcome(ctx context.Context) error {
	founder, err := s.gate.Admit(ctx, "Demo founder", "founder@example.com", account.Founder)
	if err != nil {
		return err
	}
	token, err := s.gate.EntryFor(ctx, founder.ID)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.kept.env.stdout, `Muster is running with %d made-up people.

  The form, as people get it
    %s/s/charlotte

  The dashboards, as a founder sees them (this link works once)
    %s/enter/%s

Ctrl-C ends it.
`, demoPeople, s.base, s.base, token)
	return nil
}
