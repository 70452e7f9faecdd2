import { describe, expect, it } from "vitest";
import { ToyModel } from "../../../test/toy-decoding-model.js";
import { Vocabulary } from "../../data/vocabulary.js";
import { alignMap } from "./align-map.js";
import { alignSentences } from "./align-sentences.js";
import { hardAlignment } from "./alignment-metrics.js";
import { formatPharaoh, parsePharaoh } from "./pharaoh.js";
import { sinkhornAlignment } from "./sinkhorn.js";

const MAP = {
	weights: [
		[0.4, 0.05, 0.55],
		[0.05, 0.4, 0.55],
		[0.02, 0.03, 0.95],
	],
};

describe("alignMap", () => {
	it("chooses the method by name, Sinkhorn if none is named", () => {
		expect(alignMap(MAP, { method: "row-maximum" })).toEqual(hardAlignment(MAP));
		expect(alignMap(MAP)).toEqual(sinkhornAlignment(MAP));
		expect(alignMap(MAP, { method: "sinkhorn", passes: 0, tension: 0 })).toEqual(hardAlignment(MAP));
	});

	it("refuses methods that do not exist and options that the method does not have", () => {
		// @ts-expect-error no such method
		expect(() => alignMap(MAP, { method: "column-maximum" })).toThrow(
			'alignMap: expected method row-maximum or sinkhorn, got "column-maximum"',
		);
		// @ts-expect-error the row maximum has no passes
		expect(() => alignMap(MAP, { method: "row-maximum", passes: 5 })).toThrow(/alignMap: .*passes/);
		// @ts-expect-error null is no set of options
		expect(() => alignMap(MAP, null)).toThrow(/^alignMap: /);
	});

	it("gives links that survive the Pharaoh format, in the order of the source", () => {
		const line = formatPharaoh(alignMap(MAP));
		expect(line).toMatch(/^\d+-\d+( \d+-\d+)*$/);
		expect(formatPharaoh(parsePharaoh(line).sure)).toBe(line);
	});
});

describe("alignSentences", () => {
	const vocabulary = Vocabulary.build([["uno", "dos", "tres"]], 20);
	const vocabularies = { source: vocabulary, target: vocabulary };

	/** Looks at the source from its end to its beginning. */
	class BackwardsModel extends ToyModel {
		override attentionOf(source: readonly number[], prefix: readonly number[]): number[] {
			return source.map((_, s) => (s === Math.max(0, source.length - prefix.length) ? 1 : 0));
		}
	}
	const model = new BackwardsModel({ vocabularySize: vocabulary.size });

	it("links given translations, and leaves pairs without words without links", () => {
		const pairs = [
			{ source: ["uno", "dos", "tres"], target: ["tres", "dos", "uno"] },
			{ source: [], target: ["uno"] },
			{ source: ["uno"], target: [] },
			{ source: ["dos", "never seen"], target: ["uno", "uno"] },
		];
		for (const method of ["sinkhorn", "row-maximum"] as const) {
			const links = alignSentences({ model, vocabularies, pairs, alignment: { method } });
			expect(links.map(formatPharaoh)).toEqual(["0-2 1-1 2-0", "", "", "0-1 1-0"]);
		}
		expect(alignSentences({ model, vocabularies, pairs: [] })).toEqual([]);
	});

	it("refuses a model without attention", () => {
		const blind = new ToyModel({ attention: false, vocabularySize: vocabulary.size });
		const pairs = [{ source: ["uno"], target: ["uno"] }];
		expect(() => alignSentences({ model: blind, vocabularies, pairs })).toThrow(/a model with attention/);
	});
});
