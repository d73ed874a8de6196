package importer

// musterTable is what Muster itself exports to be read by another Muster: a column a question, in words. Its
// own columns stand first.
func musterTable() tool {
	return tool{
		name: "Muster", needs: []role{numberRole, sentRole, begunRole}, leading: true,
		headers: []header{{"en", map[string]role{
			"response": numberRole, "submitted": sentRole, "started": begunRole, "language": spokenRole, "source": ownRole,
		}}},
		shape: shapeMuster,
	}
}

// shapeMuster leaves every column to itself: nothing has to be guessed.
func shapeMuster(l *layout) {
	for _, c := range l.columns {
		c.separator = semicolons
	}
}
