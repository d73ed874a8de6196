package survey

import "slices"

// strays reports keys that mean nothing for the question's kind; ignoring them would leave an
// author believing that they work.
func (b *builder) strays(path string, f *fileQuestion) {
	for _, key := range []string{
		"purpose", "statement", "options", "groups", "options_from", "other", "none", "shuffle", "levels", "yes", "no", "days",
		"parts", "min", "max", "decimals", "unit", "bins", "first", "last", "scale", "nps", "grid", "statements", "max_length",
	} {
		if at := path + "." + key; b.doc.Has(at) && !means(f, key) {
			b.report(at, "%s means nothing for kind %s; remove it", key, f.Kind)
		}
	}
}

// means tells whether a key means something for a question of the file.
func means(f *fileQuestion, key string) bool {
	switch f.Kind {
	case One:
		return among(key, "purpose", "options", "groups", "options_from", "other", "shuffle")
	case Many:
		return among(key, "purpose", "options", "groups", "options_from", "other", "none", "shuffle", "min", "max", "levels")
	case YesNo:
		return among(key, "purpose", "yes", "no")
	case Ranking:
		return among(key, "purpose", "options", "options_from", "none", "shuffle", "min", "max")
	case Slots:
		return among(key, "purpose", "days", "parts", "none", "min", "max")
	case Place:
		if f.listed() {
			return among(key, "purpose", "options", "groups", "options_from", "other", "shuffle")
		}
		return among(key, "purpose", "max_length")
	case Scale:
		return among(key, "purpose", "scale", "nps", "grid")
	case grid:
		return among(key, "scale", "statements")
	case Number:
		return among(key, "purpose", "min", "max", "decimals", "unit", "bins")
	case Date:
		return among(key, "purpose", "first", "last")
	case Agree:
		return among(key, "purpose", "statement")
	}
	return among(key, "purpose", "max_length")
}

func among(key string, known ...string) bool { return slices.Contains(known, key) }

// listed tells whether a question brings options to choose from.
func (f *fileQuestion) listed() bool {
	return len(f.Options) > 0 || len(f.Groups) > 0 || f.OptionsFrom != ""
}
