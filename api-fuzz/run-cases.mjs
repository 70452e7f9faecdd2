// The child: runs cases from one index on and writes a line of JSON before and after each, so that the parent knows which
// case a crash or an endless loop belongs to.
//
//     node run-cases.mjs <seed> <first index> <seconds, or "one">

import { writeSync } from "node:fs";
import { registerNativeBackend } from "@mirada/core-native";
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-cpu";
import { makeHostile, show } from "./hostile-arguments.mjs";
import { faultOfError, WrongResult } from "./judge.mjs";
import { SeededRandom } from "./seeded-random.mjs";
import * as attention from "./surfaces/attention.mjs";
import * as evaluation from "./surfaces/evaluation.mjs";
import * as layers from "./surfaces/layers.mjs";
import * as tensorOps from "./surfaces/tensor-ops.mjs";
import * as text from "./surfaces/text.mjs";
import * as translator from "./surfaces/translator.mjs";
import * as typedArrays from "./surfaces/typed-arrays.mjs";
import * as workers from "./surfaces/workers.mjs";

/**
 * A surface is `{ name, weight, make(random) }`; `make` gives a case `{ args, call, name?, check?, isFixed?, mayThrow?,
 * withHuge?, allowTensorflow?, isTensorflow? }` whose arguments are valid.
 */
const surfaces = [typedArrays, attention, layers, tensorOps, text, evaluation, translator, workers].flatMap(
	(module) => module.surfaces,
);
const totalWeight = surfaces.reduce((sum, { weight }) => sum + weight, 0);
const HOSTILE_SHARE = 0.5;

const say = (message) => writeSync(1, `${JSON.stringify(message)}\n`);

function pickSurface(random) {
	let left = random.next() * totalWeight;
	for (const surface of surfaces) {
		left -= surface.weight;
		if (left < 0) return surface;
	}
	return surfaces.at(-1);
}

async function runCase(seed, index) {
	const random = new SeededRandom(seed, index);
	const surface = pickSurface(random);
	tf.setBackend("native");
	tf.engine().startScope();
	try {
		return await judgeCase(surface, random, index);
	} finally {
		tf.engine().endScope();
		tf.disposeVariables();
	}
}

/** Undefined, or `{ kind, what }`. */
async function judgeCase(surface, random, index) {
	say({ index, surface: surface.name });
	const { name = surface.name, args, call, check, ...rules } = surface.make(random);
	const isHostile = !rules.isFixed && args.length > 0 && random.chance(HOSTILE_SHARE);
	const { changes, isDeep } = isHostile ? makeHostile(args, random, rules) : { changes: "", isDeep: false };
	say({ index, surface: name, changes });
	let result;
	try {
		result = await call(...args);
	} catch (error) {
		// What TensorFlow.js makes of wrong arguments is not ours to judge; and nobody looks at every word of a corpus
		// before he reads it, so that there any error will do.
		if (isHostile && (rules.isTensorflow || isDeep)) return undefined;
		if (error instanceof WrongResult) return finding("wrong", error.message);
		const fault = rules.isTensorflow ? undefined : faultOfError(error, rules);
		if (fault) return finding("error", `${fault}\n${error?.stack ?? ""}`);
		if (!isHostile && !rules.mayThrow) return finding("refused", String(error));
		return undefined;
	}
	if (isHostile || !check) return undefined;
	try {
		check(result, args);
	} catch (error) {
		return finding("wrong", error.message);
	}
	return undefined;

	function finding(kind, what) {
		return { surface: name, changes, kind, what };
	}
}

const [seed, first, duration] = process.argv.slice(2);
registerNativeBackend();
await tf.setBackend("native");
// What tfjs prints would hide the cases.
for (const method of ["log", "info", "warn", "error"]) console[method] = () => {};
const loose = [];
process.on("unhandledRejection", (error) => loose.push(error));
const end = duration === "one" ? 0 : performance.now() + 1000 * Number(duration);
let index = Number(first);
do {
	const found = await runCase(Number(seed), index).catch((error) => ({
		surface: "the fuzz itself",
		changes: "",
		kind: "defect",
		what: String(error?.stack ?? show(error)),
	}));
	say({ index, found });
	for (const error of loose.splice(0))
		say({
			index,
			found: { surface: "a promise", changes: "", kind: "unhandled", what: String(error?.stack) },
		});
	index++;
} while (performance.now() < end);
say({ done: index });
process.exit(0);
