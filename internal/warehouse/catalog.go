package warehouse

import (
	"fmt"
	"slices"

	"muster/internal/survey"
)

// catalog is the surveys of a database and how their answers lie in it. Nobody changes one.
type catalog struct {
	layouts []*layout
	surveys map[string]*layout
}

func newCatalog(surveys []*survey.Survey) (*catalog, error) {
	c := &catalog{surveys: map[string]*layout{}}
	for _, s := range surveys {
		if c.surveys[s.ID] != nil {
			return nil, fmt.Errorf("two surveys have the id %q", s.ID)
		}
		c.add(newLayout(s, len(c.layouts)))
	}
	return c, nil
}

func (c *catalog) add(l *layout) { c.layouts, c.surveys[l.survey.ID] = append(c.layouts, l), l }

// kinship is what has to be done to a database of one catalog for it to be one of another.
type kinship struct {
	added  []*layout // surveys that are new
	others bool      // the words of surveys that stay are new
	apart  bool      // nothing will do but to build another
}

// kin compares the database as it is with what it is to be.
func (c *catalog) kin(next *catalog) kinship {
	k := kinship{apart: slices.ContainsFunc(c.layouts, func(l *layout) bool { return next.surveys[l.survey.ID] == nil })}
	for _, l := range next.layouts {
		was := c.surveys[l.survey.ID]
		switch {
		case was == nil:
			k.added = append(k.added, l)
		case was.print != l.print:
			k.apart = true
		case was.survey.Version() != l.survey.Version():
			k.others = true
		}
	}
	return k
}

func (k kinship) same() bool { return !k.apart && !k.others && len(k.added) == 0 }
