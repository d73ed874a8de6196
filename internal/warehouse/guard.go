package warehouse

// opening notes that the file is about to be opened and tells whether the last opening never came
// to an end. A nil guard, of a warehouse in memory, notes nothing.
func (g *guard) opening() (crashed bool, err error) {
	if g == nil {
		return false, nil
	}
	info, err := g.file.Stat()
	if err != nil {
		return false, err
	}
	_, err = g.file.WriteAt([]byte("opening"), 0)
	return info.Size() > 0, err
}

// opened notes that the opening came to an end, well or not.
func (g *guard) opened() error {
	if g == nil {
		return nil
	}
	return g.file.Truncate(0)
}
