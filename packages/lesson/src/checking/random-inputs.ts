// Random inputs for a student's function: new ones in every run, so that copied results do not pass.

import type { Random } from "@mirada/attention";

/** Normally distributed, mean 0, variance 1 (Box and Muller, 1958). */
export function normalMatrix(random: Random, rows: number, columns: number): number[][] {
	return Array.from({ length: rows }, () => normalVector(random, columns));
}

export function normalVector(random: Random, length: number): number[] {
	return Array.from({ length }, () => {
		const radius = Math.sqrt(-2 * Math.log(1 - random.float()));
		return radius * Math.cos(2 * Math.PI * random.float());
	});
}

/** An order of 0..length-1 that is not the natural one. */
export function otherOrder(random: Random, length: number): number[] {
	const order = Array.from({ length }, (_, index) => index);
	while (length > 1 && order.every((from, to) => from === to)) random.shuffle(order);
	return order;
}

/** A copy for the student's function to do with as it likes. */
export function copyOf(matrix: readonly (readonly number[])[]): number[][] {
	return matrix.map((row) => [...row]);
}
