/**
 * Spanish conjugation: regular endings, stem changes, spelling changes; the lexicon knows the irregular parts.
 */
import { SPANISH_IRREGULAR, STEM_CHANGES } from "../lexicon/spanish-irregular-verbs.js";
import type { Agreement } from "../words/agreement.js";

export type SpanishTense = "present" | "preterite" | "imperfect" | "future" | "conditional" | "subjunctive";

type Conjugation = "ar" | "er" | "ir";

// In the order yo, tú, él, nosotros, ellos.
const PRESENT = { ar: "o as a amos an", er: "o es e emos en", ir: "o es e imos en" };
const PRETERITE = { ar: "é aste ó amos aron", er: "í iste ió imos ieron", ir: "í iste ió imos ieron" };
const IMPERFECT = { ar: "aba abas aba ábamos aban", er: "ía ías ía íamos ían", ir: "ía ías ía íamos ían" };
const SUBJUNCTIVE = { ar: "e es e emos en", er: "a as a amos an", ir: "a as a amos an" };
const STRONG_PRETERITE = "e iste o imos ieron";
const FUTURE = "é ás á emos án";
const CONDITIONAL = "ía ías ía íamos ían";

export function conjugate(
	infinitive: string,
	tense: SpanishTense,
	agreement: Pick<Agreement, "person" | "number">,
): string {
	const at = personIndex(agreement);
	switch (tense) {
		case "present":
			return present(infinitive, at);
		case "preterite":
			return preterite(infinitive, at);
		case "imperfect":
			return (
				SPANISH_IRREGULAR[infinitive]?.imperfect?.[at] ??
				stemOf(infinitive) + ending(IMPERFECT[classOf(infinitive)], at)
			);
		case "future":
			return futureStem(infinitive) + ending(FUTURE, at);
		case "conditional":
			return futureStem(infinitive) + ending(CONDITIONAL, at);
		case "subjunctive":
			return subjunctive(infinitive, at);
		default:
			return tense satisfies never;
	}
}

export function spanishParticiple(infinitive: string): string {
	const irregular = SPANISH_IRREGULAR[infinitive]?.participle;
	if (irregular) return irregular;
	const stem = stemOf(infinitive);
	if (classOf(infinitive) === "ar") return `${stem}ado`;
	return /[aeo]$/.test(stem) ? `${stem}ído` : `${stem}ido`;
}

export function gerund(infinitive: string): string {
	const irregular = SPANISH_IRREGULAR[infinitive]?.gerund;
	if (irregular) return irregular;
	const conjugation = classOf(infinitive);
	if (conjugation === "ar") return `${stemOf(infinitive)}ando`;
	const stem = conjugation === "ir" ? weakChange(infinitive) : stemOf(infinitive);
	return /[aeou]$/.test(stem.replace(/gu$/, "g")) ? `${stem}yendo` : `${stem}iendo`;
}

/** The familiar singular command: ¡abre!, ¡ven! */
export function imperative(infinitive: string): string {
	return SPANISH_IRREGULAR[infinitive]?.imperative ?? present(infinitive, 2);
}

function present(infinitive: string, at: number): string {
	const irregular = SPANISH_IRREGULAR[infinitive];
	if (irregular?.present) return irregular.present[at]!;
	if (at === 0 && irregular?.yo) return irregular.yo;
	const stem = at === 3 ? stemOf(infinitive) : strongChange(infinitive);
	return attach(stem, ending(PRESENT[classOf(infinitive)], at), infinitive);
}

function preterite(infinitive: string, at: number): string {
	const irregular = SPANISH_IRREGULAR[infinitive];
	if (irregular?.preterite) return irregular.preterite[at]!;
	if (irregular?.strongPreterite) {
		const form = irregular.strongPreterite + ending(STRONG_PRETERITE, at);
		return form.replace(/jieron$/, "jeron");
	}
	const conjugation = classOf(infinitive);
	const isThird = at === 2 || at === 4;
	const stem = conjugation === "ir" && isThird ? weakChange(infinitive) : stemOf(infinitive);
	const regular = ending(PRETERITE[conjugation], at);
	// leyó, construyeron, leíste: an i between vowels becomes y, a stressed one takes an accent.
	if (conjugation !== "ar" && /[aeou]$/.test(stem.replace(/gu$/, "g"))) {
		if (isThird) return stem + regular.replace(/^i/, "y");
		return stem + (/[aeo]$/.test(stem) ? regular.replace(/^i/, "í") : regular);
	}
	return attach(stem, regular, infinitive);
}

function subjunctive(infinitive: string, at: number): string {
	const irregular = SPANISH_IRREGULAR[infinitive];
	if (irregular?.subjunctive) return irregular.subjunctive[at]!;
	const conjugation = classOf(infinitive);
	const end = ending(SUBJUNCTIVE[conjugation], at);
	const yo = irregular?.yo ?? irregular?.present?.[0];
	if (yo) return yo.slice(0, -1) + end;
	const weak = conjugation === "ir" ? weakChange(infinitive) : stemOf(infinitive);
	return attach(at === 3 ? weak : strongChange(infinitive), end, infinitive);
}

/** Keeps the sound of the stem before the new vowel: busqué, pagué, empecé, recojo, sigo, conozco, construyo. */
function attach(stem: string, end: string, infinitive: string): string {
	const beforeE = /^[eéií]/.test(end);
	if (classOf(infinitive) === "ar") {
		if (!/^[eé]/.test(end)) return stem + end;
		if (stem.endsWith("c")) return `${stem.slice(0, -1)}qu${end}`;
		if (stem.endsWith("g")) return `${stem}u${end}`;
		if (stem.endsWith("z")) return `${stem.slice(0, -1)}c${end}`;
		return stem + end;
	}
	if (infinitive.endsWith("uir") && !infinitive.endsWith("guir")) {
		return /^[oae]/.test(end) ? `${stem}y${end}` : stem + end;
	}
	if (beforeE) return stem + end;
	if (/[aeiou]c$/.test(stem) && infinitive !== "hacer") return `${stem.slice(0, -1)}zc${end}`;
	if (stem.endsWith("c")) return `${stem.slice(0, -1)}z${end}`;
	if (stem.endsWith("gu")) return `${stem.slice(0, -1)}${end}`;
	if (stem.endsWith("g")) return `${stem.slice(0, -1)}j${end}`;
	return stem + end;
}

/** The stem when it is stressed: cierr-, encuentr-, pid-, jueg-. */
function strongChange(infinitive: string): string {
	return changeLastVowel(stemOf(infinitive), STEM_CHANGES[infinitive]);
}

/** The stem of -ir verbs before a stressed ie, ió or a: prefir-, durm-, pid-. */
function weakChange(infinitive: string): string {
	const change = STEM_CHANGES[infinitive];
	if (change === "e-ie" || change === "e-i") return changeLastVowel(stemOf(infinitive), "e-i");
	return change === "o-ue" ? changeLastVowel(stemOf(infinitive), "o-u") : stemOf(infinitive);
}

function changeLastVowel(stem: string, change: string | undefined): string {
	if (!change) return stem;
	const [from = "", to = ""] = change.split("-");
	const place = stem.replace(/gu$/, "g ").lastIndexOf(from);
	return stem.slice(0, place) + to + stem.slice(place + 1);
}

function futureStem(infinitive: string): string {
	return SPANISH_IRREGULAR[infinitive]?.futureStem ?? infinitive;
}

function stemOf(infinitive: string): string {
	return infinitive.slice(0, -2);
}

function classOf(infinitive: string): Conjugation {
	const end = infinitive.slice(-2);
	if (end !== "ar" && end !== "er" && end !== "ir") {
		throw new Error(`conjugate: expected an infinitive in -ar, -er or -ir, got "${infinitive}"`);
	}
	return end;
}

function ending(endings: string, at: number): string {
	return endings.split(" ")[at]!;
}

function personIndex({ person, number }: Pick<Agreement, "person" | "number">): number {
	if (number === "singular") return person - 1;
	if (person === 2) throw new Error("conjugate: expected any person but vosotros, got second person plural");
	return person === 1 ? 3 : 4;
}
