import { availableBackends, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { byHand } from "./index.js";
import {
	causalMask,
	combineMasks,
	lengthMask,
	maskOverHeads,
	overKeys,
	overQueries,
	paddingMask,
	slidingWindowMask,
} from "./masks.js";
import { ShapeError } from "./shape-error.js";

/** Rows of a mask as strings of 0 and 1. */
function rows(mask: tf.Tensor): string[] {
	const width = mask.shape.at(-1)!;
	const bits = Array.from(mask.dataSync()).join("");
	return Array.from({ length: bits.length / width }, (_, i) => bits.slice(i * width, (i + 1) * width));
}

describe.each(await availableBackends())("on %s", (backend) => {
	beforeAll(() => useBackend(backend));

	test("padding and lengths give the same mask", () => {
		const tokens = tf.tensor2d(
			[
				[5, 6, 0],
				[7, 0, 0],
			],
			[2, 3],
			"int32",
		);
		expect(rows(paddingMask(tokens))).toEqual(["110", "100"]);
		expect(rows(lengthMask(tf.tensor1d([2, 1], "int32"), 3))).toEqual(["110", "100"]);
		expect(rows(paddingMask(tokens, 7))).toEqual(["111", "011"]);
		expect(lengthMask(tf.tensor1d([0], "int32"), 0).shape).toEqual([1, 0]);
	});

	test("causal masks start at either corner", () => {
		expect(rows(causalMask(3))).toEqual(["100", "110", "111"]);
		expect(rows(causalMask(2, 4))).toEqual(["1000", "1100"]);
		expect(rows(causalMask(2, 4, "bottom-right"))).toEqual(["1110", "1111"]);
		expect(rows(causalMask(3, 1, "bottom-right"))).toEqual(["0", "0", "1"]);
		expect(rows(causalMask(5, 4))).toEqual(byHand.causalMask(5, 4).map((row) => row.map(Number).join("")));
	});

	test("a window is a band around the diagonal", () => {
		expect(rows(slidingWindowMask(3, 4, 2))).toEqual(["1100", "1110", "0111"]);
		expect(rows(slidingWindowMask(2, 4, 1, "bottom-right"))).toEqual(["0010", "0001"]);
	});

	test("masks combine by AND with broadcasting, leave their parts alone, and may be absent", () => {
		const queryMask = tf.tensor2d([1, 0], [1, 2], "bool");
		const keyMask = tf.tensor2d([3, 0, 1], [1, 3], "float32");
		const all = combineMasks(overQueries(queryMask), undefined, overKeys(keyMask), null)!;
		expect([all.shape, all.dtype]).toEqual([[1, 2, 3], "bool"]);
		expect(rows(all)).toEqual(["101", "000"]);
		expect(combineMasks()).toBeUndefined();
		const alone = combineMasks(queryMask)!;
		alone.dispose();
		expect(queryMask.isDisposed).toBe(false);
	});

	test("masks rise to the rank of the scores", () => {
		const shape = [2, 3, 4, 5] as const;
		expect(maskOverHeads(tf.ones([4, 5]), shape, "test").shape).toEqual([1, 1, 4, 5]);
		expect(maskOverHeads(tf.ones([2, 1, 5]), shape, "test").shape).toEqual([2, 1, 1, 5]);
		expect(maskOverHeads(tf.ones([1, 3, 1, 5]), shape, "test").dtype).toBe("bool");
		expect(() => maskOverHeads(tf.ones([2, 5]), shape, "test")).toThrow(ShapeError);
		expect(() => maskOverHeads(tf.ones([5]), shape, "test")).toThrow("test: expected a mask of shape (T,S)");
	});
});
