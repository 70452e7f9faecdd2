// The two models of the homework and their files.

import { join } from "node:path";

export const MODELS = [
	{ model: "without attention", attention: "none" },
	{ model: "with attention", attention: "luong-general" },
];

/** The folder of a model's files, written by a Mirada process if it does not exist yet. */
export async function translationFiles(context, { attention, steps, batches }) {
	const data = context.data ? "given" : "builtin";
	const folder = join(context.inputs.folder, `translation-${attention}-${data}-${steps}-${batches}`);
	const worker = await context.worker({ peer: "mirada", script: "mirada-translation.mjs" })();
	await worker.ask("call", {
		name: "writeTranslationFiles",
		folder,
		attention,
		data: context.data,
		steps,
		batches,
	});
	await worker.rest();
	return folder;
}

/** What the data is called in a result file: never its sentences or its path. */
export const dataName = (context) => (context.data ? "pairs from --data" : "generated corpus");
