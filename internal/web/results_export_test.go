package web

import "context"

// RefreshResults does now what Run does from time to time.
func (site *Site) RefreshResults(ctx context.Context) error { return site.refreshResults(ctx) }
