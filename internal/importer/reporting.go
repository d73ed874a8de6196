package importer

// Report tells what was understood of the file, column by column, for a person to check and to correct.
func (p *Plan) Report() *Report {
	r := &Report{Rows: p.Len(), Mapping: &Mapping{}}
	if p.mapping != nil {
		*r.Mapping = *p.mapping
	}
	return r
}
