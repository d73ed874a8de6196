package main

import (
	"context"
	"errors"
	"os"

	"muster/internal/dashboard"
	"muster/internal/sandbox"
)

// vetting says what is wrong with a query in SQL that can be told without answers; nil: nothing is looked at.
type vetting func(ctx context.Context, sql string) error

// of is the same for who reads dashboards. A query that could not be looked at is let through: what is
// wrong with it shows when it runs.
func (v vetting) of(ctx context.Context) func(sql string) error {
	if v == nil {
		return nil
	}
	return func(sql string) error {
		err := v(ctx, sql)
		var refused dashboard.SQLError
		if errors.As(err, &refused) && refused.Passing() {
			return nil
		}
		return err
	}
}

// examiner looks at queries where no service runs. It starts only when there is one to look at, and Close
// must be called in the end.
type examiner struct {
	dir     string
	sandbox *sandbox.Sandbox
	unseen  error // why a query could not be looked at, or nil
}

// check is a vetting.
func (e *examiner) check(ctx context.Context, sql string) error {
	if err := e.open(); err != nil {
		return err
	}
	err := e.sandbox.Check(ctx, sql)
	var refused dashboard.SQLError
	if errors.As(err, &refused) && refused.Passing() {
		e.unseen = err
	}
	return err
}

func (e *examiner) open() error {
	if e.sandbox != nil {
		return nil
	}
	command, err := workers()
	if err != nil {
		return err
	}
	if e.dir, err = os.MkdirTemp("", "muster-check-"); err != nil {
		return err
	}
	e.sandbox, err = sandbox.New(sandbox.Config{Command: command, Dir: e.dir})
	return err
}

// Close ends what was started.
func (e *examiner) Close() error {
	if e.sandbox == nil {
		return nil
	}
	return errors.Join(e.sandbox.Close(), os.RemoveAll(e.dir))
}
