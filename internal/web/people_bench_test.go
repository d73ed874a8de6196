package web_test

import (
	"net/http"
	"testing"

	"muster/internal/account"
)

// BenchmarkPeople opens the lists of people of a hundred thousand answers.
func BenchmarkPeople(b *testing.B) {
	o, _ := townHall(b, 100_000, account.Founder)
	tests := []struct{ name, path string }{
		{"all", peoplePath},
		{"topic", peoplePath + "?topic=azure"},
		{"topicAndFilter", peoplePath + "?topic=azure&q.roles=engineer"},
		{"page=300", peoplePath + "?page=300"},
		{"challenges", needsPath},
		{"hires", needsPath + "?need=hires"},
	}
	for _, test := range tests {
		b.Run(test.name, func(b *testing.B) {
			for b.Loop() {
				if answer := o.send(http.MethodGet, test.path, nil); answer.StatusCode != http.StatusOK {
					b.Fatal(answer.Status)
				}
			}
		})
	}
}
