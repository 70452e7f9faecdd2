// Checks of the fused kernels' inputs.
import type { TensorInfo } from "@tensorflow/tfjs";

/**
 * Throws unless `tensor` is there and has this shape; an axis given by name may have any length.
 * @throws Error `where: expected what, got value`
 */
export function expectShape(
	where: string,
	name: string,
	tensor: TensorInfo | undefined,
	shape: readonly (number | string)[],
): void {
	const actual = tensor?.shape;
	const fits =
		actual?.length === shape.length &&
		shape.every((axis, i) => typeof axis === "string" || axis === actual[i]);
	if (fits) return;
	const got = actual === undefined ? "nothing" : `(${actual.join(",")})`;
	throw new Error(`${where}: expected ${name} of shape (${shape.join(",")}), got ${got}`);
}
