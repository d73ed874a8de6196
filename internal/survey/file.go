package survey

// The shape of a survey file. It is kept apart from Survey so that the file can offer short
// forms (grid, levels, options_from) that the rest of the program never has to think about.
type file struct {
	ID        string     `yaml:"id,omitempty"`
	Title     texts      `yaml:"title,omitempty"`
	Intro     texts      `yaml:"intro,omitempty"`
	Thanks    texts      `yaml:"thanks,omitempty"`
	Privacy   texts      `yaml:"privacy,omitempty"`
	Language  string     `yaml:"language,omitempty"`
	Languages []string   `yaml:"languages,omitempty"`
	TimeZone  string     `yaml:"time_zone,omitempty"`
	Opens     *localTime `yaml:"opens,omitempty"`
	Closes    *localTime `yaml:"closes,omitempty"`
	Closed    bool       `yaml:"closed,omitempty"`
	Synthetic bool       `yaml:"synthetic,omitempty"`

	Most         int      `yaml:"most_responses,omitempty"`
	Invited      bool     `yaml:"invited,omitempty"`
	AccessWord   string   `yaml:"access_word,omitempty"`
	ProofOfWork  bool     `yaml:"proof_of_work,omitempty"`
	Embed        []string `yaml:"embed,omitempty"`
	Short        string   `yaml:"short,omitempty"`
	KeepAnswers  *Span    `yaml:"keep_answers,omitempty"`
	KeepContacts *Span    `yaml:"keep_contacts,omitempty"`
	KeepDrafts   *Span    `yaml:"keep_drafts,omitempty"`

	Layout    Layout         `yaml:"layout,omitempty"`
	Questions []fileQuestion `yaml:"questions,omitempty"`
	Sections  []fileSection  `yaml:"sections,omitempty"`
}

type fileSection struct {
	ID        string         `yaml:"id,omitempty"`
	Title     texts          `yaml:"title,omitempty"`
	Intro     texts          `yaml:"intro,omitempty"`
	ShowIf    *fileCondition `yaml:"show_if,omitempty"`
	Questions []fileQuestion `yaml:"questions,omitempty"`
}

// grid is the kind of the file that is written out as a Scale for every statement.
const grid Kind = "grid"

type fileQuestion struct {
	ID          string          `yaml:"id,omitempty"`
	Kind        Kind            `yaml:"kind,omitempty"`
	Purpose     Purpose         `yaml:"purpose,omitempty"`
	Title       texts           `yaml:"title,omitempty"`
	Hint        texts           `yaml:"hint,omitempty"`
	Statement   texts           `yaml:"statement,omitempty"`
	Required    bool            `yaml:"required,omitempty"`
	ShowIf      *fileCondition  `yaml:"show_if,omitempty"`
	Options     []fileOption    `yaml:"options,omitempty"`
	Groups      []fileGroup     `yaml:"groups,omitempty"`
	OptionsFrom string          `yaml:"options_from,omitempty"`
	Other       texts           `yaml:"other,omitempty"`
	None        texts           `yaml:"none,omitempty"`
	Shuffle     bool            `yaml:"shuffle,omitempty"`
	Levels      []fileLevel     `yaml:"levels,omitempty"`
	Yes         texts           `yaml:"yes,omitempty"`
	No          texts           `yaml:"no,omitempty"`
	Days        []string        `yaml:"days,omitempty"`
	Parts       []filePart      `yaml:"parts,omitempty"`
	Min         number          `yaml:"min,omitempty"` // of picks, or what a number may be
	Max         number          `yaml:"max,omitempty"`
	Decimals    int             `yaml:"decimals,omitempty"`
	Unit        texts           `yaml:"unit,omitempty"`
	Bins        []number        `yaml:"bins,omitempty"`
	First       *day            `yaml:"first,omitempty"`
	Last        *day            `yaml:"last,omitempty"`
	Scale       *fileScale      `yaml:"scale,omitempty"`
	NPS         bool            `yaml:"nps,omitempty"`
	Grid        texts           `yaml:"grid,omitempty"`
	Statements  []fileStatement `yaml:"statements,omitempty"`
	MaxLength   int             `yaml:"max_length,omitempty"`
}

type fileOption struct {
	ID      string   `yaml:"id,omitempty"`
	Label   texts    `yaml:"label,omitempty"`
	Hint    texts    `yaml:"hint,omitempty"`
	Aliases []string `yaml:"aliases,omitempty"`
	Quota   int      `yaml:"quota,omitempty"`
	Need    Need     `yaml:"need,omitempty"`

	bare string // what stands there instead of all this; a mistake
}

// Shorthand takes an option that is written as its words alone. It has no id, and one made of the words
// would change with them.
func (o *fileOption) Shorthand(words string) { o.bare = words }

type fileGroup struct {
	ID      string       `yaml:"id,omitempty"`
	Label   texts        `yaml:"label,omitempty"`
	Options []fileOption `yaml:"options,omitempty"`
}

// fileLevel is how much more than a pick somebody can mean.
type fileLevel struct {
	ID      string  `yaml:"id,omitempty"`
	Label   texts   `yaml:"label,omitempty"`
	Hint    texts   `yaml:"hint,omitempty"`
	Purpose Purpose `yaml:"purpose,omitempty"`
}

type fileStatement struct {
	ID    string `yaml:"id,omitempty"`
	Title texts  `yaml:"title,omitempty"`
	Hint  texts  `yaml:"hint,omitempty"`
}

// filePart is a part of the day. One that Muster has a word for may be written as its id alone.
type filePart struct {
	ID    string `yaml:"id,omitempty"`
	Label texts  `yaml:"label,omitempty"`
}

// Shorthand takes the id of a part.
func (p *filePart) Shorthand(id string) { p.ID = id }

type fileScale struct {
	From   int           `yaml:"from,omitempty"`
	To     int           `yaml:"to,omitempty"`
	Labels map[int]texts `yaml:"labels,omitempty"`
}

// fileCondition is a Condition, in full or as what is to be picked by question.
type fileCondition struct {
	Question string          `yaml:"question,omitempty"`
	Any      list            `yaml:"any,omitempty"`
	All      list            `yaml:"all,omitempty"`
	None     list            `yaml:"none,omitempty"`
	Min      int             `yaml:"min,omitempty"`
	Max      int             `yaml:"max,omitempty"`
	Answered bool            `yaml:"answered,omitempty"`
	Every    []fileCondition `yaml:"every,omitempty"`
	Either   []fileCondition `yaml:"either,omitempty"`
	Picks    map[string]list `yaml:"-" yamldoc:"rest"`
}

// list is several ids, or one without brackets.
type list []string

// Shorthand takes a single id.
func (l *list) Shorthand(id string) { *l = list{id} }
