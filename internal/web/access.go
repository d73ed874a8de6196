package web

import (
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"muster/internal/survey"
	"muster/internal/words"
)

// wordField is the access word as it was typed.
const wordField = "_word"

// accessPage asks for the word that opens a form.
type accessPage struct {
	Words   *words.Words
	Title   survey.Text
	Says    string
	Problem string // what was wrong with the word before; "" for nothing
	Action  string
	Kept    []pair // what a person has filled in already

	of *survey.Survey
}

// pair is a field and its value.
type pair struct{ Name, Value string }

func (accessPage) view() string { return "access" }

// newAccessPage asks whoever comes to the form. The query of the link is kept.
func newAccessPage(asked submission, query string) accessPage {
	p := accessPage{Words: asked.said, Title: asked.survey.Title, Action: formAddress(asked.survey) + "/access", of: asked.survey}
	p.Says = p.Words.Say("flow.access")
	if query != "" {
		p.Action += "?" + query
	}
	return p
}

// newAccessAgain asks for the word when a form comes back with a proof that does not hold any more.
func newAccessAgain(posted submission) accessPage {
	p := newAccessPage(posted, "")
	p.Says, p.Kept = p.Words.Say("flow.access_again"), posted.pairs()
	return p
}

// newAccessToDraft asks whoever comes back to a draft.
func newAccessToDraft(kept submission) accessPage {
	p := newAccessPage(kept, "")
	p.Kept = []pair{{draftField, kept.draft}}
	return p
}

// pairs are all fields of a form, to be carried to another page and back.
func (p *submission) pairs() []pair {
	var all []pair
	for _, field := range p.carried.list() {
		if field.value != "" {
			all = append(all, pair{field.name, field.value})
		}
	}
	if !p.whole {
		all = append(all, pair{atField, strconv.Itoa(p.at)})
	}
	for _, q := range p.survey.Questions {
		all = append(all, pairsOf(q, p.values)...)
	}
	return all
}

// pairsOf are the fields of a question.
func pairsOf(q *survey.Question, values url.Values) []pair {
	var all []pair
	for name := range fieldsOf(q) {
		for _, value := range values[name] {
			all = append(all, pair{name, strings.ToValidUTF8(value, "\uFFFD")})
		}
	}
	return all
}

func (site *Site) askForWord(c *gin.Context, status int, p accessPage) error {
	site.framed(c, p.of)
	return site.render(c, status, p)
}

// mayEnter tells whether a survey asks for no word, or the word was given not long ago.
func (site *Site) mayEnter(s *survey.Survey, proof string) bool {
	word := s.Rules.AccessWord
	return word == "" || site.key.hasAccess(proof, s.ID, plainWord(word), site.config.Now())
}

// takeWord opens the form for whoever knows the word, with what was filled in before.
func (site *Site) takeWord(c *gin.Context) error {
	f, err := site.form(c)
	if err != nil {
		return err
	}
	values, err := postedValues(c)
	if err != nil {
		return err
	}
	came, err := site.comer(c, f, values)
	if errors.Is(err, errNoDraft) {
		return site.showGone(c, f)
	}
	if err != nil {
		return err
	}
	if status, problem := site.judgeWord(c, f.survey, values.Get(wordField)); problem != "" {
		came.page.Problem = came.page.Words.Say(problem)
		return site.askForWord(c, status, came.page)
	}
	came.access = site.key.access(f.survey.ID, plainWord(f.survey.Rules.AccessWord), came.now)
	return came.enter(c, came.submission)
}

// comer is somebody at the door of a form: with what they have filled in, the page that asks for the
// word, and what happens once they know it.
type comer struct {
	submission
	page  accessPage
	enter func(*gin.Context, submission) error
}

// comer finds out who is at the door: somebody new, who comes back to a draft, or who sent a form.
func (site *Site) comer(c *gin.Context, f *form, values url.Values) (comer, error) {
	switch {
	case values.Get(idField) != "":
		posted := site.read(c, f, values)
		return comer{posted, newAccessAgain(posted), site.showAgain}, nil
	case values.Get(draftField) != "":
		kept, err := site.reopen(c, f, values.Get(draftField))
		if err != nil {
			return comer{}, err
		}
		return comer{kept, newAccessToDraft(kept), site.continueDraft}, nil
	}
	asked := site.asked(c, f)
	return comer{asked, newAccessPage(asked, c.Request.URL.RawQuery), site.enterNew}, nil
}

func (site *Site) enterNew(c *gin.Context, asked submission) error {
	if stopped, err := site.stop(c, asked); stopped || err != nil {
		return err
	}
	return site.begin(c, asked)
}

// showAgain shows a form as it was sent; sending it again is up to the person.
func (site *Site) showAgain(c *gin.Context, posted submission) error {
	if posted.trouble != nil {
		return site.keepForm(c, posted, posted.trouble)
	}
	posted.problems = nil
	return site.showStep(c, http.StatusOK, posted, posted.at, nil)
}

// judgeWord gives the phrase that says what is wrong with a word, or "" when it is right.
func (site *Site) judgeWord(c *gin.Context, s *survey.Survey, typed string) (status int, problem string) {
	if s.Rules.AccessWord == "" { // it is not asked for any more
		return http.StatusOK, ""
	}
	given, known := sha256.Sum256([]byte(plainWord(typed))), sha256.Sum256([]byte(plainWord(s.Rules.AccessWord)))
	right := subtle.ConstantTimeCompare(given[:], known[:]) == 1
	switch words := site.limits.words; {
	case !words.judge(site.client(c), s.ID, right, site.config.Now()):
		c.Header("Retry-After", strconv.Itoa(int(words.pause().Seconds())))
		return http.StatusTooManyRequests, "flow.access_wait"
	case !right:
		return http.StatusUnprocessableEntity, "flow.access_wrong"
	}
	return http.StatusOK, ""
}

// plainWord is a word as it is compared: people who heard it write it in their own way.
func plainWord(word string) string { return strings.ToLower(strings.Join(strings.Fields(word), " ")) }
