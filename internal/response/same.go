package response

import (
	"maps"
	"slices"
)

// SaysTheSame tells whether two responses hold the same answers and the same contact details,
// whenever and under whatever id they were given.
func (r *Response) SaysTheSame(other *Response) bool {
	return maps.EqualFunc(r.Answers, other.Answers, Answer.equal) && r.Contact.equal(other.Contact)
}

func (a Answer) equal(b Answer) bool {
	return slices.Equal(a.Picks, b.Picks) && a.Other == b.Other && a.Number == b.Number && a.Text == b.Text
}

func (c *Contact) equal(other *Contact) bool {
	if c == nil || other == nil {
		return c == other
	}
	return c.Consent == other.Consent && maps.Equal(c.Fields, other.Fields)
}
