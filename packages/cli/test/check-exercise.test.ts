// `mirada exercise N --check file`: files that pass, that do not, that do not load, and that never end. The program
// runs as a process of its own, because it starts a worker.

import { spawn } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exercises, type Verdict } from "@mirada/lesson";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleCli } from "./bundled-cli.js";
import { temporaryFolder } from "./tiny-run.js";

/** Outside of the clone: no node_modules above it. */
const folder = temporaryFolder();
const fixtures = new URL("../../lesson/src/__fixtures__/", import.meta.url);
let program: Awaited<ReturnType<typeof bundleCli>>;

beforeAll(async () => {
	program = await bundleCli("test-check");
}, 300_000);

afterAll(() => program?.remove());

interface Finished {
	code: number | null;
	out: string;
	err: string;
}

function mirada(...argv: string[]): Promise<Finished> {
	const env = { ...process.env, LANG: "C", LC_ALL: "C", NO_COLOR: "1" };
	const child = spawn(process.execPath, [program.main, ...argv], { env, cwd: folder });
	const written = { out: "", err: "" };
	child.stdout.on("data", (chunk) => (written.out += chunk));
	child.stderr.on("data", (chunk) => (written.err += chunk));
	return new Promise((resolve) => child.once("close", (code) => resolve({ code, ...written })));
}

const write = (name: string, code: string) => {
	mkdirSync(join(folder, name, ".."), { recursive: true });
	writeFileSync(join(folder, name), code);
	return name;
};

const right = exercises[0]!.task!.solution.en;

describe("mirada exercise --check", () => {
	// Each solution and stub is checked in @mirada/lesson; here one over arrays and one with a layer.
	it.each([exercises[0]!, exercises[2]!])("passes the solution of $slug", async ({ number, task }) => {
		const file = write(`${number}.ts`, task!.solution.es);
		const { code, out, err } = await mirada("exercise", String(number), "--check", file);
		expect(out + err).toMatch(/(\d+) of \1 checks passed/);
		expect(code).toBe(0);
	});

	it("does not pass the stub", async () => {
		const file = write("stub.ts", exercises[3]!.task!.stub.es);
		expect((await mirada("exercise", "auto-atencion", "--check", file)).code).toBe(1);
	});

	it("says what a wrong solution looks like, once, in the user's language", async () => {
		cpSync(new URL("wrong/a-mano.scale-forgotten.mjs", fixtures), join(folder, "mine.mjs"));
		const { code, out } = await mirada("exercise", "1", "--check", "mine.mjs", "--lang", "es");
		expect(code).toBe(1);
		expect(out).toContain("Ejercicio 1: la atención a mano");
		expect(out).toMatch(
			/✗ weights = softmax\(Q Kᵀ \/ √d\)\n {2}weights\[\d]\[\d]: esperaba \d,\d+, obtuve \d,\d+\n/,
		);
		expect(out.match(/Pista: /g)).toHaveLength(1);
		expect(out).toMatch(/11 de 13 comprobaciones superadas/);
	});

	it("prints JSON, and the same numbers for the same seed", async () => {
		cpSync(new URL("wrong/a-mano.scale-forgotten.mjs", fixtures), join(folder, "mine.mjs"));
		const checked = async (...options: string[]) => {
			const { code, out } = await mirada("exercise", "by-hand", "--check", "mine.mjs", "--json", ...options);
			expect(code).toBe(1);
			return JSON.parse(out) as { seed: number; passed: boolean; number: number; verdicts: Verdict[] };
		};
		const first = await checked("--seed", "7");
		expect(first).toMatchObject({ number: 1, slug: "a-mano", file: "mine.mjs", passed: false });
		expect(first.verdicts.filter(({ hint }) => hint?.id === "scale-forgotten")).toHaveLength(2);
		expect(await checked("--seed", "7")).toEqual(first);
		const other = await checked();
		expect(other.seed).not.toBe(7);
		expect(other.verdicts).not.toEqual(first.verdicts);
	});

	it("keeps what the file prints out of the JSON", async () => {
		write("loud.ts", `console.log("hello");\n${right}`);
		const { out, err } = await mirada("exercise", "1", "--check", "loud.ts", "--json");
		expect(JSON.parse(out)).toMatchObject({ passed: true });
		expect(err).toContain("hello");
		expect((await mirada("exercise", "1", "--check", "loud.ts")).out).toContain("hello");
	});

	it.each([
		["a syntax error of TypeScript", "const a = 1;\nexport function f(x: number) {\n\treturn x +;\n}\n", 3],
		["a syntax error of JavaScript", "let a = 1;\nlet a = 2;\n", 2],
		["an error while it loads", "export const a = 1;\n\nmissing();\n", 3],
		["an import of what is not there", 'import { x } from "no-such-package";\nexport const a = x;\n', 1],
	])("shows the line of %s", async (_, code, line) => {
		write("broken.ts", code);
		const { code: exit, out } = await mirada("exercise", "1", "--check", "broken.ts");
		expect(exit).toBe(1);
		expect(out).toContain("✗ the file loads");
		expect(out).toMatch(new RegExp(`broken\\.ts:${line}: `));
		expect(out).toContain(`${line} | ${code.split("\n")[line - 1]!.replaceAll("\t", "  ")}`);
	});

	it("shows the line at which a function throws", async () => {
		write(
			"throws.ts",
			"// A comment.\nexport function attention(): never {\n\tthrow new RangeError('too hard');\n}\n",
		);
		const { out } = await mirada("exercise", "1", "--check", "throws.ts");
		expect(out).toContain("attention threw RangeError: too hard (line 3)");
	});

	it("says which exports there are in place of the one that is missing", async () => {
		write("other.ts", "export const atencion = () => 1;\nexport default 3;\n");
		const { out, code } = await mirada("exercise", "1", "--check", "other.ts");
		expect(code).toBe(1);
		expect(out).toContain("expected an export named attention; the module exports atencion, default");
	});

	it.each([
		["while it loads", "while (true) {}\n"],
		["in a function", "export function attention() {\n\tfor (;;) {}\n}\n"],
		["that prints", "export function attention() {\n\tfor (;;) console.log('again');\n}\n"],
		["that awaits", "await new Promise(() => setInterval(() => {}, 1000));\n"],
	])("ends a loop without end %s", async (_, code) => {
		write("endless.ts", code);
		const { code: exit, out } = await mirada("exercise", "1", "--check", "endless.ts", "--timeout", "1");
		expect(exit).toBe(1);
		expect(out).toContain("still running after 1 s: is there a loop that never ends?");
		expect(out.length).toBeLessThan(100_000);
	});

	it.each([
		["ends the program", "process.exit(0);\n", "the file ended the program"],
		[
			"takes all memory",
			"const all = [];\nfor (;;) all.push(new Array(1e6).fill(0.5));\n",
			"MiB of memory used",
		],
		[
			"fails later",
			"setTimeout(() => { throw new Error('late'); });\nawait new Promise(() => setInterval(() => {}, 1000));\n",
			"late",
		],
	])(
		"says so when the file %s",
		async (_, code, says) => {
			write("leaves.ts", code);
			const { code: exit, out, err } = await mirada("exercise", "1", "--check", "leaves.ts");
			expect(out + err).toContain(says);
			expect(exit).toBe(1);
		},
		60_000,
	);

	it("waits for nothing that the file leaves behind", async () => {
		write("timer.ts", `setInterval(() => {}, 1000);\nPromise.reject(new Error("forgotten"));\n${right}`);
		expect((await mirada("exercise", "1", "--check", "timer.ts")).code).toBe(0);
	});

	it("loads other files of the student, in TypeScript too, and packages from where the file lies", async () => {
		write("parts/softmax.ts", "export const factor: number = 1;\n");
		write("parts/index.js", "export { factor } from './softmax.js';\n");
		write("node_modules/of-the-student/index.js", "exports.one = 1;\n");
		write("node_modules/of-the-student/package.json", '{ "name": "of-the-student", "main": "index.js" }');
		const imports =
			'import { factor } from "./parts";\nimport { one } from "of-the-student";\nimport { sep } from "node:path";\n';
		write("whole.ts", `${imports}if (factor !== one || !sep) throw new Error("not loaded");\n${right}`);
		const { code, out } = await mirada("exercise", "1", "--check", "whole.ts");
		expect(out).toContain("13 of 13 checks passed");
		expect(code).toBe(0);
	});

	it("reads CommonJS as well", async () => {
		write("old.cjs", `${right.replace("export function", "exports.attention = attention;\nfunction")}`);
		expect((await mirada("exercise", "1", "--check", "old.cjs")).code).toBe(0);
	});
});
