// Copies the numbers of finished homework runs into bench/results/ and writes the README's results from every file
// there. Nothing of a corpus is copied: no sentence, no word.
//
//     node bench/record-results.mjs                                   the README only
//     node bench/record-results.mjs homework-real=runs/real ...       and these runs
//     node bench/record-results.mjs "homework-real=runs/real=other work ran beside it"      with a note
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const at = (path) => new URL(path, import.meta.url);
const read = (path) => JSON.parse(readFileSync(path, "utf8"));

for (const argument of process.argv.slice(2)) {
	const [name, run, note] = argument.split("=");
	if (!name || !run) throw new Error(`record-results: expected name=folder of a run, got ${argument}`);
	const { settings, environment, data, models, comparison, alignment, criteria, passed, finishedAt } = read(
		`${run}/report.json`,
	);
	const numbers = {
		what: "a run of `mirada homework`",
		date: finishedAt.slice(0, 10),
		...(note ? { note } : {}),
		passed,
		criteria: criteria.map((criterion) => ({ name: criterion.name, passed: criterion.passed })),
		settings: { ...settings, data: data.name },
		environment,
		data,
		models,
		comparison,
		alignment,
	};
	writeFileSync(at(`results/${name}.json`), `${JSON.stringify(numbers, null, 2)}\n`);
}

const RUNS = [
	["homework-builtin", "`npm run homework` (built-in, generated corpus)"],
	["homework-quick", "`-- --data spa.txt --quick` (real pairs)"],
	["homework-real", "`-- --data spa.txt` (all real pairs)"],
	["homework-real-seed2", "the same, `--seed 2`"],
	["homework-real-seed3", "the same, `--seed 3`"],
];
const runs = RUNS.filter(([name]) => existsSync(at(`results/${name}.json`)));
const rows = runs.map(([name, command]) => {
	const { models, comparison, alignment, passed, data, note } = read(at(`results/${name}.json`));
	const [low, high] = [comparison.bootstrap.low, comparison.bootstrap.high].map((x) => x.toFixed(1));
	const measure = alignment.linksFrom === "gold" ? "alignmentErrorRate" : "matchScore";
	const best = measure === "alignmentErrorRate" ? Math.min : Math.max;
	const nulls = best(...["uniform", "diagonal", "untrained"].map((name) => alignment[name][measure]));
	const minutes = (models.none.trainSeconds + models.attention.trainSeconds) / 60;
	return [
		command,
		data.trainPairs.toLocaleString("en"),
		models.none.bleuMulti.toFixed(1),
		models.attention.bleuMulti.toFixed(1),
		`+${comparison.bleuGain.toFixed(1)} (${low} to ${high})`,
		`${measure === "matchScore" ? "match" : "AER"} ${alignment.attention[measure].toFixed(2)}, best null ${nulls.toFixed(2)}`,
		minutes.toFixed(1) + (note ? ` (${note})` : ""),
		passed ? "PASS" : "FAIL",
	];
});
const table = (head, body) =>
	[head, head.map(() => "---"), ...body].map((row) => `| ${row.join(" | ")} |`).join("\n");

const parts = [];
if (rows.length > 0) {
	const { environment } = read(at(`results/${runs[0][0]}.json`));
	const head = [
		"run",
		"training pairs",
		"BLEU without",
		"BLEU with attention",
		"gain (95 %)",
		"alignment",
		"training, minutes",
		"verdict",
	];
	parts.push(
		table(head, rows),
		`Two cores of ${environment.processor}, ${environment.backendDetail}, Node ${environment.node}; ` +
			`files ${runs.map(([name]) => `[\`${name}.json\`](bench/results/${name}.json)`).join(", ")}. ` +
			"BLEU is sacreBLEU's, on lower-case tokens, against all references; the interval is a paired bootstrap's.",
	);
}
if (existsSync(at("results/homework-speed.json"))) {
	const { models, commits, machine } = read(at("results/homework-speed.json"));
	const ratios = ["none", "luong-general"].map((attention) => models[attention].ratio.toFixed(2));
	const bleu = ["", "-seed2", "-seed3"].map((seed) => read(at(`results/homework-real${seed}.json`)).models);
	const old = read(at("results/homework-real-before.json")).models;
	const values = (model) => bleu.map((models) => models[model].bleuMulti.toFixed(2)).join(", ");
	parts.push(
		`The homework on real pairs trains ${ratios[0]} times as fast without attention and ${ratios[1]} times with it as at ` +
			`\`${commits.before}\`, before this core was made fast (in turn, ${machine.otherWorkPercent} % other work on the ` +
			"machine, [`homework-speed.json`](bench/results/homework-speed.json)). BLEU of seeds 1, 2 and 3: without attention " +
			`${values("none")}, with it ${values("attention")}; before, seed 1: ${old.none.bleuMulti.toFixed(2)} and ` +
			`${old.attention.bleuMulti.toFixed(2)} ([\`homework-real-before.json\`](bench/results/homework-real-before.json)).`,
	);
}
if (existsSync(at("results/training.json"))) {
	const { rows: races, versions } = read(at("results/training.json"));
	const body = races
		.filter(({ group }) => group === "training")
		.map(({ case: name, amount, contenders }) => {
			const timed = contenders.filter(({ seconds }) => seconds);
			const rate = (who) => {
				const times = timed.filter(({ name }) => name === who).map(({ seconds }) => seconds.median);
				return amount / Math.min(...times);
			};
			const rates = ["Mirada", "PyTorch", "Keras"].map(rate);
			const whole = rates.map((value) => Math.round(value).toLocaleString("en"));
			return [name.split(",")[0], ...whole, (rates[0] / rates[1]).toFixed(2)];
		});
	parts.push(
		"Training speed on real pairs, target words per second, in alternating turns with the fastest of several ways to write the same model:",
		table(
			["model", "Mirada", `PyTorch ${versions.torch}`, `Keras ${versions.keras} on TensorFlow`, "to PyTorch"],
			body,
		),
		"File [`training.json`](bench/results/training.json), made by `pnpm bench`; all that was measured, and what was not " +
			"reached: [`report.md`](bench/results/report.md).",
	);
}
const readme = at("../README.md");
const text = readFileSync(readme, "utf8");
const marked = /(<!-- results:begin[^>]*-->)[\s\S]*(<!-- results:end -->)/;
if (!marked.test(text)) throw new Error("record-results: expected the results' marks in README.md, got none");
writeFileSync(
	readme,
	text.replace(marked, (_, begin, end) => `${begin}\n${parts.join("\n\n")}\n${end}`),
);
