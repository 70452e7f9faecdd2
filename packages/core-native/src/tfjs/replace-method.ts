// Puts a function of ours in front of a method of tfjs' classes.

// biome-ignore lint/suspicious/noExplicitAny: methods of classes whose types tfjs does not export.
type Method = (this: any, ...args: any[]) => any;

const REPLACED = Symbol.for("@mirada/core-native/replaced");

/**
 * Replaces `prototype[name]` by `wrap(original)`. Once only, whichever copy of this package does it: a class that
 * has been dealt with is left alone.
 */
export function replaceMethod(prototype: object, name: string, wrap: (original: Method) => Method): void {
	const methods = prototype as Record<string, Method & { [REPLACED]?: true }>;
	const original = methods[name];
	if (original === undefined || original[REPLACED]) return;
	methods[name] = Object.assign(wrap(original), { [REPLACED]: true as const });
}
