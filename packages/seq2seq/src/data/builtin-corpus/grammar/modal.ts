/**
 * Modal verbs: they take the bare infinitive and no "do".
 */

import { concept, type Phrase, phrase, word } from "../words/words.js";
import type { NounPhrase } from "./noun-phrase.js";
import { conjugate, type SpanishTense } from "./spanish-conjugation.js";

export interface Modal {
	readonly english: string;
	/** "cannot" is one word. */
	readonly englishNegative: string;
	readonly spanish: string;
	readonly tense: SpanishTense;
}

export const MODALS: readonly Modal[] = [
	{ english: "can", englishNegative: "cannot", spanish: "poder", tense: "present" },
	{ english: "could", englishNegative: "could not", spanish: "poder", tense: "imperfect" },
	{ english: "must", englishNegative: "must not", spanish: "deber", tense: "present" },
	{ english: "should", englishNegative: "should not", spanish: "deber", tense: "conditional" },
];

/** maria cannot [buy the car] | maría no puede [comprar el coche] */
export function modalStatement(
	subject: NounPhrase,
	modal: Modal,
	action: Phrase,
	isNegative: boolean,
): Phrase {
	const able = concept();
	const negation = concept();
	const dropped = subject.isDropped ? [subject.referent] : [];
	const [first = "", second] = isNegative ? modal.englishNegative.split(" ") : [modal.english];
	const english = second
		? [word(first, able), word(second, negation)]
		: [word(first, able, ...(isNegative ? [negation] : []))];
	return phrase(
		[subject, english, action],
		[
			subject,
			isNegative ? word("no", negation) : undefined,
			word(conjugate(modal.spanish, modal.tense, subject.agreement), able, ...dropped),
			action,
		],
	);
}
