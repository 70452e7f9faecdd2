// The classes that tfjs-layers has registered for deserialisation: the way to classes that it does not export.

/** By class name: the class, and how to make one of a config. */
// biome-ignore lint/suspicious/noExplicitAny: constructors of any arguments.
export type ClassMap = Record<string, [new (...args: any[]) => object, unknown]>;

/**
 * Whether the object is of the registered class itself, with the methods that came with it: one of another class of
 * that name, or with a `call` of its own, may compute anything.
 */
export function isExactly(object: object, classes: ClassMap, className: string): boolean {
	return (
		object.constructor === classes[className]?.[0] &&
		!Object.hasOwn(object, "call") &&
		!Object.hasOwn(object, "apply")
	);
}
