package survey_test

import (
	"os"
	"testing"

	"muster/internal/survey"
)

func BenchmarkParse(b *testing.B) {
	data, err := os.ReadFile("../../sample-data/charlotte.yaml")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, problems := survey.Parse("charlotte.yaml", data); len(problems) > 0 {
			b.Fatal(problems)
		}
	}
}
