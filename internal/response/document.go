package response

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"
)

// An answer's JSON shows its kind: ["a","b"] picks, {"picks":["other"],"other":"words"} picks
// with own words, 4 a point of a scale, "words" text. The document can be read without its survey.
type written struct {
	Picks []string `json:"picks"`
	Other string   `json:"other"`
}

// MarshalJSON writes the shape above.
func (a Answer) MarshalJSON() ([]byte, error) {
	return appendAnswer(nil, a), nil
}

// UnmarshalJSON reads the shape above.
func (a *Answer) UnmarshalJSON(data []byte) error {
	if len(data) == 0 {
		return fmt.Errorf("empty answer")
	}
	switch data[0] {
	case '[':
		return json.Unmarshal(data, &a.Picks)
	case '{':
		var w written
		if err := json.Unmarshal(data, &w); err != nil {
			return err
		}
		a.Picks, a.Other = w.Picks, w.Other
		return nil
	case '"':
		return json.Unmarshal(data, &a.Text)
	}
	return json.Unmarshal(data, &a.Number)
}

// EncodeDocument writes what the store keeps of a response: answers by question, and circumstances
// under names that no question can have. Names ascend, so that the same response is the same bytes.
// Text that is not valid UTF-8 is mended with U+FFFD.
func EncodeDocument(answers Answers, c Circumstances) ([]byte, error) {
	return AppendDocument(nil, answers, c), nil
}

// The names of circumstances, ascending. They sort before every question's id, which begins with a
// lower-case letter.
const (
	flagsName    = "_flags"
	languageName = "_language"
	notShownName = "_not_shown"
	orderName    = "_order"
)

// AppendDocument adds the document to a buffer. It is written by hand: encoding/json takes many
// times as long, and every answer passes here on its way to the disk.
func AppendDocument(to []byte, answers Answers, c Circumstances) []byte {
	var few [32]string // most surveys ask no more, and then nothing is allocated
	ids := slices.AppendSeq(few[:0], maps.Keys(answers))
	slices.Sort(ids)
	start := len(to)
	to = appendCircumstances(append(to, '{'), c)
	for _, id := range ids {
		if len(to) > start+1 {
			to = append(to, ',')
		}
		to = append(appendText(to, id), ':')
		to = appendAnswer(to, answers[id])
	}
	return append(to, '}')
}

func appendCircumstances(to []byte, c Circumstances) []byte {
	start := len(to)
	name := func(name string) {
		if len(to) > start {
			to = append(to, ',')
		}
		to = append(appendText(to, name), ':')
	}
	if len(c.Flags) > 0 {
		name(flagsName)
		to = appendPicks(to, c.Flags)
	}
	if c.Language != "" {
		name(languageName)
		to = appendText(to, c.Language)
	}
	if len(c.NotShown) > 0 {
		name(notShownName)
		to = appendPicks(to, c.NotShown)
	}
	if c.Order != 0 {
		name(orderName)
		to = strconv.AppendInt(to, int64(c.Order), 10)
	}
	return to
}

// AppendFields adds contact details by question id to a buffer, as a JSON object in ascending order.
func AppendFields(to []byte, fields map[string]string) []byte {
	var few [8]string
	ids := slices.AppendSeq(few[:0], maps.Keys(fields))
	slices.Sort(ids)
	to = append(to, '{')
	for i, id := range ids {
		if i > 0 {
			to = append(to, ',')
		}
		to = appendText(append(appendText(to, id), ':'), fields[id])
	}
	return append(to, '}')
}

// DecodeDocument reads a document back.
func DecodeDocument(document []byte) (Answers, Circumstances, error) {
	var answers Answers
	if err := json.Unmarshal(document, &answers); err != nil {
		return nil, Circumstances{}, fmt.Errorf("decode answers: %w", err)
	}
	return answers, answers.takeCircumstances(), nil
}

// takeCircumstances removes from the answers what is none.
func (answers Answers) takeCircumstances() Circumstances {
	c := Circumstances{
		NotShown: answers[notShownName].Picks, Language: answers[languageName].Text, Order: answers[orderName].Number,
	}
	for _, flag := range answers[flagsName].Picks {
		c.Flags = append(c.Flags, Flag(flag))
	}
	for _, name := range []string{flagsName, languageName, notShownName, orderName} {
		delete(answers, name)
	}
	return c
}

func appendAnswer(to []byte, a Answer) []byte {
	switch {
	case a.Other != "":
		to = appendPicks(append(to, `{"picks":`...), a.Picks)
		to = appendText(append(to, `,"other":`...), a.Other)
		return append(to, '}')
	case len(a.Picks) > 0:
		return appendPicks(to, a.Picks)
	case a.Text != "":
		return appendText(to, a.Text)
	}
	return strconv.AppendInt(to, int64(a.Number), 10)
}

func appendPicks[T ~string](to []byte, picks []T) []byte {
	to = append(to, '[')
	for i, pick := range picks {
		if i > 0 {
			to = append(to, ',')
		}
		to = appendText(to, string(pick))
	}
	return append(to, ']')
}

// appendText writes a JSON string. What needs no escape is copied in stretches.
func appendText(to []byte, text string) []byte {
	to = append(to, '"')
	from := 0
	for i := 0; i < len(text); {
		c := text[i]
		if c >= ' ' && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		if c < utf8.RuneSelf {
			to = appendEscape(append(to, text[from:i]...), c)
			i++
			from = i
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 {
			to = append(append(to, text[from:i]...), "\uFFFD"...)
			from = i + 1
		}
		i += size
	}
	return append(append(to, text[from:]...), '"')
}

func appendEscape(to []byte, c byte) []byte {
	const hex = "0123456789abcdef"
	switch c {
	case '"', '\\':
		return append(to, '\\', c)
	case '\n':
		return append(to, '\\', 'n')
	case '\r':
		return append(to, '\\', 'r')
	case '\t':
		return append(to, '\\', 't')
	}
	return append(to, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
}
