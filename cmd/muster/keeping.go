package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"muster/internal/dashboard"
	"muster/internal/store"
	"muster/internal/survey"
)

// keeping is a data directory with its store open.
type keeping struct {
	env   environment
	dir   string
	store *store.Store
}

// The files of a data directory. The key stands apart from the database, so that a copy of the
// answers does not open receipts. The warehouse can be deleted at any time.
func (k *keeping) keyFile() string       { return filepath.Join(k.dir, "muster.key") }
func (k *keeping) warehouseFile() string { return filepath.Join(k.dir, "warehouse.duckdb") }

func openStore(ctx context.Context, env environment, dir string) (*keeping, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make data directory: %w", err)
	}
	kept, err := store.Open(ctx, store.Config{Path: filepath.Join(dir, "muster.sqlite"), Log: logger(env)})
	if err != nil {
		return nil, err
	}
	return &keeping{env: env, dir: dir, store: kept}, nil
}

// openExisting is openStore for commands that only read: a mistyped directory is an error and not
// a new, empty one.
func openExisting(ctx context.Context, env environment, dir string) (*keeping, error) {
	if _, err := os.Stat(filepath.Join(dir, "muster.sqlite")); err != nil {
		if errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("there is no Muster data in %q; name the directory with --data", dir)
		}
		return nil, err
	}
	return openStore(ctx, env, dir)
}

// Close closes the store.
func (k *keeping) Close() error { return k.store.Close() }

// visits are the calls of a form, as dashboards count them.
func (k *keeping) visits(ctx context.Context, survey string) ([]dashboard.Visit, error) {
	stored, err := k.store.Visits(ctx, survey)
	if err != nil {
		return nil, err
	}
	visits := make([]dashboard.Visit, len(stored))
	for i, v := range stored {
		visits[i] = dashboard.Visit{Day: v.Day, Source: v.Source, Step: v.Step, Views: v.Views, Starts: v.Starts, Finishes: v.Finishes}
	}
	return visits, nil
}

// survey returns the survey with that id, or an error that names those there are.
func (k *keeping) survey(ctx context.Context, id string) (*survey.Survey, error) {
	surveys, err := k.store.Surveys(ctx)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, s := range surveys {
		if s.ID == id {
			return s, nil
		}
		ids = append(ids, s.ID)
	}
	if len(ids) == 0 {
		return nil, fmt.Errorf("there is no survey %q in %q, nor any other", id, k.dir)
	}
	return nil, fmt.Errorf("there is no survey %q in %q; there are: %s", id, k.dir, strings.Join(ids, ", "))
}

// putSurvey keeps a survey's definition.
func (k *keeping) putSurvey(ctx context.Context, s *survey.Survey) error {
	if err := k.neverMixed(ctx, s); err != nil {
		return err
	}
	return k.store.PutSurvey(ctx, s)
}

// neverMixed refuses a survey that would have made-up answers beside real ones: the numbers would be
// worth nothing, and nobody could tell.
func (k *keeping) neverMixed(ctx context.Context, s *survey.Survey) error {
	surveys, err := k.store.Surveys(ctx)
	if err != nil {
		return err
	}
	for _, was := range surveys {
		if was.ID != s.ID || was.Synthetic == s.Synthetic {
			continue
		}
		if err := k.refuseMixing(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

func (k *keeping) refuseMixing(ctx context.Context, s *survey.Survey) error {
	n, err := k.store.Count(ctx, s.ID)
	switch {
	case err != nil || n == 0:
		return err
	case s.Synthetic:
		return fmt.Errorf("survey %q has real answers in %q; made-up ones belong in a directory of their own (--data)", s.ID, k.dir)
	}
	return fmt.Errorf("survey %q has made-up answers in %q; take a directory of its own for real ones (--data)", s.ID, k.dir)
}

// madeUp refuses files for a survey whose answers are made up.
func madeUp(s *survey.Survey) error {
	return fmt.Errorf("the answers of survey %q are made up; nothing was stored. Start a survey of its own for real ones (--as ID)", s.ID)
}

// logger writes what an operator needs to know to stderr. Whoever runs a command at a prompt is
// told by the command itself, and only sees what goes wrong.
func logger(env environment) *slog.Logger {
	level := slog.LevelWarn
	if env.service {
		level = slog.LevelInfo
	}
	return slog.New(slog.NewTextHandler(env.stderr, &slog.HandlerOptions{Level: level}))
}
