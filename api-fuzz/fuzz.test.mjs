// That the fuzz sees what it looks for: played by small programs in place of the real cases.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { describe as describeFinding, fuzzApi } from "./fuzz.mjs";
import { makeHostile } from "./hostile-arguments.mjs";
import { difference, faultOfError, requireFinite, requireSame } from "./judge.mjs";
import { SeededRandom } from "./seeded-random.mjs";

const folder = mkdtempSync(join(tmpdir(), "mirada-api-fuzz-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a program that plays the child: `body` of a function of `index`, called from the first index up to 3. */
function play(name, body) {
	const program = join(folder, `${name}.mjs`);
	writeFileSync(
		program,
		`const say = (message) => process.stdout.write(JSON.stringify(message) + "\\n");
		for (let index = Number(process.argv[3]); index < 4; index++) {
			say({ index, surface: "played", changes: "" });
			await (async () => { ${body} })();
		}
		say({ done: 1_000_000 });`,
	);
	return fuzzApi({ seed: 5, seconds: 1e-3, program, patienceSeconds: 3 });
}

describe("the fuzz", () => {
	it("takes a process that dies for a finding, and names the case", async () => {
		const { findings } = await play(
			"crash",
			`if (index === 2) process.kill(process.pid, "SIGSEGV"); await new Promise((go) => setTimeout(go, 20));`,
		);
		expect(findings).toMatchObject([{ kind: "crash", index: 2, seed: 5, surface: "played" }]);
		expect(findings[0].what).toContain("SIGSEGV");
		expect(describeFinding(findings[0])).toContain("npm run fuzz:api -- --case 5:2");
	});

	it("takes an exit code of the process for a finding", async () => {
		const { findings } = await play(
			"exit",
			"await new Promise((go) => setTimeout(go, 20)); process.exit(3);",
		);
		expect(findings).toMatchObject([{ kind: "crash", index: 0 }]);
	});

	it("ends a case that does not end, and says so", async () => {
		const { findings } = await play(
			"hang",
			"await new Promise((go) => setTimeout(go, 20)); if (index === 1) while (true);",
		);
		expect(findings).toMatchObject([{ kind: "hang", index: 1 }]);
	});

	it("tells one kind once and counts it", async () => {
		const found = `say({ index, found: { surface: "f", changes: "", kind: "error", what: "TypeError: expected 1, got " + index } });`;
		const { findings, cases } = await play("kinds", found);
		expect(findings).toMatchObject([{ index: 0, count: 4 }]);
		expect(cases).toBe(1_000_000);
	});
});

describe("an error", () => {
	it.each([
		new TypeError("Cannot read properties of undefined (reading 'shape')"),
		new TypeError("sentence is not iterable"),
		new TypeError("text.toLowerCase is not a function"),
		new RangeError("Invalid typed array length: -1"),
		new RangeError("offset is out of bounds"),
		new TypeError("Cannot mix BigInt and other types, use explicit conversions"),
		new SyntaxError("Unexpected token 'a', \"a\" is not valid JSON"),
		new Error("std::bad_alloc"),
	])("from inside is a fault: %s", (error) => {
		expect(faultOfError(error)).toContain("from inside");
	});

	it("of ours is none", () => {
		expect(faultOfError(new RangeError("attend: expected key (2,S,H), got (3, 4)"))).toBeUndefined();
		expect(faultOfError(new RangeError('run "x" already exists: name another'))).toBeUndefined();
	});

	it("of TensorFlow.js is a fault where nobody allowed it", () => {
		const error = new Error("Argument 'x' passed to 'cast' must be a Tensor or TensorLike, but got 'Date'");
		expect(faultOfError(error)).toContain("does not say where");
		expect(faultOfError(error, { allowTensorflow: true })).toBeUndefined();
	});

	it("has to be an Error", () => {
		expect(faultOfError("text")).toContain("no Error");
	});
});

describe("results", () => {
	it("differ by their largest difference, in units of the largest number", () => {
		expect(difference([1, 2.2], [1, 2])).toBeCloseTo(0.1);
		expect(difference([Number.NaN], [Number.NaN])).toBe(0);
		expect(difference([Number.NaN], [1])).toBe(Number.POSITIVE_INFINITY);
		expect(difference([1], [1, 2])).toBe(Number.POSITIVE_INFINITY);
	});

	it("have to have one shape and finite numbers", () => {
		const part = (shape) => ({ values: [1, 2], shape, dtype: "float32" });
		expect(() => requireSame("x", part([2]), part([2]))).not.toThrow();
		expect(() => requireSame("x", part([2]), part([1, 2]))).toThrow("expected float32 (1,2)");
		expect(() => requireSame("x", [], [part([2])])).toThrow("expected 1 results");
		expect(() => requireFinite("x", [1, Number.NaN])).toThrow("got NaN at 1");
	});
});

describe("a case", () => {
	const hostile = (index) => {
		const args = [{ units: 3, list: [1, 2], deep: [["word"]] }, 7];
		return makeHostile(args, new SeededRandom(9, index)).changes;
	};

	it("is the same for the same seed and index, and another for another", () => {
		const changes = Array.from({ length: 30 }, (_, index) => hostile(index));
		expect(Array.from({ length: 30 }, (_, index) => hostile(index))).toEqual(changes);
		expect(new Set(changes).size).toBeGreaterThan(20);
	});

	it("tells an element of a list in a list from an argument", () => {
		const deep = Array.from({ length: 200 }, (_, index) =>
			makeHostile([[["word"]]], new SeededRandom(1, index)),
		);
		expect(
			deep.filter(({ changes }) => changes.startsWith("args[0][0][0] ")).every(({ isDeep }) => isDeep),
		).toBe(true);
		const shallow = deep.filter(({ changes }) => /^args\[0\] = [^;]*$/.test(changes));
		expect(shallow.length).toBeGreaterThan(10);
		expect(shallow.some(({ isDeep }) => isDeep)).toBe(false);
	});
});
