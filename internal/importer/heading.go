package importer

import "strings"

// rowsOf takes titles such as “Heading - Row” apart, where several columns have one heading.
func rowsOf(columns []*column, between, behind string) {
	if len(columns) < 2 {
		return
	}
	common := columns[0].title
	for _, c := range columns[1:] {
		common = commonStart(common, c.title)
	}
	at := strings.LastIndex(common, between)
	if at < 0 {
		return
	}
	for _, c := range columns {
		c.grid = strings.TrimSpace(c.title[:at])
		c.row = strings.TrimSpace(strings.TrimSuffix(c.title[at+len(between):], behind))
	}
}

func commonStart(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return a[:n]
}

// headed groups columns by their headings, in the order of the file; those without one stand in no group.
func headed(columns []*column) [][]*column {
	var groups [][]*column
	at := map[string]int{}
	for _, c := range columns {
		if c.row == "" || c.read != nil {
			continue
		}
		key := foldLabel(c.grid)
		i, known := at[key]
		if !known {
			i = len(groups)
			at[key] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], c)
	}
	return groups
}
