// A function on the backends `cpu` and `native`, one after the other: both give the same, or both refuse.

import * as tf from "@tensorflow/tfjs";
import { requireSame, snapshot, WrongResult } from "./judge.mjs";

/** Names whose values may be infinite by design. */
const logarithms = new Set(["logSumExp"]);

function outcomeOf(run) {
	try {
		return { parts: run() };
	} catch (error) {
		return { error };
	}
}

/** The tensors of a result by name: a tensor, a list, or an object of them; anything else is no tensor's. */
function partsOf(result) {
	if (result instanceof tf.Tensor) return snapshot(result);
	if (Array.isArray(result)) return result.flatMap(partsOf);
	if (result === null || typeof result !== "object") return [];
	return Object.entries(result).flatMap(([name, value]) =>
		partsOf(value).map((part) => ({ ...part, isLogSum: logarithms.has(name) })),
	);
}

/**
 * `work`, as a function that runs it on both backends and gives what `native` gave, as `[{ values, shape, dtype,
 * isLogSum }]`. Throws WrongResult where they differ, or where one refuses what the other takes.
 */
export function onBothBackends(work, tolerance = 1e-4) {
	return (...args) => {
		const [cpu, native] = ["cpu", "native"].map((backend) => {
			tf.setBackend(backend);
			return outcomeOf(() => partsOf(tf.tidy(() => work(...args))));
		});
		if (native.error && cpu.error) throw native.error;
		const one = native.error ?? cpu.error;
		if (one)
			throw new WrongResult(
				`only ${native.error ? "native" : "cpu"} refuses: ${one.name}: ${one.message.split("\n")[0]}`,
			);
		requireSame("native and cpu", native.parts, cpu.parts, tolerance);
		return native.parts;
	};
}
