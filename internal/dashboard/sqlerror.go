package dashboard

// SQLError says what is wrong with a query that somebody wrote, in words for them.
type SQLError interface {
	error
	// Refused is there to be told apart from errors that are not the query's.
	Refused()
	// Passing tells whether the same query may succeed in a moment.
	Passing() bool
}
