package survey

import "strings"

// yesNo builds the two options that come by themselves.
func (b *builder) yesNo(path string, f *fileQuestion, q *Question) {
	q.Options = []Option{
		{ID: yesID, Label: b.or(path+".yes", b.label(path+".yes", f.Yes, false), "survey.yes")},
		{ID: noID, Label: b.or(path+".no", b.label(path+".no", f.No, false), "survey.no")},
	}
	if strings.EqualFold(string(q.Options[0].Label), string(q.Options[1].Label)) {
		b.report(path+".no", "yes and no say the same; a respondent cannot tell them apart")
	}
}

// or gives Muster's own words where the file has none; in a language that Muster does not speak, they
// are missing.
func (b *builder) or(path string, given Text, key string) Text {
	if given != "" {
		return given
	}
	own := Text(b.own.Say(key))
	if !b.spoken {
		b.missing = append(b.missing, Missing{Language: b.language, Line: b.doc.Line(path), Text: own})
	}
	return own
}
