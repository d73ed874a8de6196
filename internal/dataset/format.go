package dataset

import "strings"

// Format is a way of writing a data set.
type Format string

// The formats.
const (
	CSV     Format = "csv"     // a table in words: a column a question, as form tools write it
	Codes   Format = "codes"   // CSV with a column a variable, and the codebook
	JSONL   Format = "jsonl"   // JSON Lines and the codebook
	Parquet Format = "parquet" // Parquet and the codebook
	DuckDB  Format = "duckdb"  // a database of three tables
	SPSS    Format = "sav"     // an SPSS system file
)

// Formats lists all formats, the one that most people look for first.
func Formats() []Format { return []Format{CSV, Codes, SPSS, JSONL, Parquet, DuckDB} }

// Suffix is how the name of a file in the format ends.
func (f Format) Suffix() string {
	switch f {
	case Codes:
		return ".csv.zip"
	case JSONL, Parquet:
		return "." + string(f) + ".zip"
	}
	return "." + string(f)
}

// MIME is the media type of a file in the format.
func (f Format) MIME() string {
	switch f {
	case CSV:
		return "text/csv; charset=utf-8"
	case DuckDB:
		return "application/vnd.duckdb.file"
	case SPSS:
		return "application/x-spss-sav"
	}
	return "application/zip"
}

// Title is what people call the format.
func (f Format) Title() string {
	switch f {
	case CSV:
		return "CSV in words"
	case Codes:
		return "CSV in codes"
	case JSONL:
		return "JSON Lines"
	case Parquet:
		return "Parquet"
	case DuckDB:
		return "DuckDB"
	case SPSS:
		return "SPSS"
	}
	return string(f)
}

// Beside tells whether a file in the format is made whole in Config.Dir before it is sent.
func (f Format) Beside() bool { return f == Parquet || f == DuckDB }

// Purpose says in a sentence or two what the format is for.
func (f Format) Purpose() string {
	switch f {
	case CSV:
		return "A row a response and a column a question, in the words of the form. For any spreadsheet program, and for taking the answers to another Muster: its import reads this file."
	case Codes:
		return "A column for every option and number, under names that stay, with a codebook. For R, pandas and other statistics."
	case JSONL:
		return "A line a response, with its picks as lists, and a codebook. For scripts."
	case Parquet:
		return "The columns of the codes, typed and compressed, with a codebook. For data tools and large surveys."
	case DuckDB:
		return "A database with the tables answers, picks and codebook. For SQL on your own machine."
	case SPSS:
		return "An SPSS file with labels, missing values and multiple-response sets. For SPSS, PSPP, Stata, R and Displayr."
	}
	return ""
}

// FormatOf gives the format whose suffix a file's name has; false when none is known by it.
func FormatOf(name string) (Format, bool) {
	for _, f := range Formats() {
		if strings.HasSuffix(strings.ToLower(name), f.Suffix()) {
			return f, true
		}
	}
	return "", false
}
