// Starts Chromium: the system's, or the one that MIRADA_CHROMIUM names.

import { chromium } from "playwright-core";
import { findChromium } from "../../../scripts/setup/tools.mjs";

export function launchChromium() {
	const executablePath = findChromium();
	if (!executablePath) throw new Error("chromium: not found; install it or set MIRADA_CHROMIUM to its path");
	// As root, as in a container, Chromium's own sandbox cannot start; the pages are ours.
	const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
	return chromium.launch({ executablePath, args });
}
