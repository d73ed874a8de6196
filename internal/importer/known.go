package importer

import (
	"slices"
	"strconv"

	"muster/internal/survey"
)

// knownOptions are the labels and aliases of a question, and the ways in which forms that lack groups
// tell equal labels apart. A label that stands for two options is not known: nobody can say which.
func knownOptions(q *survey.Question) map[string]string {
	known, twice := map[string]string{}, map[string]bool{}
	add := func(label, id string) {
		key := foldLabel(label)
		if other, taken := known[key]; taken && other != id {
			twice[key] = true
		}
		known[key] = id
	}
	for _, o := range q.Options {
		add(string(o.Label), o.ID)
		for _, alias := range o.Aliases {
			add(alias, o.ID)
		}
	}
	for key := range twice {
		delete(known, key)
	}
	for _, o := range q.Options {
		for _, long := range longLabels(q, o) {
			if key := foldLabel(long); known[key] == "" {
				known[key] = o.ID
			}
		}
	}
	delete(known, "")
	return known
}

func longLabels(q *survey.Question, o survey.Option) []string {
	var out []string
	if o.Hint != "" {
		out = append(out, string(o.Label+" ("+o.Hint+")"), string(o.Label+" - "+o.Hint))
	}
	if at := slices.IndexFunc(q.Groups, func(g survey.Group) bool { return g.ID == o.Group }); at >= 0 {
		group := q.Groups[at].Label
		out = append(out, string(group+": "+o.Label), string(group+" - "+o.Label), string(o.Label+" ("+group+")"))
	}
	return out
}

func knownPoints(q *survey.Question) map[string]string {
	known := map[string]string{}
	for _, p := range q.Points {
		value := strconv.Itoa(p.Value)
		known[value] = value
		if p.Label != "" {
			known[value+" - "+foldLabel(string(p.Label))] = value
		}
	}
	for _, p := range q.Points { // a label wins over a number that looks like it
		if p.Label != "" {
			known[foldLabel(string(p.Label))] = strconv.Itoa(p.Value)
		}
	}
	return known
}
