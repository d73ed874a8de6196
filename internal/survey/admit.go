package survey

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

const (
	defaultDrafts = 7 * 24 * time.Hour
	maxDrafts     = 90 * 24 * time.Hour
	maxWord       = 100 // bytes of an access word
)

// hostShape is a name with dots and perhaps a port. A star stands for any name below a domain.
var hostShape = regexp.MustCompile(`^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?$`)

// rules reads who may answer, how many, and how long things are kept.
func (b *builder) rules() {
	f := b.file
	b.survey.Rules = Rules{
		Most: f.Most, Invited: f.Invited, AccessWord: strings.TrimSpace(f.AccessWord), ProofOfWork: f.ProofOfWork,
		Embed: f.Embed, Short: f.Short, KeepAnswers: f.KeepAnswers.value(), KeepContacts: f.KeepContacts.value(),
		KeepDrafts: b.drafts(),
	}
	if f.Most < 0 {
		b.report("most_responses", "most_responses is how many answers are taken; it cannot be negative")
	}
	if len(f.AccessWord) > maxWord {
		b.report("access_word", "the access word is longer than %d bytes", maxWord)
	}
	b.embed()
	b.short()
	if r := b.survey.Rules; !r.KeepAnswers.IsZero() && r.KeepContacts.longer(r.KeepAnswers) {
		b.report("keep_contacts", "contact details are erased with the answer at the latest; keep_contacts cannot be longer than keep_answers")
	}
}

func (b *builder) embed() {
	for i, o := range b.file.Embed {
		if !validOrigin(o) {
			b.report(fmt.Sprintf("embed[%d]", i), "%q is not the origin of a page; write one such as https://example.org, without a path", o)
		}
	}
}

func (b *builder) short() {
	short := b.file.Short
	switch {
	case short == "":
	case !surveyID.MatchString(short):
		b.report("short", "short is a part of an address: lower-case letters, digits and dashes; found %q", short)
	case slices.Contains(reserved(), short):
		b.report("short", "the address /%s is one of the service's own; choose another", short)
	}
}

// reserved are the first parts of the addresses that the service itself answers.
func reserved() []string {
	return []string{
		"s", "r", "d", "login", "logout", "setup", "enter", "surveys", "account", "assets", "erased", "healthz", "readyz",
	}
}

// drafts reads how long an answer that was begun is kept.
func (b *builder) drafts() time.Duration {
	s := b.file.KeepDrafts
	if s == nil {
		return defaultDrafts
	}
	kept := time.Duration(s.Days) * 24 * time.Hour
	if s.Months > 0 || kept > maxDrafts || kept == 0 && !s.IsZero() {
		b.report("keep_drafts", "an answer that was begun is kept for at most %d days, such as 7 days", maxDrafts/24/time.Hour)
	}
	return kept
}

// validOrigin tells whether a browser would take an origin as one. Plain http is for trying things out.
func validOrigin(o string) bool {
	u, err := url.Parse(o)
	if err != nil || u.Host == "" || o != u.Scheme+"://"+u.Host || strings.ToLower(o) != o {
		return false
	}
	local := u.Scheme == "http" && u.Hostname() == "localhost"
	return local || u.Scheme == "https" && hostShape.MatchString(u.Host)
}
