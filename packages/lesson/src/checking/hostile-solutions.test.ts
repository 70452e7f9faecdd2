// Whatever a student's module does, the checks answer with words.

import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { exercises } from "../index.js";

beforeAll(async () => {
	tf.enableProdMode();
	await tf.setBackend("cpu");
});

const tasks = exercises.flatMap(({ slug, task }) => (task ? [{ slug, task }] : []));

const throwing = new Proxy(
	{},
	{
		get: () => {
			throw new Error("no");
		},
	},
);
/** What a function may return in place of what it should. */
const results: Record<string, () => unknown> = {
	undefined: () => undefined,
	null: () => null,
	"a number": () => 3,
	"a text": () => "weights",
	NaN: () => Number.NaN,
	"an empty array": () => [],
	"a ragged array": () => [[1], [1, 2]],
	"an array of nothing": () => [undefined, undefined],
	"an endless nesting": () => {
		const loop: unknown[] = [];
		loop.push(loop, loop);
		return loop;
	},
	"a Promise": async () => ({ weights: [], output: [] }),
	"a Promise that is rejected": async () => {
		throw new Error("later");
	},
	"a tensor": () => tf.ones([2, 2]),
	"two tensors of no fitting shape": () => [tf.ones([2, 2]), tf.ones([2, 2])],
	"a disposed tensor": () => {
		const tensor = tf.ones([2, 3, 6]);
		tensor.dispose();
		return [tensor, tensor];
	},
	"fields of the wrong kind": () => ({ weights: "?", output: null, links: "?", share: [], learned: 1 }),
	"ragged fields": () => ({
		weights: [[1], [1, 2]],
		output: [[]],
		links: [[]],
		share: Number.NaN,
		learned: {},
	}),
	"fields of NaN": () => ({
		weights: Array.from({ length: 3 }, () => new Array(5).fill(Number.NaN)),
		output: Array.from({ length: 3 }, () => new Array(2).fill(Number.NaN)),
		links: new Array(4).fill(Number.NaN),
		share: Number.NaN,
		learned: false,
	}),
	"an object that throws when it is read": () => throwing,
	"a function": () => () => 1,
	"a symbol": () => Symbol("s"),
	"a thrown error": () => {
		throw new TypeError("cannot read properties of undefined");
	},
	"a thrown text": () => {
		throw "a text";
	},
	"thrown null": () => {
		throw null;
	},
	"a thrown object without a prototype": () => {
		throw Object.create(null);
	},
	"endless recursion": () => {
		const again = (): number => again() + 1;
		return again();
	},
};

describe.each(tasks)("$slug", ({ task }) => {
	const ids = task.check(undefined, { language: "en" }).map(({ id }) => id);

	const expectWords = (solution: unknown) => {
		for (const language of ["en", "es"] as const) {
			const verdicts = task.check(solution, { language, seed: 1 });
			expect(verdicts.map(({ id }) => id)).toEqual(ids);
			const wrong = verdicts.filter(({ passed }) => !passed);
			expect(wrong).not.toEqual([]);
			for (const { text, detail } of wrong) {
				expect(text).not.toBe("");
				expect(detail).toMatch(/\S/);
				expect(detail).not.toMatch(/\[object |\n/);
			}
		}
	};

	it.each(Object.entries(results))("says what is wrong with a function that gives %s", (_, result) => {
		const mha = { getConfig: result, getWeights: result, getClassName: result, apply: result };
		const exported = task.exports.map((name) => [name, name === "mha" ? mha : result]);
		expectWords(Object.fromEntries(exported));
	});

	it.each([
		["undefined", undefined],
		["null", null],
		["a text", "module"],
		["a function", () => 1],
		["nothing", {}],
		["numbers", Object.fromEntries(task.exports.map((name) => [name, 3]))],
		["a module that throws when it is read", throwing],
	])("says what is wrong with a module that is %s", (_, solution) => expectWords(solution));
});

it("names what is exported in place of what is missing", () => {
	const [{ task } = { task: tasks[0]!.task }] = tasks;
	const [first] = task.check({ atencion: () => 1, softmax: () => 1 }, { language: "es" });
	expect(first!.detail).toBe("esperaba que se exportara attention, y el módulo exporta atencion, softmax");
});

it("says shapes as expected and got", () => {
	const transposed = { attention: () => ({ weights: [[0, 0, 0]], output: [[0]] }) };
	const verdict = tasks[0]!.task.check(transposed, { language: "es" }).find(({ id }) => id === "shapes");
	expect(verdict?.detail).toBe("weights: esperaba (3, 5), obtuve (1, 3)");
});
