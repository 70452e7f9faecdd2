// The error of a native core that is missing or does not load.

const MARKER = Symbol.for("mirada.NativeLoadError");

export interface LoadAttempt {
	file: string;
	reason: string;
}

/** Thrown when the addon cannot be loaded: names every file tried, why it failed, and the commands that help. */
export class NativeLoadError extends Error {
	override readonly name = "NativeLoadError";
	readonly [MARKER] = true;
	readonly attempts: readonly LoadAttempt[];

	constructor(attempts: readonly LoadAttempt[]) {
		const tried = attempts.map(({ file, reason }) => `  ${file}: ${reason}`).join("\n");
		super(
			`native core: expected a compiled addon for ${process.platform}-${process.arch}, Node ${process.versions.node}, got none\n` +
				`tried:\n${tried}\n` +
				"What helps:\n" +
				"  in a checkout of Mirada:   npm test   or   npm run homework   (both build it)\n" +
				"  in an application:         npx mirada-build-core   (needs cmake and a C++ compiler)\n" +
				"  without a compiler:        registerNativeBackend({ fallback: 'mirada-wasm' })   (the core in WebAssembly, on one thread)",
		);
		this.attempts = attempts;
	}

	/** True for any copy of this class. */
	static isInstance(error: unknown): error is NativeLoadError {
		return typeof error === "object" && error !== null && MARKER in error;
	}
}
