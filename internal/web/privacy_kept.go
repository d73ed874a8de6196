package web

import (
	"time"

	"muster/internal/survey"
	"muster/internal/words"
)

// spanWords says a length of time.
func spanWords(said *words.Words, s survey.Span) string {
	months, days := said.Say("privacy.months", words.N("n", s.Months)), said.Say("privacy.days", words.N("n", s.Days))
	switch {
	case s.Days == 0:
		return months
	case s.Months == 0:
		return days
	}
	return said.Say("privacy.months_days", words.T("months", months), words.T("days", days))
}

// keptFor says how long what is sent is kept.
func (site *Site) keptFor(s *survey.Survey, said *words.Words) []string {
	answers := site.noEnd(said)
	if keep := s.Rules.KeepAnswers; !keep.IsZero() {
		answers = said.Say("privacy.answers_for", words.T("span", spanWords(said, keep)))
	}
	if s.ByPurpose(survey.Contact) == nil {
		return []string{answers}
	}
	if keep := s.Rules.KeepContacts; !keep.IsZero() {
		return []string{answers, said.Say("privacy.contacts_for", words.T("span", spanWords(said, keep)))}
	}
	return []string{answers, said.Say("privacy.contacts_with")}
}

func (site *Site) noEnd(said *words.Words) string {
	if site.config.Erase == nil {
		return said.Say("privacy.answers_asked")
	}
	return said.Say("privacy.answers_no_end")
}

// keptUntil says how long one answer is kept.
func (site *Site) keptUntil(h held) []string {
	answers := site.noEnd(h.words)
	if keep := h.survey.Rules.KeepAnswers; !keep.IsZero() {
		answers = h.until("privacy.answers_until", keep)
	}
	if h.stored.Contact == nil {
		return []string{answers}
	}
	if keep := h.survey.Rules.KeepContacts; !keep.IsZero() {
		return []string{answers, h.until("privacy.contacts_until", keep)}
	}
	return []string{answers, h.words.Say("privacy.contacts_with")}
}

func (h *held) until(key string, keep survey.Span) string {
	return h.words.Say(key, words.T("span", spanWords(h.words, keep)), words.T("day", h.words.Day(lastDay(h.stored.Submitted.In(h.survey.Zone), keep))))
}

// lastDay is the day on which a span that began at a moment ends.
func lastDay(from time.Time, span survey.Span) time.Time {
	return from.AddDate(0, span.Months, span.Days)
}
