// `mirada doctor`: what this machine has of what Mirada needs. Ends with 6 where the native core is missing.

import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { fixed } from "@mirada/lesson/language";
import type { Command } from "commander";
import { CliError } from "../cli-error.js";
import { type CommandContext, printJson, say } from "../command-context.js";
import { exitCodes } from "../exit-codes.js";
import { reasonText } from "../reason-text.js";
import { padEnd, visibleWidth } from "../terminal/text-style.js";
import { version } from "../version.js";
import { localisedCommand, pathOption } from "./localised-command.js";
import { defaultOut } from "./training-options.js";

interface Finding {
	label: string;
	/** Whether it is there; null for what is only told or may be missing. */
	good: boolean | null;
	text: string;
}

export function doctorCommand(context: CommandContext): Command {
	const { help } = context.messages;
	return localisedCommand(context, "doctor", help.doctor)
		.addOption(pathOption(context, "--out <folder>", help.out).default(defaultOut))
		.option("--json", help.json)
		.action(async ({ out, json = false }: { out: string; json?: boolean }) => {
			const { tools } = context.messages;
			const native = await nativeFinding(context);
			const findings = [
				nodeFinding(context),
				machineFinding(context),
				native,
				await wasmFinding(context),
				await tfjsFinding(context),
				await tensorflowFinding(context),
				await pngFinding(context),
				outFinding(out, context),
			];
			const good = findings.every((finding) => finding.good !== false);
			if (native.good === false) context.exitCode = exitCodes.nativeMissing;
			else if (!good) context.exitCode = exitCodes.notPassed;
			if (json) return printJson(context, { mirada: version, good, findings });
			const { style } = context;
			const width = Math.max(...findings.map(({ label }) => visibleWidth(label)));
			say(context, false, style.bold(`${tools.doctorTitle} (Mirada ${version})`));
			for (const { label, good, text } of findings) {
				const mark = good === null ? style.dim("·") : good ? style.green("✓") : style.red("✗");
				say(context, false, `${mark} ${padEnd(label, width)}  ${text}`);
			}
			say(context, false, good ? tools.doctorGood : tools.doctorBad);
			if (native.good === false)
				say(context, false, context.messages.errors.nativeMissingHint(context.program));
		});
}

function nodeFinding({ messages: { tools } }: CommandContext): Finding {
	const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
	const good = major > 20 || (major === 20 && minor >= 19);
	const version = `${process.versions.node} (${process.platform} ${process.arch})`;
	return { label: tools.doctorNode, good, text: good ? version : tools.doctorNodeOld(version) };
}

function machineFinding({ messages: { numbers, tools } }: CommandContext): Finding {
	const model = cpus()[0]?.model.trim() ?? process.arch;
	const memory = `${fixed(totalmem() / 2 ** 30, 1, numbers)} GiB`;
	const text = `${tools.doctorCores(availableParallelism(), model)}, ${memory}`;
	return { label: tools.doctorProcessor, good: null, text };
}

async function nativeFinding(context: CommandContext): Promise<Finding> {
	const label = context.messages.tools.doctorNative;
	return backendFinding(context, "native", label, ({ message }) => ({ label, good: false, text: message }));
}

/** It may be missing: nothing needs it but `--backend mirada-wasm`. */
async function wasmFinding(context: CommandContext): Promise<Finding> {
	const { doctorWasm: label, doctorNotBuilt: text } = context.messages.tools;
	return backendFinding(context, "mirada-wasm", label, () => ({ label, good: null, text }));
}

async function backendFinding(
	context: CommandContext,
	backend: "native" | "mirada-wasm",
	label: string,
	absent: (error: CliError) => Finding,
): Promise<Finding> {
	const { chooseBackend } = await import("../backend/choose-backend.js");
	try {
		const { detail } = await chooseBackend(backend, context);
		return { label, good: true, text: detail };
	} catch (error) {
		if (!(error instanceof CliError)) throw error;
		return absent(error);
	}
}

async function tfjsFinding({ messages: { tools } }: CommandContext): Promise<Finding> {
	const tf = await import("@tensorflow/tfjs");
	return { label: tools.doctorTfjs, good: true, text: tf.version_core };
}

async function tensorflowFinding({ messages: { tools } }: CommandContext): Promise<Finding> {
	const { registerTensorflowBackend } = await import("../backend/tensorflow-backend.js");
	try {
		return { label: tools.doctorTensorflow, good: true, text: await registerTensorflowBackend() };
	} catch {
		return { label: tools.doctorTensorflow, good: null, text: tools.doctorNotInstalled };
	}
}

async function pngFinding({ io, messages }: CommandContext): Promise<Finding> {
	const { tools } = messages;
	try {
		const { svgToPng } = await import("../figures/png.js");
		const { png } = svgToPng('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>', io.env);
		return { label: tools.doctorPng, good: png.length > 0, text: "resvg, DejaVu Sans" };
	} catch (error) {
		return { label: tools.doctorPng, good: false, text: reasonText(error, messages) };
	}
}

/** Writes a file into the folder of the runs, or into the nearest folder above it that exists. */
function outFinding(out: string, { messages }: CommandContext): Finding {
	const { tools, errors } = messages;
	let folder = out;
	while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
	const probe = join(folder, `.mirada-doctor-${process.pid}`);
	try {
		if (!statSync(folder).isDirectory()) mkdirSync(folder);
		writeFileSync(probe, "");
		rmSync(probe);
		return { label: tools.doctorOut, good: true, text: tools.doctorWritable(out) };
	} catch (error) {
		return {
			label: tools.doctorOut,
			good: false,
			text: errors.cannotWrite(out, reasonText(error, messages)),
		};
	}
}
