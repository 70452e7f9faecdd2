/**
 * First names: said the same in both languages, but for accents.
 */
import type { Gender } from "../words/agreement.js";
import { type Common, commonnessOf } from "./commonness.js";

export interface Name extends Common {
	readonly english: string;
	readonly spanish: string;
	readonly gender: Gender;
}

const TABLE = `
	ana ana f
	juan juan m
	maria maría f
	pedro pedro m
	lucia lucía f
	miguel miguel m
	elena elena f
	diego diego m
	sofia sofía f
	pablo pablo m
	laura laura f
	luis luis m
	carmen carmen f
	antonio antonio m
	julia julia f
	david david m
	clara clara f
	mario mario m
	marta marta f
	hugo hugo m
	rosa rosa f
	jorge jorge m
	irene irene f
	victor víctor m
`;

export const NAMES: readonly Name[] = TABLE.trim()
	.split("\n")
	.map((line, place, lines) => {
		const [english = "", spanish = "", gender] = line.trim().split(" ");
		return { english, spanish, gender: gender as Gender, commonness: commonnessOf(place, lines.length) };
	});

/** Countries and cities: where somebody is from, lives or travels to. */
const PLACE_TABLE = `
	spain españa
	france francia
	italy italia
	germany alemania
	mexico méxico
	england inglaterra
	japan japón
	russia rusia
	portugal portugal
	argentina argentina
	madrid madrid
	london londres
	paris parís
	rome roma
	seville sevilla
	lisbon lisboa
`;

type PlaceName = readonly [english: string, spanish: string];

export const PLACE_NAMES: readonly PlaceName[] = PLACE_TABLE.trim()
	.split("\n")
	.map((line) => line.trim().split(" ") as [string, string]);

export const COUNTRIES: readonly PlaceName[] = PLACE_NAMES.slice(0, 10);
