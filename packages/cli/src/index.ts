// The command line as a library: for tests, and for programs that run the homework themselves.

export type { CommandIo, TextOutput } from "./command-io.js";
export { exitCodes } from "./exit-codes.js";
export type { Report } from "./results/report.js";
export { run } from "./run.js";
export type { HomeworkSettings } from "./settings.js";
