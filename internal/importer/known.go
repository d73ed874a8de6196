package importer

import (
	"slices"
	"strconv"

	"muster/internal/survey"
)

// knownOptions are the labels of a question in every language and its aliases, and the ways in which
// forms that lack groups tell equal labels apart. A label that stands for two options is not known:
// nobody can say which.
func knownOptions(said []*survey.Question) map[string]string {
	known, twice := map[string]string{}, map[string]bool{}
	add := func(label, id string) {
		key := foldLabel(label)
		if other, taken := known[key]; taken && other != id {
			twice[key] = true
		}
		known[key] = id
	}
	for _, q := range said {
		for _, o := range q.Options {
			add(string(o.Label), o.ID)
			for _, alias := range o.Aliases {
				add(alias, o.ID)
			}
		}
	}
	for key := range twice {
		delete(known, key)
	}
	addLong(known, said)
	delete(known, "")
	return known
}

// addLong adds what an option may also be called where nothing else is called so.
func addLong(known map[string]string, said []*survey.Question) {
	for _, q := range said {
		for _, o := range q.Options {
			for _, long := range longLabels(q, o) {
				if key := foldLabel(long); known[key] == "" {
					known[key] = o.ID
				}
			}
		}
	}
}

// addCodes adds the options' ids, for a column that has them in the place of words.
func addCodes(known map[string]string, q *survey.Question) {
	for _, o := range q.Options {
		if key := foldLabel(o.ID); known[key] == "" {
			known[key] = o.ID
		}
	}
}

func longLabels(q *survey.Question, o survey.Option) []string {
	if q.Kind == survey.YesNo {
		return affirmations()[o.ID]
	}
	var out []string
	if o.Hint != "" {
		out = append(out, string(o.Label+" ("+o.Hint+")"), string(o.Label+" - "+o.Hint))
	}
	if at := slices.IndexFunc(q.Groups, func(g survey.Group) bool { return g.ID == o.Group }); at >= 0 {
		group := q.Groups[at].Label
		label := o.Label
		if part, ok := partOf(q, o); ok {
			out = append(out, string(group+" "+part), string(group+", "+part))
			label = part
		}
		out = append(out, string(group+": "+label), string(group+" - "+label), string(label+" ("+group+")"))
	}
	return out
}

// partOf gives the part of the day of a slot.
func partOf(q *survey.Question, o survey.Option) (survey.Text, bool) {
	for _, part := range q.Parts {
		if o.ID == o.Group+"_"+part.ID {
			return part.Label, true
		}
	}
	return "", false
}

// affirmations are the words for yes and no in the languages that Muster speaks, and what
// spreadsheets make of them.
func affirmations() map[string][]string {
	return map[string][]string{
		"yes": {"yes", "ja", "sí", "si", "oui", "نعم", "true", "y", "1"},
		"no":  {"no", "nein", "non", "لا", "false", "n", "0"},
	}
}

func knownPoints(said []*survey.Question) map[string]string {
	known := map[string]string{}
	for _, p := range said[0].Points {
		value := strconv.Itoa(p.Value)
		known[value] = value
	}
	for _, q := range said {
		for _, p := range q.Points { // a label wins over a number that looks like it
			if p.Label != "" {
				known[strconv.Itoa(p.Value)+" - "+foldLabel(string(p.Label))] = strconv.Itoa(p.Value)
				known[foldLabel(string(p.Label))] = strconv.Itoa(p.Value)
			}
		}
	}
	return known
}

// knownStatements are the words of a consent in every language, as shown, by what a file makes of them.
func knownStatements(said []*survey.Question) map[string]string {
	known := map[string]string{}
	for _, q := range said {
		known[foldTitle(string(q.Statement))] = string(q.Statement)
	}
	return known
}

func knownUnits(said []*survey.Question) []string {
	var units []string
	for _, q := range said {
		if q.Unit != "" {
			units = append(units, foldLabel(string(q.Unit)))
		}
	}
	return units
}
