// The part of Node-API that the core's binding calls (native/binding), for a core in WebAssembly: the addon and this core are
// the same C++, with the same checks and errors. Its functions are in the headers of Node; every one returns a status.
import { Handles } from "./handles.js";
import type { Heap } from "./heap.js";
import { StagedArrays, type View } from "./staged-arrays.js";
import { outOfMemory } from "./wasm-memory.js";
import type { Imports } from "./web-assembly.js";

const OK = 0;
const OBJECT_EXPECTED = 2;
const STRING_EXPECTED = 3;
const NUMBER_EXPECTED = 6;
const BOOLEAN_EXPECTED = 7;
const ARRAY_EXPECTED = 8;
const FAILURE = 9;
const PENDING_EXCEPTION = 10;

const TYPES = [
	"undefined",
	"null",
	"boolean",
	"number",
	"string",
	"symbol",
	"object",
	"function",
	"external",
	"bigint",
];
const ARRAYS = [
	...[Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array],
	...[Float32Array, Float64Array, BigInt64Array, BigUint64Array],
];
/** A length that means: up to the 0. */
const AUTO_LENGTH = 0xffffffff;

type Status = number;
type Callback = (env: number, info: number) => number;

interface Frame {
	args: readonly unknown[];
	data: number;
}
interface AsyncWork {
	execute: (env: number, data: number) => void;
	complete: (env: number, status: number, data: number) => void;
	data: number;
}

export class NodeApi {
	private readonly handles = new Handles();
	private heap!: Heap;
	private arrays!: StagedArrays;
	/** The call that runs now. */
	private frame: Frame = { args: [], data: 0 };
	private pending: { error: unknown } | null = null;
	private readonly works = new Map<number, AsyncWork>();
	private readonly promises = new Map<number, PromiseWithResolvers>();
	private lastNumber = 0;

	/** Runs the module's entry point; returns the functions that it exports. */
	start(heap: Heap): object {
		this.heap = heap;
		this.arrays = new StagedArrays(heap);
		const exports = {};
		this.enter(() => heap.core.napi_register_wasm_v1(0, this.handles.of(exports)));
		return exports;
	}

	/** The imports of the module `napi`. */
	imports(): Imports {
		return { ...this.making(), ...this.reading(), ...this.objects(), ...this.failing(), ...this.waiting() };
	}

	/** Runs something in the core that may use handles; throws what it threw. */
	private enter<Result>(call: () => Result): Result {
		const { frame } = this;
		try {
			const result = this.handles.during(() => this.arrays.during(call));
			if (this.pending === null) return result;
			throw this.pending.error;
		} finally {
			this.frame = frame;
			this.pending = null;
		}
	}

	/** Writes a handle, a pointer or a size. */
	private put(pointer: number, word: number): Status {
		this.heap.words[pointer >>> 2] = word;
		return OK;
	}

	private putValue(pointer: number, value: unknown): Status {
		return this.put(pointer, this.handles.of(value));
	}

	private putFlag(pointer: number, flag: boolean): Status {
		this.heap.bytes[pointer >>> 0] = flag ? 1 : 0;
		return OK;
	}

	private get(handle: number): unknown {
		return this.handles.get(handle);
	}

	/** Runs what may run a user's code; what that throws is kept for C++ to see. */
	private guarded(action: () => Status): Status {
		try {
			return action();
		} catch (error) {
			this.pending = { error };
			return PENDING_EXCEPTION;
		}
	}

	private textAt(pointer: number, length: number): string {
		return this.heap.text(pointer >>> 0, length >>> 0 === AUTO_LENGTH ? undefined : length);
	}

	private making(): Imports {
		return {
			napi_get_undefined: (_env: number, result: number) => this.putValue(result, undefined),
			napi_get_global: (_env: number, result: number) => this.put(result, this.handles.global()),
			napi_get_boolean: (_env: number, value: number, result: number) => this.putValue(result, value !== 0),
			napi_create_object: (_env: number, result: number) => this.putValue(result, {}),
			napi_create_array: (_env: number, result: number) => this.putValue(result, []),
			napi_create_double: (_env: number, value: number, result: number) => this.putValue(result, value),
			napi_create_string_utf8: (_env: number, text: number, length: number, result: number) =>
				this.putValue(result, this.textAt(text, length)),
			napi_create_function: (
				_env: number,
				_name: number,
				_length: number,
				callback: number,
				data: number,
				result: number,
			) => this.putValue(result, this.functionOf(this.pointedTo<Callback>(callback), data)),
			napi_get_cb_info: (
				_env: number,
				_info: number,
				count: number,
				args: number,
				_this: number,
				data: number,
			) => {
				const room = this.heap.words[count >>> 2]!;
				for (let i = 0; i < room; i++) this.putValue(args + 4 * i, this.frame.args[i]);
				this.put(count, this.frame.args.length);
				return this.put(data, this.frame.data);
			},
		};
	}

	private functionOf(callback: Callback, data: number): (...args: unknown[]) => unknown {
		return (...args) =>
			this.enter(() => {
				this.frame = { args, data };
				return this.get(callback(0, 0));
			});
	}

	private pointedTo<F>(pointer: number): F {
		return this.heap.core.__indirect_function_table.get(pointer) as F;
	}

	private reading(): Imports {
		return {
			napi_typeof: (_env: number, value: number, result: number) => {
				const given = this.get(value);
				return this.put(result, TYPES.indexOf(given === null ? "null" : typeof given));
			},
			napi_is_array: (_env: number, value: number, result: number) =>
				this.putFlag(result, Array.isArray(this.get(value))),
			napi_is_typedarray: (_env: number, value: number, result: number) => {
				const given = this.get(value);
				return this.putFlag(result, ArrayBuffer.isView(given) && !(given instanceof DataView));
			},
			napi_is_arraybuffer: (_env: number, value: number, result: number) =>
				this.putFlag(result, this.get(value) instanceof ArrayBuffer),
			napi_get_value_double: (_env: number, value: number, result: number) => {
				const given = this.get(value);
				if (typeof given !== "number") return NUMBER_EXPECTED;
				this.heap.doubles[result >>> 3] = given;
				return OK;
			},
			napi_get_value_bool: (_env: number, value: number, result: number) => {
				const given = this.get(value);
				return typeof given === "boolean" ? this.putFlag(result, given) : BOOLEAN_EXPECTED;
			},
			napi_get_value_string_utf8: (
				_env: number,
				value: number,
				to: number,
				capacity: number,
				length: number,
			) => {
				const given = this.get(value);
				if (typeof given !== "string") return STRING_EXPECTED;
				return this.put(length, this.heap.writeText(given, to >>> 0, capacity >>> 0));
			},
			napi_get_array_length: (_env: number, value: number, result: number) => {
				const given = this.get(value);
				return Array.isArray(given) ? this.put(result, given.length) : ARRAY_EXPECTED;
			},
			napi_get_typedarray_info: (
				_env: number,
				value: number,
				type: number,
				length: number,
				data: number,
				buffer: number,
			) => {
				const given = this.get(value);
				const kind = ARRAYS.findIndex((Kind) => given instanceof Kind);
				if (kind < 0) return FAILURE;
				const view = given as View;
				this.put(type, kind);
				this.put(length, view.length);
				if (buffer !== 0) this.putValue(buffer, view.buffer);
				if (data === 0) return OK;
				const pointer = this.arrays.pointerTo(view);
				if (pointer !== null) return this.put(data, pointer);
				this.pending = { error: outOfMemory(view.byteLength, this.heap.buffer.byteLength) };
				return PENDING_EXCEPTION;
			},
		};
	}

	private objects(): Imports {
		const get = (object: number, key: PropertyKey, result: number) =>
			this.guarded(() => {
				const from = this.get(object);
				if (from === undefined || from === null) return OBJECT_EXPECTED;
				return this.putValue(result, (from as Record<PropertyKey, unknown>)[key]);
			});
		const set = (object: number, key: PropertyKey, value: number) =>
			this.guarded(() => {
				(this.get(object) as Record<PropertyKey, unknown>)[key] = this.get(value);
				return OK;
			});
		const list = (count: number, pointer: number) =>
			Array.from({ length: count }, (_, i) => this.get(this.heap.words[(pointer >>> 2) + i]!));
		return {
			napi_get_named_property: (_env: number, object: number, name: number, result: number) =>
				get(object, this.heap.text(name >>> 0), result),
			napi_set_named_property: (_env: number, object: number, name: number, value: number) =>
				set(object, this.heap.text(name >>> 0), value),
			napi_get_property: (_env: number, object: number, key: number, result: number) =>
				get(object, this.get(key) as PropertyKey, result),
			napi_set_property: (_env: number, object: number, key: number, value: number) =>
				set(object, this.get(key) as PropertyKey, value),
			napi_get_element: (_env: number, object: number, index: number, result: number) =>
				get(object, index, result),
			napi_set_element: (_env: number, object: number, index: number, value: number) =>
				set(object, index, value),
			napi_get_property_names: (_env: number, object: number, result: number) =>
				this.guarded(() => {
					const names: string[] = [];
					for (const name in this.get(object) as object) names.push(name);
					return this.putValue(result, names);
				}),
			napi_call_function: (
				_env: number,
				receiver: number,
				called: number,
				count: number,
				args: number,
				result: number,
			) =>
				this.guarded(() => {
					const callee = this.get(called) as (...args: unknown[]) => unknown;
					return this.putValue(result, Reflect.apply(callee, this.get(receiver), list(count, args)));
				}),
			napi_new_instance: (_env: number, called: number, count: number, args: number, result: number) =>
				this.guarded(() => {
					const made = this.get(called) as new (...args: unknown[]) => unknown;
					return this.putValue(result, Reflect.construct(made, list(count, args)));
				}),
		};
	}

	private failing(): Imports {
		const create = (Kind: ErrorConstructor) => (_env: number, _code: number, text: number, result: number) =>
			this.putValue(result, new Kind(this.get(text) as string));
		return {
			napi_create_error: create(Error),
			napi_create_type_error: create(TypeError as unknown as ErrorConstructor),
			napi_create_range_error: create(RangeError as unknown as ErrorConstructor),
			napi_throw: (_env: number, error: number) => {
				this.pending = { error: this.get(error) };
				return OK;
			},
			napi_is_exception_pending: (_env: number, result: number) =>
				this.putFlag(result, this.pending !== null),
			napi_get_and_clear_last_exception: (_env: number, result: number) => {
				const error = this.pending?.error;
				this.pending = null;
				return this.putValue(result, error);
			},
		};
	}

	/** Work "on another thread": this core has one, so it runs as soon as the caller's code has returned. */
	private waiting(): Imports {
		return {
			napi_create_promise: (_env: number, deferred: number, promise: number) => {
				const made = withResolvers();
				this.promises.set(++this.lastNumber, made);
				this.putValue(promise, made.promise);
				return this.put(deferred, this.lastNumber);
			},
			napi_resolve_deferred: (_env: number, deferred: number, value: number) => {
				this.promises.get(deferred)?.resolve(this.get(value));
				this.promises.delete(deferred);
				return OK;
			},
			napi_reject_deferred: (_env: number, deferred: number, error: number) => {
				this.promises.get(deferred)?.reject(this.get(error));
				this.promises.delete(deferred);
				return OK;
			},
			napi_create_async_work: (
				_env: number,
				_resource: number,
				_name: number,
				execute: number,
				complete: number,
				data: number,
				result: number,
			) => {
				this.works.set(++this.lastNumber, {
					execute: this.pointedTo(execute),
					complete: this.pointedTo(complete),
					data,
				});
				return this.put(result, this.lastNumber);
			},
			napi_queue_async_work: (_env: number, number: number) => {
				const { execute, complete, data } = this.works.get(number)!;
				setTimeout(() =>
					this.enter(() => {
						execute(0, data);
						complete(0, OK, data);
					}),
				);
				return OK;
			},
			napi_delete_async_work: (_env: number, number: number) => {
				this.works.delete(number);
				return OK;
			},
		};
	}
}

interface PromiseWithResolvers {
	promise: Promise<unknown>;
	resolve: (value: unknown) => void;
	reject: (reason: unknown) => void;
}

function withResolvers(): PromiseWithResolvers {
	let resolve!: (value: unknown) => void;
	let reject!: (reason: unknown) => void;
	const promise = new Promise<unknown>((onResolve, onReject) => {
		resolve = onResolve;
		reject = onReject;
	});
	return { promise, resolve, reject };
}
