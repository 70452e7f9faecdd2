/**
 * Adjectives, by what they are said of and how.
 */
import type { FourForms } from "../words/agreement.js";
import { spanishPlural } from "../words/plurals.js";
import { type Common, commonnessOf } from "./commonness.js";
import type { NounKind } from "./noun.js";

export interface Adjective extends Common {
	readonly english: string;
	/** -er, more, or an irregular comparative. */
	readonly englishComparative: string;
	readonly forms: FourForms;
	/** Stands before the noun: buen, primera, gran. */
	readonly isPrenominal: boolean;
	readonly kinds: ReadonlySet<NounKind>;
}

// Feminines that no rule below gets right.
const IRREGULAR: Readonly<Record<string, FourForms>> = {
	buen: ["buen", "buena", "buenos", "buenas"],
	mal: ["mal", "mala", "malos", "malas"],
	gran: ["gran", "gran", "grandes", "grandes"],
	primer: ["primer", "primera", "primeros", "primeras"],
	tercer: ["tercer", "tercera", "terceros", "terceras"],
	joven: ["joven", "joven", "jóvenes", "jóvenes"],
	francés: ["francés", "francesa", "franceses", "francesas"],
	inglés: ["inglés", "inglesa", "ingleses", "inglesas"],
	japonés: ["japonés", "japonesa", "japoneses", "japonesas"],
	portugués: ["portugués", "portuguesa", "portugueses", "portuguesas"],
	español: ["español", "española", "españoles", "españolas"],
	alemán: ["alemán", "alemana", "alemanes", "alemanas"],
	trabajador: ["trabajador", "trabajadora", "trabajadores", "trabajadoras"],
	encantador: ["encantador", "encantadora", "encantadores", "encantadoras"],
};

const PERSON: NounKind[] = ["person"];
const THING: NounKind[] = ["object", "clothes", "furniture", "fixture", "vehicle", "instrument"];
const FOOD: NounKind[] = ["food"];
const PLACE: NounKind[] = ["place"];
const IDEA: NounKind[] = ["idea"];

/** One adjective a line: English, Spanish, and an irregular comparative if it has one. */
function adjectivesOf(kinds: readonly NounKind[], table: string, isPrenominal = false): Adjective[] {
	return table
		.trim()
		.split("\n")
		.map((line, place, lines) => {
			const [english = "", spanish = "", irregular] = line.trim().split(/\s+/);
			return {
				commonness: commonnessOf(place, lines.length),
				english,
				englishComparative: irregular?.replace("_", " ") ?? comparative(english),
				forms: IRREGULAR[spanish] ?? regularForms(spanish),
				isPrenominal,
				kinds: new Set(kinds),
			};
		});
}

function regularForms(spanish: string): FourForms {
	if (spanish.endsWith("o")) {
		const stem = spanish.slice(0, -1);
		return [spanish, `${stem}a`, `${stem}os`, `${stem}as`];
	}
	const plural = spanishPlural(spanish);
	return [spanish, spanish, plural, plural];
}

function comparative(english: string): string {
	if (/^[^aeiou]*[aeiou]+[^aeiou]+y$/.test(english)) return `${english.slice(0, -1)}ier`;
	if (/^[^aeiou]*[aeiou]+[^aeiou]+$/.test(english)) return `${english}er`;
	if (/^[^aeiou]*[aeiou]+[^aeiou]+e$/.test(english)) return `${english}r`;
	return `more ${english}`;
}

/** Said with ser: what somebody is like. */
export const TRAITS = adjectivesOf(
	PERSON,
	`
	tall alto
	young joven
	old viejo
	strong fuerte
	rich rico
	poor pobre
	kind amable
	intelligent inteligente
	famous famoso
	generous generoso
	honest honesto
	patient paciente
	brave valiente
	shy tímido more_shy
	lazy perezoso
	curious curioso
	elegant elegante
	funny divertido
	serious serio
	hardworking trabajador
	charming encantador
	`,
);

/** Said with estar: how somebody is now. */
export const STATES = adjectivesOf(
	PERSON,
	`
	tired cansado more_tired
	sad triste sadder
	busy ocupado
	sick enfermo
	angry enfadado
	worried preocupado
	nervous nervioso
	surprised sorprendido
	bored aburrido more_bored
	ready listo
	`,
);

export const NATIONALITIES = adjectivesOf(
	[...PERSON, "reading", "vehicle"],
	`
	french francés
	english inglés
	spanish español
	german alemán
	italian italiano
	mexican mexicano
	japanese japonés
	russian ruso
	portuguese portugués
	american americano
	`,
);

export const COLORS = adjectivesOf(
	["object", "clothes", "furniture", "fixture", "vehicle"],
	`
	red rojo redder
	blue azul
	green verde
	yellow amarillo
	white blanco
	black negro
	brown marrón
	gray gris
	pink rosado
	purple morado
	`,
);

/** Said with ser: what a thing is like. */
export const QUALITIES = [
	...adjectivesOf(
		[...THING, ...PLACE, "animal", "nature", "food"],
		`
		big grande bigger
		small pequeño
		`,
	),
	...adjectivesOf(
		THING,
		`
		new nuevo
		cheap barato
		expensive caro
		heavy pesado
		strange extraño
		useful útil
		modern moderno
		pretty bonito
		`,
	),
	...adjectivesOf(
		["clothes", "vehicle"],
		`
		comfortable cómodo
		`,
	),
];

/** Said with estar: how a thing is now. */
export const CONDITIONS = adjectivesOf(
	["object", "clothes", "furniture", "fixture", "vehicle"],
	`
	dirty sucio
	clean limpio
	wet mojado wetter
	`,
);

export const FOOD_QUALITIES = adjectivesOf(
	[...FOOD],
	`
	fresh fresco
	sweet dulce
	hot caliente hotter
	cold frío
	delicious delicioso
	`,
);

export const PLACE_QUALITIES = adjectivesOf(
	PLACE,
	`
	quiet tranquilo
	beautiful hermoso
	ancient antiguo
	empty vacío
	dark oscuro
	distant lejano
	`,
);

export const IDEA_QUALITIES = adjectivesOf(
	[...IDEA, "work", "reading"],
	`
	difficult difícil
	easy fácil
	interesting interesante
	important importante
	boring aburrido
	long largo
	short corto
	`,
);

export const ANIMAL_QUALITIES = adjectivesOf(
	["animal"],
	`
	wild salvaje
	hungry hambriento
	fast rápido
	slow lento
	fat gordo fatter
	thin delgado thinner
	`,
);

/** Before the noun in Spanish too: word order is the same. */
export const JUDGEMENTS = adjectivesOf(
	["person", "reading", "idea", "work"],
	`
	good buen better
	bad mal worse
	great gran
	`,
	true,
);

/** Before the noun in Spanish too, and only of one known thing. */
export const ORDINALS = adjectivesOf(
	["reading", "idea", "work", "object", "place"],
	`
	first primer
	second segundo
	third tercer
	last último
	`,
	true,
);

export const ALL_ADJECTIVES: readonly Adjective[] = [
	TRAITS,
	STATES,
	NATIONALITIES,
	COLORS,
	QUALITIES,
	CONDITIONS,
	FOOD_QUALITIES,
	PLACE_QUALITIES,
	IDEA_QUALITIES,
	ANIMAL_QUALITIES,
	JUDGEMENTS,
	ORDINALS,
].flat();
