package sav

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Bounds of the format.
const (
	maxName       = 64
	maxLabel      = 255
	maxValueLabel = 120
	maxFileLabel  = 64
	maxWidth      = 32_767
	maxMissing    = 3
	line          = 80 // of a document, in bytes
)

var nameForm = regexp.MustCompile(`^\pL[\pL\pN_.]*$`)

// reserved are words of SPSS's own language that no variable may be called.
func reserved(name string) bool {
	return slices.Contains([]string{"ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"}, strings.ToUpper(name))
}

func (c Config) check() error {
	if len(c.Variables) == 0 {
		return errors.New("there is no variable")
	}
	at := map[string]int{}
	for i, v := range c.Variables {
		if err := v.check(); err != nil {
			return fmt.Errorf("variable %q: %w", v.Name, err)
		}
		key := strings.ToUpper(v.Name)
		if _, twice := at[key]; twice {
			return fmt.Errorf("variable %q: there are two of that name", v.Name)
		}
		at[key] = i
	}
	for _, s := range c.Sets {
		if err := s.check(c.Variables, at); err != nil {
			return fmt.Errorf("set %q: %w", s.Name, err)
		}
	}
	return nil
}

func checkName(name string, most int) error {
	switch {
	case !nameForm.MatchString(name) || strings.HasSuffix(name, "."):
		return errors.New("a name begins with a letter, holds letters, digits, _ and . and does not end with a point")
	case len(name) > most:
		return fmt.Errorf("the name is longer than %d bytes", most)
	case reserved(name):
		return errors.New("the name is a word of the language")
	}
	return nil
}

func (v Variable) check() error {
	if err := checkName(v.Name, maxName); err != nil {
		return err
	}
	switch {
	case v.Width < 0 || v.Width > maxWidth:
		return fmt.Errorf("a text has 1 to %d bytes", maxWidth)
	case (v.Width > 0) != (v.Format == Text):
		return errors.New("texts, and only they, have a width")
	case v.Width > 0 && len(v.Values)+len(v.Missing) > 0:
		return errors.New("only numbers have labelled and missing values")
	case len(v.Missing) > maxMissing:
		return fmt.Errorf("at most %d values can be missing", maxMissing)
	}
	return nil
}

func (s Set) check(variables []Variable, at map[string]int) error {
	if err := checkName(s.Name, maxName-1); err != nil {
		return err
	}
	if len(s.Variables) < 2 {
		return errors.New("a set has two variables or more")
	}
	for _, name := range s.Variables {
		i, known := at[strings.ToUpper(name)]
		if !known {
			return fmt.Errorf("there is no variable %q", name)
		}
		if variables[i].Width > 0 {
			return fmt.Errorf("variable %q is a text", name)
		}
	}
	return nil
}

// cut shortens a text to so many bytes, at a character.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most]
}
