import { requireKind } from "@mirada/core-native/contract";

/** @throws TypeError unless `path` is a string, RangeError where no file can have it */
export function requirePath(where: string, path: unknown): void {
	requireKind(where, "path", path, "string");
	if (path === "" || path.includes("\0")) {
		throw new RangeError(`${where}: expected a path, got ${JSON.stringify(path)}`);
	}
}
