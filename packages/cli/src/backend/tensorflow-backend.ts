// TensorFlow's own backend, where the user installed it: tfjs-node-gpu first, else tfjs-node.

import util from "node:util";

const packages = ["@tensorflow/tfjs-node-gpu", "@tensorflow/tfjs-node"];

/** Neither package loads. `reasons` has why, as `package: text`, of those that are installed. */
export class TensorflowMissingError extends Error {
	constructor(readonly reasons: readonly string[]) {
		super(`expected ${packages.join(" or ")} to load, got ${reasons.join("; ") || "neither installed"}`);
	}
}

/** Registers the backend `tensorflow`; gives the package and version that did. @throws TensorflowMissingError */
export async function registerTensorflowBackend(): Promise<string> {
	restoreIsNullOrUndefined();
	const reasons: string[] = [];
	for (const name of packages) {
		try {
			// Through a variable: neither package has to be there when this is compiled.
			const found = (await import(name)) as { default?: { version?: Record<string, string> } };
			const version = found.default?.version?.["tfjs-node"] ?? found.default?.version?.tfjs ?? "";
			return `${name} ${version}`.trim();
		} catch (error) {
			const text = error instanceof Error ? error.message : String(error);
			const isInstalled = !text.startsWith(`Cannot find package '${name}'`);
			if (isInstalled) reasons.push(`${name}: ${text.split("\n")[0]}`);
		}
	}
	throw new TensorflowMissingError(reasons);
}

/** tfjs-node 4.22 calls `util.isNullOrUndefined`, which Node 23 removed. */
function restoreIsNullOrUndefined(): void {
	const old = util as { isNullOrUndefined?: (value: unknown) => boolean };
	old.isNullOrUndefined ??= (value) => value === null || value === undefined;
}
