package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"muster/internal/dashboard"
	"muster/internal/survey"
	"muster/internal/words"
	"muster/internal/yamldoc"
)

func checkCommand() command {
	return command{
		name: "check", usage: "FILE...", summary: "find every mistake in survey and dashboard files",
		help: `
Reads each file and prints every problem with its line and column and what to do about it. A file
with a key panels: or order:, or in a directory called dashboards, is read as a dashboard, any other as a
survey. Queries in SQL are read by DuckDB and held to what they may use; whether the columns that they name
are there depends on the survey and shows when they run. Nothing is stored.

With --schema it prints the JSON Schema of dashboard files instead. An editor that knows it completes and checks
them while you write; name it in the first line of a file:
  # yaml-language-server: $schema=dashboard.schema.json`,
		run: check,
	}
}

func check(ctx context.Context, env environment, f *flags) error {
	schema := f.Bool("schema", false, "print the JSON Schema of dashboard files")
	if err := f.parseUnless(schema); err != nil {
		return err
	}
	if *schema {
		return printSchema(env)
	}
	looks := &examiner{}
	err := checkFiles(ctx, env, f.args, looks)
	return errors.Join(err, looks.Close())
}

func checkFiles(ctx context.Context, env environment, names []string, looks *examiner) error {
	wrong := 0
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		looks.unseen = nil
		as, why := kindOf(name, data)
		problems, words := checkFile(ctx, name, data, as, looks)
		if len(problems) > 0 {
			wrong++
			fmt.Fprintf(env.stdout, "%v\n%s: read as a %s, because %s\n", problems, name, as, why)
			continue
		}
		fmt.Fprintf(env.stdout, "%s: %s\n", name, words)
		if looks.unseen != nil {
			fmt.Fprintf(env.stdout, "%s: its SQL was not looked at: %v\n", name, looks.unseen)
		}
	}
	if wrong > 0 {
		return fmt.Errorf("%s to mend", count(wrong, "file"))
	}
	return nil
}

func printSchema(env environment) error {
	data, err := dashboard.Schema()
	if err != nil {
		return err
	}
	_, err = env.stdout.Write(data)
	return err
}

// What a file can be.
const (
	aSurvey    = "survey"
	aDashboard = "dashboard"
)

// checkFile gives the problems of a file, or a few words about what was found in order.
func checkFile(ctx context.Context, name string, data []byte, as string, looks *examiner) (yamldoc.Problems, string) {
	if as == aDashboard {
		d, problems := dashboard.Reader{SQL: vetting(looks.check).of(ctx)}.Parse(name, data)
		if len(problems) > 0 {
			return problems, ""
		}
		return nil, "dashboard " + d.ID + " is in order"
	}
	s, problems := survey.Parse(name, data)
	if len(problems) > 0 {
		return problems, ""
	}
	return nil, praise(name, s)
}

// praise says that a survey is in order, and beneath it what a respondent would read in another
// language than the one chosen.
func praise(name string, s *survey.Survey) string {
	said := fmt.Sprintf("survey %s is in order: %s", s.ID, count(asked(s), "question"))
	if len(s.Languages) > 1 {
		said += " in " + count(len(s.Languages), "language")
	}
	return said + untranslated(name, s) + unspoken(s.Languages)
}

// asked counts the questions as whoever wrote the file does: a level is part of one.
func asked(s *survey.Survey) int {
	n := 0
	for _, q := range s.Questions {
		if q.LevelOf == "" {
			n++
		}
	}
	return n
}

// untranslated names every text that is given in some of the languages. Texts that name no language may
// be meant so, or not be translated yet; they are only counted.
func untranslated(name string, s *survey.Survey) string {
	var said strings.Builder
	var last, plain survey.Missing
	alone := 0
	for _, m := range s.Untranslated() {
		again := last.Line == m.Line && last.Text == m.Text
		switch last = m; {
		case m.Plain && !again:
			if alone++; alone == 1 {
				plain = m
			}
		case m.Plain:
		case again:
			said.WriteString(", " + m.Language)
		default:
			fmt.Fprintf(&said, "\n%s:%d: %q is not translated into %s", name, m.Line, m.Text, m.Language)
		}
	}
	if alone == 1 {
		fmt.Fprintf(&said, "\n%s:%d: 1 text stands in one language only: %q", name, plain.Line, plain.Text)
	} else if alone > 1 {
		fmt.Fprintf(&said, "\n%s:%d: %d texts stand in one language only, such as %q", name, plain.Line, alone, plain.Text)
	}
	return said.String()
}

// unspoken names the languages of a survey in which Muster's own words, such as those of its buttons,
// are not there.
func unspoken(languages []string) string {
	spoken, err := words.Load()
	if err != nil {
		return "\n" + err.Error()
	}
	var said strings.Builder
	for _, tag := range languages {
		if !spoken.Speaks(tag) {
			fmt.Fprintf(&said, "\nMuster does not speak %s (%s): its buttons and messages will be in English", tag, words.Name(tag))
		}
	}
	return said.String()
}

// kindOf tells what a file is meant to be, and by what that is told: by a key that only one of the two has,
// else by where it stands.
func kindOf(name string, data []byte) (as, why string) {
	for _, known := range []struct{ key, as string }{{"panels", aDashboard}, {"questions", aSurvey}, {"order", aDashboard}} {
		if hasKey(data, known.key) {
			return known.as, "it has the key " + known.key + ":"
		}
	}
	if path, err := filepath.Abs(name); err == nil && filepath.Base(filepath.Dir(path)) == "dashboards" {
		return aDashboard, "it is in a directory called dashboards"
	}
	return aSurvey, "it has no key panels:, which would make it a dashboard"
}

// hasKey looks for a key at the left margin, also of a file that is broken elsewhere.
func hasKey(data []byte, key string) bool {
	for line := range bytes.Lines(data) {
		if bytes.HasPrefix(line, []byte(key+":")) {
			return true
		}
	}
	return false
}

func readSurvey(name string) (*survey.Survey, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return parseSurvey(name, data)
}

func parseSurvey(name string, data []byte) (*survey.Survey, error) {
	s, problems := survey.Parse(name, data)
	if len(problems) > 0 {
		return nil, fmt.Errorf("the survey has %s:\n%w", count(len(problems), "problem"), problems)
	}
	return s, nil
}

// count says a number of things in words.
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
