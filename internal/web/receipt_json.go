package web

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"muster/internal/response"
	"muster/internal/survey"
)

// kept is everything that is stored about one answer, in the words of the survey and in its ids.
type kept struct {
	Survey    keptSurvey   `json:"survey"`
	Name      string       `json:"name_in_exports"`
	Source    string       `json:"source"`
	Language  string       `json:"language,omitempty"`
	Started   *time.Time   `json:"form_opened,omitempty"`
	Submitted time.Time    `json:"stored"`
	Corrected *time.Time   `json:"corrected,omitempty"`
	Order     int          `json:"order_of_options,omitempty"`
	Flags     []string     `json:"flags"` // why the answer looks as if no person had given it
	Answers   []keptAnswer `json:"answers"`
	Contact   *keptContact `json:"contact,omitempty"`
	Retention []string     `json:"retention"`
}

type keptSurvey struct {
	ID      string      `json:"id"`
	Title   survey.Text `json:"title,omitempty"`
	Version string      `json:"version"` // of the wording that was answered
}

type keptAnswer struct {
	Question string           `json:"question"`
	Title    survey.Text      `json:"title,omitempty"`
	Kind     survey.Kind      `json:"kind,omitempty"`
	State    string           `json:"state"` // answered, skipped or not shown
	Answer   *response.Answer `json:"answer,omitempty"`
	Words    []string         `json:"words,omitempty"`
}

type keptContact struct {
	Details   []keptDetail `json:"details"`
	Agreed    bool         `json:"agreed_to_be_contacted"`
	Statement string       `json:"statement,omitempty"`
	Notice    string       `json:"privacy_notice,omitempty"`
	At        *time.Time   `json:"given,omitempty"` // when that is known: a correction need not have touched it
}

type keptDetail struct {
	Question string      `json:"question"`
	Title    survey.Text `json:"title,omitempty"`
	Text     string      `json:"text"`
}

// sendKept gives a person everything there is about them, as a file. It is theirs, so it holds what
// the receipt does not show, flags among it.
func (site *Site) sendKept(c *gin.Context) error {
	h, err := site.hold(c)
	if err != nil {
		return err
	}
	data, err := json.MarshalIndent(site.keptOf(h), "", "  ")
	if err != nil {
		return fmt.Errorf("write answers: %w", err)
	}
	c.Header("Cache-Control", "no-store")
	c.Header("Content-Disposition", `attachment; filename="answers-`+h.survey.ID+`.json"`)
	c.Data(http.StatusOK, "application/json; charset=utf-8", append(data, '\n'))
	return nil
}

func (site *Site) keptOf(h held) kept {
	r := h.stored
	k := kept{
		Survey: keptSurvey{r.Survey, h.survey.Title, r.Version}, Name: response.PublicID(r.ID), Source: r.Source,
		Language: r.Language, Started: momentOrNone(r.Started), Submitted: r.Submitted, Corrected: momentOrNone(r.Corrected),
		Order: r.Order, Flags: []string{}, Retention: site.keptUntil(h),
	}
	for _, flag := range r.Flags {
		k.Flags = append(k.Flags, string(flag))
	}
	k.Answers = h.keptAnswers()
	if r.Contact != nil {
		k.Contact = h.keptContact()
	}
	return k
}

func momentOrNone(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func (h *held) keptAnswers() []keptAnswer {
	t, all := h.telling(), []keptAnswer{}
	for _, q := range h.survey.Questions {
		if q.Personal() {
			continue
		}
		k := keptAnswer{Question: q.ID, Title: t.headed(q), Kind: q.Kind, State: "skipped"}
		given, answered := h.stored.Answers[q.ID]
		switch {
		case answered:
			k.State, k.Answer, k.Words = "answered", &given, t.lines(q)
		case !h.shown(q):
			k.State = "not shown"
		}
		all = append(all, k)
	}
	for _, id := range slices.Sorted(maps.Keys(h.stored.Answers)) {
		if given := h.stored.Answers[id]; h.survey.Question(id) == nil {
			all = append(all, keptAnswer{Question: id, State: "answered", Answer: &given, Words: bare(given)})
		}
	}
	return all
}

func (h *held) keptContact() *keptContact {
	contact := h.stored.Contact
	k := &keptContact{
		Details: []keptDetail{}, Agreed: contact.Consent, Statement: contact.Statement, Notice: contact.Notice,
	}
	if h.stored.Corrected.IsZero() {
		k.At = &h.stored.Submitted
	}
	for _, id := range slices.Sorted(maps.Keys(contact.Fields)) {
		d := keptDetail{Question: id, Text: contact.Fields[id]}
		if q := h.survey.Question(id); q != nil {
			d.Title = q.Title
		}
		k.Details = append(k.Details, d)
	}
	return k
}
