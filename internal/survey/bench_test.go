package survey_test

import (
	"os"
	"testing"

	"muster/internal/survey"
)

func BenchmarkParse(b *testing.B) {
	for _, name := range []string{"charlotte", "everything"} {
		b.Run(name, func(b *testing.B) {
			data, err := os.ReadFile("../../sample-data/" + name + ".yaml")
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, problems := survey.Parse(name, data); len(problems) > 0 {
					b.Fatal(problems)
				}
			}
		})
	}
}

func BenchmarkWrite(b *testing.B) {
	data, err := os.ReadFile("../../sample-data/everything.yaml")
	if err != nil {
		b.Fatal(err)
	}
	s, problems := survey.Parse("everything", data)
	if len(problems) > 0 {
		b.Fatal(problems)
	}
	for b.Loop() {
		if _, err := survey.Write(s, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkShuffled(b *testing.B) {
	q := listing(b, 24, ", none: None")
	for b.Loop() {
		q.Shuffled(7)
	}
}

func BenchmarkHolds(b *testing.B) {
	s := branching(b, "{either: [{roles: head}, {every: [{coming: \"no\"}, {question: rank, none: a}]}]}")
	given := picks("roles: deputy; coming: no; rank: b")
	for b.Loop() {
		s.Shows(s.Question("then"), given)
	}
}
