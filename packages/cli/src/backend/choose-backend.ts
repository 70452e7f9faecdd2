// Where the numbers are computed. What is asked for is what runs: a backend that is not there is an error and
// never a quiet change to a slower one.

import { existsSync } from "node:fs";
import { NativeLoadError, nativeInfo, registerNativeBackend, setNumThreads } from "@mirada/core-native";
import * as tf from "@tensorflow/tfjs";
import { CliError, errorText } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";
import type { BackendName } from "../settings.js";
import { registerPackedWasm } from "./packed-wasm.js";
import { registerTensorflowBackend, TensorflowMissingError } from "./tensorflow-backend.js";

export interface ChosenBackend {
	name: BackendName;
	/** What it tells of itself: instruction set and threads, or a version. */
	detail: string;
}

export async function chooseBackend(
	name: BackendName,
	context: CommandContext,
	threads?: number,
): Promise<ChosenBackend> {
	// Outside of it TensorFlow.js advises a package that many machines cannot install.
	tf.enableProdMode();
	const detail = await activators[name](context, threads);
	return { name, detail };
}

type Activate = (context: CommandContext, threads: number | undefined) => Promise<string>;

const activators: Readonly<Record<BackendName, Activate>> = {
	async native({ messages, program }, threads) {
		try {
			registerNativeBackend();
			if (threads !== undefined) setNumThreads(threads);
		} catch (error) {
			if (!NativeLoadError.isInstance(error)) throw error;
			const { errors } = messages;
			const reasons = error.attempts
				.map(({ file, reason }) => `${file}: ${existsSync(file) ? errors.quoted(reason) : errors.notThere}`)
				.join("; ");
			throw new CliError("nativeMissing", errors.nativeMissing(reasons), errors.nativeMissingHint(program), {
				cause: error,
			});
		}
		await activate("native");
		const info = nativeInfo();
		return messages.tools.doctorThreads(info.instructionSet, info.threads);
	},
	async "mirada-wasm"({ messages: { errors, tools }, program }, threads) {
		if (threads !== undefined && threads !== 1)
			throw new CliError("usage", errors.wasmThreads(threads), errors.wasmThreadsHint);
		try {
			await registerPackedWasm();
		} catch (error) {
			throw new CliError(
				"nativeMissing",
				errors.wasmMissing(errors.quoted(errorText(error))),
				errors.wasmMissingHint(program),
				{ cause: error },
			);
		}
		await activate("mirada-wasm");
		return tools.doctorThreads("WebAssembly SIMD", 1);
	},
	async cpu() {
		await activate("cpu");
		return `TensorFlow.js ${tf.version_core}`;
	},
	async tensorflow({ messages: { errors } }) {
		try {
			const found = await registerTensorflowBackend();
			await activate("tensorflow");
			return found;
		} catch (error) {
			if (!(error instanceof TensorflowMissingError)) throw error;
			const hint = errors.tensorflowMissingHint(tf.version_core);
			const text =
				error.reasons.length > 0
					? errors.tensorflowBroken(errors.quoted(error.reasons.join("; ")))
					: errors.tensorflowMissing;
			throw new CliError("usage", text, hint, {
				cause: error,
			});
		}
	},
};

async function activate(name: string): Promise<void> {
	if (!(await tf.setBackend(name)))
		throw new Error(`tf.setBackend: expected "${name}" to start, got a refusal`);
	await tf.ready();
}
