package importer

// foreignLadders are the scales that form tools offer in languages other than English, and what people make
// of them.
func foreignLadders() []ladder {
	return []ladder{
		{
			{"stimme überhaupt nicht zu", "stimme gar nicht zu", "trifft überhaupt nicht zu", "trifft gar nicht zu"}, {"stimme nicht zu", "trifft nicht zu"},
			{"stimme eher nicht zu", "trifft eher nicht zu"}, {"neutral", "weder noch", "teils teils", "unentschieden"}, {"stimme eher zu", "trifft eher zu"},
			{"stimme zu", "trifft zu"}, {"stimme voll zu", "stimme voll und ganz zu", "stimme vollkommen zu", "stimme stark zu", "trifft voll zu", "trifft voll und ganz zu"},
		},
		{{"sehr unzufrieden"}, {"unzufrieden"}, {"eher unzufrieden"}, {"neutral", "weder noch", "teils teils"}, {"eher zufrieden"}, {"zufrieden"}, {"sehr zufrieden"}},
		{{"unwichtig", "gar nicht wichtig"}, {"eher unwichtig"}, {"neutral", "teils teils"}, {"eher wichtig"}, {"wichtig"}, {"sehr wichtig"}},
		{{"nie", "niemals"}, {"selten"}, {"manchmal", "gelegentlich"}, {"oft", "häufig"}, {"meistens"}, {"immer"}},
		{{"nein"}, {"vielleicht", "weiß nicht"}, {"ja"}},
		{
			{"pas du tout d'accord"}, {"pas d'accord"}, {"plutôt pas d'accord"}, {"neutre", "ni d'accord ni pas d'accord", "sans opinion"},
			{"plutôt d'accord"}, {"d'accord"}, {"tout à fait d'accord", "entièrement d'accord"},
		},
		{{"très insatisfait"}, {"insatisfait"}, {"neutre"}, {"satisfait"}, {"très satisfait"}},
		{{"jamais"}, {"rarement"}, {"parfois"}, {"souvent"}, {"toujours"}},
		{
			{"totalmente en desacuerdo", "muy en desacuerdo"}, {"en desacuerdo"}, {"neutral", "ni de acuerdo ni en desacuerdo"},
			{"de acuerdo"}, {"totalmente de acuerdo", "muy de acuerdo"},
		},
		{{"muy insatisfecho"}, {"insatisfecho"}, {"neutral"}, {"satisfecho"}, {"muy satisfecho"}},
		{{"nunca"}, {"rara vez", "casi nunca"}, {"a veces"}, {"a menudo", "frecuentemente"}, {"siempre"}},
		{
			{"helemaal mee oneens", "zeer mee oneens", "helemaal niet mee eens"}, {"mee oneens", "oneens", "niet mee eens"}, {"neutraal"},
			{"mee eens", "eens"}, {"helemaal mee eens", "zeer mee eens"},
		},
		{{"nooit"}, {"zelden"}, {"soms"}, {"vaak"}, {"altijd"}},
		{{"まったくそう思わない", "全くそう思わない", "強く反対"}, {"そう思わない", "反対"}, {"どちらともいえない", "どちらでもない", "普通"}, {"そう思う", "賛成"}, {"強くそう思う", "とてもそう思う", "強く賛成"}},
	}
}
