package importer

import "fmt"

// A column that several questions share may hold two values of one that takes one. Such a question is never given two
// answers: the first that stands in the cell counts, whoever imports the file is told, and while a survey is being
// made is asked whether it should take several.

// first leaves one answer of what a cell gives to a question that takes one, the first pick before any own words.
func (b *binding) first(r *reading, picks []string) []string {
	switch {
	case len(picks) > 0:
		r.surplus, r.words = append(r.surplus, r.words...), nil
		return picks[:1]
	case len(r.words) > 1 && b.column.decided.shares():
		r.surplus, r.words = append(r.surplus, r.words[1:]...), r.words[:1]
	}
	return picks
}

// outdo counts what a reading left out.
func (c *count) outdo(r reading) {
	if len(r.surplus) > 0 {
		c.crowded++
	}
	for _, value := range r.surplus {
		c.surplus[value]++
	}
}

// gaveSeveral says how many people gave more than a question takes.
func (c count) gaveSeveral() string {
	return fmt.Sprintf("of %s, %d gave several values, and the question takes one", plural(c.answered, "person", "people"), c.crowded)
}

// firstCounts says what is left out of that.
func (c count) firstCounts() string {
	var left []string
	for _, value := range byCount(c.surplus) {
		left = append(left, fmt.Sprintf("“%s” (%d)", shorten(value), c.surplus[value]))
	}
	return "the first counts, and left out behind it are " + listed(left, 20)
}

// several counts the answers that hold more than one value, with the commonest two that stand together.
func (inv *inventory) several() (people int, example string) {
	most := 0
	for _, l := range inv.lists {
		if len(l.values) < 2 {
			continue
		}
		people += l.count
		if l.count > most {
			most = l.count
			example = fmt.Sprintf("“%s” and “%s”", shorten(inv.values[l.values[0]].label()), shorten(inv.values[l.values[1]].label()))
		}
	}
	return people, example
}

// tooNarrow says that a question which was said to take one option is answered with several; "" when it is not.
func (inv *inventory) tooNarrow(column, question string, answered int) string {
	people, example := inv.several()
	if people == 0 {
		return ""
	}
	return fmt.Sprintf("column “%s”: of %s, %d gave several values of “%s”, such as %s, and it was said to take one option; "+
		"let it take several options (kind: many), or the first of them counts and the others are left out",
		shorten(column), plural(answered, "person", "people"), people, shorten(question), example)
}

// manyInOne says that the cells of a column which was said to take one option hold several, so that each list of picks
// would become an option by itself.
func (inv *inventory) manyInOne(c *column) string {
	people, example := inv.several()
	if people == 0 {
		return ""
	}
	return fmt.Sprintf("column “%s”: of %s, %d gave several options, such as %s, and it was said to take one; "+
		"let it take several options (kind: many), or say that a cell is one value (separator: none)",
		shorten(c.title), plural(c.answered, "person", "people"), people, example)
}
