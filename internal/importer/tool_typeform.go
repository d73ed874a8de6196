package importer

// typeform writes a token, the questions in their order, and its own columns behind them; all times are of
// UTC. A question of several picks is a column for every option that holds its label where it was picked,
// with “Other” behind them; the question itself is not in the file. All of that was seen in exports; that a
// ranking is joined by “, ” was not.
func typeform() tool {
	return tool{
		name: "Typeform", needs: []role{sentRole, networkRole}, behind: true, utc: true, unsent: true,
		headers: []header{{"en", map[string]role{
			"#": numberRole, "response type": ownRole, "start date utc": begunRole, "submit date utc": sentRole,
			"stage date utc": ownRole, "network id": networkRole, "tags": ownRole, "ending": ownRole, "score": ownRole,
		}}},
		shape: shapeTypeform,
	}
}

func shapeTypeform(l *layout) {
	l.labelRuns()
	l.ownWordsBeside()
}
