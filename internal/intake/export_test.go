package intake

// Waiting is how many answers are in the queue.
func (in *Intake) Waiting() int {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.waiting
}
