#!/usr/bin/env node
// The command `mirada`.

import process from "node:process";
import { errorText } from "./cli-error.js";
import { exitCodes } from "./exit-codes.js";
import { chosenLanguage, messagesIn } from "./messages/index.js";
import { processIo } from "./process-io.js";
import { programName } from "./program-name.js";
import { reasonText } from "./reason-text.js";
import { run } from "./run.js";
import { visibleControls } from "./terminal/visible-controls.js";

const argv = process.argv.slice(2);
const messages = messagesIn(chosenLanguage(argv, process.env));
const { errors } = messages;
const io = processIo({
	program: programName(process.env, process.argv[1] ?? "mirada", process.cwd()),
	explainOutput: (error) =>
		`${errors.error}: ${visibleControls(errors.cannotPrint(reasonText(error, messages)))}`,
});

// What escapes from a callback is a defect too, and said as one.
process.on("uncaughtException", (error) => {
	io.stderr.write(`${errors.error}: ${visibleControls(errors.internal(errorText(error)))}\n`);
	if (process.env.MIRADA_DEBUG) io.stderr.write(`${error.stack}\n`);
	process.exit(exitCodes.internal);
});

process.exitCode = await run(argv, io);
