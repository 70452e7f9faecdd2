// The homework before and after the kernels were optimised: speed from homework-speed.json, BLEU from recorded runs.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { table } from "./tables.mjs";

/** BLEU is the same measure in every version of these files, so that older ones count too. */
const BLEU_RUNS = [
	["homework-real-before", "seed 1, before"],
	["homework-real", "seed 1"],
	["homework-real-seed2", "seed 2"],
	["homework-real-seed3", "seed 3"],
];
const MODELS = [
	["none", "without attention"],
	["luong-general", "with attention"],
];

const whole = (value) => value.toLocaleString("en");

/** Paragraphs of the section; empty where homework-speed.json is missing. */
export function homeworkSection(folder) {
	const read = (name) => {
		const path = join(folder, `${name}.json`);
		return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
	};
	const speed = read("homework-speed");
	if (!speed) return [];
	const { machine, commits, models, unit, date } = speed;
	const runs = BLEU_RUNS.map(([name, label]) => ({ name, label, run: read(name) })).filter(({ run }) => run);
	const hasBeam = runs.some(({ run: { models: scores } }) => scores.attention.beam);
	return [
		"## The homework before and after optimisation",
		`Training on real pairs, two checkouts in alternating turns. ${machine.cores} cores of ${machine.cpu}, Node ${machine.node.replace(/^v/, "")}; ${date}; other programs used ${machine.otherWorkPercent} % of the machine; file [\`homework-speed.json\`](homework-speed.json).`,
		table(
			["model", `before (${commits.before}), ${unit}`, `after (${commits.after}), ${unit}`, "ratio"],
			MODELS.map(([attention, label]) => {
				const { before, after, ratio } = models[attention];
				return [label, whole(before.median), whole(after.median), ratio.toFixed(2)];
			}),
		),
		...(runs.length > 0
			? [
					`BLEU on the test sentences, all real pairs, greedy decoding${hasBeam ? " and beam search" : ""}:`,
					table(
						[
							"run",
							"without attention",
							"with attention",
							...(hasBeam ? ["without attention, beam", "with attention, beam", "beam size"] : []),
							"file",
						],
						runs.map(({ name, label, run: { models: scores } }) => [
							label,
							scores.none.bleuMulti.toFixed(2),
							scores.attention.bleuMulti.toFixed(2),
							...(hasBeam ? beamCells(scores) : []),
							`[\`${name}.json\`](${name}.json)`,
						]),
					),
				]
			: []),
	];
}

/** Recorded runs of earlier versions have no beam search. */
function beamCells({ none, attention }) {
	if (!none.beam || !attention.beam) return ["–", "–", "–"];
	return [
		none.beam.bleuMulti.toFixed(2),
		attention.beam.bleuMulti.toFixed(2),
		String(attention.beam.beamSize),
	];
}
