// What a caller says must not be swallowed: an option under a name that nobody reads is an error that names the
// right one. This file knows no tensors, so that all packages check their options with it.

/** Every name of an options type, once: the compiler refuses a list that lacks a name or has one too many. */
export type OptionNames<Options> = Readonly<Record<keyof Options, true>>;

/**
 * Checks that `options` is an object and that every name in it is known.
 *
 * @param where the public function, for the message
 * @throws TypeError otherwise
 */
export function requireOptions(
	where: string,
	options: unknown,
	known: Readonly<Record<string, true>>,
): asserts options is object {
	if (!isOptions(options)) {
		throw new TypeError(`${where}: expected an options object, got ${describeValue(options)}`);
	}
	for (const name in options) {
		if (!Object.hasOwn(known, name)) throw unknownOption(where, name, Object.keys(known));
	}
}

/** The error of an option that does not exist, with the nearest one that does. */
export function unknownOption(where: string, name: string, known: readonly string[]): TypeError {
	const near = nearestName(name, known);
	const hint = near === undefined ? "" : `did you mean "${near}"? `;
	return new TypeError(
		`${where}: unknown option "${name}"\nHint: ${hint}The options are ${known.join(", ") || "none"}.`,
	);
}

/** A value as messages show it: its kind, and itself where that is short. */
export function describeValue(value: unknown): string {
	if (typeof value === "string") return value.length > 60 ? `"${value.slice(0, 60)}…"` : `"${value}"`;
	if (typeof value === "function") return "a function";
	if (typeof value === "bigint") return `${value}n`;
	if (typeof value !== "object" || value === null) return String(value);
	if (Array.isArray(value)) return `an array of ${value.length}`;
	if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
	if (isTensorLike(value)) return `a tensor of shape (${value.shape.map((size) => size ?? "?").join(", ")})`;
	const names = Object.keys(value);
	return names.length === 0 ? "an empty object" : `an object with ${names.slice(0, 6).join(", ")}`;
}

function isOptions(value: unknown): value is object {
	if (typeof value !== "object" || value === null) return false;
	return !Array.isArray(value) && !ArrayBuffer.isView(value) && !isTensorLike(value);
}

/** A tensor, a variable or a symbolic tensor of TensorFlow.js. */
function isTensorLike(value: object): value is { shape: readonly (number | null)[] } {
	return "dtype" in value && "shape" in value && Array.isArray(value.shape);
}

/** The known name that `name` most likely stands for: another spelling (`num_heads`), its start, or a few letters apart. */
function nearestName(name: string, known: readonly string[]): string | undefined {
	const plain = plainName(name);
	let nearest: { name: string; distance: number } | undefined;
	for (const candidate of known) {
		const other = plainName(candidate);
		const isPart = plain.length >= 4 && (other.startsWith(plain) || plain.startsWith(other));
		const distance = isPart ? 1 : editDistance(plain, other);
		if (distance < (nearest?.distance ?? 1 + Math.ceil(plain.length / 3)))
			nearest = { name: candidate, distance };
	}
	return nearest?.name;
}

function plainName(name: string): string {
	return name.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
}

/** Insertions, deletions and substitutions from one word to the other (Levenshtein 1966). */
function editDistance(from: string, to: string): number {
	let row = Array.from({ length: to.length + 1 }, (_, i) => i);
	for (const [i, letter] of [...from].entries()) {
		const next = [i + 1];
		for (let j = 0; j < to.length; j++) {
			next.push(Math.min(row[j + 1]! + 1, next[j]! + 1, row[j]! + (letter === to[j] ? 0 : 1)));
		}
		row = next;
	}
	return row[to.length]!;
}
