// First values of the variables: a function of the shape and a random generator.
import type { Random } from "../data/random.js";

/** Fills a new array for a variable of this shape. */
export type Initializer = (shape: readonly number[], random: Random) => Float32Array;

export const zeros: Initializer = (shape) => new Float32Array(sizeOf(shape));

/** U(-limit, limit). */
export function uniform(limit: number): Initializer {
	return (shape, random) => fill(shape, () => (2 * random.float() - 1) * limit);
}

/** N(0, deviation²)   (Box and Muller 1958). */
export function normal(deviation: number): Initializer {
	return (shape, random) => fill(shape, () => deviation * standardNormal(random));
}

/** N(0, gain² / rows): sums over `rows` inputs of size 1 come out of size `gain`   (LeCun et al. 1998, eq. 16). */
export function fanInNormal(gain: number): Initializer {
	return (shape, random) => normal(gain / Math.sqrt(shape[0]!))(shape, random);
}

/** U(±sqrt(6 / (rows + columns))), a vector being one column   (Glorot & Bengio 2010, eq. 16). */
export const glorotUniform: Initializer = (shape, random) => {
	const [rows, columns = 1] = shape as [number, number?];
	return uniform(Math.sqrt(6 / (rows + columns)))(shape, random);
};

/**
 * A (U, 4U) recurrent kernel of four orthogonal U x U blocks: repeated products neither grow nor vanish
 * (Saxe et al. 2014).
 */
export const orthogonalGates: Initializer = (shape, random) => {
	const [U, columns] = shape as [number, number];
	const values = new Float32Array(U * columns);
	for (let offset = 0; offset < columns; offset += U) {
		const block = orthogonal(U, random);
		for (let row = 0; row < U; row++) values.set(block[row]!, row * columns + offset);
	}
	return values;
};

/** The bias of an LSTM: 0, and 1 for the forget gate, so that it starts by remembering (Gers et al. 2000). */
export const lstmBias: Initializer = (shape) => {
	const values = zeros(shape, undefined as never);
	const U = values.length / 4;
	return values.fill(1, U, 2 * U);
};

/** Gram-Schmidt over random normal rows, the projections taken away twice against rounding. */
function orthogonal(size: number, random: Random): Float64Array[] {
	const rows: Float64Array[] = [];
	while (rows.length < size) {
		const row = Float64Array.from({ length: size }, () => standardNormal(random));
		for (const other of [...rows, ...rows]) {
			const overlap = dot(row, other);
			for (let i = 0; i < size; i++) row[i]! -= overlap * other[i]!;
		}
		const norm = Math.sqrt(dot(row, row));
		rows.push(row.map((value) => value / norm));
	}
	return rows;
}

function dot(a: Float64Array, b: Float64Array): number {
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
	return sum;
}

function standardNormal(random: Random): number {
	const radius = Math.sqrt(-2 * Math.log(1 - random.float()));
	return radius * Math.cos(2 * Math.PI * random.float());
}

function fill(shape: readonly number[], next: () => number): Float32Array {
	const values = new Float32Array(sizeOf(shape));
	for (let i = 0; i < values.length; i++) values[i] = next();
	return values;
}

function sizeOf(shape: readonly number[]): number {
	return shape.reduce((product, size) => product * size, 1);
}
