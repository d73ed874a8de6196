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

// EncodeAnswers writes answers as the document the store keeps: questions in ascending order, so
// that the same answers are the same bytes. Text that is not valid UTF-8 is mended with U+FFFD.
func EncodeAnswers(answers Answers) ([]byte, error) {
	return AppendAnswers(nil, answers), nil
}

// AppendAnswers adds the document to a buffer. It is written by hand: encoding/json takes many
// times as long, and every answer passes here on its way to the disk.
func AppendAnswers(to []byte, answers Answers) []byte {
	var few [32]string // most surveys ask no more, and then nothing is allocated
	ids := slices.AppendSeq(few[:0], maps.Keys(answers))
	slices.Sort(ids)
	to = append(to, '{')
	for i, id := range ids {
		if i > 0 {
			to = append(to, ',')
		}
		to = append(appendText(to, id), ':')
		to = appendAnswer(to, answers[id])
	}
	return append(to, '}')
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

// DecodeAnswers reads a document back.
func DecodeAnswers(document []byte) (Answers, error) {
	var answers Answers
	if err := json.Unmarshal(document, &answers); err != nil {
		return nil, fmt.Errorf("decode answers: %w", err)
	}
	return answers, nil
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

func appendPicks(to []byte, picks []string) []byte {
	to = append(to, '[')
	for i, pick := range picks {
		if i > 0 {
			to = append(to, ',')
		}
		to = appendText(to, pick)
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
