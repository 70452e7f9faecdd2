// What `mirada exercise` says of options and files that it cannot use, in both languages.

import { join } from "node:path";
import { describe } from "vitest";
import { itIsRefused } from "./refused-input.js";
import { temporaryFolder } from "./tiny-run.js";

const folder = temporaryFolder();

const badInputs = [
	{
		what: "an exercise that does not exist",
		argv: () => ["exercise", "6"],
		code: 2,
		says: 'exercise: expected one of 1, 2, 3, 4, 5, puntuaciones, mascaras, capas, got "6"',
		dice: "se esperaba uno de estos valores: 1, 2, 3, 4, 5, puntuaciones",
	},
	{
		what: "a solution to an exercise that has nothing to write",
		argv: () => ["exercise", "capas", "--stub"],
		code: 2,
		says: "exercise capas: there is nothing to write or check",
		dice: "no hay nada que escribir ni que comprobar",
	},
	{
		what: "a solution that is not there",
		argv: () => ["exercise", "1", "--check", join(folder, "no-solution.ts")],
		code: 3,
		says: "no-solution.ts: no such file",
		dice: "no existe ese archivo",
	},
	{
		what: "a folder as a solution",
		argv: () => ["exercise", "1", "--check", folder],
		code: 3,
		says: "expected a file, got a folder",
		dice: "se esperaba un archivo y es una carpeta",
	},
	{
		what: "a solution to no exercise",
		argv: () => ["exercise", "--check", "mine.ts"],
		code: 2,
		says: "--check: expected an exercise before it, got none",
		dice: "--check: falta el ejercicio",
	},
	{
		what: "a stub and a check at once",
		argv: () => ["exercise", "1", "--stub", "--check", "mine.ts"],
		code: 2,
		says: "--check, --stub, --solution: expected one of them, got several",
		dice: "se esperaba una sola de estas opciones",
	},
	{
		what: "a seed of checks that do not run",
		argv: () => ["exercise", "1", "--seed", "3"],
		code: 2,
		says: "--seed: only --check uses it",
		dice: "--seed: solo se usa con --check",
	},
	{
		what: "a time of no seconds",
		argv: () => ["exercise", "1", "--check", "mine.ts", "--timeout", "0"],
		code: 2,
		says: "--timeout: expected a whole number from 1 to 600",
		dice: "--timeout",
	},
];

describe.each(badInputs)("$what", itIsRefused);
