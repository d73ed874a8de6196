package survey

// purposes checks that what dashboards rely on is there once and can be counted, and that
// nobody is asked for contact details without being asked for consent.
func (b *builder) purposes() {
	taken := map[Purpose]bool{}
	contact, consent := "", false
	for _, q := range b.survey.Questions {
		path := b.paths[q] + ".purpose"
		switch q.Purpose {
		case NoPurpose:
			if q.Kind == Agree || q.Kind == Email {
				b.report(b.paths[q]+".kind", "an answer of kind %s is personal; add purpose: contact", q.Kind)
			}
		case Role, Topic, Speak, Help:
			b.counted(path, q, taken[q.Purpose])
		case Contact:
			if q.Kind == Agree && consent {
				b.report(path, "a survey asks for consent to be contacted once; remove one of them")
			}
			consent = consent || q.Kind == Agree
			if contact == "" {
				contact = path
			}
			b.contact(path, q)
		default:
			b.report(path, "unknown purpose %q; known: role, topic, speak, help, contact", q.Purpose)
		}
		taken[q.Purpose] = true
	}
	if contact != "" && !consent {
		b.report(contact, "contact details are asked for without consent; add a question of kind consent with purpose contact")
	}
}

// counted checks a question that dashboards look for by its purpose.
func (b *builder) counted(path string, q *Question, taken bool) {
	if !q.Choice() {
		b.report(path, "purpose %s needs a question whose answers are picked, such as one or many", q.Purpose)
	}
	if taken {
		b.report(path, "purpose %s is given to an earlier question; only one can have it", q.Purpose)
	}
}

func (b *builder) contact(path string, q *Question) {
	if q.Kind != Agree && (!q.Free() || q.Kind == Long) {
		b.report(path, "purpose contact is for kinds text, email, link, consent and place without a list")
	}
	if q.Required {
		b.report(path, "contact details are always the respondent's choice; remove required")
	}
}
