package response_test

import (
	"net/url"
	"testing"

	"muster/internal/response"
)

// BenchmarkParse reads an answer of ordinary length to an ordinary form.
func BenchmarkParse(b *testing.B) {
	s := sample(b, "charlotte.yaml")
	form, err := url.ParseQuery("_id=abcdefghijklmnopqrstuvwxyz&_t=x&roles=administrator&roles=engineer&topics=azure&topics=terraform&topics=entra" +
		"&topics=powershell&topics=career&speak=powershell&journey=settled&style=hands_on&style=social&frequency=monthly&times=weekday_evening" +
		"&place=both&help=join&challenge=We+would+like+to+leave+our+old+datacenter&anything=Looking+forward&name=Ada&email=ada%40example.org&consent=yes")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, problems := response.Parse(s, form); len(problems) > 0 {
			b.Fatal(problems)
		}
	}
}
