package web_test

// crosses holds that the crosstab is drawn, can be read in every state, and that a head sorts it.
func (b *chromium) crosses() {
	b.visit("/surveys/charlotte/crosstab?rows=topics&columns=place&cells=residual")
	b.drawn("crosstab")
	look[bool](b, `document.querySelectorAll("details").forEach((d) => { d.open = true }); true`)
	b.accessible("crosstab with everything open")
	look[bool](b, `document.querySelector("table.crossed thead th:nth-child(3) a").click(); true`)
	b.until(`new URLSearchParams(location.search).get("sort_rows")?.startsWith("down.") && document.querySelector("table.crossed thead th:nth-child(3)").ariaSort === "descending"`)
	b.drawn("sorted crosstab")
	b.quiet("the crosstab")
}
