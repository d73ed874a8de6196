package survey

import (
	"fmt"
	"slices"
	"strings"
)

// choice builds the options of a question that lists them or borrows another's.
func (b *builder) choice(path string, f *fileQuestion, q *Question) {
	q.From = f.OptionsFrom
	if len(f.Options) > 0 && len(f.Groups) > 0 && means(f, "groups") {
		b.report(path+".groups", "give either options or groups, not both")
	}
	switch {
	case f.OptionsFrom != "":
		b.borrow(path, f, q)
	case !f.listed():
		b.report(path+".options", "question %q needs options, groups or options_from", q.ID)
	default:
		q.Options, q.Groups = b.list(path, f)
		b.checkList(path, f, q)
	}
	if q.Kind == Ranking {
		flatten(q)
		b.atMost(path+".options", q, MaxRanked)
	}
	b.close(path, f, q)
	b.atMost(path+".options", q, MaxOptions)
	b.picks(path, f, q)
}

func (b *builder) atMost(path string, q *Question, most int) {
	if n := len(q.Options); n > most {
		b.report(path, "%d options; %d is the most", n, most)
	}
}

// flatten takes groups away from what was borrowed: an order of preference has none.
func flatten(q *Question) {
	q.Groups = nil
	for i := range q.Options {
		q.Options[i].Group = ""
	}
}

// list reads the options a question of the file writes out itself.
func (b *builder) list(path string, f *fileQuestion) ([]Option, []Group) {
	var options []Option
	var groups []Group
	names := f.translatesLabels()
	add := func(at, group string, listed []fileOption) {
		for i, o := range listed {
			at := fmt.Sprintf("%s.options[%d]", at, i)
			options = append(options, Option{
				ID: o.ID, Label: b.label(at+".label", o.Label, names), Hint: b.text(at+".hint", o.Hint),
				Group: group, Aliases: o.Aliases, Quota: o.Quota, Need: o.Need,
			})
		}
	}
	add(path, "", f.Options)
	for i, g := range f.Groups {
		at := fmt.Sprintf("%s.groups[%d]", path, i)
		groups = append(groups, Group{ID: g.ID, Label: b.label(at+".label", g.Label, names)})
		add(at, g.ID, g.Options)
	}
	return options, groups
}

// translatesLabels tells whether a label of the question is given by language.
func (f *fileQuestion) translatesLabels() bool {
	given := func(o fileOption) bool { return !o.Label.plain() }
	return slices.ContainsFunc(f.Options, given) || slices.ContainsFunc(f.Groups, func(g fileGroup) bool {
		return !g.Label.plain() || slices.ContainsFunc(g.Options, given)
	})
}

// borrow copies the options that another question writes out.
func (b *builder) borrow(path string, f *fileQuestion, q *Question) {
	at := path + ".options_from"
	from, known := b.asked[f.OptionsFrom]
	switch {
	case !known || from.file == f:
		b.report(at, "no other question has the id %q; name one whose options are to be used", f.OptionsFrom)
	case !means(from.file, "options") || from.file.OptionsFrom != "" || !from.file.listed():
		b.report(at, "question %q has no options of its own to take", f.OptionsFrom)
	case len(f.Options) > 0 || len(f.Groups) > 0:
		b.report(at, "give either options_from or options, not both")
	default:
		lender := &Question{}
		lender.Options, q.Groups = b.list(from.path, from.file)
		q.Options = lender.lent()
	}
}

// close puts "other" and "none" where people look for them: last.
func (b *builder) close(path string, f *fileQuestion, q *Question) {
	if label := b.text(path+".other", f.Other); label != "" {
		q.Options = append(q.Options, Option{ID: otherID, Label: label, Written: true})
	}
	if label := b.text(path+".none", f.None); label != "" {
		q.Options = append(q.Options, Option{ID: noneID, Label: label, Exclusive: true})
	}
}

func (b *builder) checkList(path string, f *fileQuestion, q *Question) {
	b.options(path+".options", f.Options, q, map[string]bool{})
	ids, groups := map[string]bool{}, map[string]bool{}
	for i, g := range f.Groups {
		at := fmt.Sprintf("%s.groups[%d]", path, i)
		b.id(at, g.ID, "group", groups)
		if len(g.Label) == 0 {
			b.report(at+".label", "group %q needs a label", g.ID)
		}
		if len(g.Options) == 0 {
			b.report(at+".options", "group %q has no options; add some or remove it", g.ID)
		}
		b.options(at+".options", g.Options, q, ids)
	}
}

// options checks those that stand side by side.
func (b *builder) options(path string, options []fileOption, q *Question, ids map[string]bool) {
	labels := map[string]bool{}
	for i, o := range options {
		at := fmt.Sprintf("%s[%d]", path, i)
		if o.bare != "" {
			b.report(at, "an option needs an id that stays when its words change; write {id: %s, label: %s}", suggestID(o.bare, ids), inFlow(o.bare))
			continue
		}
		b.id(at, o.ID, "option", ids)
		label := b.label(at+".label", o.Label, true)
		if blank(label) {
			b.report(at+".label", "option %q needs a label", o.ID)
		}
		folded := strings.ToLower(string(label))
		if labels[folded] && folded != "" {
			b.report(at+".label", "label %q stands twice side by side; a respondent cannot tell them apart", label)
		}
		labels[folded] = true
		b.need(at+".need", o.Need, q.Purpose)
		switch {
		case o.Quota < 0:
			b.report(at+".quota", "a quota is how many respondents may pick the option; it cannot be negative")
		case o.Quota > 0 && q.Kind == Ranking:
			b.report(at+".quota", "every respondent ranks the options; a quota means nothing here, remove it")
		}
	}
}

// picks reads how many options may be picked.
func (b *builder) picks(path string, f *fileQuestion, q *Question) {
	if !means(f, "max") {
		return
	}
	q.Min, q.Max = b.count(path+".min", f.Min), b.count(path+".max", f.Max)
	if q.Max > 0 && q.Min > q.Max {
		b.report(path+".max", "max %d is below min %d; nobody could answer", q.Max, q.Min)
	}
	if q.Min > len(q.Options) && len(q.Options) > 0 {
		b.report(path+".min", "min %d is more than the %d options there are", q.Min, len(q.Options))
	}
}

func (b *builder) count(path string, n number) int {
	if n == "" {
		return 0
	}
	v, ok := parseDecimal(string(n))
	if !ok || v < 0 || v%whole != 0 {
		b.report(path, "expected a whole number of picks, found %q", n)
		return 0
	}
	return int(v / whole)
}

// place builds a question for a place: a list with a line beside it, or only the line.
func (b *builder) place(path string, f *fileQuestion, q *Question) {
	if f.listed() {
		b.choice(path, f, q)
	}
}
