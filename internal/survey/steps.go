package survey

import "slices"

// Section returns the section with that id, or nil.
func (s *Survey) Section(id string) *Section {
	for _, section := range s.Sections {
		if section.ID == id {
			return section
		}
	}
	return nil
}

// Steps returns the pages of the form in order. With the layout OnePage there is one, of every
// question and without a Section. With Pages a section is a step; it breaks before a question that
// hangs on an answer of the same step, so that a server without script knows what to show next.
func (s *Survey) Steps() []Step {
	if s.Layout != Pages {
		return []Step{{Questions: s.Questions}}
	}
	var steps []Step
	for _, section := range s.Sections {
		from := 0
		for i, q := range section.Questions {
			if hangsOn(q, section.Questions[from:i]) {
				steps = append(steps, Step{section, section.Questions[from:i]})
				from = i
			}
		}
		steps = append(steps, Step{section, section.Questions[from:]})
	}
	return steps
}

// hangsOn tells whether a question is shown because of an answer to one of those. One that is asked
// inside another stays with it whatever that one hangs on.
func hangsOn(q *Question, earlier []*Question) bool {
	if q.LevelOf != "" {
		return false
	}
	on := q.ShowIf.Questions()
	return slices.ContainsFunc(earlier, func(e *Question) bool { return slices.Contains(on, e.ID) })
}
