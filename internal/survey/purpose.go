package survey

import "fmt"

// purposes checks that what dashboards rely on is there once and can be counted, and that
// nobody is asked for contact details without being asked for consent.
func (c *checker) purposes() {
	first := map[Purpose]int{}
	consent := false
	for i, q := range c.survey.Questions {
		path := fmt.Sprintf("questions[%d].purpose", i)
		_, again := first[q.Purpose]
		if !again {
			first[q.Purpose] = i
		}
		switch q.Purpose {
		case NoPurpose:
			if q.Kind == Agree || q.Kind == Email {
				c.doc.Report(fmt.Sprintf("questions[%d].kind", i), "an answer of kind %s is personal; add purpose: contact", q.Kind)
			}
		case Role, Topic, Speak, Help:
			if !q.Choice() {
				c.doc.Report(path, "purpose %s needs a question of kind one or many", q.Purpose)
			}
			if again {
				c.doc.Report(path, "purpose %s is given to an earlier question; only one can have it", q.Purpose)
			}
		case Contact:
			if q.Kind == Agree && consent {
				c.doc.Report(path, "a survey asks for consent to be contacted once; remove one of them")
			}
			consent = consent || q.Kind == Agree
			c.contact(path, q)
		default:
			c.doc.Report(path, "unknown purpose %q; known: role, topic, speak, help, contact", q.Purpose)
		}
	}
	if i, asked := first[Contact]; asked && !consent {
		c.doc.Report(fmt.Sprintf("questions[%d].purpose", i), "contact details are asked for without consent; add a question of kind consent with purpose contact")
	}
}

func (c *checker) contact(path string, q *Question) {
	if q.Kind != Short && q.Kind != Email && q.Kind != Agree {
		c.doc.Report(path, "purpose contact is for kinds text, email and consent")
	}
	if q.Required {
		c.doc.Report(path, "contact details are always the respondent's choice; remove required")
	}
}
