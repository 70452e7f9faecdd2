// Target tokens per second of training on real pairs, ours and the PyTorch peer's in turn, on one machine.
//
//     node bench/training-speed.mjs --data ../shared/data/spa-eng/spa.txt --peer ../shared/reference/pytorch_seq2seq.py
//
// Both: 8,000 words each side, 256 units, batches of 64, Adam, dropout 0.2. Needs the built packages and a python3
// with torch and sacrebleu. Writes bench/results/training-speed.json.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
	options: {
		data: { type: "string" },
		peer: { type: "string" },
		seconds: { type: "string", default: "25" },
		rounds: { type: "string", default: "3" },
		out: { type: "string", default: new URL("results/training-speed.json", import.meta.url).pathname },
	},
});
const { data, peer, seconds } = options;
const lastLine = (text) => JSON.parse(text.trim().split("\n").at(-1));
const run = (command, args) => lastLine(execFileSync(command, args, { encoding: "utf8" }));
const median = (values) => {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = (sorted.length - 1) / 2;
	return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
};

const ours = new URL("train-for-seconds.mjs", import.meta.url).pathname;
const rows = [
	{ model: "without attention", peerName: "none", ourName: "none" },
	{ model: "with attention", peerName: "luong", ourName: "luong-general" },
].map(({ model, peerName, ourName }) => {
	const rates = { mirada: [], pytorch: [] };
	let core = {};
	for (let round = 0; round < Number(options.rounds); round++) {
		core = run("node", [ours, "--attention", ourName, "--data", data, "--seconds", seconds]);
		rates.mirada.push(core.target_tokens_per_second);
		const other = run("python3", [peer, "--attention", peerName, "--data", data, "--seconds", seconds]);
		rates.pytorch.push(other.target_tokens_per_second);
		console.log(model, "round", round + 1, { mirada: rates.mirada.at(-1), pytorch: rates.pytorch.at(-1) });
	}
	const mirada = median(rates.mirada);
	const pytorch = median(rates.pytorch);
	const ratio = Number((mirada / pytorch).toFixed(2));
	return { model, mirada, pytorch, ratio, rates, instructionSet: core.instructionSet, threads: core.threads };
});

const torch = execFileSync("python3", ["-c", "import torch; print(torch.__version__)"], {
	encoding: "utf8",
}).trim();
const result = {
	what: "target tokens per second of training, median of alternating rounds",
	date: new Date().toISOString().slice(0, 10),
	machine: { cpu: cpus()[0]?.model.trim(), cores: cpus().length, node: process.version, torch },
	seconds: Number(seconds),
	rows,
};
writeFileSync(options.out, `${JSON.stringify(result, null, 2)}\n`);
console.table(rows.map(({ model, mirada, pytorch, ratio }) => ({ model, mirada, pytorch, ratio })));
