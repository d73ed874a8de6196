package dashboard

import (
	"slices"

	"muster/internal/analysis"
)

// withSpeakers are the topics that anybody could speak about.
func (m *material) withSpeakers(speakers map[string]int) uint64 {
	var set uint64
	for i, topic := range m.topics {
		if m.unfit>>i&1 == 0 && speakers[topic.id] > 0 {
			set |= 1 << i
		}
	}
	return set
}

// withSpoken puts before the next best sets the best one of which every topic has a speaker, where the choice
// has a topic without. Too few are looked at to meet it among them.
func (m *material) withSpoken(p analysis.Plan, choice analysis.Choice) analysis.Choice {
	if m.spoken == 0 || choice.Options&^m.spoken == 0 {
		return choice
	}
	others := p
	others.Never |= ^m.spoken &^ p.Must
	others.Others, others.Budget = 0, max(1, p.Budget/4)
	spoken, ok := others.Best()
	if !ok || spoken.Options&^m.spoken != 0 {
		return choice
	}
	choice.Others = slices.DeleteFunc(slices.Clone(choice.Others), func(o analysis.Other) bool { return o.Options == spoken.Options })
	choice.Others = slices.Insert(choice.Others, 0, p.Beside(choice, spoken))
	return choice
}

// allSpoken is said of a set of which every topic has a speaker, beside a choice of which that cannot be said.
func (m *material) allSpoken(choice analysis.Choice, o analysis.Other) string {
	if m.spoken == 0 || choice.Options&^m.spoken == 0 || o.Options&^m.spoken != 0 {
		return ""
	}
	return ", and every topic has a speaker"
}

// silent says behind a topic that nobody could speak about it yet.
func silent(out *Programme, meeting Meeting) string {
	if meeting.Speakers == nil || *meeting.Speakers > 0 || allSilent(out) != "" {
		return ""
	}
	return " (no speaker yet)"
}

// allSilent says the same of all topics at once, where it is true of all of several.
func allSilent(out *Programme) string {
	if len(out.Meetings) < 2 || slices.ContainsFunc(out.Meetings, func(m Meeting) bool { return m.Speakers == nil || *m.Speakers > 0 }) {
		return ""
	}
	return " None of these topics has a speaker yet."
}
