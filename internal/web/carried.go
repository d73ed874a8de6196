package web

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// The fields that travel with a form unseen. A draft keeps them, so that a form that is taken up again
// is the same response.
const (
	idField         = "_id"   // of the response
	stampField      = "_t"    // when the form was given out
	languageField   = "_l"    // in which it is shown
	sourceField     = "_s"    // what the link to it was called
	invitationField = "_i"    // the token of an invitation
	accessField     = "_a"    // proof that the access word was given
	draftField      = "_d"    // the token of the draft
	workField       = "_w"    // proof of work
	atField         = "_at"   // the step that was filled in, from 0; only of a form in pages
	stepField       = "_step" // on the buttons of a form in pages: goNext or goBack
)

// What the buttons of a form in pages send. The last page has an ordinary button beside goBack.
const (
	goNext = "next"
	goBack = "back"
)

// carried is what a form brings along unseen. What does not apply is "". Nothing in it holds a
// character that HTML knows: what does not look as it should is dropped when it is read.
type carried struct {
	id         string
	stamp      string
	language   string // of the survey as it is shown; "" when it has only one
	source     string
	invitation string
	access     string
	draft      string
	at         int // the step that is shown, from 0; only of a form in pages

	elsewhere string // inputs with what is filled in on other steps; "" when a draft keeps it
}

// readCarried takes what a posted form or a draft brings along.
func readCarried(values url.Values) carried {
	c := carried{
		id: values.Get(idField), stamp: plainLetters(values.Get(stampField)), language: plainLetters(values.Get(languageField)),
		source: values.Get(sourceField), invitation: values.Get(invitationField), access: plainLetters(values.Get(accessField)),
		draft: values.Get(draftField),
	}
	c.at, _ = strconv.Atoi(values.Get(atField)) // 0 without one: the first
	if !slug.MatchString(c.source) {
		c.source = ""
	}
	if !validToken(c.invitation) {
		c.invitation = ""
	}
	if !validToken(c.draft) {
		c.draft = ""
	}
	return c
}

// slug is what a link to a form may be called.
var slug = regexp.MustCompile(`^[a-z0-9_-]{1,40}$`)

// hiddenField is a field with its value.
type hiddenField struct{ name, value string }

// list gives what is carried as fields. The step is not among them: a page says which one it shows.
func (c carried) list() []hiddenField {
	return []hiddenField{
		{idField, c.id}, {stampField, c.stamp}, {languageField, c.language}, {sourceField, c.source},
		{invitationField, c.invitation}, {accessField, c.access}, {draftField, c.draft},
	}
}

const longestPlain = 64

// plainLetters returns text when it may be a signed moment or a language, else "".
func plainLetters(text string) string {
	const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-."
	if len(text) > longestPlain || strings.Trim(text, plain) != "" {
		return ""
	}
	return text
}
