package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"muster/internal/crowd"
	"muster/internal/response"
	"muster/internal/survey"
)

func generateCommand() command {
	return command{
		name: "generate", usage: "--survey FILE --n N [--seed S] [--profile FILE]", summary: "fill a survey with a believable synthetic crowd",
		help: `
Makes up N people and stores their answers in the data directory, so that dashboards and workbooks
can be tried before anybody has answered. Roles differ in what they want, topics go together, and
answers come in waves. The same seed gives the same people.

The survey is stored as synthetic, and every page and sheet of it says so. Made-up people are never
added to a survey that has real answers.`,
		run: generate,
	}
}

func generate(ctx context.Context, env environment, f *flags) error {
	dir := f.data()
	file := f.String("survey", "", "survey `file` to answer")
	n := f.Int("n", 400, "how many people")
	seed := f.Uint64("seed", 1, "which people; the same seed gives the same ones")
	profile := f.String("profile", "", "`file` that says what the people are like; without it the seed decides")
	if err := f.parse(0); err != nil {
		return err
	}
	if *file == "" || *n < 1 {
		return f.wrong("--survey FILE and an --n of at least 1 are needed")
	}
	data, err := os.ReadFile(*file)
	if err != nil {
		return err
	}
	s, err := syntheticSurvey(*file, data)
	if err != nil {
		return err
	}
	kept, err := openStore(ctx, env, *dir)
	if err != nil {
		return err
	}
	defer kept.Close()
	config := crowd.Config{N: *n, Seed: *seed, End: time.Now()}
	if config.Profile, err = readProfile(*profile, s); err != nil {
		return err
	}
	stored, err := kept.populate(ctx, s, config)
	if err != nil {
		return err
	}
	fmt.Fprintf(env.stdout, "%s: %s stored, all synthetic\n", s.ID, count(stored, "answer"))
	return nil
}

// syntheticSurvey reads a survey and marks it as synthetic if its file does not.
func syntheticSurvey(name string, data []byte) (*survey.Survey, error) {
	s, err := parseSurvey(name, data)
	if err != nil || s.Synthetic {
		return s, err
	}
	return parseSurvey(name, append([]byte("synthetic: true\n"), data...))
}

func readProfile(name string, s *survey.Survey) (*crowd.Profile, error) {
	if name == "" {
		return nil, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return parseProfile(name, data, s)
}

func parseProfile(name string, data []byte, s *survey.Survey) (*crowd.Profile, error) {
	p, problems := crowd.ParseProfile(name, data, s)
	if len(problems) > 0 {
		return nil, fmt.Errorf("the profile has %s:\n%w", count(len(problems), "problem"), problems)
	}
	return p, nil
}

// populate stores a crowd's answers in batches.
func (k *keeping) populate(ctx context.Context, s *survey.Survey, config crowd.Config) (int, error) {
	if err := k.putSurvey(ctx, s); err != nil {
		return 0, err
	}
	bar := newProgress(k.env, "making people up")
	defer bar.done()
	into := appender{ctx: ctx, append: k.store.Append, stored: func(n int) { bar.at(int64(n), int64(config.N)) }}
	for r := range crowd.Generate(s, config) {
		if err := into.add(r); err != nil {
			return into.fresh, err
		}
	}
	err := into.flush()
	return into.fresh, err
}

// appender hands responses to the store in batches that are large enough to be fast.
type appender struct {
	ctx    context.Context
	append func(context.Context, []*response.Response) ([]response.Outcome, error)
	stored func(n int) // called with how many responses have been handed over
	batch  []*response.Response
	seen   int
	fresh  int // newly stored
}

const appendBatch = 1000

func (a *appender) add(r *response.Response) error {
	a.batch = append(a.batch, r)
	if len(a.batch) < appendBatch {
		return nil
	}
	return a.flush()
}

func (a *appender) flush() error {
	outcomes, err := a.append(a.ctx, a.batch)
	if err != nil {
		return err
	}
	for _, o := range outcomes {
		switch {
		case o.Err != nil:
			return o.Err
		case o.Refused == nil && !o.Duplicate: // erased before, or there already
			a.fresh++
		}
	}
	a.seen += len(a.batch)
	a.batch = a.batch[:0]
	a.stored(a.seen)
	return nil
}
