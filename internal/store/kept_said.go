package store

import (
	"encoding/json"
	"strconv"

	"muster/internal/response"
)

// said is the mark of all that a response says.
func (k *kept) said() mark {
	var fields string
	if k.contact != nil {
		fields = k.contact[contactFields].(string)
	}
	moment := strconv.FormatInt(k.row[columnSubmitted].(int64), 10)
	return saidMark(k.text(columnSurvey), [4]string{k.text(columnSource), moment, k.text(columnDocument), fields})
}

// alike tells whether r can be an edited form of a response of the same moment: of the answers and details that
// both give, at most half differ, or one. Two people who answer in the same second hardly ever say as much alike.
func (k *kept) alike(r *response.Response) (bool, error) {
	if begun := k.started(); !begun.IsZero() && !r.Started.IsZero() && !begun.Equal(r.Started) {
		return false, nil
	}
	before, err := k.answers()
	if err != nil {
		return false, err
	}
	both, other := 0, 0
	for id, was := range before {
		if is, given := r.Answers[id]; given {
			both++
			if !sameAnswer(was, is) {
				other++
			}
		}
	}
	if k.contact != nil && r.Contact != nil {
		var fields map[string]string
		if err := json.Unmarshal([]byte(k.contact[contactFields].(string)), &fields); err != nil {
			return false, err
		}
		for id, was := range fields {
			if is, given := r.Contact.Fields[id]; given {
				both++
				if is != was {
					other++
				}
			}
		}
	}
	return 2*other <= both+1, nil
}

func sameAnswer(a, b response.Answer) bool {
	const only = "q"
	document := func(one response.Answer) string {
		return string(response.AppendDocument(nil, response.Answers{only: one}, response.Circumstances{}))
	}
	return document(a) == document(b)
}
