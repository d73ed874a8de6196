package spreadsheet

import (
	"bytes"
	"fmt"
	"strings"
)

// cellType is how a cell's value is to be understood.
type cellType uint8

const (
	ofNumber cellType = iota
	ofShared          // the number of a shared text
	ofText            // the text itself
	ofTruth
	ofMistake
	ofDay // written out
)

func cellKind(t []byte) cellType {
	switch string(t) {
	case "s":
		return ofShared
	case "str", "inlineStr":
		return ofText
	case "b":
		return ofTruth
	case "e":
		return ofMistake
	case "d":
		return ofDay
	}
	return ofNumber
}

// cell is a cell as it stands in the file; its value is in sheet.raw.
type cell struct {
	kind    cellType
	style   int
	formula bool
	valued  bool
}

func (s *sheet) readValue(c *cell) error {
	s.raw = s.raw[:0]
	return s.markup.each(func() (err error) {
		switch string(s.markup.name) {
		case "v":
			c.valued = true
			s.raw, err = s.markup.content(s.raw[:0])
		case "is":
			c.valued, c.kind = true, ofText
			s.raw, err = s.markup.rich(s.raw[:0])
		case "f":
			c.formula = true
		}
		return err
	})
}

// text writes the cell's value. It notes what people should know of.
func (s *sheet) text(c cell, column int) (string, error) {
	if c.formula {
		s.formulas++
		if !c.valued {
			s.uncalculated.add(s.number, column, "")
		}
	}
	if c.kind == ofText || c.kind == ofShared {
		return s.wording(c)
	}
	raw := bytes.TrimSpace(s.raw)
	if len(raw) == 0 {
		return "", nil
	}
	switch c.kind {
	case ofTruth:
		s.typed = true
		if string(raw) == "1" || string(raw) == "true" {
			return "TRUE", nil
		}
		return "FALSE", nil
	case ofMistake:
		s.mistakes.add(s.number, column, cutShort(Line(proper(raw))))
		return "", nil
	case ofDay:
		s.typed = true
		if text, ok := isoMoment(string(raw)); ok {
			return text, nil
		}
		return cleaned(proper(raw)), nil
	}
	s.typed = true
	return s.numeral(raw, column, s.book.formats.of(c.style)), nil
}

func (s *sheet) wording(c cell) (string, error) {
	if c.kind == ofText {
		return s.remembered(s.raw), nil
	}
	raw := bytes.TrimSpace(s.raw)
	if len(raw) == 0 {
		return "", nil
	}
	i, ok := wholeNumber(raw)
	text, found := s.book.phrases.at(i)
	if !ok || !found {
		return "", fmt.Errorf("in row %d: %w", s.number, errShared)
	}
	return text, nil
}

func (s *sheet) numeral(raw []byte, column int, f format) string {
	if f == plain && plainDigits(raw) {
		return s.remembered(raw)
	}
	text, why := show(string(raw), f, s.book.epoch1904)
	if why != "" {
		s.strange.add(s.number, column, why)
	}
	return cleaned(strings.ToValidUTF8(text, "\uFFFD"))
}

// remembered gives short texts that come again the same memory.
func (s *sheet) remembered(raw []byte) string {
	if len(raw) > maxWord {
		return cleaned(proper(raw))
	}
	if text, ok := s.words[string(raw)]; ok {
		return text
	}
	text := cleaned(proper(raw))
	if len(s.words) < maxWords {
		s.words[string(raw)] = text
	}
	return text
}

// cleaned takes off the apostrophe by which exports keep a text from being taken for a formula, and what
// no font shows.
func cleaned(text string) string {
	text = unguarded(text)
	if IsLine(text) {
		return text
	}
	return Lines(text)
}

// wholeNumber reads digits.
func wholeNumber(raw []byte) (int, bool) {
	n := 0
	for _, c := range raw {
		if c < '0' || c > '9' || n > 1<<40 {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, len(raw) > 0
}
