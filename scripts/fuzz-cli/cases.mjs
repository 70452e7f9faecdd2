// A case: a command line, what stands on standard input, how the streams are connected, and a signal.

import { join } from "node:path";
import { corpora, tinyTraining } from "./fixtures.mjs";
import { randomOf } from "./random.mjs";

/** In most cases one thing is wrong, or none: what several faults do together, the first of them hides. */
const WRONG = 0.08;
const wrongNumbers = ["-1", "0", "1.5", "many", "", "99999999", "1e99", " 7", "NaN", "0x10", "9".repeat(40)];
const sentences = [
	"the cat .",
	"the red car is new .",
	"",
	" ",
	"xyzzy",
	"¿ñ?",
	"a\tb",
	"\u001b[2J",
	"🙂",
	"-",
	"'; ls",
];
const inputs = {
	none: "",
	lines: "the cat .\nthe red car .\n",
	empty: "\n\n\n",
	mixed: "the cat .\r\n\r\nxyzzy\rthe\n \t\n",
	unended: "the cat",
	"many lines": "the cat .\n".repeat(60),
	mark: "\ufeffthe cat .\n",
	utf16: Buffer.from("\ufeffthe cat\n", "utf16le"),
	"wrong byte": Buffer.from([0x61, 0x0a, 0xff, 0x62, 0x0a]),
	nul: "a\n\0\n",
	long: `${"the cat ".repeat(900)}\n`,
	"too long": `${"the ".repeat(5000)}\n`,
	controls: "the \u001b]0;x\u0007 cat \u009b1m .\n",
};
/** Sentences and translations, for align alone. */
const pairInputs = {
	pairs: "the cat .\tel gato .\nthe red car .\tel coche rojo .\n",
	"some pairs": "the cat .\nthe cat .\tel gato .\n\n\tel gato .\nthe cat .\t\n\t\n",
	"third column": "the cat .\tel gato .\tCC-BY\r\n",
	"more columns": "the cat .\tel gato .\tCC-BY\tx\n",
	"many pairs": "the cat .\tel gato .\n".repeat(60),
	"long pair": `the cat .\t${"el gato ".repeat(400)}\n`,
	"too long pair": `the cat .\t${"el ".repeat(5000)}\n`,
};
const connections = [
	"plain",
	"plain",
	"plain",
	"stdout full",
	"stdout closed",
	"stdin closed",
	"stderr closed",
	"reader left",
];
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

/** One of the right values, or now and then a wrong one. */
function mostly(random, right, wrong) {
	return random.pick(random.chance(WRONG) ? wrong : right);
}

/** What damages a saved model: a byte of the header or of an array, a cut, another content. */
const damages = ["header byte", "array byte", "cut", "text", "empty", "folder"];

/** Case `number` of `seed`, for the folder `own`: everything that decides it is in the result. */
export function makeCase(seed, number, own, fixtures) {
	const random = randomOf(seed, number);
	const command = random.pick([
		"translate",
		"translate",
		"attend",
		"attend",
		"align",
		"align",
		"data info",
		"train",
		"homework",
		"evaluate",
		"usage",
	]);
	const made = { number, command, argv: [], input: "none", damage: undefined, signal: undefined };
	made.connection = random.pick(connections);
	commands[command](made, { random, own, fixtures });
	if (random.chance(0.2)) made.argv.push("--lang", mostly(random, ["es", "en"], ["xx", ""]));
	if (random.chance(0.1))
		made.argv.push(random.pick(["--no-such-option", "--", "--help", "-V", "extra", "--json=1"]));
	if (["train", "homework"].includes(command) && random.chance(0.4)) {
		made.signal = { name: random.pick(signals), after: 200 + random.below(2500) };
	}
	made.inputBytes = Buffer.from(inputs[made.input] ?? pairInputs[made.input]);
	return made;
}

const commands = {
	usage({ argv }, { random }) {
		argv.push(
			...random.pick([
				["homwork"],
				[],
				["--lang"],
				["help", "nothing"],
				["data"],
				["data", "get", "fra"],
				["exercise", "9"],
				["exercise"],
				["--version"],
				["data", "info", ""],
			]),
		);
	},
	translate(made, context) {
		const { random } = context;
		made.argv.push("translate", ...modelOptions(made, context));
		if (random.chance(0.3)) made.argv.push(random.pick(sentences));
		else made.input = random.pick(Object.keys(inputs));
		if (random.chance(0.3)) made.argv.push("--num-hypotheses", mostly(random, ["2", "3"], wrongNumbers));
		if (random.chance(0.3)) made.argv.push("--beam", mostly(random, ["1", "4", "256"], wrongNumbers));
		if (random.chance(0.3)) made.argv.push("--alignments");
		if (random.chance(0.3)) made.argv.push("--json");
	},
	attend(made, context) {
		const { random, own } = context;
		made.argv.push("attend", ...modelOptions(made, context), random.pick(sentences));
		if (random.chance(0.3)) made.argv.push("--target", random.pick(sentences));
		made.files = {};
		for (const kind of ["svg", "png"]) {
			if (!random.chance(0.5)) continue;
			const good = [join(own, `map.${kind}`), join(own, "new", `map.${kind}`)];
			const place = mostly(random, good, [own, "/dev/full", "", join(own, "map", "runs")]);
			made.argv.push(`--${kind}`, place);
			if (place.endsWith(`map.${kind}`)) made.files[kind] = place;
		}
		if (random.chance(0.2)) made.argv.push("--json");
	},
	align(made, context) {
		const { random, fixtures } = context;
		made.argv.push("align", ...modelOptions(made, context));
		if (random.chance(0.4)) {
			made.argv.push(random.pick(sentences));
			if (random.chance(0.7)) made.argv.push(random.pick(sentences));
		} else made.input = random.pick([...Object.keys(inputs), ...Object.keys(pairInputs)]);
		const method = mostly(random, ["sinkhorn", "row-maximum", "both-directions"], ["", "best"]);
		if (random.chance(0.6)) made.argv.push("--method", method);
		if (random.chance(method === "both-directions" ? 0.5 : 0.1)) {
			made.argv.push("--data", corpus(random, fixtures));
		}
		if (random.chance(0.2)) made.argv.push("--skip-bad-lines");
		if (random.chance(0.3)) made.argv.push("--format", mostly(random, ["pharaoh", "words"], ["", "csv"]));
		if (random.chance(0.2)) made.argv.push("--beam", mostly(random, ["1", "4"], wrongNumbers));
		if (random.chance(0.3)) made.argv.push("--json");
	},
	"data info"(made, { random, fixtures }) {
		made.argv.push("data", "info", corpus(random, fixtures));
		if (random.chance(0.4)) made.argv.push("--json");
	},
	evaluate(made, context) {
		const { random, fixtures } = context;
		made.argv.push("evaluate", ...modelOptions(made, context));
		if (random.chance(0.5)) made.argv.push("--data", corpus(random, fixtures));
		if (random.chance(0.3)) made.argv.push("--skip-bad-lines");
		if (random.chance(0.3)) made.argv.push("--json");
	},
	train: training("train"),
	homework: training("homework"),
};

function training(command) {
	return (made, { random, own, fixtures }) => {
		made.argv.push(
			command,
			...tinyTraining,
			"--out",
			mostly(random, [join(own, "runs"), join(own, "more", "runs")], ["/dev/null", ""]),
		);
		if (random.chance(0.5)) made.argv.push("--data", corpus(random, fixtures));
		if (random.chance(0.4))
			made.argv.push("--name", mostly(random, ["trained", "a"], ["../a", "", "-", "x".repeat(300)]));
		if (random.chance(0.3)) made.argv.push("--resume");
		if (random.chance(0.2)) made.argv.push("--skip-bad-lines");
		if (random.chance(0.2)) made.argv.push("--json");
		const numbers = [
			"seed",
			"epochs",
			"units",
			"vocabulary",
			"batch",
			"pairs",
			"test-sources",
			"validation-sources",
			"threads",
		];
		if (random.chance(0.4))
			made.argv.push(`--${random.pick(numbers)}`, random.pick(["1", "3", "7", ...wrongNumbers]));
		const [flag, names] =
			command === "train"
				? ["--attention", ["none", "bahdanau", "multi-head"]]
				: ["--score", ["luong-dot", "multi-head", "x"]];
		if (random.chance(0.4)) made.argv.push(flag, random.pick(names));
		if (command === "train") return;
		if (random.chance(0.3)) made.argv.push("--beam", mostly(random, ["1", "2", "7"], wrongNumbers));
		if (random.chance(0.3)) made.argv.push("--judge", mostly(random, ["greedy", "beam"], ["both", ""]));
	};
}

function corpus(random, { folder }) {
	if (random.chance(0.4))
		return join(folder, random.pick(["good.txt", "carriage-returns.txt", "controls.txt"]));
	return random.chance(0.1)
		? random.pick([join(folder, "folder"), join(folder, "nowhere.txt"), "/dev/null", "", "builtin"])
		: join(folder, random.pick(Object.keys(corpora)));
}

function modelOptions(made, { random, own }) {
	const model = join(
		own,
		"runs",
		"trained",
		"models",
		random.pick(["attention", "attention", "attention", "none"]),
	);
	if (random.chance(0.25))
		made.damage = { model, kind: random.pick(damages), at: random.below(2 ** 30), bit: random.below(8) };
	if (random.chance(0.1)) return ["--out", join(own, random.pick(["runs", "nowhere"]))];
	return ["--model", random.chance(0.1) ? random.pick([own, join(own, "nowhere"), ""]) : model];
}
