// The same wrong argument has the same fate on every path: the op of plain tfjs ops, the one with the fused kernel,
// `attend`, on each backend, and the typed arrays of the native core. What one path refuses, none computes with.

import { availableBackends, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { attend } from "./attend.js";
import type { AttentionOptions } from "./attention-options.js";
import { composedAttention } from "./composed-attention.js";
import { fusedAttention } from "./fused-attention.js";

const [B, T, S, H] = [2, 3, 4, 2];
const backends = await availableBackends();
const core = backends.includes("native") ? await import("@mirada/core-native") : undefined;

interface Attempt {
	/** Options of `fusedAttention`, made anew for every path. */
	options: () => Partial<Record<keyof AttentionOptions, unknown>>;
	/** The same for typed arrays; absent where those cannot say it. */
	arrays?: Record<string, unknown>;
	/** Whether `attend` has the option. */
	attend?: boolean;
	refused: boolean;
}

const lengths = (...values: number[]): Attempt => ({
	options: () => ({ keyLengths: tf.tensor1d(values, values.every(Number.isInteger) ? "int32" : "float32") }),
	// Typed arrays have no half lengths: an Int32Array would cut them.
	...(values.every(Number.isInteger) ? { arrays: { keyLengths: Int32Array.from(values) } } : {}),
	attend: true,
	refused: values.some((length) => !Number.isInteger(length) || length < 0 || length > S),
});
const plain = (options: Partial<Record<keyof AttentionOptions, unknown>>, refused: boolean): Attempt => ({
	options: () => options,
	arrays: options,
	refused,
});
const mask = (...shape: number[]): Attempt => ({
	options: () => ({ mask: tf.ones(shape, "bool") }),
	arrays: { mask: new Uint8Array(tf.util.sizeFromShape(shape)).fill(1), maskShape: shape },
	refused: true,
});

const ATTEMPTS: Record<string, Attempt> = {
	"lengths from 0 to S": lengths(0, S),
	"a length of -1": lengths(-1, 2),
	"a length of S + 1": lengths(2, S + 1),
	"a length of 1.5": lengths(1.5, 2),
	"a length of NaN": lengths(Number.NaN, 2),
	"an infinite length": lengths(Number.POSITIVE_INFINITY, 2),
	"whole numbers as floats": {
		options: () => ({ keyLengths: tf.tensor1d([1, 2], "float32") }),
		attend: true,
		refused: false,
	},
	"lengths for another batch": { ...lengths(1), refused: true },
	"a finite scale": plain({ scale: -2 }, false),
	"an infinite scale": plain({ scale: Number.POSITIVE_INFINITY }, true),
	"a scale of NaN": plain({ scale: Number.NaN }, true),
	"a scale as text": plain({ scale: "1" }, true),
	"a corner that does not exist": plain({ isCausal: true, causalAlignment: "centre" }, true),
	"a corner that is not used": plain({ causalAlignment: "centre" }, true),
	"a truthy flag": plain({ isCausal: 1 }, true),
	"a window of half a key": plain({ slidingWindow: 0.5 }, true),
	"a negative window": plain({ slidingWindow: -1 }, true),
	"a window beyond 32 bits": plain({ slidingWindow: 2 ** 40 }, true),
	"dropout of everything": plain({ dropoutRate: 1, seed: 1 }, true),
	"dropout of NaN": plain({ dropoutRate: Number.NaN, seed: 1 }, true),
	"a negative seed": plain({ dropoutRate: 0.5, seed: -1 }, true),
	"half a seed": plain({ dropoutRate: 0.5, seed: 0.5 }, true),
	"a seed beyond 32 bits": plain({ dropoutRate: 0.5, seed: 2 ** 32 }, true),
	"the greatest seed": plain({ dropoutRate: 0.5, seed: 2 ** 32 - 1 }, false),
	"weights asked for by 1": plain({ returnWeights: 1 }, true),
	"a mask of too many queries": mask(1, 1, T + 1, S),
	"a mask of too few keys": mask(B, 1, T, S - 1),
	"an unknown option": plain({ causal: true } as object, true),
	"a misspelt option": plain({ key_lengths: 1 } as object, true),
};

/** By path: what it threw, or null. */
async function outcomes({ options, arrays, attend: inAttend }: Attempt): Promise<Record<string, unknown>> {
	const found: Record<string, unknown> = {};
	const attempt = (path: string, run: () => unknown) => {
		try {
			run();
			found[path] = null;
		} catch (error) {
			found[path] = error;
		}
	};
	for (const backend of backends) {
		await useBackend(backend);
		const given = (rank: number) => {
			const tensor = (L: number) => tf.ones(rank === 4 ? [B, L, 1, H] : [B, L, H]);
			return { query: tensor(T), key: tensor(S), value: tensor(S), ...options() };
		};
		attempt(`composedAttention on ${backend}`, () => composedAttention(given(4) as AttentionOptions));
		attempt(`fusedAttention on ${backend}`, () => fusedAttention(given(4) as AttentionOptions));
		if (!inAttend) continue;
		for (const score of ["dot", "scaledDot"] as const) {
			attempt(`attend by ${score} on ${backend}`, () => attend({ score, ...given(3) } as never));
		}
		const weights = { Wq: tf.ones([H, 3]), Wk: tf.ones([H, 3]), v: tf.ones([3]) };
		attempt(`attend by additive on ${backend}`, () =>
			attend({ score: "additive", ...given(3), weights } as never),
		);
	}
	if (core === undefined || arrays === undefined) return found;
	attempt("typed arrays", () =>
		core.attentionForward({
			batchSize: B,
			targetLength: T,
			sourceLength: S,
			numHeads: 1,
			keyDim: H,
			query: new Float32Array(B * T * H),
			key: new Float32Array(B * S * H),
			value: new Float32Array(B * S * H),
			...arrays,
		}),
	);
	return found;
}

describe("every path", () => {
	test.each(Object.entries(ATTEMPTS))("%s", async (_, attempt) => {
		const found = await outcomes(attempt);
		const refusing = Object.entries(found).filter(([, error]) => error !== null);
		expect(refusing.map(([path]) => path)).toEqual(attempt.refused ? Object.keys(found) : []);
		for (const [path, error] of refusing) {
			const where = path === "typed arrays" ? "attentionForward" : path.split(" ")[0];
			expect((error as Error).message, path).toMatch(new RegExp(`^${where}: (expected|unknown)`));
		}
	});
});
