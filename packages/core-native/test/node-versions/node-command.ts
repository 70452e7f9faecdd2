// Where to find a major version of Node.

/** The command that starts it: the running one, else the one that npm's package `node` holds. */
export function nodeCommand(major: string): string[] {
	if (process.versions.node.startsWith(`${major}.`)) return [process.execPath];
	return [process.platform === "win32" ? "npx.cmd" : "npx", "--yes", "--prefer-offline", `node@${major}`];
}

/** Every major version that the one binary must serve, the oldest first. */
export const nodeMajors = ["20", "22", "24", "26"] as const;
