// The backends that `mirada bench` compares, ours first, and how each is started.

import * as tf from "@tensorflow/tfjs";
import { chooseBackend } from "../backend/choose-backend.js";
import { registerTensorflowBackend } from "../backend/tensorflow-backend.js";
import { CliError } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";

export const contenderNames = ["native", "wasm", "cpu", "tensorflow"] as const;
export type ContenderName = (typeof contenderNames)[number];

/** As the bars name them. */
export const contenderTitles: Readonly<Record<ContenderName, string>> = {
	native: "Mirada",
	wasm: "tfjs-wasm",
	cpu: "tfjs-cpu",
	tensorflow: "tfjs-node",
};

/** The version of TensorFlow.js, or instruction set and threads; null where the backend is not here. */
export async function findContender(
	name: ContenderName,
	context: CommandContext,
	threads?: number,
): Promise<string | null> {
	tf.enableProdMode();
	if (name === "native") return (await chooseBackend("native", context, threads)).detail;
	try {
		if (name === "tensorflow") return await registerTensorflowBackend();
		// Through a variable: the package is optional.
		const optional = "@tensorflow/tfjs-backend-wasm";
		if (name === "wasm") await import(optional);
		await activateContender(name);
		return `TensorFlow.js ${tf.version_core}`;
	} catch (error) {
		if (error instanceof CliError) throw error;
		return null;
	}
}

export async function activateContender(name: ContenderName): Promise<void> {
	if (!(await tf.setBackend(name)))
		throw new Error(`tf.setBackend: expected "${name}" to start, got a refusal`);
	await tf.ready();
}
