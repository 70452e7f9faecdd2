// How far two results are apart. Every contender's result is compared before its speed counts.

import { readFileSync } from "node:fs";

/** The floats of a raw little-endian float32 file. */
export function readFloats(path) {
	const bytes = readFileSync(path);
	return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}

/** max |got - want| / max |want|; Infinity where a number is missing or not finite. */
export function relativeError(got, want) {
	if (got.length !== want.length) return Number.POSITIVE_INFINITY;
	let worst = 0;
	let largest = 0;
	for (let i = 0; i < want.length; i++) {
		const difference = Math.abs(got[i] - want[i]);
		if (!(difference <= worst)) worst = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
		largest = Math.max(largest, Math.abs(want[i]));
	}
	return largest === 0 ? worst : worst / largest;
}

/** Whether two files hold the same bytes. */
export function sameBytes(path, other) {
	return readFileSync(path).equals(readFileSync(other));
}
