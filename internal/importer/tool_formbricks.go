package importer

import (
	"regexp"
	"strings"
)

// formbricks numbers its questions; everything else is its own: metadata before them, hidden fields and what is
// known of the person behind them. A question of picks stands twice, by the labels joined by “; ” and by the
// ids of the options joined by “, ”. So its exporter writes them.
func formbricks() tool {
	return tool{
		name: "Formbricks", needs: []role{numberRole, sentRole, finishedRole}, own: formbricksOwn,
		headers: []header{{"en", map[string]role{
			"no": ownRole, "response id": numberRole, "timestamp": sentRole, "finished": finishedRole, "language": spokenRole,
		}}},
		shape: shapeFormbricks,
	}
}

var numbered = regexp.MustCompile(`^(\d{1,3})\. (.+)$`)

func formbricksOwn(title string) role {
	folded := foldTitle(title)
	switch {
	case numbered.MatchString(title) && !strings.HasSuffix(title, " - Option ID"):
		return question
	case strings.HasPrefix(folded, "useragent"), strings.HasPrefix(folded, "ip address"), folded == "country":
		return networkRole
	}
	return ownRole
}

// shapeFormbricks takes the numbers from the titles. The rows of a matrix are “1. Headline - Row”, so
// several columns have one number.
func shapeFormbricks(l *layout) {
	byNumber := map[string][]*column{}
	for _, c := range l.columns {
		if m := numbered.FindStringSubmatch(c.title); m != nil {
			c.title = m[2]
			byNumber[m[1]] = append(byNumber[m[1]], c)
		}
	}
	for _, columns := range byNumber {
		rowsOf(columns, " - ", "")
	}
	l.rankings()
}
