package words

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Choose gives the language of those offered (BCP 47 tags, the first is the fallback) that suits a
// visitor best, who says so by name or else in an Accept-Language header.
func Choose(offered []string, named, accept string) string {
	for _, o := range offered {
		if o == named {
			return o
		}
	}
	tags := make([]language.Tag, len(offered))
	for i, o := range offered {
		tags[i] = language.Make(o)
	}
	wanted, _, _ := language.ParseAcceptLanguage(accept) // what cannot be read asks for nothing
	_, i, confidence := language.NewMatcher(tags).Match(wanted...)
	if confidence == language.No {
		return offered[0]
	}
	return offered[i]
}

// Name is what the speakers of a language call it, such as Español; the tag itself when that is not
// known.
func Name(tag string) string {
	if name := display.Self.Name(language.Make(tag)); name != "" {
		return name
	}
	return tag
}

// Direction is "rtl" for a language written from right to left, else "ltr".
func Direction(tag string) string {
	script, _ := language.Make(tag).Script()
	switch script.String() {
	case "Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg":
		return "rtl"
	}
	return "ltr"
}
