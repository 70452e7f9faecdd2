// The LSTM sequences that are measured: B rows, T steps, U units; the input is as wide as the LSTM.

/** [B, T, U], whether with padding too, whether in a quick run. */
const SHAPES = [
	[1, 20, 256, false],
	[1, 100, 64, false],
	[1, 20, 1024, false],
	[8, 20, 256, true],
	[16, 10, 64, true],
	[32, 25, 128, true, "quick"],
	[32, 100, 1024, false],
	[64, 5, 256, true],
	[64, 20, 256, true, "quick"],
	[64, 50, 256, true],
	[64, 20, 512, true],
	[64, 20, 1024, true],
	[128, 12, 64, true],
	[128, 100, 256, true],
	[128, 30, 512, true],
];

export function lstmCases(quick) {
	return SHAPES.filter(([, , , , inQuick]) => !quick || inQuick).flatMap(([B, T, U, padded]) =>
		(padded ? ["full", "padded"] : ["full"]).map((kind) => ({ kind, B, T, U })),
	);
}

export const caseName = ({ kind, B, T, U }) => `${B}x${T}x${U} ${kind}`;

/**
 * Files: x (B,T,U), kernel and recurrentKernel (U,4U) with gates i, f, g, o, bias (4U), gradient of the hidden states
 * (B,T,U), 0 beyond a row's length. Lengths come longest first, which suits packed sequences best.
 */
export function lstmInputs(inputs, { kind, B, T, U }) {
	const weightScale = 1 / Math.sqrt(U);
	const files = {
		x: inputs.floats(21, B * T * U),
		kernel: inputs.floats(22, U * 4 * U, weightScale),
		recurrentKernel: inputs.floats(23, U * 4 * U, weightScale),
		bias: inputs.floats(24, 4 * U, 0.1),
	};
	const lengths = Int32Array.from({ length: B }, (_, b) => T - Math.floor((b * 0.75 * T) / B));
	if (kind === "padded") files.lengths = inputs.file(`lengths-${B}-${T}.i32`, () => lengths);
	files.dHidden = inputs.file(`gradient-${kind}-${B}-${T}-${U}.f32`, () => {
		const values = inputs.read(inputs.floats(25, B * T * U));
		if (kind === "padded")
			lengths.forEach((length, b) => {
				values.fill(0, (b * T + length) * U, (b + 1) * T * U);
			});
		return values;
	});
	return { files, steps: kind === "padded" ? lengths.reduce((sum, length) => sum + length, 0) : B * T };
}

/** Forward: two products with (U,4U) for each step that is no padding; backward: twice as many. */
export const operations = ({ U }, steps) => 3 * steps * 2 * (2 * U * 4 * U);
