// `mirada train`: one model of a run, trained and saved.

import { type CommandContext, printJson, say } from "../command-context.js";
import { exitCodes } from "../exit-codes.js";
import { prepareRun } from "./prepare-run.js";
import type { RunRequest } from "./request.js";
import { trainModel } from "./train-model.js";

export async function runTraining(request: RunRequest, context: CommandContext): Promise<number> {
	const { model = "attention" } = request;
	const { corpus } = await prepareRun(request, { command: "train", model }, context);
	const { translator, epochs, trainSeconds, targetTokensPerSecond } = await trainModel(
		model,
		corpus,
		request,
		context,
	);
	const saved = request.folder.model(model);
	if (request.json) {
		const parameters = translator.model.parameterCount;
		printJson(context, { saved, model, parameters, epochs, trainSeconds, targetTokensPerSecond });
	}
	say(context, request.json, context.messages.homework.saved(saved));
	translator.dispose();
	return exitCodes.passed;
}
