package response

import (
	"fmt"

	"muster/internal/survey"
)

// What a respondent reads at a question. Each message says what to do, not what is forbidden.
const (
	unknownOption survey.Text = "One of the choices is no longer offered. Check your choices and send again"
	pickOnlyOne   survey.Text = "Choose only one answer"
	notAnAddress  survey.Text = "Enter an email address in the form name@example.com, or leave this empty"
	// Shown at the first question, which need not be the one that is answered.
	nothingAnswered survey.Text = "Answer at least one question before you send; any of them will do"
	notReadable     survey.Text = "Some characters could not be read. Type this answer again"
)

func pickSomething(q *survey.Question) survey.Text {
	if q.Kind == survey.Many {
		return "Choose at least one answer"
	}
	return "Choose an answer"
}

func pickAtLeast(n int) survey.Text {
	return survey.Text(fmt.Sprintf("Choose at least %d, or leave the question empty", n))
}

func pickAtMost(most, picked int) survey.Text {
	return survey.Text(fmt.Sprintf("Choose at most %d; you chose %d", most, picked))
}

func notWithNone(q *survey.Question) survey.Text {
	for _, o := range q.Options {
		if o.Exclusive {
			return survey.Text(fmt.Sprintf("Choose either “%s” or other answers, not both", o.Label))
		}
	}
	return pickOnlyOne
}

func pickOnScale(q *survey.Question) survey.Text {
	return survey.Text(fmt.Sprintf("Choose a number from %d to %d", q.Points[0].Value, q.Points[len(q.Points)-1].Value))
}

func writeSomething(*survey.Question) survey.Text { return "Enter an answer" }

func tooLong(most, has int) survey.Text {
	return survey.Text(fmt.Sprintf("Shorten this answer to %d characters; it has %d", most, has))
}
