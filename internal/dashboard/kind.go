package dashboard

// Kind is what a panel finds out.
type Kind string

// The kinds there are now. Each has a file of its own that counts, tells and draws it.
const (
	FiguresKind  Kind = "figures"  // single numbers
	RankingKind  Kind = "ranking"  // options or groups by the people who picked them
	TrendKind    Kind = "trend"    // responses by day or week
	CrosstabKind Kind = "crosstab" // one question by another
	ScaleKind    Kind = "scale"    // how the answers spread over a scale
)
