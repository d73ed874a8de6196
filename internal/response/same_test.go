package response_test

import (
	"testing"

	"muster/internal/response"
)

func TestSaysTheSame(t *testing.T) {
	first := func() *response.Response {
		return &response.Response{
			ID: "a", Answers: response.Answers{"roles": {Picks: []string{"x", "y"}, Other: "z"}, "scale": {Number: 3}, "text": {Text: "words"}},
			Contact: &response.Contact{Fields: map[string]string{"name": "Ada"}, Consent: true},
		}
	}
	for _, test := range []struct {
		name   string
		change func(*response.Response)
		want   bool
	}{
		{"nothing changed", func(*response.Response) {}, true},
		{"under another id", func(r *response.Response) { r.ID = "b" }, true},
		{"another pick", func(r *response.Response) { r.Answers["roles"] = response.Answer{Picks: []string{"x"}, Other: "z"} }, false},
		{"other words", func(r *response.Response) {
			r.Answers["roles"] = response.Answer{Picks: []string{"x", "y"}, Other: "w"}
		}, false},
		{"another number", func(r *response.Response) { r.Answers["scale"] = response.Answer{Number: 4} }, false},
		{"another text", func(r *response.Response) { r.Answers["text"] = response.Answer{Text: "Words"} }, false},
		{"one answer less", func(r *response.Response) { delete(r.Answers, "text") }, false},
		{"one answer more", func(r *response.Response) { r.Answers["more"] = response.Answer{Text: "more"} }, false},
		{"another name", func(r *response.Response) { r.Contact.Fields["name"] = "Bob" }, false},
		{"consent taken back", func(r *response.Response) { r.Contact.Consent = false }, false},
		{"no contact", func(r *response.Response) { r.Contact = nil }, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			second := first()
			test.change(second)
			if got, back := first().SaysTheSame(second), second.SaysTheSame(first()); got != test.want || back != test.want {
				t.Errorf("%v, and the other way round %v; want %v", got, back, test.want)
			}
		})
	}
}
