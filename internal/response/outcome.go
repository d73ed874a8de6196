package response

// Outcome is what became of one response of a batch that was to be stored.
type Outcome struct {
	// Duplicate: the survey has a response of this id already. Nothing was stored again; the
	// earlier one is durable.
	Duplicate bool
	// Err is why this response alone could not be stored; nil when it is durable.
	Err error
}
