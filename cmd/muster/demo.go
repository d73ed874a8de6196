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

// demonstration is a sample form with people made up for it.
type demonstration struct {
	file    string
	profile string
	people  int
}

// demonstrations are what the demo shows: a form of two minutes, and all that a form can be.
func demonstrations() []demonstration {
	return []demonstration{{"charlotte.yaml", "crowds/charlotte.yaml", 400}, {"everything.yaml", "crowds/everything.yaml", 150}}
}

func demoCommand() command {
	return command{
		name: "demo", usage: "[--data DIR] [--addr ADDR]", summary: "see it all at work on two sample forms with made-up people",
		help: `
Serves the interest form of the Charlotte Systems Management User Group, answered by 400 made-up people, and one in
five languages with every kind of question, answered by 150. It prints the forms' addresses and a link that lets you in as
their founder. Everything is in a temporary directory, which is removed at the end, unless --data names one.`,
		run: demo,
	}
}

func demo(ctx context.Context, env environment, f *flags) error {
	dir := f.String("data", "", "`directory` that keeps the answers; default: a temporary one")
	var c serviceConfig
	f.StringVar(&c.addr, "addr", presetAddr(env), "`address` to listen on; MUSTER_ADDR presets it")
	c.boardFlags(f)
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
	for _, d := range demonstrations() {
		if err := kept.demonstrate(ctx, d); err != nil {
			return err
		}
	}
	s, err := newService(ctx, kept, c)
	if err != nil {
		return err
	}
	if err := errors.Join(kept.rememberBase(s.base), s.welcome(ctx)); err != nil {
		return err
	}
	return s.run(ctx)
}

// demonstrate fills a sample form. A directory that a demo used before has its people already: the
// seed makes the same ones again, and the store knows them.
func (k *keeping) demonstrate(ctx context.Context, d demonstration) error {
	data, err := sampledata.Files.ReadFile(d.file)
	if err != nil {
		return err
	}
	s, err := syntheticSurvey(d.file, data)
	if err != nil {
		return err
	}
	if data, err = sampledata.Files.ReadFile(d.profile); err != nil {
		return err
	}
	profile, err := parseProfile(d.profile, data, s)
	if err != nil {
		return err
	}
	_, err = k.populate(ctx, s, crowd.Config{N: d.people, Seed: 1, End: time.Now(), Profile: profile})
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
	fmt.Fprintf(s.kept.env.stdout, `Muster is running with made-up people.

  A form of two minutes, as people get it
    %s/s/charlotte

  One with every kind of question, in five languages
    %s/s/everything

  The dashboards, as a founder sees them (this link works once)
    %s/enter/%s

Ctrl-C ends it.
`, s.base, s.base, s.base, token)
	return nil
}
