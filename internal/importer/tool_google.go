package importer

// googleForms writes CSV and fills a linked sheet. Only the time stamp is always there, in the language of the
// form's owner.
func googleForms() tool {
	t := tool{name: "Google Forms", needs: []role{sentRole}}
	for title, language := range stampTitles() {
		titles := map[string]role{title: sentRole}
		for _, address := range addressTitles() {
			titles[address] = addressRole
		}
		for _, score := range scoreTitles() {
			titles[score] = pointsRole
		}
		t.headers = append(t.headers, header{language, titles})
	}
	return t
}
