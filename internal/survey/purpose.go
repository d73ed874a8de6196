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
		case Role, Topic, Speak, Help, Time, Needs:
			b.counted(path, q)
			b.once(path, q.Purpose, taken[q.Purpose])
		case Challenge:
			if !q.Free() || q.Kind == Email {
				b.report(path, "purpose challenge is for what people write, in kinds text and long_text")
			}
			b.once(path, q.Purpose, taken[q.Purpose])
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
			b.report(path, "unknown purpose %q; known: role, topic, speak, help, time, needs, challenge, contact", q.Purpose)
		}
		taken[q.Purpose] = true
	}
	if contact != "" && !consent {
		b.report(contact, "contact details are asked for without consent; add a question of kind consent with purpose contact")
	}
}

// counted checks a question that dashboards look for by its purpose.
func (b *builder) counted(path string, q *Question) {
	if !q.Choice() {
		b.report(path, "purpose %s needs a question whose answers are picked, such as one or many", q.Purpose)
	}
}

func (b *builder) once(path string, purpose Purpose, taken bool) {
	if taken {
		b.report(path, "purpose %s is given to an earlier question; only one can have it", purpose)
	}
}

// need checks what picking an option is said to mean.
func (b *builder) need(path string, need Need, purpose Purpose) {
	switch need {
	case NoNeed:
		return
	case SeeksRole, Hires, WantsHelp:
	default:
		b.report(path, "unknown need %q; known: %s, %s, %s", need, SeeksRole, Hires, WantsHelp)
	}
	if purpose != Needs {
		b.report(path, "need means something in a question of purpose %s only; remove it or add the purpose", Needs)
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
