// Fused masked multi-head attention on typed arrays: the addon's kernels for programs without TensorFlow.js.

import type {
	AttentionBackwardArguments,
	AttentionBackwardResult,
	AttentionForwardArguments,
	AttentionForwardResult,
	AttentionProblem,
} from "./binding/attention.js";
import { type OptionNames, requireOptions } from "./known-options.js";
import { loadBinding } from "./load-binding.js";

export type {
	AttentionBackwardArguments,
	AttentionBackwardResult,
	AttentionForwardArguments,
	AttentionForwardResult,
	AttentionProblem,
};

const PROBLEM: OptionNames<AttentionProblem> = {
	batchSize: true,
	targetLength: true,
	sourceLength: true,
	numHeads: true,
	numKeyHeads: true,
	keyDim: true,
	valueDim: true,
	query: true,
	key: true,
	value: true,
	queryStrides: true,
	keyStrides: true,
	valueStrides: true,
	keyLengths: true,
	mask: true,
	maskShape: true,
	bias: true,
	biasShape: true,
	scale: true,
	isCausal: true,
	causalAlignment: true,
	slidingWindow: true,
	dropoutRate: true,
	seed: true,
};
const FORWARD: OptionNames<AttentionForwardArguments> = {
	...PROBLEM,
	output: true,
	logSumExp: true,
	rowMax: true,
	rowSum: true,
	weights: true,
	returnWeights: true,
};
const BACKWARD: OptionNames<AttentionBackwardArguments> = {
	...PROBLEM,
	output: true,
	rowMax: true,
	rowSum: true,
	logSumExp: true,
	weights: true,
	dOutput: true,
	dWeights: true,
	dQuery: true,
	dKey: true,
	dValue: true,
	dBias: true,
	biasGradient: true,
};

/**
 * weights = softmax(scale query keyᵀ + bias, over allowed keys), output = weights value.
 *
 * `query (B,T,N,H)`, `key (B,S,K,H)`, `value (B,S,K,V)`; query head n reads key head n / (N / K). Masks are
 * combined by AND, and what they forbid has no influence, not even as NaN. A row with no allowed key gives
 * output 0, weights 0, logSumExp +Infinity, rowMax -Infinity and rowSum 0. The arrays must not share memory with the
 * results.
 * @throws TypeError, RangeError with the argument's name, what was expected and what was given
 */
export function attentionForward(args: AttentionForwardArguments): AttentionForwardResult {
	requireOptions("attentionForward", args, FORWARD);
	return loadBinding().attentionForward(args);
}

/**
 * The gradients of `attentionForward` for the same problem, from its `output`, `rowMax` and `rowSum` and from
 * `dOutput (B,T,N,V)` and, where the weights were used too, `dWeights (B,N,T,S)`. The dropout is that of the
 * forward: it depends on the seed and the position alone.
 * @throws TypeError, RangeError with the argument's name, what was expected and what was given
 */
export function attentionBackward(args: AttentionBackwardArguments): AttentionBackwardResult {
	requireOptions("attentionBackward", args, BACKWARD);
	return loadBinding().attentionBackward(args);
}

/**
 * `attentionForward` off the main thread. The inputs are copied before the call returns, so they may be changed
 * or transferred at once; the results are always new arrays.
 */
export async function attentionForwardAsync(
	args: AttentionForwardArguments,
): Promise<AttentionForwardResult> {
	requireOptions("attentionForwardAsync", args, FORWARD);
	return loadBinding().attentionForwardAsync(args);
}

/** `attentionBackward` off the main thread, on copies of its inputs like `attentionForwardAsync`. */
export async function attentionBackwardAsync(
	args: AttentionBackwardArguments,
): Promise<AttentionBackwardResult> {
	requireOptions("attentionBackwardAsync", args, BACKWARD);
	return loadBinding().attentionBackwardAsync(args);
}
