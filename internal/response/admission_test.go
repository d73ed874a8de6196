package response_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
	"muster/internal/survey"
)

func TestAdmissionOf(t *testing.T) {
	limited := options("a", "b", "c")
	limited[0].Quota, limited[2].Quota = 5, 7
	hash := []byte("hash")
	for _, c := range []struct {
		name       string
		rules      survey.Rules
		picks      []string
		invitation []byte
		want       *response.Admission
	}{
		{"no limits", survey.Rules{}, []string{"b"}, nil, nil},
		{"nothing picked", survey.Rules{}, nil, nil, nil},
		{"a cap", survey.Rules{Most: 100}, nil, nil, &response.Admission{Most: 100}},
		{"quotas of what was picked", survey.Rules{}, []string{"a", "b"}, nil, &response.Admission{Quotas: []response.Quota{{Question: "q", Option: "a", Most: 5}}}},
		{"invited", survey.Rules{Invited: true}, nil, hash, &response.Admission{Invitation: hash}},
		{"an invitation that is not asked for", survey.Rules{}, nil, hash, nil},
		{"everything", survey.Rules{Most: 9, Invited: true}, []string{"c"}, hash,
			&response.Admission{Most: 9, Quotas: []response.Quota{{Question: "q", Option: "c", Most: 7}}, Invitation: hash}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := asking(&survey.Question{ID: "q", Kind: survey.Many, Options: limited})
			s.Rules = c.rules
			answers := response.Answers{"q": {Picks: c.picks}}
			if diff := cmp.Diff(c.want, response.AdmissionOf(s, answers, c.invitation)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFlagsAscendAndComeOnce(t *testing.T) {
	var c response.Circumstances
	for _, f := range []response.Flag{response.Unsigned, response.TooFast, response.Trap, response.TooFast, response.Burst} {
		c.Flag(f)
	}
	if diff := cmp.Diff([]response.Flag{"burst", "fast", "trap", "unsigned"}, c.Flags); diff != "" {
		t.Error(diff)
	}
}

func TestConsentKeepsWhatWasSaid(t *testing.T) {
	s := asking(&survey.Question{ID: "ok", Kind: survey.Agree, Purpose: survey.Contact, Statement: "Write to me."})
	s.Privacy = "We delete it in May."
	given, _ := response.Parse(s, map[string][]string{"ok": {"yes"}})
	want := &response.Contact{Fields: map[string]string{}, Consent: true, Statement: "Write to me.", Notice: "We delete it in May."}
	if diff := cmp.Diff(want, given.Contact); diff != "" {
		t.Error(diff)
	}
}
