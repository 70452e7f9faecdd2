// The backends that `mirada bench` compares, and how each is started.

import * as tf from "@tensorflow/tfjs";
import { chooseBackend } from "../backend/choose-backend.js";
import { registerTensorflowBackend } from "../backend/tensorflow-backend.js";
import { CliError } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";
import type { ContenderName } from "./contender-names.js";

/** The version of TensorFlow.js, or instruction set and threads; null where the backend is not here. */
export async function findContender(
	name: ContenderName,
	context: CommandContext,
	threads?: number,
): Promise<string | null> {
	tf.enableProdMode();
	if (name === "native") return (await chooseBackend("native", context, threads)).detail;
	try {
		if (name === "mirada-wasm") return (await chooseBackend(name, context)).detail;
		if (name === "tensorflow") return await registerTensorflowBackend();
		// Through a variable: the package is optional.
		const optional = "@tensorflow/tfjs-backend-wasm";
		if (name === "tfjs-wasm") await import(optional);
		await activateContender(name);
		return `TensorFlow.js ${tf.version_core}`;
	} catch (error) {
		if (error instanceof CliError && error.reason !== "nativeMissing") throw error;
		return null;
	}
}

export async function activateContender(name: ContenderName): Promise<void> {
	const backend = name === "tfjs-wasm" ? "wasm" : name;
	if (!(await tf.setBackend(backend)))
		throw new Error(`tf.setBackend: expected "${backend}" to start, got a refusal`);
	await tf.ready();
}
