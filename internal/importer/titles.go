package importer

import "muster/internal/survey"

// titles lists the questions by the titles a file may give them, in the order of the survey: of two
// questions with one title the first column is the first question. A row of a grid and a level are
// also known by their own words alone, as some tools write them.
func (m *matching) titles() map[string][]*survey.Question {
	titles := map[string][]*survey.Question{}
	add := func(title survey.Text, q *survey.Question) {
		key := foldTitle(string(title))
		titles[key] = append(titles[key], q)
	}
	for _, s := range m.languages {
		for i, q := range s.Questions {
			switch {
			case q.Grid != "":
				add(q.Grid+" ["+q.Title+"]", m.survey.Questions[i])
			case q.LevelOf != "":
				add(s.Question(q.LevelOf).Title+" ["+q.Title+"]", m.survey.Questions[i])
			default:
				add(q.Title, m.survey.Questions[i])
			}
		}
	}
	for _, s := range m.languages {
		for i, q := range s.Questions {
			if q.Grid != "" || q.LevelOf != "" {
				add(q.Title, m.survey.Questions[i])
			}
		}
	}
	return titles
}

// called are the questions that a column may be by its title: as the file has it, as the form had it, and, in
// files that have codes in the place of words, by the question's id.
func (m *matching) called(c *column, titles map[string][]*survey.Question) []*survey.Question {
	var all []*survey.Question
	if c.members == nil {
		all = append(all, titles[foldTitle(m.layout.table.Header[c.index])]...)
	}
	all = append(all, titles[foldTitle(c.title)]...)
	for _, q := range m.survey.Questions {
		if coded(c, q) {
			all = append(all, q)
		}
	}
	return all
}

// coded tells that a column is called by the question's id.
func coded(c *column, q *survey.Question) bool {
	return foldTitle(c.title) == foldTitle(q.ID)
}

// languages gives a survey in each of its languages, itself first.
func languages(s *survey.Survey) []*survey.Survey {
	all := []*survey.Survey{s}
	for _, tag := range s.Languages {
		if tag != s.Language {
			all = append(all, s.In(tag))
		}
	}
	return all
}

// said gives a question in each of the survey's languages, itself first.
func (m *matching) said(q *survey.Question) []*survey.Question {
	var said []*survey.Question
	for _, s := range m.languages {
		said = append(said, s.Question(q.ID))
	}
	return said
}

func (m *matching) config(c *column, q *survey.Question) bindConfig {
	config := bindConfig{column: c, question: q, translations: m.said(q)[1:], dates: m.dates, coded: coded(c, q)}
	for _, s := range m.languages {
		config.languages = append(config.languages, s.Language)
	}
	return config
}
