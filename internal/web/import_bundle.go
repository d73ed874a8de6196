package web

// mostTried is how many files of a zip file are tried before its sender is told what is wrong.
const mostTried = 5

// chosenBy is the field that says how the file is read, where a draft wants it otherwise than it was.
func (u *upload) chosenBy(d draft) string {
	if u.table.Encoding == "" || d.Mapping.Sheet != "" && d.Mapping.Sheet != u.table.Sheet {
		return "sheet"
	}
	return "encoding"
}
