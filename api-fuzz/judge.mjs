// What a call may end with. An error has to be one that somebody wrote for the caller, never one from inside of V8.

/** What the engine says about code that did not expect its arguments. */
const fromInside =
	/Cannot (read|set|destructure|convert|mix|access|perform|redefine|assign|add property)|is not (a function|iterable|a constructor|defined|valid JSON|extensible)|undefined is not|Invalid (array length|typed array length|count value|string length|Date|code point)|(Array buffer|Array) allocation failed|Maximum call stack|Reduce of empty|out of bounds|is not an object|Unexpected (token|end)|argument must be|The "\w+" argument|BigInts? |must be called on|Class (constructor|extends)|Method .* called on|called on (null|non-object)|object null is not|precision is out of range|radix|should be a multiple|detached|invalid iterator|not generic|std::|bad_alloc/i;

/** `where: expected what, got value`, or for what is missing or taken: `where: what`. */
const ours = /^[\w@"'`][^\n]*?: [\s\S]+/;
/** What TensorFlow.js says on purpose. */
const tensorflows =
	/^(Argument '|Error in |Tensor is disposed|Shapes? |Size\(|Input |The |Unknown |Unsupported|Invalid |Cannot compute|Cannot take|Concat|Number of |Based on|dtype|Rank|rank|Layer |Arguments? |Expected |Constructing|tensor\w* |Tensor |A |Only |Inner|x |input|axis|slice|begin|Kernel|Provided|Complex|Received|Pass|Constraint|The first|Please|Sequence|inputs|Unable|Non-|Invalid|strides|gather|TensorList|values|When|Failed|For |Each |Target|Improper|Could not|You |condition|Attempting|Negative|Dropout|depth)/;

/** Why an error is not fit for a caller; undefined where it is. */
export function faultOfError(error, { allowTensorflow = false } = {}) {
	if (!(error instanceof Error)) return `threw ${String(error)}, which is no Error`;
	const text = `${error.name}: ${error.message}`.split("\n")[0];
	if (fromInside.test(error.message)) return `an error from inside: ${text}`;
	if (ours.test(error.message)) return undefined;
	if (error.message === "Tensor is disposed.") return undefined;
	if (allowTensorflow && tensorflows.test(error.message)) return undefined;
	return `a message that does not say where: ${text}`;
}

/** A result is wrong: thrown by a surface's own comparison, always a finding. */
export class WrongResult extends Error {}

/** The largest difference of two lists by the largest number of the second; NaN in both is equal. */
export function difference(got, want) {
	if (got.length !== want.length) return Number.POSITIVE_INFINITY;
	let worst = 0;
	let largest = 1e-3;
	for (let i = 0; i < want.length; i++) {
		if (Number.isFinite(want[i])) largest = Math.max(largest, Math.abs(want[i]));
		if (Object.is(got[i], want[i]) || got[i] === want[i]) continue;
		const apart = Math.abs(got[i] - want[i]);
		worst = Number.isNaN(apart) ? Number.POSITIVE_INFINITY : Math.max(worst, apart);
	}
	return worst / largest;
}

/** Throws WrongResult where two tensors (or lists of them) are not the same up to single precision. */
export function requireSame(what, got, want, tolerance = 1e-4) {
	const pairs = [got, want].map((value) => [value].flat());
	if (pairs[0].length !== pairs[1].length)
		throw new WrongResult(`${what}: expected ${pairs[1].length} results, got ${pairs[0].length}`);
	for (const [i, one] of pairs[0].entries()) {
		const other = pairs[1][i];
		if (String(one.shape) !== String(other.shape) || one.dtype !== other.dtype)
			throw new WrongResult(
				`${what}: expected ${other.dtype} (${other.shape}), got ${one.dtype} (${one.shape})`,
			);
		if (one.dtype === "string" || one.dtype === "complex64") continue;
		const apart = difference(one.values, other.values);
		if (!(apart <= tolerance))
			throw new WrongResult(`${what}: expected the same numbers, got ${apart.toExponential(1)} apart`);
	}
}

/** Values, shape and type of a tensor or a list of them, read at once so that backends can be compared. */
export function snapshot(result) {
	return [result]
		.flat()
		.map((tensor) => ({ values: tensor.dataSync(), shape: tensor.shape, dtype: tensor.dtype }));
}

export function requireFinite(what, values) {
	const index = Array.prototype.findIndex.call(values, (value) => !Number.isFinite(value));
	if (index >= 0) throw new WrongResult(`${what}: expected finite numbers, got ${values[index]} at ${index}`);
}
