// The results of `mirada bench` for a terminal: the machine, a group of bars per task, and how many times faster.

import type { CpuInfo } from "node:os";
import type { MachineCeilings } from "@mirada/core-native";
import type { NumberStyle } from "@mirada/lesson/language";
import type { CommandContext } from "../command-context.js";
import { type Bar, renderBars } from "../terminal/bars.js";
import { visibleWidth } from "../terminal/text-style.js";
import { type ContenderName, contenderTitles, peerNames } from "./contender-names.js";
import type { BenchEntry, BenchRow } from "./race.js";

export interface BenchMachine {
	processor: string;
	cores: number;
	/** Instruction set and threads of the native core. */
	native: string;
	/** Billions of operations per second of a loop of fused multiply-adds. */
	fmaPeak: number;
	/** Billions of bytes per second, read and written. */
	copyBandwidth: number;
}

export interface BenchReport {
	machine: BenchMachine;
	details: ReadonlyMap<ContenderName, string | null>;
	rows: readonly BenchRow[];
}

export function machineOf(
	processors: readonly CpuInfo[],
	native: string,
	{ fmaPeak, copyBandwidth }: MachineCeilings,
): BenchMachine {
	return {
		processor: processors[0]?.model.trim() ?? process.arch,
		cores: processors.length,
		native,
		fmaPeak: fmaPeak / 1e9,
		copyBandwidth: copyBandwidth / 1e9,
	};
}

export function renderBench({ machine, details, rows }: BenchReport, context: CommandContext): string {
	const { messages, style, io } = context;
	const { tools } = messages;
	const columns = io.stdout.columns ?? 80;
	const absent = [...details].filter(([, detail]) => detail === null).map(([name]) => contenderTitles[name]);
	const lines = [
		style.bold(tools.benchTitle),
		`${tools.doctorCores(machine.cores, machine.processor)}; ${machine.native}`,
		tools.benchCeilings(
			inThree(machine.fmaPeak, messages.numbers),
			inThree(machine.copyBandwidth, messages.numbers),
		),
	];
	let group: BenchRow["group"] | undefined;
	for (const row of rows) {
		if (row.group !== group)
			lines.push("", style.bold(`${tools.benchGroups[row.group]} (${tools.benchUnits[row.group]})`));
		group = row.group;
		lines.push(
			style.dim(
				row.group === "training" ? tools.benchModels[row.label === "none" ? "none" : "attention"] : row.label,
			),
			barsOf(row, machine.fmaPeak, columns, context),
		);
	}
	lines.push("", ...ratioLines(rows, context));
	if (absent.length > 0) lines.push(tools.benchMissing(absent.join(", ")));
	return lines.join("\n");
}

function barsOf(row: BenchRow, peak: number, columns: number, context: CommandContext): string {
	const bars: Bar[] = row.entries.map((entry) => ({
		label: `  ${contenderTitles[entry.contender]}`,
		value: entry.rate ?? 0,
		text: textOf(entry, row, peak, context),
		...(entry.contender === "native" && { colour: "cyan" as const }),
	}));
	const taken = (texts: string[]) => Math.max(...texts.map(visibleWidth));
	// Bars shrink with the terminal; where there is no room for any, the numbers stay.
	const room = columns - taken(bars.map(({ label }) => label)) - taken(bars.map(({ text }) => text)) - 5;
	const lines = renderBars(bars, context.style, Math.max(0, Math.min(40, room))).split("\n");
	const { benchStatus } = context.messages.tools;
	return lines
		.map((line, i) => {
			const { status } = row.entries[i]!;
			return status === "timed" ? line : `${line}  ${benchStatus[status]}`;
		})
		.join("\n");
}

function textOf({ rate }: BenchEntry, { unit }: BenchRow, peak: number, context: CommandContext): string {
	const { numbers, tools } = context.messages;
	if (rate === null) return "–";
	if (unit !== "GFLOP/s") return inThree(rate, numbers);
	return `${inThree(rate, numbers)} ${tools.benchOfPeak(String(Math.round((rate / peak) * 100)).padStart(3))}`;
}

/** How many times faster ours is than each other backend: from the least to the most, and the geometric mean. */
function ratioLines(rows: readonly BenchRow[], { messages: { numbers, tools } }: CommandContext): string[] {
	return peerNames.flatMap((contender) => {
		const ratios = rows.flatMap(({ entries }) => {
			const ours = entries.find((entry) => entry.contender === "native")?.rate;
			const theirs = entries.find((entry) => entry.contender === contender)?.rate;
			return ours && theirs ? [ours / theirs] : [];
		});
		if (ratios.length === 0) return [];
		const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
		const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
		const [middle, from, to] = [mean, least, most].map((ratio) => inThree(ratio, numbers));
		return [tools.benchRatio(contenderTitles[contender], middle!, from!, to!)];
	});
}

/** Three significant digits, thousands parted by a thin space. */
function inThree(value: number, { decimal }: NumberStyle): string {
	const digits = value > 0 ? Math.max(0, 2 - Math.floor(Math.log10(value))) : 0;
	const [whole = "", fraction] = value.toFixed(Math.min(digits, 4)).split(".");
	const parted = whole.replace(/\B(?=(\d{3})+$)/g, "\u202f");
	return fraction === undefined ? parted : `${parted}${decimal}${fraction}`;
}
