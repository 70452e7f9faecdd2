/**
 * What the rules of Spanish conjugation cannot know about a verb: its stem change, and whole irregular parts.
 */

export type StemChange = "e-ie" | "o-ue" | "e-i" | "u-ue" | "i-í";

export const STEM_CHANGES: Readonly<Record<string, StemChange>> = {
	acostar: "o-ue",
	cerrar: "e-ie",
	comenzar: "e-ie",
	contar: "o-ue",
	despertar: "e-ie",
	devolver: "o-ue",
	doler: "o-ue",
	dormir: "o-ue",
	elegir: "e-i",
	empezar: "e-ie",
	encender: "e-ie",
	encontrar: "o-ue",
	entender: "e-ie",
	jugar: "u-ue",
	enviar: "i-í",
	llover: "o-ue",
	mostrar: "o-ue",
	nevar: "e-ie",
	pedir: "e-i",
	pensar: "e-ie",
	perder: "e-ie",
	poder: "o-ue",
	preferir: "e-ie",
	querer: "e-ie",
	recordar: "o-ue",
	repetir: "e-i",
	seguir: "e-i",
	sentar: "e-ie",
	servir: "e-i",
	tener: "e-ie",
	venir: "e-ie",
	vestir: "e-i",
	volver: "o-ue",
};

/** Five forms: yo, tú, él, nosotros, ellos. */
export type FiveForms = readonly [string, string, string, string, string];

export interface SpanishIrregularities {
	/** First person of the present; the subjunctive is built on it. */
	readonly yo?: string;
	readonly present?: FiveForms;
	/** Stem of a preterite with unstressed endings: tuv-e, tuv-o. */
	readonly strongPreterite?: string;
	readonly preterite?: FiveForms;
	readonly imperfect?: FiveForms;
	/** Stem of future and conditional: tendr-é. */
	readonly futureStem?: string;
	readonly subjunctive?: FiveForms;
	readonly participle?: string;
	readonly gerund?: string;
	readonly imperative?: string;
}

export const SPANISH_IRREGULAR: Readonly<Record<string, SpanishIrregularities>> = {
	abrir: { participle: "abierto" },
	caer: { yo: "caigo" },
	conducir: { strongPreterite: "conduj" },
	dar: {
		yo: "doy",
		preterite: ["di", "diste", "dio", "dimos", "dieron"],
		subjunctive: ["dé", "des", "dé", "demos", "den"],
	},
	decir: {
		present: ["digo", "dices", "dice", "decimos", "dicen"],
		strongPreterite: "dij",
		futureStem: "dir",
		participle: "dicho",
		gerund: "diciendo",
		imperative: "di",
	},
	descubrir: { participle: "descubierto" },
	devolver: { participle: "devuelto" },
	escribir: { participle: "escrito" },
	estar: {
		present: ["estoy", "estás", "está", "estamos", "están"],
		strongPreterite: "estuv",
		subjunctive: ["esté", "estés", "esté", "estemos", "estén"],
	},
	haber: {
		present: ["he", "has", "ha", "hemos", "han"],
		strongPreterite: "hub",
		futureStem: "habr",
		subjunctive: ["haya", "hayas", "haya", "hayamos", "hayan"],
	},
	hacer: {
		yo: "hago",
		preterite: ["hice", "hiciste", "hizo", "hicimos", "hicieron"],
		futureStem: "har",
		participle: "hecho",
		imperative: "haz",
	},
	ir: {
		present: ["voy", "vas", "va", "vamos", "van"],
		preterite: ["fui", "fuiste", "fue", "fuimos", "fueron"],
		imperfect: ["iba", "ibas", "iba", "íbamos", "iban"],
		subjunctive: ["vaya", "vayas", "vaya", "vayamos", "vayan"],
		gerund: "yendo",
		imperative: "ve",
	},
	poder: { strongPreterite: "pud", futureStem: "podr", gerund: "pudiendo" },
	poner: {
		yo: "pongo",
		strongPreterite: "pus",
		futureStem: "pondr",
		participle: "puesto",
		imperative: "pon",
	},
	querer: { strongPreterite: "quis", futureStem: "querr" },
	romper: { participle: "roto" },
	saber: {
		yo: "sé",
		strongPreterite: "sup",
		futureStem: "sabr",
		subjunctive: ["sepa", "sepas", "sepa", "sepamos", "sepan"],
	},
	salir: { yo: "salgo", futureStem: "saldr", imperative: "sal" },
	ser: {
		present: ["soy", "eres", "es", "somos", "son"],
		preterite: ["fui", "fuiste", "fue", "fuimos", "fueron"],
		imperfect: ["era", "eras", "era", "éramos", "eran"],
		subjunctive: ["sea", "seas", "sea", "seamos", "sean"],
		imperative: "sé",
	},
	tener: { yo: "tengo", strongPreterite: "tuv", futureStem: "tendr", imperative: "ten" },
	traducir: { strongPreterite: "traduj" },
	traer: { yo: "traigo", strongPreterite: "traj" },
	venir: { yo: "vengo", strongPreterite: "vin", futureStem: "vendr", gerund: "viniendo", imperative: "ven" },
	ver: {
		yo: "veo",
		preterite: ["vi", "viste", "vio", "vimos", "vieron"],
		imperfect: ["veía", "veías", "veía", "veíamos", "veían"],
		participle: "visto",
	},
	volver: { participle: "vuelto" },
};
