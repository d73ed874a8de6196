package dashboard

import (
	"encoding/json"

	"muster/internal/survey"
)

// node is a part of a JSON Schema of the draft of 2020-12. Keys come in this order in every file.
type node struct {
	Schema      string           `json:"$schema,omitempty"`
	Title       string           `json:"title,omitempty"`
	Description string           `json:"description,omitempty"`
	Ref         string           `json:"$ref,omitempty"`
	Type        string           `json:"type,omitempty"`
	Const       string           `json:"const,omitempty"`
	Enum        []string         `json:"enum,omitempty"`
	Pattern     string           `json:"pattern,omitempty"`
	MinLength   int              `json:"minLength,omitempty"`
	MaxLength   int              `json:"maxLength,omitempty"`
	Minimum     *int             `json:"minimum,omitempty"`
	Maximum     *int             `json:"maximum,omitempty"`
	MinItems    int              `json:"minItems,omitempty"`
	MaxItems    int              `json:"maxItems,omitempty"`
	Unique      bool             `json:"uniqueItems,omitempty"`
	Items       *node            `json:"items,omitempty"`
	Required    []string         `json:"required,omitempty"`
	Properties  map[string]*node `json:"properties,omitempty"`
	Closed      *bool            `json:"additionalProperties,omitempty"`
	OneOf       []*node          `json:"oneOf,omitempty"`
	Not         *node            `json:"not,omitempty"`
	AnyOf       []*node          `json:"anyOf,omitempty"`
	Definitions map[string]*node `json:"$defs,omitempty"`
}

// Schema gives the shape of a dashboard file as a JSON Schema, with which an editor completes keys,
// explains them and marks mistakes while one writes. What only a reading of the whole file can tell,
// Parse tells.
func Schema() ([]byte, error) {
	root := object(map[string]*node{
		"id":     {Type: "string", Pattern: dashboardID.String(), Description: "Part of the page's address. A file with the id of one that comes with Muster takes its place."},
		"title":  {Type: "string", MinLength: 1, MaxLength: maxText, Description: "Heads the page."},
		"intro":  {Type: "string", MaxLength: maxText, Description: "A sentence or two below the title."},
		"order":  {Type: "integer", Description: "Place among the dashboards; lower comes first."},
		"panels": {Type: "array", MinItems: 1, MaxItems: maxPanels, Items: panelNode(), Description: "What the page shows, in order."},
	}, "id", "title", "panels")
	root.Schema, root.Title = "https://json-schema.org/draft/2020-12/schema", "A Muster dashboard"
	root.Definitions = map[string]*node{"purpose": purposeNode(), "side": sideNode()}
	data, err := json.MarshalIndent(root, "", "  ")
	return append(data, '\n'), err
}

// object takes no keys but those given.
func object(properties map[string]*node, required ...string) *node {
	return &node{Type: "object", Properties: properties, Required: required, Closed: new(bool)}
}

func words(description string, choices []string) *node {
	return &node{Type: "string", Enum: choices, Description: description}
}

func purposeNode() *node {
	return words("Finds the question in any survey by what it is for.", purposes)
}

func sideNode() *node {
	side := object(map[string]*node{
		"purpose":  {Ref: "#/$defs/purpose"},
		"question": questionNode(),
		"by":       words("Options or groups of the question; source or language need none.", sides),
	})
	side.AnyOf = []*node{{Required: []string{"purpose"}}, {Required: []string{"question"}}, {Required: []string{"by"}}}
	return side
}

func questionNode() *node {
	return &node{Type: "string", MinLength: 1, Description: "The id of a question of the survey."}
}

// panelNode has one alternative a kind, so that an editor offers only what means something there.
func panelNode() *node {
	var kinds []*node
	for _, r := range ruleList() {
		properties := commonNodes()
		properties["kind"] = &node{Const: string(r.kind), Description: "What the panel finds out."}
		for _, key := range r.keys {
			properties[key] = keyNode(r.kind, key)
		}
		alternative := object(properties, append([]string{"kind"}, needed(r.kind)...)...)
		alternative.ask(r.kind)
		kinds = append(kinds, alternative)
	}
	return &node{AnyOf: append(kinds, eachNode())}
}

// ask says how a question may be named: by its purpose or its id.
func (n *node) ask(k Kind) {
	both := &node{Required: []string{"purpose", "question"}}
	switch {
	case k.asks(), k == TogetherKind, k == ChangeKind:
		n.OneOf = []*node{{Required: []string{"purpose"}}, {Required: []string{"question"}}}
	case k == VoicesKind:
		n.Properties["purpose"] = words("The question in whose words people told what they would like help with.", []string{string(survey.Challenge)})
		n.Not = both
	case k == FiguresKind:
		n.Not = both
	}
}

// needed are the keys that a kind cannot do without.
func needed(k Kind) []string {
	switch k {
	case CrosstabKind:
		return []string{"rows", "columns"}
	case SQLKind:
		return []string{"title", "sql"}
	}
	return nil
}

func eachNode() *node {
	properties := commonNodes()
	delete(properties, "title")
	properties["each"] = words("One panel for every question that has none of its own.", eaches)
	for _, key := range []string{"sort", "limit", "most"} {
		properties[key] = keyNode(RankingKind, key)
	}
	return object(properties, "each")
}

// commonNodes are the keys of every panel.
func commonNodes() map[string]*node {
	return map[string]*node{
		"title":  {Type: "string", MaxLength: maxText, Description: "Heads the panel; by default the question does."},
		"note":   {Type: "string", MaxLength: maxText, Description: "What you want to say about it."},
		"width":  words("How much of a broad screen it takes.", widths),
		"unless": {Type: "array", Unique: true, Items: &node{Ref: "#/$defs/purpose"}, Description: "A survey with a question for one of these goes without the panel."},
	}
}

// keyNode describes a key that means something for some kinds.
func keyNode(k Kind, key string) *node {
	switch key {
	case "purpose":
		if k == VoicesKind {
			return words("Finds the question whose texts are meant; without it, all of them.", []string{string(survey.Challenge)})
		}
		return &node{Ref: "#/$defs/purpose"}
	case "question":
		return questionNode()
	case "rows", "columns":
		return &node{Ref: "#/$defs/side"}
	case "show":
		return &node{Type: "array", Unique: true, Items: &node{Type: "string", Enum: figures}, Description: "Which figures, in order."}
	case "by":
		return words("By what the panel divides.", divisions(k))
	case "sort":
		return words("The order of the lines.", sortsOf(k))
	case "colour":
		return words("What colours a cell.", colours)
	case "draw":
		return words("What is drawn.", drawings(k))
	case "sql":
		return &node{Type: "string", MinLength: 1, MaxLength: maxSQL, Description: "One SELECT over the tables answers, picks and options."}
	case "since":
		return &node{Type: "string", Pattern: `^\d{4}-\d{2}-\d{2}$`, Description: "The first day of the later period."}
	case "speakers":
		return &node{Type: "boolean", Description: "Only topics that somebody could speak about."}
	}
	return numberNode(key)
}

func numberNode(key string) *node {
	says := map[string]string{
		"limit":     "How many are drawn; the table has all.",
		"most":      "How many panels at the most.",
		"meetings":  "How many meetings to plan.",
		"per_group": "Topics of one group at the most; 0: any number.",
	}
	n := &node{Type: "integer", Minimum: new(int), Description: says[key]}
	if key == "meetings" {
		n.Maximum = new(MostMeetings)
	}
	return n
}

func divisions(k Kind) []string {
	switch k {
	case TrendKind:
		return spans
	case FunnelKind:
		return courses
	case ChangeKind:
		return []string{"periods", "sources"}
	}
	return units
}

func sortsOf(k Kind) []string {
	if k == CrosstabKind {
		return []string{"survey", "size"}
	}
	return sorts
}

func drawings(k Kind) []string {
	if k == TogetherKind {
		return []string{"graph", "matrix"}
	}
	return []string{"bars", "columns", "line", "none"}
}
