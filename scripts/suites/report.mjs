// What a suite returns, and how a vitest or command result becomes it.

import { readFileSync } from "node:fs";
import { failedWithLog } from "../setup/step.mjs";

/** @typedef {{ passed: number, failed: number, skipped?: number, note?: string, log: string }} SuiteResult */

/** A check without cases of its own (types, format) counts as one. */
export function resultOfCheck(log, exitCode) {
	return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, log };
}

/** Counts from vitest's JSON report; a file that could not even be loaded counts as one failure. */
export function resultOfVitest(log, exitCode, reportPath) {
	let report;
	try {
		report = JSON.parse(readFileSync(reportPath, "utf8"));
	} catch {
		throw failedWithLog(log, `expected vitest to write ${reportPath}`);
	}
	const failed = Math.max(report.numFailedTests, exitCode === 0 ? 0 : 1);
	return {
		passed: report.numPassedTests,
		failed,
		skipped: report.numPendingTests + report.numTodoTests,
		log,
	};
}
