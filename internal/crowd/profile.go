package crowd

import (
	"muster/internal/survey"
	"muster/internal/yamldoc"
)

// Profile describes who answers a survey and what they want. It is read by ParseProfile and belongs
// to the survey it was checked against.
type Profile struct{ file profileFile }

// profileFile is the shape of a crowd file.
type profileFile struct {
	Survey    string         `yaml:"survey"`
	Weeks     int            `yaml:"weeks"`
	Waves     []wave         `yaml:"waves"`
	Everyone  tendencies     `yaml:"everyone"`
	People    []kind         `yaml:"people"`
	Interests []interest     `yaml:"interests"`
	Skip      map[string]int `yaml:"skip"`
	Words     []wordList     `yaml:"words"`
	Contact   contactShares  `yaml:"contact"`
	Languages map[string]int `yaml:"languages"` // weights; without them most use the survey's first
	Flagged   int            `yaml:"flagged"`   // per cent of responses that look as if no person had given them
}

// tendencies are, by question and by option, group or “all”: for many and slots the chance in per
// cent that the option is picked, for everything else its weight beside the others. Numbers and dates
// have their bins for options.
type tendencies map[string]map[string]int

// all stands for every option of a question.
const all = "all"

// wave is a swell of answers after something happened. What the waves leave of 100 comes evenly.
type wave struct {
	Name  string `yaml:"name"`
	Day   int    `yaml:"day"`   // after the first
	Share int    `yaml:"share"` // per cent of all answers
	Fades int    `yaml:"fades"` // days after which half of them have come
}

// kind is a sort of person; its answers go before everyone's.
type kind struct {
	Name    string     `yaml:"name"`
	Share   int        `yaml:"share"` // weight beside the other kinds
	Answers tendencies `yaml:"answers"`
}

// interest is something that people of any kind may hold, and that draws options together: a person
// who holds it has the odds of these options multiplied, in per cent.
type interest struct {
	Name  string     `yaml:"name"`
	Share int        `yaml:"share"` // per cent of people who hold it
	Odds  tendencies `yaml:"odds"`
}

// wordList is what people write where words are asked for: in a text, or beside “other”. A question may
// have several; who fits more than one writes from the first whose chance comes true.
type wordList struct {
	Question string            `yaml:"question"`
	Chance   int               `yaml:"chance"` // per cent of people who write something
	People   []string          `yaml:"people"` // names of kinds of people; none: all
	When     map[string]string `yaml:"when"`   // only those who picked these options
	Texts    []string          `yaml:"texts"`
}

// contactShares say how many people leave contact details, in per cent.
type contactShares struct {
	Given   int `yaml:"given"`
	Consent int `yaml:"consent"` // of those who gave some
}

// ParseProfile reads a crowd file for a survey. name is used in the problems' places. When problems
// is not empty there is no profile.
func ParseProfile(name string, data []byte, s *survey.Survey) (*Profile, yamldoc.Problems) {
	p := &Profile{file: profileFile{Weeks: 8, Contact: contactShares{Given: 45, Consent: 75}}}
	doc := yamldoc.Decode(name, data, &p.file)
	if !doc.Broken() {
		c := checker{doc: doc, file: &p.file, survey: s}
		c.run()
	}
	if problems := doc.Problems(); len(problems) > 0 {
		return nil, problems
	}
	return p, nil
}
