// Inputs made from a seed, as raw little-endian files that every peer reads, whatever its language. A file is named
// after what it holds, so an existing file is reused.

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Uniform numbers from 0 to 1: a counter hashed by the finaliser of MurmurHash3. */
function uniforms(seed) {
	let counter = Math.imul(seed, 0x9e3779b1) >>> 0;
	return () => {
		counter = (counter + 0x9e3779b9) >>> 0;
		let x = counter;
		x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
		x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
		return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
	};
}

/** Normal numbers times `scale`, two by two (Box and Muller 1958). */
export function normalFloats(seed, count, scale = 1) {
	const uniform = uniforms(seed);
	const values = new Float32Array(count);
	for (let i = 0; i < count; i += 2) {
		const radius = scale * Math.sqrt(-2 * Math.log(1 - uniform()));
		const angle = 2 * Math.PI * uniform();
		values[i] = radius * Math.cos(angle);
		if (i + 1 < count) values[i + 1] = radius * Math.sin(angle);
	}
	return values;
}

/** 1 with the given probability, else 0. */
export function randomMask(seed, count, probability) {
	const uniform = uniforms(seed);
	return Uint8Array.from({ length: count }, () => (uniform() < probability ? 1 : 0));
}

/** Whole numbers from `least` to `most`. */
export function randomIntegers(seed, count, least, most) {
	const uniform = uniforms(seed);
	return Int32Array.from({ length: count }, () => least + Math.floor(uniform() * (most - least + 1)));
}

/** Keeps arrays as files in one folder; each method gives the file's path. */
export class SeededInputs {
	constructor(folder) {
		this.folder = folder;
		mkdirSync(folder, { recursive: true });
	}

	floats(seed, count, scale = 1) {
		return this.file(`normal-${seed}-${count}-${scale}.f32`, () => normalFloats(seed, count, scale));
	}

	mask(seed, count, probability) {
		return this.file(`mask-${seed}-${count}-${probability}.u8`, () => randomMask(seed, count, probability));
	}

	integers(seed, count, least, most) {
		return this.file(`integers-${seed}-${count}-${least}-${most}.i32`, () =>
			randomIntegers(seed, count, least, most),
		);
	}

	read(path) {
		return readInput(path);
	}

	/** Any typed array under a name that says what it holds. */
	file(name, make) {
		const path = join(this.folder, name);
		if (!existsSync(path)) {
			const { buffer, byteOffset, byteLength } = make();
			writeFileSync(`${path}.part`, new Uint8Array(buffer, byteOffset, byteLength));
			renameSync(`${path}.part`, path);
		}
		return path;
	}
}

/** A file of `SeededInputs` as the typed array that its ending names. */
export function readInput(path) {
	const bytes = readFileSync(path);
	const types = { f32: Float32Array, i32: Int32Array, u8: Uint8Array };
	const Type = types[path.split(".").at(-1)];
	if (!Type) throw new TypeError(`readInput: expected a file ending in f32, i32 or u8, got ${path}`);
	return new Type(bytes.buffer, bytes.byteOffset, bytes.byteLength / Type.BYTES_PER_ELEMENT);
}
