package store

// finish writes down how far the file is now, and takes the run of keys a little further: four for
// every response, so that a run ends before the next is due.
func (a *appending) finish(responses int) error {
	if err := a.settle(); err != nil {
		return err
	}
	return a.enter(max(8, 4*responses))
}

// settle writes down how far the file is now.
func (a *appending) settle() error {
	for survey, g := range a.growth {
		if err := a.count.do(survey, g.responses, g.last); err != nil {
			return err
		}
	}
	if len(a.growth) > 0 {
		return a.settlePlaces()
	}
	// Duplicates are durable only as far as the log is, and whoever wrote them may have died before
	// it was. Only a commit that writes makes sure.
	return a.beat.do()
}

// enter takes the run of keys further by at most that many pairs.
func (a *appending) enter(most int) error {
	run := a.tail.nextRun()
	next := run.pairs[run.at:]
	next = next[:min(len(next), most)]
	for _, p := range next {
		if run.thinned && !a.tail.index.has(p) {
			continue
		}
		if err := a.enterKey.do(p.key, p.seq); err != nil {
			return err
		}
	}
	a.entered = len(next)
	if len(next) > 0 && run.at+len(next) == len(run.pairs) {
		return a.setKeyed.do(run.upTo)
	}
	return nil
}
