#!/usr/bin/env node
// The command `mirada`.

import process from "node:process";
import { processIo } from "./command-io.js";
import { exitCodes } from "./exit-codes.js";
import { run } from "./run.js";

// A reader that has seen enough (`mirada ... | head`) is no error; a full disk behind stdout is one.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	process.exit(error.code === "EPIPE" ? exitCodes.passed : exitCodes.output);
});

process.exitCode = await run(process.argv.slice(2), processIo());
