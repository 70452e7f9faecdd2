/**
 * Where downloads are kept: the cache folder of the user, by the habit of each system.
 */

import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { requireKind, wrongArgument } from "@mirada/core-native/contract";

/** The environment and system are parameters only so that tests can set them. */
export function cacheFolder(
	environment: Readonly<Record<string, string | undefined>> = process.env,
	platform: NodeJS.Platform = process.platform,
	home: string = homedir(),
): string {
	if (typeof environment !== "object" || environment === null) {
		throw wrongArgument("cacheFolder", "environment", "an object of strings", environment);
	}
	requireKind("cacheFolder", "home", home, "string");
	const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = environment;
	// The XDG specification says to ignore relative paths.
	for (const folder of [xdg, local]) {
		if (folder != null) requireKind("cacheFolder", "a folder in environment", folder, "string");
	}
	if (xdg && isAbsolute(xdg)) return join(xdg, "mirada");
	if (platform === "darwin") return join(home, "Library", "Caches", "mirada");
	if (platform === "win32") return join(local || join(home, "AppData", "Local"), "mirada", "cache");
	return join(home, ".cache", "mirada");
}
