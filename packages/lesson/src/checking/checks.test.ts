// Solutions of students, right and wrong: the right ones pass, each wrong one fails with the hint of its mistake.

import { readdirSync, readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs";
import { transform } from "sucrase";
import { beforeAll, describe, expect, it } from "vitest";
import { exercises, findExercise, languages, type Task, type Verdict } from "../index.js";
import { hintTexts } from "./hints.js";

const folder = new URL("../__fixtures__/", import.meta.url);
const solutionsIn = (kind: "right" | "wrong") => readdirSync(new URL(`${kind}/`, folder)).sort();
const taskOf = (name: string): Task => findExercise(name.split(".")[0]!)!.task!;
const load = (path: string): Promise<unknown> => import(/* @vite-ignore */ new URL(path, folder).pathname);
const seeds = [1, 2, 3, 113];

const failed = (verdicts: readonly Verdict[]) => verdicts.filter(({ passed }) => !passed);

beforeAll(async () => {
	tf.enableProdMode();
	await tf.setBackend("cpu");
});

describe.each(solutionsIn("right"))("the right solution %s", (name) => {
	it("passes every check, whatever the random inputs", async () => {
		const solution = await load(`right/${name}`);
		for (const seed of seeds) {
			expect(failed(taskOf(name).check(solution, { language: "en", seed })), `seed ${seed}`).toEqual([]);
		}
	});
});

describe.each(solutionsIn("wrong"))("the wrong solution %s", (name) => {
	const [, hint] = /^\/\/ hint: (.+)$/m.exec(readFileSync(new URL(`wrong/${name}`, folder), "utf8"))!;

	it(`fails with the hint ${hint} and no other`, async () => {
		const solution = await load(`wrong/${name}`);
		for (const seed of seeds) {
			const verdicts = taskOf(name).check(solution, { language: "es", seed });
			const wrong = failed(verdicts).filter(({ skipped }) => !skipped);
			expect(new Set(wrong.map((verdict) => verdict.hint?.id)), `seed ${seed}`).toEqual(
				new Set(hint!.split(" ")),
			);
			for (const { detail } of wrong) expect(detail).not.toBe("");
		}
	});
});

it("every hint is the answer to some wrong solution", () => {
	const answered = solutionsIn("wrong").flatMap((name) =>
		/^\/\/ hint: (.+)$/m.exec(readFileSync(new URL(`wrong/${name}`, folder), "utf8"))![1]!.split(" "),
	);
	expect(Object.keys(hintTexts.en).filter((id) => !answered.includes(id))).toEqual([]);
});

const tasks = exercises.flatMap(({ slug, task }) => (task ? [{ slug, task }] : []));

/** A module from TypeScript, as the page and the command line read it. */
async function moduleOf(code: string): Promise<unknown> {
	const { code: script } = transform(code, { transforms: ["typescript", "imports"] });
	const modules: Record<string, unknown> = {
		"@mirada/attention": await import("@mirada/attention"),
		"@tensorflow/tfjs": tf,
	};
	const exports = {};
	new Function("exports", "require", script)(exports, (name: string) => modules[name]);
	return exports;
}

describe.each(tasks)("the task of $slug", ({ task }) => {
	it.each(languages)("has a solution in %s that passes", async (language) => {
		const solution = await moduleOf(task.solution[language]);
		expect(failed(task.check(solution, { language }))).toEqual([]);
		expect(Object.keys(solution as object)).toEqual(task.exports);
	});

	it.each(languages)(
		"has a stub in %s that exports what is asked for and does not pass",
		async (language) => {
			const stub = await moduleOf(task.stub[language]);
			expect(Object.keys(stub as object)).toEqual(task.exports);
			expect(failed(task.check(stub, { language }))).not.toEqual([]);
		},
	);

	it("gives the same list of checks whatever it is given", async () => {
		const ids = (solution: unknown) => task.check(solution, { language: "en", seed: 1 }).map(({ id }) => id);
		const right = ids(await moduleOf(task.solution.en));
		expect(new Set(right).size).toBe(right.length);
		for (const other of [undefined, {}, await moduleOf(task.stub.en)]) expect(ids(other)).toEqual(right);
	});

	it("draws new inputs for every run, and the same for the same seed", async () => {
		const seen = async (seed?: number) => {
			const calls: unknown[] = [];
			const name = task.exports[0] === "mha" ? "run" : task.exports[0]!;
			const spy = (...args: unknown[]) => {
				calls.push(args.map((arg) => (arg instanceof tf.Tensor ? arg.arraySync() : arg)));
			};
			const others = Object.fromEntries(task.exports.map((other) => [other, {}]));
			task.check({ ...others, [name]: spy }, { language: "en", seed });
			return JSON.stringify(calls);
		};
		expect(await seen(5)).toBe(await seen(5));
		expect(await seen(5)).not.toBe(await seen(6));
		expect(await seen()).not.toBe(await seen());
	});

	it("has three hints in each language", () => {
		for (const language of languages) expect(task.hints[language]).toHaveLength(3);
	});
});
