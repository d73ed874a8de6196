package main

import (
	"flag"
	"fmt"
	"io"
	"strings"
)

// flags are the options and names of one command line. Options may stand before, between and
// behind the names, as people type them.
type flags struct {
	*flag.FlagSet
	env  environment
	rest []string
	args []string
}

func newFlags(c command, env environment, args []string) *flags {
	f := &flags{FlagSet: flag.NewFlagSet("muster "+c.name, flag.ContinueOnError), env: env, rest: args}
	f.SetOutput(env.stderr)
	f.Usage = func() {
		w := env.stdout
		fmt.Fprintf(w, "Usage: muster %s %s\n\n%s\n", c.name, c.usage, strings.TrimSpace(c.help))
		f.SetOutput(w)
		if f.options() > 0 {
			fmt.Fprint(w, "\nOptions:\n")
			f.printOptions(w)
		}
	}
	return f
}

// printOptions writes the options as people type them here, with two dashes; the package flag would
// print one.
func (f *flags) printOptions(w io.Writer) {
	f.VisitAll(func(option *flag.Flag) {
		value, usage := flag.UnquoteUsage(option)
		if value != "" {
			value = " " + strings.ToUpper(value)
		}
		fmt.Fprintf(w, "  --%s%s\n    \t%s", option.Name, value, usage)
		if preset := option.DefValue; preset != "" && preset != "false" {
			fmt.Fprintf(w, " (preset: %s)", preset)
		}
		fmt.Fprintln(w)
	})
}

func (f *flags) options() (n int) {
	f.VisitAll(func(*flag.Flag) { n++ })
	return n
}

// parse reads the command line once the options are declared. names says how many names must
// stand on it.
func (f *flags) parse(names int) error {
	if err := f.read(); err != nil {
		return err
	}
	switch {
	case len(f.args) > names:
		return f.wrong("unexpected %q", f.args[names])
	case len(f.args) < names:
		return f.wrong("something is missing behind the command")
	}
	return nil
}

// parseUnless is parse for commands that take one or more names, but none beside an option that asks
// for something else.
func (f *flags) parseUnless(option *bool) error {
	if err := f.read(); err != nil {
		return err
	}
	switch {
	case *option && len(f.args) > 0:
		return f.wrong("unexpected %q", f.args[0])
	case !*option && len(f.args) == 0:
		return f.wrong("name at least one file")
	}
	return nil
}

// parseAtMost is parse for commands whose names may be left out.
func (f *flags) parseAtMost(names int) error {
	if err := f.read(); err != nil {
		return err
	}
	if len(f.args) > names {
		return f.wrong("unexpected %q", f.args[names])
	}
	return nil
}

func (f *flags) read() error {
	for rest := f.rest; ; {
		// The package flag prints its complaint with the whole usage behind it; a person who
		// mistyped one option wants the complaint alone.
		usage := f.Usage
		f.Usage = func() {}
		f.SetOutput(io.Discard)
		err := f.Parse(rest)
		f.Usage = usage
		if err == flag.ErrHelp {
			f.Usage()
			return err
		}
		if err != nil {
			return f.wrong("%v", err)
		}
		if f.NArg() == 0 {
			return nil
		}
		f.args = append(f.args, f.Arg(0))
		rest = f.Args()[1:]
	}
}

func (f *flags) wrong(format string, args ...any) error {
	fmt.Fprintf(f.env.stderr, "%s: %s\nTo read on: %s --help\n", f.Name(), fmt.Sprintf(format, args...), f.Name())
	return errUsage
}

// data declares the option for the data directory.
func (f *flags) data() *string {
	preset := "muster-data"
	if dir, ok := f.env.lookup("MUSTER_DATA"); ok && dir != "" {
		preset = dir
	}
	return f.String("data", preset, "`directory` that keeps the answers; MUSTER_DATA presets it")
}

// list is an option that may be given more than once.
type list []string

// String gives the values for the help.
func (l *list) String() string { return strings.Join(*l, ", ") }

// Set adds a value.
func (l *list) Set(value string) error {
	*l = append(*l, value)
	return nil
}
