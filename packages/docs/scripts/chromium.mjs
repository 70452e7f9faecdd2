// Finds Chromium and starts it: Debian's, or the one that MIRADA_CHROMIUM names.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const places = [
	process.env.MIRADA_CHROMIUM,
	"/usr/bin/chromium",
	"/usr/bin/chromium-browser",
	"/usr/bin/google-chrome",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Path of the browser; undefined where there is none. */
export function findChromium() {
	return places.find((path) => path && existsSync(path));
}

export function launchChromium() {
	const executablePath = findChromium();
	if (!executablePath) throw new Error("chromium: not found; install it or set MIRADA_CHROMIUM to its path");
	// As root, as in a container, Chromium's own sandbox cannot start; the pages are ours.
	const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
	return chromium.launch({ executablePath, args });
}
