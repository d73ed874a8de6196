package importer

import "strings"

// koboToolbox writes what it knows of a submission under names that begin with a line, and the form's start
// and end where the form asks for them. A question of several picks is a column of all of them, with a blank
// between, and a column for every option that holds 1 or 0: topics, topics/bread, topics/soup.
func koboToolbox() tool {
	return tool{
		name: "KoboToolbox", needs: []role{sentRole, numberRole}, own: koboOwn, utc: true,
		headers: []header{{"en", map[string]role{
			"submission time": sentRole, "uuid": numberRole, "start": begunRole, "end": ownRole, "today": ownRole, "deviceid": networkRole,
			"username": ownRole, "phonenumber": ownRole, "simserial": networkRole, "subscriberid": networkRole, "audit": ownRole,
		}}},
		shape: shapeKobo,
	}
}

func koboOwn(title string) role {
	if strings.HasPrefix(title, "_") || strings.HasPrefix(title, "meta/") || strings.HasPrefix(title, "formhub/") {
		return ownRole
	}
	return question
}

// shapeKobo puts the options together and leaves the groups out of the titles: a question in a group is
// about_you/role.
func shapeKobo(l *layout) {
	byHeading := map[string][]*column{}
	var headings []string
	for _, c := range l.columns {
		heading := l.above(c)
		if heading == "" {
			continue
		}
		if byHeading[heading] == nil {
			headings = append(headings, heading)
		}
		byHeading[heading] = append(byHeading[heading], c)
	}
	for _, heading := range headings {
		columns := byHeading[heading]
		for _, c := range columns {
			c.grid, c.row = heading, c.title[len(heading)+1:]
		}
		if len(columns) < 2 || !l.ticked(columns) {
			for _, c := range columns {
				c.grid, c.row = "", ""
			}
		}
	}
	l.withoutGroups()
	l.likert()
	for _, c := range l.columns {
		c.spaced = true
	}
}

// above gives the question that a column is an option of, or its group. An option may have a stroke in its
// own words.
func (l *layout) above(c *column) string {
	heading := ""
	for _, other := range l.columns {
		if len(other.title) > len(heading) && strings.HasPrefix(c.title, other.title+"/") {
			heading = other.title
		}
	}
	if at := strings.LastIndex(c.title, "/"); heading == "" && at > 0 && at < len(c.title)-1 {
		heading = c.title[:at]
	}
	return heading
}

// withoutGroups shortens group/question where nothing else has the title that is left.
func (l *layout) withoutGroups() {
	times := map[string]int{}
	last := func(title string) string { return title[strings.LastIndex(title, "/")+1:] }
	for _, c := range l.columns {
		times[foldTitle(last(c.title))]++
	}
	for _, c := range l.columns {
		if short := last(c.title); short != "" && !strings.Contains(c.title, " / ") && times[foldTitle(short)] == 1 {
			c.rename(short)
		}
	}
}
