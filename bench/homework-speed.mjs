// Compares the training speed of the homework with that of an earlier commit: two checkouts, each set up and built
// (npm run build), train on the same pairs in alternating turns. Writes bench/results/homework-speed.json.
//
//     node bench/homework-speed.mjs --before ../earlier-checkout --data spa.txt [--rounds 3] [--seconds 25]
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { describeCommit, describeMachine } from "./framework/machine.mjs";
import { otherWorkPercent, watchOtherWork } from "./framework/other-work.mjs";
import { quietRounds } from "./framework/quiet-rounds.mjs";
import { writeResult } from "./framework/result-file.mjs";
import { summary } from "./framework/statistics.mjs";

const { values: options } = parseArgs({
	options: {
		before: { type: "string" },
		data: { type: "string" },
		rounds: { type: "string", default: "3" },
		seconds: { type: "string", default: "25" },
	},
});
if (!options.before || !options.data) throw new Error("homework-speed: --before and --data are required");

const checkouts = { before: options.before, after: fileURLToPath(new URL("..", import.meta.url)) };
const rounds = Number(options.rounds);
const otherWork = watchOtherWork();
const models = {};
for (const attention of ["none", "luong-general"]) {
	const runRound = () => {
		const rates = {};
		for (const [name, checkout] of Object.entries(checkouts)) {
			rates[name] = trainIn(checkout, attention).target_tokens_per_second;
			console.log(`${attention}, ${name}: ${rates[name]} target words/s`);
		}
		return rates;
	};
	const quiet = await quietRounds({ rounds, runRound, watch: () => watchOtherWork() });
	const [before, after] = ["before", "after"].map((name) =>
		summary(quiet.rounds.map((rates) => rates[name])),
	);
	models[attention] = {
		before,
		after,
		ratio: Number((after.median / before.median).toFixed(3)),
		otherWorkPercent: quiet.otherWorkPercent,
	};
}
const result = {
	suite: "homework-speed",
	date: new Date().toISOString().slice(0, 10),
	machine: { ...describeMachine(), otherWorkPercent: otherWorkPercent(otherWork()) },
	commits: { before: describeCommit(checkouts.before), after: describeCommit(checkouts.after) },
	unit: "target words/s",
	models,
};
writeResult(fileURLToPath(new URL("results/", import.meta.url)), result);

function trainIn(checkout, attention) {
	const script = join(checkout, "bench", "train-for-seconds.mjs");
	const settings = ["--attention", attention, "--data", options.data, "--seconds", options.seconds];
	const printed = execFileSync(process.execPath, [script, ...settings], { encoding: "utf8" });
	return JSON.parse(printed.trim().split("\n").at(-1));
}
