package words_test

import (
	"testing"

	"muster/internal/words"
)

func TestSayInEveryLanguage(t *testing.T) {
	c, err := words.Load()
	if err != nil {
		t.Fatal(err)
	}
	if got := c.In("es-MX").Say("form.send"); got != "Enviar mis respuestas" {
		t.Errorf("es-MX falls back to es: %q", got)
	}
	if got := c.In("tlh").Say("form.send"); got != "Send my answers" {
		t.Errorf("a language that is not spoken: %q", got)
	}
	if got := c.In("en").Say("form.questions", words.N("n", 1)); got != "One question." {
		t.Errorf("one: %q", got)
	}
}
