// What a language is known by: its script where no other language of note shares it, else its commonest words.

export interface ScriptRule {
	/** A letter that only such text has. */
	letter: RegExp;
	language: string;
}

/** The first rule whose letter stands in enough words decides: those of one language before those of its script. */
export const scriptRules: readonly ScriptRule[] = [
	{ letter: /[\p{sc=Hira}\p{sc=Kana}]/u, language: "ja" },
	{ letter: /\p{sc=Hang}/u, language: "ko" },
	{ letter: /\p{sc=Han}/u, language: "zh" },
	{ letter: /\p{sc=Hebr}/u, language: "he" },
	{ letter: /[ٹڈڑے]/u, language: "ur" },
	{ letter: /[پچژگی]/u, language: "fa" },
	{ letter: /\p{sc=Arab}/u, language: "ar" },
	{ letter: /[іїєґ]/u, language: "uk" },
	{ letter: /[ђћ]/u, language: "sr" },
	{ letter: /[ѓќѕ]/u, language: "mk" },
	{ letter: /[ыэё]/u, language: "ru" },
	{ letter: /\p{sc=Grek}/u, language: "el" },
	{ letter: /\p{sc=Thai}/u, language: "th" },
	{ letter: /\p{sc=Deva}/u, language: "hi" },
	{ letter: /\p{sc=Beng}/u, language: "bn" },
	{ letter: /\p{sc=Taml}/u, language: "ta" },
	{ letter: /\p{sc=Telu}/u, language: "te" },
	{ letter: /\p{sc=Khmr}/u, language: "km" },
	{ letter: /\p{sc=Laoo}/u, language: "lo" },
	{ letter: /\p{sc=Mymr}/u, language: "my" },
	{ letter: /\p{sc=Geor}/u, language: "ka" },
	{ letter: /\p{sc=Armn}/u, language: "hy" },
];

export const commonWords: Readonly<Record<string, string>> = {
	en: "the of and to in is that it was you i he she they we with for are have this his her my not at",
	es: "el la los las un una de que y en es por con no se está del al su lo yo muy mi",
	fr: "le la les un une des de du et est que dans il elle je vous nous pas ce sur au mon très",
	de: "der die das und ist nicht ein eine ich du er sie es wir mit zu den auf dem haben sehr mein",
	it: "il la lo gli un una di che e è non per con si sono della nel ha mi questo molto",
	pt: "o a os as um uma de que e não é do da em com ele ela para no na você muito",
	ca: "el la els les un una de que i és amb no del al molt aquest",
	nl: "de het een en is van ik niet dat hij zij op met je we te zijn",
	sv: "och det att en är jag inte som på för han hon den ett har",
	da: "og det at en er jeg ikke som på for han hun den et har af mig dig",
	nb: "og det at en er jeg ikke som på for han hun den et har av meg deg",
	fi: "on ei ja se hän minä että ole tämä oli en",
	pl: "nie się w na jest że to z do jak jestem ma i",
	cs: "je se to na že v nejsem jsem si ten a",
	ro: "nu este în că o un la cu pe de și mă",
	hu: "a az nem és hogy egy van ez ő",
	tr: "bir bu ve ne mi için çok o da değil ben",
	id: "yang di tidak saya itu dia ini adalah dan ke",
	vi: "tôi không là của có một anh bạn cô và rất này",
};

/** Names that files of sentence pairs go by (ISO 639-3, as on manythings.org/anki), with the codes that we use. */
export const fileNames: Readonly<Record<string, string>> = Object.fromEntries(
	(
		"afr:af ara:ar asm:as aze:az bel:be ben:bn bos:bs bul:bg cat:ca ces:cs cha:ch cmn:zh dan:da deu:de ell:el eng:en " +
		"epo:eo est:et eus:eu fin:fi fra:fr gle:ga glg:gl heb:he hin:hi hrv:hr hun:hu hye:hy ind:id isl:is ita:it jpn:ja " +
		"kat:ka kaz:kk khm:km kor:ko lav:lv lit:lt mal:ml mar:mr mkd:mk nld:nl nob:nb pes:fa pol:pl por:pt ron:ro rus:ru " +
		"slk:sk slv:sl spa:es sqi:sq srp:sr swe:sv tam:ta tel:te tgl:tl tha:th tur:tr ukr:uk urd:ur vie:vi yue:yue zho:zh zsm:ms"
	)
		.split(" ")
		.map((pair) => pair.split(":") as [string, string]),
);
