package importer

import (
	"fmt"
	"slices"
)

// File gives the mapping as a file for a person to correct: beside what was decided it tells, in comments,
// what each column holds, and lists what was not taken with what it may have been meant for.
func (r *Report) File() ([]byte, error) {
	said := remarks{"": {
		"What Muster understands of this form. Correct it and give it to muster import --mapping.",
		"Whatever is removed is found out anew. Values can be given an option, skip: true or own: true.",
	}}
	for i, c := range r.Mapping.Columns {
		at := slices.IndexFunc(r.Columns, func(report ColumnReport) bool {
			return report.Title == c.Column && report.Nth == max(c.Nth, 1)
		})
		if at < 0 {
			continue
		}
		path := fmt.Sprintf("columns[%d]", i)
		said[path] = append([]string{""}, r.Columns[at].remarks()...)
		said[path+"+"] = r.Columns[at].open(len(c.Values) > 0)
	}
	for _, c := range r.Columns {
		if c.Use == Unknown {
			said["end"] = append(said["end"], fmt.Sprintf("- column: %s", (&mappingWriter{}).scalar(c.Title)))
		}
	}
	if len(said["end"]) > 0 {
		said["end"] = append([]string{"", "The survey has no place for these. Say which questions: [id] they answer, or skip: true."}, said["end"]...)
	}
	return r.Mapping.write(said)
}

// remarks say what a column holds.
func (c ColumnReport) remarks() []string {
	lines := []string{answers(c.Answered)}
	if c.Kind != "" {
		lines[0] += ", of kind " + string(c.Kind)
	}
	var found []string
	own := 0
	for _, v := range c.Values {
		switch {
		case v.Option != "":
			found = append(found, fmt.Sprintf("“%s” (%d)", shorten(v.Value), v.People))
		case v.Own:
			own++
		}
	}
	if len(found) > 0 {
		lines = append(lines, "found: "+listed(found, 40))
	}
	if own > 0 {
		lines = append(lines, plural(own, "value is", "values are")+" kept as own words")
	}
	return lines
}

// open lists the values that were not taken, ready to be decided about.
func (c ColumnReport) open(begun bool) []string {
	var lines []string
	for _, v := range c.Values {
		if v.Option != "" || v.Own || v.Skip {
			continue
		}
		w := &mappingWriter{}
		meaning := "skip: true"
		if v.Nearest != "" {
			meaning = "option: " + w.scalar(v.Nearest)
		}
		lines = append(lines, fmt.Sprintf("- {value: %s, %s} # %s", w.scalar(v.Value), meaning, answers(v.People)))
	}
	if len(lines) > 0 && !begun {
		lines = append([]string{"values:"}, lines...)
	}
	if len(lines) > 0 {
		lines = append([]string{"Not taken; remove the # where this is what is meant:"}, lines...)
	}
	return lines
}
