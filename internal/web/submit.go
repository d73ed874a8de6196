package web

import (
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/words"
)

// submission is a form as somebody filled it in: posted just now, or kept as a draft, or both.
type submission struct {
	carried
	form     *form
	survey   *survey.Survey // in the language of the page it stands on
	said     *words.Words   // in that language too
	now      time.Time
	values   url.Values // of all steps
	client   netip.Addr // who sends it, for limits alone
	started  time.Time  // when the form was given out; zero when not known
	renewed  time.Time  // when it became another response instead; zero when it did not
	ours     bool       // the stamp is one that we made
	trapped  bool       // the field that people leave empty was filled in
	button   string     // goNext, goBack, or "" for sending
	whole    bool       // it is not one step of several
	reached  int        // the furthest step that was shown
	lost     bool       // it belongs to a draft that is not there any more
	until    time.Time  // it is kept, when it is a draft that was opened
	work     string     // the numbers that a script has found
	trouble  error      // the draft could not be read; what was posted is here all the same
	given    response.Given
	problems response.Problems
}

// takeForm takes what the form posts: everything, or one step of a form in pages.
func (site *Site) takeForm(c *gin.Context) error {
	posted, err := site.receive(c)
	if err != nil {
		return err
	}
	if done, err := site.turnAway(c, posted); done || err != nil {
		return err
	}
	if posted.whole {
		return site.finish(c, posted)
	}
	return site.turn(c, posted)
}

// receive reads a posted form and what a draft holds of it.
func (site *Site) receive(c *gin.Context) (submission, error) {
	f, err := site.form(c)
	if err != nil {
		return submission{}, err
	}
	values, err := postedValues(c)
	if err != nil {
		return submission{}, err
	}
	return site.read(c, f, values), nil
}

// read makes sense of a posted form. A response id that is missing or not one of ours costs the
// respondent nothing but the protection against sending twice: a new one is drawn.
func (site *Site) read(c *gin.Context, f *form, values url.Values) submission {
	posted := submission{
		carried: readCarried(values), form: f, now: site.config.Now(), values: values, client: site.client(c),
		button: values.Get(stepField), trapped: values.Get(trapField) != "", work: values.Get(workField),
	}
	posted.speak(site, c)
	posted.whole = posted.survey.Layout != survey.Pages || values.Get(atField) == ""
	posted.at = posted.nearStep(posted.at)
	if posted.draft != "" {
		site.resume(c.Request.Context(), &posted)
	}
	posted.weigh(site)
	return posted
}

// speak settles the language of the page.
func (p *submission) speak(site *Site, c *gin.Context) {
	p.survey = site.inLanguage(c, p.form.survey, p.language)
	p.language, p.said = languageOf(p.survey), site.words(p.survey.Language)
}

// weigh finds out what was given and when the form was given out.
func (p *submission) weigh(site *Site) {
	p.given, p.problems = response.Parse(p.survey, p.values)
	if p.trouble != nil {
		p.given.NotShown = nil // what it hangs on is in the draft
	}
	if !response.ValidID(p.id) {
		p.id = response.NewID(site.config.Random)
	}
	p.started, p.ours = site.key.started(p.stamp, p.survey.ID, p.id, p.now)
	if !p.ours {
		p.renewed, p.ours = site.key.renewed(p.stamp, p.survey.ID, p.id, p.now)
	}
	if !p.ours {
		p.stamp = ""
	}
	if p.started.After(p.now) { // another machine's clock is ahead
		p.started = p.now
	}
}

// finish stores an answer. It redirects to the receipt only when the answer is durable; in every other
// case what was typed is shown again.
func (site *Site) finish(c *gin.Context, posted submission) error {
	switch {
	case len(posted.problems) > 0:
		return site.showProblems(c, posted)
	case !site.limits.posts.take(posted.client, posted.now):
		return site.slowDown(c, posted, site.limits.posts.pause())
	}
	if left := site.workLeft(posted); left > 0 {
		return site.askForWork(c, posted, left)
	}
	answer, token := site.response(posted)
	outcome, err := site.config.Submit(c.Request.Context(), answer)
	switch err = errors.Join(err, outcome.Err); {
	case err != nil:
		return site.keepForm(c, posted, err)
	case outcome.Refused != nil:
		return site.refuse(c, posted, *outcome.Refused)
	case outcome.Duplicate:
		return site.repeated(c, posted, answer.Receipt, token)
	}
	site.visits.finish(posted)
	site.dropDraft(c, posted.draft)
	return thank(c, token)
}

// thank sends a person on to the receipt.
func thank(c *gin.Context, token string) error { return goTo(c, "/r/"+token) }

// goTo sends a person on, so that reloading the next page sends nothing again.
func goTo(c *gin.Context, address string) error {
	header := c.Writer.Header()
	header["Location"] = []string{address}
	header["Cache-Control"] = noStore
	c.Status(http.StatusSeeOther)
	return nil
}

// response is what is stored, and the token that opens its receipt.
func (site *Site) response(p submission) (answer *response.Response, token string) {
	token, sum := site.key.receipt(p.survey.ID, p.id)
	var invitation []byte
	if p.invitation != "" {
		invitation = tokenHash(p.invitation)
	}
	answer = &response.Response{
		ID: p.id, Survey: p.survey.ID, Version: p.form.version, Source: "form",
		Started: p.started, Submitted: p.now.UTC(),
		Answers: p.given.Answers, Contact: p.given.Contact, Receipt: sum,
		Circumstances: response.Circumstances{NotShown: p.given.NotShown, Language: p.language, Order: p.form.orderOf(p.id)},
		Admission:     response.AdmissionOf(p.survey, p.given.Answers, invitation),
	}
	if p.source != "" {
		answer.Source += ":" + p.source
	}
	site.flag(p, &answer.Circumstances)
	return answer, token
}
