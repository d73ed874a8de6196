package dashboard

import (
	"fmt"
	"slices"

	"muster/internal/tally"
)

// fixedTopics are the topics that the filter chooses people by. That these people want them is no finding.
func (m *material) fixedTopics() uint64 {
	var set uint64
	for i, topic := range m.topics {
		if !topic.last && m.chosen.fixes(byAnswers(m.survey, m.planning.topics, tally.Options), topic.id) {
			set |= 1 << i
		}
	}
	return set
}

// fixedTime tells whether the filter chooses people by a time.
func (m *material) fixedTime(id string) bool {
	return m.planning.times != nil && m.chosen.fixes(byAnswers(m.survey, m.planning.times, tally.Options), id)
}

// aside says of a programme what the filter makes true of it.
func (m *material) aside(out *Programme) string {
	said, must := "", m.setOf(m.conditions.Must)
	if labels := m.names(m.fixed &^ must); len(labels) > 0 {
		said += fmt.Sprintf(" %s, filtered by, %s left aside.", m.filtered(labels), agree(len(labels), "is", "are"))
	}
	if labels := m.names(m.fixed & must); len(labels) > 0 {
		said += fmt.Sprintf(" %s must be in and %s filtered by: whom %s no finding.", m.filtered(labels),
			agree(len(labels), "is", "are"), agree(len(labels), "it reaches is", "they reach is"))
	}
	var times []string
	for _, meeting := range out.Meetings {
		if m.fixedTime(meeting.Time) && !slices.Contains(times, meeting.When) {
			times = append(times, meeting.When)
		}
	}
	if len(times) > 0 {
		said += fmt.Sprintf(" That people can come at “%s” is filtered by, and no finding.", andList(times))
	}
	return said
}

// filtered names topics, or says how many they are.
func (m *material) filtered(labels []string) string {
	if len(labels) > mostNamed {
		return fmt.Sprintf("%s topics", thousands(len(labels)))
	}
	quoted := make([]string, len(labels))
	for i, label := range labels {
		quoted[i] = "“" + label + "”"
	}
	return andList(quoted)
}

// nothing says why there is nothing to plan.
func (m *material) nothing() string {
	if m.fixed != 0 {
		return "No topic can be planned under these conditions: the filter chooses people by their topics, and those are left aside."
	}
	return "No topic can be planned under these conditions."
}
