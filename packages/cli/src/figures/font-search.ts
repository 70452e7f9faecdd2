// Fonts for characters that the bundled one lacks: those that MIRADA_FONTS names, those of packages that the user
// has installed (`@expo-google-fonts/noto-sans-...`), those of the system.

import { readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { fontCoverage } from "./font-coverage.js";
import { fontPackageScope } from "./font-packages.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** What is searched at most: a machine with more files than this has a folder that holds no fonts. */
const mostFiles = 5000;

/** Files that have the characters which `bundled` lacks, as few as one after another can do, and what none has. */
export function fontsFor(
	characters: Iterable<string>,
	bundled: readonly string[],
	env: Environment,
): { files: string[]; missing: string[] } {
	const ours = bundled.map(fontCoverage);
	let missing = [...characters].filter((character) => !ours.some((has) => has(character.codePointAt(0)!)));
	const files: string[] = [];
	for (const place of missing.length === 0 ? [] : fontPlaces(env)) {
		for (const file of fontsIn(place)) {
			const has = fontCoverage(file);
			const left = missing.filter((character) => !has(character.codePointAt(0)!));
			if (left.length === missing.length) continue;
			files.push(file);
			missing = left;
			if (missing.length === 0) return { files, missing };
		}
	}
	return { files, missing };
}

/** Files and folders, the user's own wishes first. */
function fontPlaces(env: Environment): string[] {
	const home = env.HOME ?? homedir();
	const system: Readonly<Record<string, readonly string[]>> = {
		darwin: ["/System/Library/Fonts", "/Library/Fonts", join(home, "Library/Fonts")],
		win32: [
			join(env.SystemRoot ?? "C:\\Windows", "Fonts"),
			join(env.LOCALAPPDATA ?? home, "Microsoft", "Windows", "Fonts"),
		],
	};
	const linux = [
		"/usr/share/fonts",
		"/usr/local/share/fonts",
		join(home, ".local/share/fonts"),
		join(home, ".fonts"),
	];
	return [
		...(env.MIRADA_FONTS?.split(delimiter).filter(Boolean) ?? []),
		...packageFolders(process.cwd()),
		...packageFolders(dirname(fileURLToPath(import.meta.url))),
		...(system[process.platform] ?? linux),
	];
}

/** `node_modules/@expo-google-fonts` of a folder and of all above it. */
function packageFolders(from: string): string[] {
	const above = dirname(from);
	const own = join(from, "node_modules", fontPackageScope);
	return above === from ? [own] : [own, ...packageFolders(above)];
}

/** Font files of a folder and of those below it, in the order of their names: regular weights before all others. */
function fontsIn(place: string): string[] {
	const found = walk(place).filter((file) => /\.(ttf|otf|ttc)$/i.test(file));
	const isRegular = (file: string) => /regular|400/i.test(file) && !/italic/i.test(file);
	return [...found.filter(isRegular), ...found.filter((file) => !isRegular(file))];
}

function walk(place: string): string[] {
	const found: string[] = [];
	const waiting = [place];
	for (let next = waiting.pop(); next !== undefined && found.length < mostFiles; next = waiting.pop()) {
		try {
			if (!statSync(next).isDirectory()) found.push(next);
			else for (const name of readdirSync(next).sort().reverse()) waiting.push(join(next, name));
		} catch {
			// Not there, or not ours to read.
		}
	}
	return found;
}
