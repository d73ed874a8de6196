// Command muster finds out who would come to a community that is being founded, and for what: it
// serves an interest form, takes answers in without loss, shows founders the demand, and writes
// workbooks.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/term"
)

func main() {
	keepPrivate()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	env := environment{stdout: os.Stdout, stderr: os.Stderr, lookup: os.LookupEnv, watched: term.IsTerminal(int(os.Stderr.Fd()))}
	err := run(ctx, env, os.Args[1:])
	stop()
	os.Exit(report(env.stderr, err))
}

// environment is what a command may touch of the world outside its files.
type environment struct {
	stdout, stderr io.Writer
	lookup         func(string) (string, bool)
	watched        bool // a person watches stderr
	service        bool // the command runs until it is stopped, and its log is kept
}

// command is one subcommand.
type command struct {
	name    string
	usage   string // what stands behind the name
	summary string // one line for the overview
	help    string // what a person wants to know before using it
	run     func(ctx context.Context, env environment, f *flags) error
}

func commands() []command {
	return []command{demoCommand(), serveCommand(), checkCommand(), importCommand(), importsCommand(), exportCommand(), generateCommand(), rebuildCommand(), loginCommand()}
}

// errUsage means that the command line itself is wrong; what was wrong has been said already.
var errUsage = errors.New("usage")

func run(ctx context.Context, env environment, args []string) error {
	if len(args) == 0 {
		overview(env.stderr)
		return errUsage
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		return help(env, args[1:])
	case workerCommand:
		return runWorker(os.Stdin, env.stdout, args[1:])
	}
	c, ok := find(args[0])
	if !ok {
		fmt.Fprintf(env.stderr, "muster: there is no command %q; these are the commands:\n\n", args[0])
		overview(env.stderr)
		return errUsage
	}
	err := c.run(ctx, env, newFlags(c, env, args[1:]))
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	return err
}

func find(name string) (command, bool) {
	for _, c := range commands() {
		if c.name == name {
			return c, true
		}
	}
	return command{}, false
}

func help(env environment, args []string) error {
	if len(args) == 0 {
		overview(env.stdout)
		return nil
	}
	return run(context.Background(), env, []string{args[0], "--help"})
}

func overview(w io.Writer) {
	fmt.Fprint(w, "Muster finds out who would come to a community that is being founded, and for what.\n\nCommands:\n\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-9s %s\n", c.name, c.summary)
	}
	fmt.Fprint(w, "\nTo see it work:        muster demo\nTo read on a command:  muster help COMMAND\n")
}

// report says what went wrong and gives the exit status: 0 well, 1 not done, 2 wrong command line.
func report(w io.Writer, err error) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errUsage):
		return 2
	}
	fmt.Fprintf(w, "muster: %v\n", err)
	return 1
}
