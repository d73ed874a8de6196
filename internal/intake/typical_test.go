package intake_test

import (
	"crypto/sha256"
	"encoding/binary"
	"os"
	"sync"
	"testing"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
)

var readCharlotte = sync.OnceValues(func() (*survey.Survey, error) {
	data, err := os.ReadFile("../../sample-data/charlotte.yaml")
	if err != nil {
		return nil, err
	}
	form, problems := survey.Parse("charlotte.yaml", data)
	if len(problems) > 0 {
		return nil, problems
	}
	return form, nil
})

var charlotteVersion = sync.OnceValues(func() (string, error) {
	form, err := readCharlotte()
	if err != nil {
		return "", err
	}
	return form.Version(), nil
})

func charlotte(t testing.TB) *survey.Survey {
	t.Helper()
	form, err := readCharlotte()
	if err != nil {
		t.Fatal(err)
	}
	return form
}

// typical makes the nth answer to the sample survey; the same n makes the same one.
func typical(t testing.TB, n uint64) *response.Response {
	t.Helper()
	version, err := charlotteVersion()
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(binary.BigEndian.AppendUint64(nil, n))
	return &response.Response{
		ID: response.IDFrom([16]byte(sum[:16])), Survey: "charlotte", Version: version, Source: "form",
		Submitted: time.UnixMicro(int64(1_763_800_000_000_000 + n)), Receipt: sum[:],
		Answers: response.Answers{
			"roles":     {Picks: []string{"engineer", "leader"}},
			"topics":    {Picks: []string{"azure", "virtualization", "terraform", "entra", "powershell", "automation", "speaking"}},
			"speak":     {Picks: []string{"powershell"}},
			"journey":   {Picks: []string{"some_years"}},
			"style":     {Picks: []string{"speaker", "hands_on"}},
			"often":     {Picks: []string{"monthly"}},
			"when":      {Picks: []string{"weekday_evening", "weekday_lunch"}},
			"place":     {Picks: []string{"both"}},
			"help":      {Picks: []string{"join", "organise"}},
			"challenge": {Text: "We would like to leave our old datacenter and do not know where to begin."},
		},
	}
}
