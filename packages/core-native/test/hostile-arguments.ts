// Calls every function of the addon with arguments that no caller should pass, and prints what came of it as JSON.
// Run as a process of its own by hostile-arguments.test.ts: a crash ends this process, not the tests.
import { createHook } from "node:async_hooks";
import { loadBinding } from "../src/load-binding.js";
import { floats, integers, ResizableBuffer, validCalls, validPositionalCalls } from "./valid-calls.js";

function detached(): Float32Array {
	const array = floats(8);
	structuredClone(array.buffer, { transfer: [array.buffer] });
	return array;
}

/** A view that its buffer has shrunk away from. */
function outOfBounds(): Float32Array {
	const buffer = new ResizableBuffer(64, { maxByteLength: 64 });
	const array = new Float32Array(buffer, 16, 8);
	buffer.resize(8);
	return array;
}

const HOSTILE: unknown[] = [
	undefined,
	null,
	Number.NaN,
	Number.POSITIVE_INFINITY,
	-1,
	0,
	0.5,
	7,
	2 ** 31 - 1,
	2 ** 53,
	"8",
	true,
	{},
	[],
	() => 1,
	Symbol("x"),
	10n,
	new Date(),
	floats(0),
	floats(7),
	integers(1 << 30, -5, 99, 1 << 30),
	new Float64Array(8),
	new Uint8Array(8),
	new DataView(new ArrayBuffer(8)),
	new ArrayBuffer(32),
	detached(),
	outOfBounds(),
	new Float32Array(new SharedArrayBuffer(24)),
	new Proxy([], { get: () => undefined }),
];

const binding = loadBinding() as unknown as Record<string, (...args: unknown[]) => unknown>;
const outcome = { calls: 0, returned: 0, typeErrors: 0, rangeErrors: 0, others: [] as string[] };

async function attempt(name: string, args: unknown[], what: string): Promise<void> {
	outcome.calls++;
	try {
		await binding[name]!(...args);
		outcome.returned++;
	} catch (error) {
		const { name: kind, message } = error as Error;
		if (kind === "TypeError") outcome.typeErrors++;
		else if (kind === "RangeError") outcome.rangeErrors++;
		if ((kind !== "TypeError" && kind !== "RangeError") || !/expected .+, got .+/s.test(message)) {
			outcome.others.push(`${name} with ${what}: ${kind}: ${message}`);
		}
	}
}

for (const [name, valid] of Object.entries(validCalls())) {
	for (const [i, value] of HOSTILE.entries()) {
		await attempt(name, [value], `argument ${i}`);
		for (const field of Object.keys(valid()))
			await attempt(name, [{ ...valid(), [field]: value }], `${field} = ${i}`);
	}
	for (const field of Object.keys(valid())) {
		const { [field]: _, ...rest } = valid();
		await attempt(name, [rest], `no ${field}`);
		// A getter that detaches every other array of the call just before it answers.
		const call = valid();
		const value = call[field];
		Object.defineProperty(call, field, {
			enumerable: true,
			get() {
				for (const other of Object.values(Object.getOwnPropertyDescriptors(call)).map((d) => d.value)) {
					for (const array of [other].flat()) {
						if (ArrayBuffer.isView(array) && array !== value && array.byteLength > 0) {
							structuredClone(array.buffer, { transfer: [array.buffer as ArrayBuffer] });
						}
					}
				}
				return value;
			},
		});
		await attempt(name, [call], `${field} detaches the others`);
	}
}
// The making of an asynchronous call runs hooks, which are JavaScript too: one that detaches the inputs.
for (const name of ["attentionForwardAsync", "attentionBackwardAsync"]) {
	const call = validCalls()[name]!();
	const hook = createHook({
		init(_id, type) {
			if (type !== name) return;
			for (const array of Object.values(call))
				if (ArrayBuffer.isView(array) && array.byteLength > 0)
					structuredClone(array.buffer, { transfer: [array.buffer as ArrayBuffer] });
		},
	}).enable();
	const before = outcome.rangeErrors;
	await attempt(name, [call], "a hook that detaches the inputs");
	hook.disable();
	if (outcome.rangeErrors === before) outcome.others.push(`${name} read inputs that a hook had detached`);
}
for (const [name, valid] of Object.entries(validPositionalCalls())) {
	for (const [place] of valid().entries()) {
		await attempt(name, valid().slice(0, place), `${place} arguments`);
		for (const [i, value] of HOSTILE.entries())
			await attempt(name, valid().with(place, value), `argument ${place} = ${i}`);
	}
}
console.log(JSON.stringify(outcome));
