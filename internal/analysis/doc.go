// Package analysis owns the statistics of Muster: intervals of shares, what stands out in a crosstab
// and the tests behind it, what goes together, what changed, which words tell, which options to choose
// to reach most people, and which numbers may be public.
//
// Everything here is a pure function of counts. What cannot be computed, as a share of nobody, is
// told by a second result or is the widest interval, never a NaN. The samples are of people who chose
// to answer; the numbers say how much chance alone would move them, not how the people who did not
// answer think.
package analysis
