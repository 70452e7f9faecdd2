// How much two results differ. Every contender's result is compared before it is timed.

import { readFileSync } from "node:fs";

/** The floats of a raw little-endian float32 file. */
export function readFloats(path) {
	const bytes = readFileSync(path);
	return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}

/** max |got - want| / max |want|; Infinity if a number is missing or not finite. */
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
function sameBytes(path, other) {
	return readFileSync(path).equals(readFileSync(other));
}

/** Whether our default gave the same bytes with every number of threads; undefined if there was only one. */
export function identicalOutputs(prepared) {
	const defaults = prepared.filter(({ ours, extra }) => ours && !extra);
	if (defaults.length < 2) return undefined;
	return defaults.every(({ outputs }) =>
		Object.entries(outputs).every(([name, path]) => sameBytes(path, defaults[0].outputs[name])),
	);
}

/**
 * Sets `error` and `wrong` of every contender against the function `truth` of a PyTorch script, which computes the same
 * in double precision. Returns why nothing could be checked, or undefined.
 */
export async function errorsAgainstPeer(context, prepared, { script, request, most }) {
	let truth;
	try {
		const torch = await context.worker({ peer: "torch", script })();
		const prefix = `${context.scratch}/truth-`;
		truth = (await torch.ask("call", { name: "truth", ...request, prefix })).result;
		await torch.rest();
	} catch (error) {
		return `could not be checked: ${error.message}`;
	}
	setErrors(prepared, truth, most);
	return undefined;
}

/** `truth`: { name: file }. */
export function setErrors(prepared, truth, most) {
	for (const contender of prepared) {
		const errors = Object.entries(contender.outputs).map(([name, path]) =>
			relativeError(readFloats(path), readFloats(truth[name])),
		);
		contender.error = Math.max(...errors);
		if (!(contender.error <= most)) contender.wrong = `error ${contender.error.toExponential(1)}`;
	}
}

/** Why our result was wrong or not timed, for a row's `failed`; undefined if all went well. */
export function wrongOf(contenders) {
	const wrong = contenders.find(({ ours, extra, wrong, skipped }) => ours && (wrong || (skipped && !extra)));
	return wrong && `${wrong.variant ?? "default"}, ${wrong.threads} threads: ${wrong.wrong ?? wrong.skipped}`;
}
