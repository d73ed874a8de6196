package importer

// byTitle finds columns by their titles, of which a mapping may name thousands.
type byTitle[T any] map[string][]T

func headerTitles(header []string) byTitle[int] {
	t := byTitle[int]{}
	for i, title := range header {
		key := foldTitle(title)
		t[key] = append(t[key], i)
	}
	return t
}

func columnTitles(columns []*column) byTitle[*column] {
	t := byTitle[*column]{}
	for _, c := range columns {
		key := foldTitle(c.title)
		t[key] = append(t[key], c)
	}
	return t
}

// find gives the column that an entry is about.
func (t byTitle[T]) find(c MappedColumn) (found T, ok bool) {
	of, nth := t[foldTitle(c.Column)], max(c.Nth, 1)
	if nth > len(of) {
		return found, false
	}
	return of[nth-1], true
}
