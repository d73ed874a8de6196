package web

import "strings"

// trapField is the name of the field that people are asked to leave empty. Programs that fill in every
// form they meet find it inviting.
const trapField = "_website"

const tailRoom = 256 // bytes that an ordinary tail takes

// fields are what a form carries, as hidden inputs. They stand at the end of the page, where they
// are sewn to the rest.
func (c carried) fields() string {
	var out strings.Builder
	out.Grow(tailRoom + len(c.elsewhere))
	for _, field := range c.list() {
		if field.value != "" || field.name == stampField {
			out.WriteString(`<input type="hidden" name="` + field.name + `" value="` + field.value + `">`)
		}
	}
	out.WriteString(c.elsewhere)
	return out.String()
}
