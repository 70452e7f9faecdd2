// Turns valid arguments into ones that no caller should pass: one or two of their parts are replaced, dropped, or joined
// by an option that nobody knows.

import * as tf from "@tensorflow/tfjs";

const plain = [
	() => undefined,
	() => null,
	() => Number.NaN,
	() => Number.POSITIVE_INFINITY,
	() => -1,
	() => 0,
	() => -0.5,
	() => 1.5,
	() => 3,
	() => "",
	() => "3",
	() => "__proto__",
	() => "constructor",
	() => "\ud800 \u0000",
	() => true,
	() => 5n,
	() => Symbol("hostile"),
	() => [],
	() => [1, 2],
	() => [[]],
	() => [null],
	() => ({}),
	() => ({ length: 3 }),
	() => Object.create(null),
	() => () => 0,
	() => new Date(0),
	() => new Map([["a", 1]]),
	() => new Float32Array(0),
	() => new Float32Array(3),
	() => new Float64Array(3),
	() => new Int32Array([-7, 2 ** 31 - 1]),
	() => new Uint8Array(2),
	() => new DataView(new ArrayBuffer(8)),
	() => detached(),
	() => new Float32Array(new SharedArrayBuffer(12)),
	() => Promise.resolve(1),
];

/** Too large for any memory, so that no one can be blamed for trying. */
const huge = [() => 2 ** 31 - 1, () => 2 ** 31, () => 2 ** 32, () => 2 ** 53, () => 1e300, () => -(2 ** 31)];

const tensors = [
	() => tf.scalar(1),
	() => tf.tensor1d([1, 2, 3]),
	() => tf.zeros([2, 3]),
	() => tf.zeros([2, 3, 4]),
	() => tf.zeros([0, 3, 4]),
	() => tf.ones([1, 1, 1, 1]),
	() => tf.tensor1d([1, -5, 99], "int32"),
	() => tf.tensor2d([1, 0], [1, 2], "bool"),
	() => tf.tensor1d(["a"], "string"),
	() => tf.complex([1, 2], [3, 4]),
	() => disposedTensor(),
	() => tf.fill([2, 3, 4], Number.NaN),
];

function detached() {
	const array = new Float32Array(4);
	structuredClone(array.buffer, { transfer: [array.buffer] });
	return array;
}

function disposedTensor() {
	const tensor = tf.zeros([2, 3]);
	tensor.dispose();
	return tensor;
}

/**
 * `args` is an array that belongs to the case alone; it is changed in place. Returns `{ changes, isDeep }`: what was
 * changed, as text, and whether it was an element of a list within a list, such as a word of one of many sentences.
 */
export function makeHostile(args, random, { withHuge = true } = {}) {
	const changes = [];
	let isDeep = false;
	for (let left = random.chance(0.3) ? 2 : 1; left > 0; left--) {
		const places = placesIn(args);
		if (places.length === 0) break;
		const { holder, key, path, lists } = random.pick(places);
		isDeep ||= lists > 1;
		const kind = random.next();
		if (kind < 0.1 && !Array.isArray(holder)) {
			delete holder[key];
			changes.push(`no ${path}`);
		} else if (kind < 0.15 && !Array.isArray(holder)) {
			holder.use_causal_maks = true;
			changes.push(`an unknown option beside ${path}`);
		} else {
			const value = random.pick([...plain, ...tensors, ...(withHuge ? huge : [])])();
			holder[key] = value;
			changes.push(`${path} = ${show(value)}`);
		}
	}
	return { changes: changes.join("; "), isDeep };
}

/** Every part of the arguments that can be replaced: list elements and options, not the insides of arrays of numbers. */
function placesIn(value, path = "args", lists = 0, found = []) {
	for (const key of Object.keys(value)) {
		const own = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`;
		found.push({ holder: value, key, path: own, lists });
		const part = value[key];
		const isOptions =
			part !== null && typeof part === "object" && Object.getPrototypeOf(part) === Object.prototype;
		if (isOptions) placesIn(part, own, lists, found);
		else if (Array.isArray(part) && part.length <= 20) placesIn(part, own, lists + 1, found);
	}
	return found;
}

export function show(value) {
	if (value instanceof tf.Tensor)
		return `${value.isDisposed ? "disposed " : ""}${value.dtype} tensor (${value.shape})`;
	if (ArrayBuffer.isView(value)) return `${value.constructor.name}(${value.length ?? value.byteLength})`;
	if (typeof value === "bigint") return `${value}n`;
	if (typeof value === "function" || typeof value === "symbol") return String(value);
	if (typeof value === "number" || value === undefined) return String(value);
	try {
		return JSON.stringify(value).slice(0, 60);
	} catch {
		return Object.prototype.toString.call(value);
	}
}
