package response

import (
	"encoding/json"
	"fmt"
)

// An answer's JSON shows its kind: ["a","b"] picks, {"picks":["other"],"other":"words"} picks
// with own words, 4 a point of a scale, "words" text. The document can be read without its survey.
type written struct {
	Picks []string `json:"picks"`
	Other string   `json:"other"`
}

// MarshalJSON writes the shape above.
func (a Answer) MarshalJSON() ([]byte, error) {
	switch {
	case a.Other != "":
		return json.Marshal(written{a.Picks, a.Other})
	case len(a.Picks) > 0:
		return json.Marshal(a.Picks)
	case a.Text != "":
		return json.Marshal(a.Text)
	}
	return json.Marshal(a.Number)
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

// EncodeAnswers writes answers as the document the store keeps.
func EncodeAnswers(answers Answers) ([]byte, error) {
	return json.Marshal(answers)
}

// DecodeAnswers reads a document back.
func DecodeAnswers(document []byte) (Answers, error) {
	var answers Answers
	if err := json.Unmarshal(document, &answers); err != nil {
		return nil, fmt.Errorf("decode answers: %w", err)
	}
	return answers, nil
}
