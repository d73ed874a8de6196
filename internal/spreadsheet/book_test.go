package spreadsheet_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"muster/internal/spreadsheet"
)

const (
	mainSpace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	rels      = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	prolog    = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	office    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// book is a workbook written by hand, part by part, so that tests can write what no library would.
type book struct {
	parts map[string]string
	names []string
	state []string
	props string
}

// newBook is a workbook with styles and shared texts. Style n has the nth of these formats.
func newBook(formats []string, shared ...string) *book {
	b := &book{parts: map[string]string{"[Content_Types].xml": prolog + `<Types/>`}}
	b.parts["_rels/.rels"] = prolog + rels + `<Relationship Id="r1" Type="` + office + `officeDocument" Target="xl/workbook.xml"/></Relationships>`
	var codes, xfs strings.Builder
	for i, code := range formats {
		fmt.Fprintf(&codes, `<numFmt numFmtId="%d" formatCode="%s"/>`, 164+i, strings.ReplaceAll(code, `"`, "&quot;"))
		fmt.Fprintf(&xfs, `<xf numFmtId="%d" applyNumberFormat="1"/>`, 164+i)
	}
	b.parts["xl/styles.xml"] = prolog + `<styleSheet ` + mainSpace + `><numFmts>` + codes.String() + `</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>` +
		`<cellXfs>` + xfs.String() + `</cellXfs></styleSheet>`
	b.parts["xl/sharedStrings.xml"] = prolog + `<sst ` + mainSpace + ` count="4294967295" uniqueCount="4294967295"><si>` + strings.Join(shared, `</si><si>`) + `</si></sst>`
	return b
}

// sheet adds a sheet. rest is what stands behind its cells.
func (b *book) sheet(name, rows string, rest ...string) *book {
	b.names, b.state = append(b.names, name), append(b.state, "visible")
	b.parts[fmt.Sprintf("xl/worksheets/sheet%d.xml", len(b.names))] = prolog + `<worksheet ` + mainSpace + `><dimension ref="A1:XFD1048576"/>` +
		`<cols><col min="1" max="16384" width="1E+300"/></cols><sheetData>` + rows + `</sheetData>` + strings.Join(rest, "") + `</worksheet>`
	return b
}

func (b *book) hide(state string) *book {
	b.state[len(b.state)-1] = state
	return b
}

func (b *book) set(part, text string) *book {
	b.parts[part] = text
	return b
}

// table lays an Excel table over a range of the first sheet.
func (b *book) table(ref, attributes string, names ...string) *book {
	b.parts["xl/worksheets/_rels/sheet1.xml.rels"] = rels + `<Relationship Id="r1" Type="` + office + `table" Target="../tables/table1.xml"/></Relationships>`
	b.parts["xl/tables/table1.xml"] = `<table ` + mainSpace + ` ref="` + ref + `" ` + attributes + `><autoFilter ref="` + ref + `"/><tableColumns><tableColumn name="` +
		strings.Join(names, `"/><tableColumn name="`) + `"/></tableColumns></table>`
	return b
}

func (b *book) bytes(t testing.TB) []byte {
	t.Helper()
	parts := maps.Clone(b.parts)
	var sheets, related strings.Builder
	for i, name := range b.names {
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" state="%s" r:id="s%d"/>`, name, i+1, b.state[i], i+1)
		fmt.Fprintf(&related, `<Relationship Id="s%d" Type="%sworksheet" Target="worksheets/sheet%d.xml"/>`, i+1, office, i+1)
	}
	if _, ok := parts["xl/workbook.xml"]; !ok {
		parts["xl/workbook.xml"] = prolog + `<workbook ` + mainSpace + ` xmlns:r="` + strings.TrimSuffix(office, "/") + `">` + b.props + `<sheets>` + sheets.String() + `</sheets></workbook>`
	}
	if _, ok := parts["xl/_rels/workbook.xml.rels"]; !ok {
		parts["xl/_rels/workbook.xml.rels"] = prolog + rels + related.String() +
			`<Relationship Id="r8" Type="` + office + `styles" Target="/xl/styles.xml"/>` +
			`<Relationship Id="r9" Type="` + office + `sharedStrings" Target="sharedStrings.xml"/></Relationships>`
	}
	return zippedParts(t, parts)
}

// zippedParts writes in the order of the names, so that a file is the same every time.
func zippedParts(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(parts[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// rows writes rows of inline texts. A cell that starts with < is taken as it stands, behind its place.
func rows(lines ...string) string {
	var b strings.Builder
	for i, line := range lines {
		fmt.Fprintf(&b, `<row r="%d">`, i+1)
		for j, cell := range strings.Split(line, "|") {
			place := fmt.Sprintf("%c%d", 'A'+j, i+1)
			switch {
			case strings.HasPrefix(cell, "<c"):
				b.WriteString(strings.Replace(cell, "<c", `<c r="`+place+`"`, 1))
			case cell != "":
				b.WriteString(`<c r="` + place + `" t="inlineStr"><is><t xml:space="preserve">` + cell + `</t></is></c>`)
			}
		}
		b.WriteString(`</row>`)
	}
	return b.String()
}

func read(t testing.TB, data []byte) *spreadsheet.Table {
	t.Helper()
	got, err := spreadsheet.Read("x.xlsx", bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func cells(t *spreadsheet.Table) [][]string {
	var out [][]string
	for _, row := range t.Rows {
		out = append(out, row.Cells)
	}
	return out
}

func said(notes []string, part string) bool {
	return slices.ContainsFunc(notes, func(n string) bool { return strings.Contains(n, part) })
}
