package store_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
)

var (
	full  = response.Outcome{Refused: &response.Refusal{Reason: response.SurveyFull}}
	twice = response.Outcome{Duplicate: true}
)

// optionFull is the outcome for who came too late for an option.
func optionFull(question, option string) response.Outcome {
	return response.Outcome{Refused: &response.Refusal{Reason: response.OptionFull, Question: question, Option: option}}
}

// picking is the nth response, which picks those roles under that admission.
func picking(form *survey.Survey, n int, admission *response.Admission, roles ...string) *response.Response {
	r := answer(form, n)
	r.Answers = response.Answers{"roles": {Picks: roles}}
	r.Admission = admission
	return r
}

// leaders admits so many who pick leader.
func leaders(most int) *response.Admission {
	return &response.Admission{Quotas: []response.Quota{{Question: "roles", Option: "leader", Most: most}}}
}

func TestMostResponsesOfASurvey(t *testing.T) {
	s, form := fresh(t)
	other := sample(t, "powershell")
	if err := s.PutSurvey(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	mustAppend(t, s, answers(other, 0, 5)) // counts for itself
	three := &response.Admission{Most: 3}
	batch := []*response.Response{
		picking(form, 0, three), picking(form, 1, three), picking(form, 0, three), picking(form, 2, nil),
		picking(form, 3, three), picking(form, 1, three), picking(form, 4, nil),
	}
	outcomes, err := s.Append(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]response.Outcome{{}, {}, twice, {}, full, twice, {}}, outcomes); diff != "" {
		t.Error(diff)
	}
	if outcomes, err = s.Append(t.Context(), batch[4:5]); err != nil || cmp.Diff(full, outcomes[0]) != "" {
		t.Errorf("in a batch of its own: %+v, %v", outcomes, err)
	}
	if outcome, err := s.Revise(t.Context(), picking(form, 0, three, "other")); err != nil || outcome != (response.Outcome{}) {
		t.Errorf("a correction needs no further place: %+v, %v", outcome, err)
	}
	mustErase(t, s, batch[0])
	mustErase(t, s, batch[1])
	mustAppend(t, s, batch[4:5]) // there are two now
}

func TestQuotasOfOptions(t *testing.T) {
	s, form := fresh(t)
	two := leaders(2)
	batch := []*response.Response{
		picking(form, 0, two, "leader"), picking(form, 1, two, "engineer"), picking(form, 2, two, "engineer", "leader"),
		picking(form, 3, two, "leader"), picking(form, 0, two, "leader"), picking(form, 4, two), picking(form, 5, nil, "leader"),
	}
	outcomes, err := s.Append(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	late := optionFull("roles", "leader")
	if diff := cmp.Diff([]response.Outcome{{}, {}, {}, late, twice, {}, {}}, outcomes); diff != "" {
		t.Error(diff)
	}
	taken := func(want int) {
		t.Helper()
		places, err := s.Taken(t.Context(), form.ID)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(map[store.Place]int{{Question: "roles", Option: "leader"}: want}, places); diff != "" {
			t.Error(diff)
		}
	}
	taken(3) // one came in without being asked

	if outcome, err := s.Revise(t.Context(), picking(form, 1, two, "leader")); err != nil || cmp.Diff(late, outcome) != "" {
		t.Errorf("corrected to a full option: %+v, %v", outcome, err)
	}
	if got, err := s.Response(t.Context(), form.ID, batch[1].ID); err != nil || !got.Corrected.IsZero() {
		t.Errorf("a refused correction left %+v, %v", got, err)
	}
	mustRevise(t, s, picking(form, 0, two, "engineer", "leader")) // keeps its place
	taken(3)
	mustRevise(t, s, picking(form, 2, two, "engineer"))
	mustErase(t, s, batch[6])
	taken(1)
	mustRevise(t, s, picking(form, 1, two, "leader"))
	taken(2)
}

// A quota may be set when some have picked the option already: they count.
func TestQuotaCountsWhoWasThereBefore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "muster.db")
	s := open(t, path)
	const plain = "id: talks\ntitle: Talks\nquestions:\n  - id: roles\n    title: Roles?\n    kind: many\n" +
		"    options: [{id: leader, label: Leader}, {id: engineer, label: Engineer}]\n"
	put := func(text string) *survey.Survey {
		t.Helper()
		form, problems := survey.Parse("talks.yaml", []byte(text))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if err := s.PutSurvey(t.Context(), form); err != nil {
			t.Fatal(err)
		}
		return form
	}
	form := put(plain)
	first := []*response.Response{picking(form, 0, nil, "leader"), picking(form, 1, nil, "engineer"), picking(form, 2, nil, "engineer", "leader")}
	first[2].Answers["roles"] = response.Answer{Picks: first[2].Answers["roles"].Picks, Other: "and more"}
	first = append(first, answer(form, 3))
	first[3].Answers = response.Answers{"roles": {Text: "leader"}} // of another kind, in an older version
	mustAppend(t, s, first)
	mustErase(t, s, picking(form, 0, nil))
	mustRevise(t, s, picking(form, 1, nil, "engineer", "leader"))

	form = put(strings.Replace(plain, "label: Leader}", "label: Leader, quota: 4}", 1))
	leader := store.Place{Question: "roles", Option: "leader"}
	if places, err := s.Taken(t.Context(), form.ID); err != nil || places[leader] != 2 || len(places) != 1 {
		t.Errorf("%v, %v", places, err)
	}
	batch := []*response.Response{picking(form, 10, leaders(3), "leader"), picking(form, 11, leaders(3), "leader")}
	outcomes, err := s.Append(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]response.Outcome{{}, optionFull("roles", "leader")}, outcomes); diff != "" {
		t.Error(diff)
	}
}

func TestInvitationsAreUsedOnce(t *testing.T) {
	s, form := fresh(t)
	other := sample(t, "powershell")
	if err := s.PutSurvey(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	if err := s.Invite(t.Context(), form.ID, [][]byte{{1}, {2}, {3}, {4}, {5}}); err != nil {
		t.Fatal(err)
	}
	if err := s.Invite(t.Context(), other.ID, [][]byte{{9}, {1}}); err != nil { // 1 stays as it is
		t.Fatal(err)
	}
	with := func(n int, hash byte) *response.Response {
		return picking(form, n, &response.Admission{Invitation: []byte{hash}})
	}
	used, unknown := response.Outcome{Refused: &response.Refusal{Reason: response.InvitationUsed}},
		response.Outcome{Refused: &response.Refusal{Reason: response.InvitationUnknown}}
	broken := with(5, 4)
	broken.Version = "never stored"
	crowded := with(6, 5)
	crowded.Admission.Most = 2
	outcomes, err := s.Append(t.Context(), []*response.Response{
		with(0, 1), with(1, 1), with(0, 1), with(2, 9), with(3, 7), with(4, 2), broken, crowded,
	})
	if err != nil || outcomes[6].Err == nil {
		t.Fatal(outcomes, err)
	}
	outcomes[6].Err = nil
	if diff := cmp.Diff([]response.Outcome{{}, used, twice, unknown, unknown, {}, {}, full}, outcomes); diff != "" {
		t.Error(diff)
	}
	for hash, want := range map[byte]bool{1: true, 2: true, 3: false, 4: false, 5: false} {
		if got, err := s.Invitation(t.Context(), form.ID, []byte{hash}); err != nil || got != want {
			t.Errorf("invitation %d: %v, %v", hash, got, err)
		}
	}
	for _, hash := range []byte{7, 9} {
		if _, err := s.Invitation(t.Context(), form.ID, []byte{hash}); err == nil {
			t.Errorf("invitation %d is there", hash)
		}
	}
	mustErase(t, s, with(0, 1))
	issued, spent, err := s.Invitations(t.Context(), form.ID)
	if err != nil || issued != 5 || spent != 2 {
		t.Errorf("%d issued, %d used, %v", issued, spent, err)
	}
	mustAppend(t, s, []*response.Response{with(8, 3)})
}

// What is refused leaves nothing: no answer, no words, no number.
func TestRefusedLeavesNothing(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	mustAppend(t, s, answers(form, 0, 1))
	for n, admission := range []*response.Admission{{Most: 1}, {Invitation: []byte{1}}, leaders(0)} {
		r := answer(form, n+1)
		r.Admission, r.Answers["challenge"] = admission, response.Answer{Text: "a refused answer"}
		r.Contact = &response.Contact{Fields: map[string]string{"name": "refused"}, Consent: true, Statement: "refused words"}
		outcomes, err := s.Append(t.Context(), []*response.Response{r})
		if err != nil || outcomes[0].Refused == nil {
			t.Fatalf("%+v, %v", outcomes, err)
		}
	}
	if files := holds(t, path, "refused"); len(files) > 0 {
		t.Errorf("traces in %v", files)
	}
	if last, err := s.LastSeq(t.Context()); err != nil || last != 1 {
		t.Errorf("last is %d, %v", last, err)
	}
}

// Whatever happens, a place is taken as often as there are responses that pick it.
func TestPlacesAreCountedExactly(t *testing.T) {
	roles := []string{"engineer", "leader", "developer"}
	for seed := range uint64(8) {
		random := rand.New(rand.NewPCG(seed, 3))
		s, form := fresh(t)
		admission := &response.Admission{Most: 1 + random.IntN(30)}
		for _, role := range roles {
			admission.Quotas = append(admission.Quotas, response.Quota{Question: "roles", Option: role, Most: 1 + random.IntN(8)})
		}
		random1 := func() *response.Response {
			picks := slices.DeleteFunc(slices.Clone(roles), func(string) bool { return random.IntN(2) == 0 })
			return picking(form, random.IntN(60), admission, picks...)
		}
		for range 60 {
			batch := make([]*response.Response, 1+random.IntN(8))
			for i := range batch {
				batch[i] = random1()
			}
			if _, err := s.Append(t.Context(), batch); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Revise(t.Context(), random1()); err != nil && !strings.Contains(err.Error(), "not found") {
				t.Fatal(err)
			}
			if r := random1(); random.IntN(3) == 0 {
				if err := s.Erase(t.Context(), r.Survey, r.ID); err != nil && !strings.Contains(err.Error(), "not found") {
					t.Fatal(err)
				}
			}
			want := map[store.Place]int{}
			live := liveOf(nil, all(t, s))
			for _, role := range roles {
				place := store.Place{Question: "roles", Option: role}
				want[place] = 0
				for _, r := range live {
					if strings.Contains(string(r.Document), fmt.Sprintf("%q", role)) {
						want[place]++
					}
				}
			}
			got, err := s.Taken(t.Context(), form.ID)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("seed %d: %s", seed, diff)
			}
			for _, q := range admission.Quotas {
				if n := got[store.Place{Question: q.Question, Option: q.Option}]; n > q.Most {
					t.Fatalf("seed %d: %d picked %s, of which there are %d", seed, n, q.Option, q.Most)
				}
			}
			if len(live) > admission.Most {
				t.Fatalf("seed %d: %d responses of %d", seed, len(live), admission.Most)
			}
		}
	}
}
