package importer

import (
	"fmt"
	"regexp"

	"muster/internal/survey"
)

// survey asks for the topics, and for what else the first meetings are planned from.
func (c OutlineConfig) survey(topics, roles *outline) (*survey.Survey, error) {
	s := &survey.Survey{
		ID: c.ID, Title: survey.Text(c.Title), Language: "en", Zone: c.Zone, Closed: true,
		Intro: "Tell us what you would come for. It takes about two minutes, every question may be skipped, and the first " +
			"meetings are planned from the answers.",
		Thanks: "Thank you. The organisers read the answers together and plan the first meetings from them.",
		Privacy: survey.Text("**Who asks, and why.** The organisers of " + c.Title + " read the answers to plan its meetings. Answers are " +
			"counted together. Names, addresses and what you write in your own words are never published or passed on.\n\n" +
			"**How long.** Contact details are erased after 12 months and answers after 24 months. The link you get when you " +
			"have sent the form shows, corrects or erases yours at any time.\n\n" +
			"**Contact.** We write to you only if you tick the box for it, and you can take that back."),
		Rules: survey.Rules{KeepAnswers: survey.Span{Months: 24}, KeepContacts: survey.Span{Months: 12}},
	}
	if roles.count() > 0 {
		q := roles.question("roles", survey.Role, "What do you do?", "Choose all that describe you.")
		q.Options = append(q.Options, blankLine("Something else"))
		s.Questions = append(s.Questions, q)
	}
	s.Questions = append(s.Questions, topics.questions()...)
	s.Questions = append(s.Questions, usualQuestions()...)
	data, err := survey.Write(s, nil)
	if err != nil {
		return nil, err
	}
	head := fmt.Sprintf("# Made from a list of %s. Correct titles, labels and the order as you like; once answers\n"+
		"# are stored the ids must stay as they are.\n", plural(topics.count(), "topic", "topics"))
	parsed, problems := survey.Parse(c.ID+".yaml", append([]byte(head), questionStart.ReplaceAll(data, []byte("\n$0"))...))
	if len(problems) > 0 {
		return nil, fmt.Errorf("make a survey of a list: %w", problems)
	}
	return parsed, nil
}

// questionStart is the first line of a question; a blank line sets it apart from the one before.
var questionStart = regexp.MustCompile(`(?m)^  - id: `)

// questions asks which topics people would come for, and which they could speak about.
func (o *outline) questions() []*survey.Question {
	wanted := o.question("topics", survey.Topic, "Which topics would you come for?", "Choose as many as you like.")
	speak := &survey.Question{
		ID: "speak", Kind: survey.Many, Purpose: survey.Speak, From: wanted.ID, Title: "Which of them could you speak about?",
		Hint:    "Ten minutes or an hour, alone or with somebody. Leave it empty if you would rather listen.",
		Options: wanted.Options, Groups: wanted.Groups,
	}
	wanted.Options = append(wanted.Options[:len(wanted.Options):len(wanted.Options)], blankLine("Something else"))
	return []*survey.Question{wanted, speak}
}

func (o *outline) question(id string, purpose survey.Purpose, title, hint survey.Text) *survey.Question {
	q := &survey.Question{ID: id, Kind: survey.Many, Purpose: purpose, Title: title, Hint: hint}
	var labels []string
	for _, g := range o.groups {
		for _, t := range g.topics {
			labels = append(labels, t.label)
		}
	}
	ids, groups := slugs{"other": true, "none": true}.options(labels), slugs{}
	for _, g := range o.groups {
		group := ""
		if g.label != "" {
			group = groups.unique(slugOf(g.label, fillers), fmt.Sprintf("group_%d", len(q.Groups)+1))
			q.Groups = append(q.Groups, survey.Group{ID: group, Label: survey.Text(g.label)})
		}
		for _, t := range g.topics {
			q.Options = append(q.Options, survey.Option{
				ID: ids[len(q.Options)], Label: survey.Text(t.label), Hint: survey.Text(t.hint), Group: group,
			})
		}
	}
	return q
}

func blankLine(label survey.Text) survey.Option {
	return survey.Option{ID: "other", Label: label, Written: true}
}

// usualQuestions are what every group wants to know before it meets.
func usualQuestions() []*survey.Question {
	const long = 2000
	return []*survey.Question{
		choiceOf("style", survey.Many, survey.NoPurpose, "What should a meeting be like?",
			"speaker", "A speaker", "hands_on", "Hands-on", "discussion", "Open discussion", "social", "Social with food"),
		choiceOf("frequency", survey.One, survey.NoPurpose, "How often would you come?",
			"twice_monthly", "Twice a month", "monthly", "Once a month", "bimonthly", "Every other month", "quarterly", "Once a quarter"),
		choiceOf("times", survey.Many, survey.Time, "When could you come?",
			"weekday_lunch", "Weekday lunch", "weekday_afternoon", "Weekday late afternoon", "weekday_evening", "Weekday evening",
			"saturday_morning", "Saturday morning", "saturday_afternoon", "Saturday afternoon"),
		choiceOf("place", survey.One, survey.NoPurpose, "In person or online?", "in_person", "In person", "online", "Online", "both", "Both"),
		choiceOf("help", survey.Many, survey.Help, "Would you take part?",
			"join", "I would join", "organise", "I would help organise", "host", "I could host a meeting", "sponsor_food", "I could sponsor food"),
		{ID: "anything", Kind: survey.Long, Title: "Anything else you would like us to know?", MaxLength: long},
		{ID: "name", Kind: survey.Short, Purpose: survey.Contact, Title: "Your name", MaxLength: 100},
		{ID: "email", Kind: survey.Email, Purpose: survey.Contact, Title: "Your email address", MaxLength: 254},
		{
			ID: "consent", Kind: survey.Agree, Purpose: survey.Contact, Title: "May we contact you?",
			Statement: "Yes, the organisers may write to me about this group.",
		},
	}
}

// choiceOf is a question whose options are given as ids and labels in turn.
func choiceOf(id string, kind survey.Kind, purpose survey.Purpose, title survey.Text, options ...string) *survey.Question {
	q := &survey.Question{ID: id, Kind: kind, Purpose: purpose, Title: title}
	for i := 0; i < len(options); i += 2 {
		q.Options = append(q.Options, survey.Option{ID: options[i], Label: survey.Text(options[i+1])})
	}
	return q
}
