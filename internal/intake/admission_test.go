package intake_test

import (
	"sync"
	"testing"

	"muster/internal/intake"
	"muster/internal/response"
	"muster/internal/store"
)

// outcomes sends answers all at once, each by a sender of its own, and counts what became of them.
func outcomes(t *testing.T, in *intake.Intake, sent []*response.Response) (kept, duplicates int, refused map[response.Reason]int) {
	t.Helper()
	refused = map[response.Reason]int{}
	var mu sync.Mutex
	var senders sync.WaitGroup
	ready := make(chan struct{})
	for _, r := range sent {
		senders.Go(func() {
			<-ready
			outcome, err := in.Submit(t.Context(), r)
			if err != nil {
				t.Error(err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			switch {
			case outcome.Refused != nil:
				refused[outcome.Refused.Reason]++
			case outcome.Duplicate:
				duplicates++
			default:
				kept++
			}
		})
	}
	close(ready)
	senders.Wait()
	return kept, duplicates, refused
}

// However many send at once, exactly as many are taken as the survey allows; who was taken and sends
// again is not refused.
func TestLimitsHoldUnderParallelAnswers(t *testing.T) {
	leader := []response.Quota{{Question: "roles", Option: "leader", Most: 10}}
	invitation := []byte("of one person")
	tests := []struct {
		name      string
		admission *response.Admission
		senders   int
		kept      int
		reason    response.Reason
	}{
		{"a cap", &response.Admission{Most: 37}, 256, 37, response.SurveyFull},
		{"a quota", &response.Admission{Quotas: leader}, 256, 10, response.OptionFull},
		{"both", &response.Admission{Most: 7, Quotas: leader}, 256, 7, response.SurveyFull},
		{"an invitation", &response.Admission{Invitation: invitation}, 64, 1, response.InvitationUsed},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := stored(t)
			if err := s.Invite(t.Context(), "charlotte", [][]byte{invitation}); err != nil {
				t.Fatal(err)
			}
			in := intake.New(intake.Config{Append: s.Append})
			defer closing(t, in)
			var sent []*response.Response
			for n := range test.senders {
				r := typical(t, uint64(n))
				r.Admission = test.admission
				sent = append(sent, r)
			}
			kept, duplicates, refused := outcomes(t, in, sent)
			if kept != test.kept || duplicates != 0 || refused[test.reason] != test.senders-test.kept {
				t.Errorf("%d kept, %d duplicates, refused %v", kept, duplicates, refused)
			}
			if n, err := s.Count(t.Context(), "charlotte"); err != nil || n != int64(test.kept) {
				t.Errorf("%d are stored, %v", n, err)
			}
			kept, duplicates, refused = outcomes(t, in, sent)
			if kept != 0 || duplicates != test.kept || refused[test.reason] != test.senders-test.kept {
				t.Errorf("sent again: %d kept, %d duplicates, refused %v", kept, duplicates, refused)
			}
		})
	}
}

// A place that is given back while others wait for one is taken by exactly one of them.
func TestPlacesGivenBackAreTakenOnce(t *testing.T) {
	s := stored(t)
	in := intake.New(intake.Config{Append: s.Append})
	defer closing(t, in)
	admission := &response.Admission{Quotas: []response.Quota{{Question: "roles", Option: "leader", Most: 20}}}
	admitted := func(from, to uint64) (sent []*response.Response) {
		for n := from; n < to; n++ {
			r := typical(t, n)
			r.Admission = admission
			sent = append(sent, r)
		}
		return sent
	}
	first := admitted(0, 20)
	if kept, _, _ := outcomes(t, in, first); kept != 20 {
		t.Fatalf("%d kept", kept)
	}
	var erasing sync.WaitGroup
	for _, r := range first[:8] {
		erasing.Go(func() {
			if err := s.Erase(t.Context(), r.Survey, r.ID); err != nil {
				t.Error(err)
			}
		})
	}
	early, _, _ := outcomes(t, in, admitted(100, 200))
	erasing.Wait()
	late, _, _ := outcomes(t, in, admitted(200, 300))
	places, err := s.Taken(t.Context(), "charlotte")
	if err != nil || early+late != 8 || places[store.Place{Question: "roles", Option: "leader"}] != 20 {
		t.Errorf("%d and %d took a place of 8, %v, %v", early, late, places, err)
	}
	if kept, duplicates, refused := outcomes(t, in, first[:8]); refused[response.Erased] != 8 {
		t.Errorf("erased answers sent again: %d kept, %d duplicates, refused %v", kept, duplicates, refused)
	}
}
