package store

import (
	"encoding/json"
	"net/url"
	"strings"
)

// encodeFields writes the fields of a form as a browser sends them. No byte takes more than three, so
// that what fits into a request fits into a draft, and every byte comes back as it was, letters or not.
func encodeFields(values url.Values) string { return values.Encode() }

// decodeFields reads what encodeFields wrote, or the JSON in which drafts were kept before: its first
// letter is one that encodeFields escapes, or it is the null of a draft without fields.
func decodeFields(text string) (url.Values, error) {
	if text == "null" || strings.HasPrefix(text, "{") {
		var values url.Values
		err := json.Unmarshal([]byte(text), &values)
		return values, err
	}
	var values url.Values
	// Not url.ParseQuery, which refuses more fields than a server should take: these were taken.
	for field := range strings.SplitSeq(text, "&") {
		if field == "" {
			continue
		}
		name, value, _ := strings.Cut(field, "=")
		name, err := url.QueryUnescape(name)
		if err != nil {
			return nil, err
		}
		if value, err = url.QueryUnescape(value); err != nil {
			return nil, err
		}
		if values == nil {
			values = url.Values{}
		}
		values[name] = append(values[name], value)
	}
	return values, nil
}
