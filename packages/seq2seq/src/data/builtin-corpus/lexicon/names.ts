/**
 * First names: said the same in both languages, but for accents.
 */
import type { Gender } from "../grammar/agreement.js";

export interface Name {
	readonly english: string;
	readonly spanish: string;
	readonly gender: Gender;
}

const TABLE = `
	ana ana f
	maria maría f
	lucia lucía f
	elena elena f
	sofia sofía f
	laura laura f
	carmen carmen f
	julia julia f
	clara clara f
	marta marta f
	rosa rosa f
	irene irene f
	juan juan m
	pedro pedro m
	miguel miguel m
	diego diego m
	pablo pablo m
	luis luis m
	antonio antonio m
	david david m
	mario mario m
	hugo hugo m
	jorge jorge m
	victor víctor m
`;

export const NAMES: readonly Name[] = TABLE.trim()
	.split("\n")
	.map((line) => {
		const [english = "", spanish = "", gender] = line.trim().split(" ");
		return { english, spanish, gender: gender as Gender };
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
