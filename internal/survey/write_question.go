package survey

import (
	"slices"
	"strconv"
	"strings"
)

// question writes the question at a position, with its levels.
func (w *writer) question(i int) fileQuestion {
	q := w.all[0].Questions[i]
	text := func(of func(*Question) Text) texts {
		return w.texts(func(s *Survey) Text { return of(s.Questions[i]) })
	}
	f := fileQuestion{
		ID: q.ID, Kind: q.Kind, Purpose: q.Purpose, Required: q.Required, OptionsFrom: q.From, Shuffle: q.Shuffle,
		Title:     text(func(q *Question) Text { return q.Title }),
		Hint:      text(func(q *Question) Text { return q.Hint }),
		Statement: text(func(q *Question) Text { return q.Statement }),
		Unit:      text(func(q *Question) Text { return q.Unit }),
		Grid:      text(func(q *Question) Text { return q.Grid }),
		ShowIf:    fileConditionOf(q.ShowIf),
		Min:       count(q.Min), Max: count(q.Max),
	}
	if q.Free() && q.MaxLength != defaultLength(q.Kind) {
		f.MaxLength = q.MaxLength
	}
	switch q.Kind {
	case YesNo:
		f.Yes, f.No = w.unless("survey.yes", w.option(i, 0)), w.unless("survey.no", w.option(i, 1))
	case Slots:
		w.slots(i, &f)
	case Scale:
		w.scale(i, &f)
	case Number:
		f.setNumber(q)
	case Date:
		f.First, f.Last = &day{q.First}, &day{q.Last}
	default:
		w.options(i, &f)
		w.levels(i, &f)
	}
	return f
}

// count writes how many may be picked; nothing where there is no limit.
func count(n int) number {
	if n == 0 {
		return ""
	}
	return number(strconv.Itoa(n))
}

// option gives the label of an option of a question, both by position.
func (w *writer) option(i, j int) func(*Survey) Text {
	return func(s *Survey) Text { return s.Questions[i].Options[j].Label }
}

// options writes those of a list, by group where it has groups.
func (w *writer) options(i int, f *fileQuestion) {
	q := w.all[0].Questions[i]
	for j, o := range q.Options {
		switch {
		case o.Written:
			f.Other = w.texts(w.option(i, j))
		case o.Exclusive:
			f.None = w.texts(w.option(i, j))
		case q.From != "":
		default:
			w.addOption(i, j, f)
		}
	}
}

func (w *writer) addOption(i, j int, f *fileQuestion) {
	q := w.all[0].Questions[i]
	o := q.Options[j]
	written := fileOption{
		ID: o.ID, Aliases: o.Aliases, Quota: o.Quota, Need: o.Need, Label: w.texts(w.option(i, j)),
		Hint: w.texts(func(s *Survey) Text { return s.Questions[i].Options[j].Hint }),
	}
	if o.Group == "" {
		f.Options = append(f.Options, written)
		return
	}
	at := slices.IndexFunc(f.Groups, func(g fileGroup) bool { return g.ID == o.Group })
	if at < 0 {
		at = len(f.Groups)
		k := slices.IndexFunc(q.Groups, func(g Group) bool { return g.ID == o.Group })
		f.Groups = append(f.Groups, fileGroup{ID: o.Group, Label: w.texts(func(s *Survey) Text { return s.Questions[i].Groups[k].Label })})
	}
	f.Groups[at].Options = append(f.Groups[at].Options, written)
}

// levels writes the questions that are asked inside another.
func (w *writer) levels(i int, f *fileQuestion) {
	for k, l := range w.all[0].Questions {
		if l.LevelOf != f.ID {
			continue
		}
		f.Levels = append(f.Levels, fileLevel{
			ID: strings.TrimPrefix(l.ID, f.ID+"_"), Purpose: l.Purpose,
			Label: w.texts(func(s *Survey) Text { return s.Questions[k].Title }),
			Hint:  w.texts(func(s *Survey) Text { return s.Questions[k].Hint }),
		})
	}
}

func (w *writer) slots(i int, f *fileQuestion) {
	q := w.all[0].Questions[i]
	for _, g := range q.Groups {
		f.Days = append(f.Days, g.ID)
	}
	for j, p := range q.Parts {
		label := func(s *Survey) Text { return s.Questions[i].Parts[j].Label }
		part := filePart{ID: p.ID, Label: w.texts(label)}
		if slices.Contains(usualParts(), p.ID) {
			part.Label = w.unless("survey."+p.ID, label)
		}
		f.Parts = append(f.Parts, part)
	}
	if last := len(q.Options) - 1; q.Options[last].Exclusive {
		f.None = w.texts(w.option(i, last))
	}
}

func (w *writer) scale(i int, f *fileQuestion) {
	q := w.all[0].Questions[i]
	f.NPS = q.Promoter
	scale := &fileScale{Labels: map[int]texts{}}
	for j, p := range q.Points {
		label := func(s *Survey) Text { return s.Questions[i].Points[j].Label }
		written := w.texts(label)
		if ends := map[int]string{0: "survey.least_likely", promoterEnd: "survey.most_likely"}; q.Promoter && ends[p.Value] != "" {
			written = w.unless(ends[p.Value], label)
		}
		if len(written) > 0 {
			scale.Labels[p.Value] = written
		}
	}
	if q.Promoter && len(scale.Labels) == 0 {
		return
	}
	scale.From, scale.To = q.Points[0].Value, q.Points[len(q.Points)-1].Value
	f.Scale = scale
}

func (f *fileQuestion) setNumber(q *Question) {
	f.Decimals = q.Bounds.Decimals
	if f.Min, f.Max = number(q.Bounds.Min), number(q.Bounds.Max); f.Min == "0" {
		f.Min = ""
	}
	least, _ := parseDecimal(q.Bounds.Min)
	var most *decimal
	if v, bounded := parseDecimal(q.Bounds.Max); bounded {
		most = &v
	}
	if slices.Equal(q.Bins, numberBins(lowerEnds(least, most, f.Decimals), most, f.Decimals)) {
		return // as they come of themselves
	}
	for _, bin := range q.Bins {
		f.Bins = append(f.Bins, number(bin.From))
	}
}

// fileConditionOf writes a condition in full.
func fileConditionOf(c *Condition) *fileCondition {
	if c == nil {
		return nil
	}
	f := &fileCondition{Question: c.Question, Any: c.Any, All: c.All, None: c.None, Min: c.Min, Max: c.Max}
	if c.Min == 1 {
		f.Min, f.Answered = 0, true
	}
	for i := range c.Every {
		f.Every = append(f.Every, *fileConditionOf(&c.Every[i]))
	}
	for i := range c.Either {
		f.Either = append(f.Either, *fileConditionOf(&c.Either[i]))
	}
	return f
}
