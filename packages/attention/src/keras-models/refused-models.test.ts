// What the reader of Keras models refuses, and with which words; what damaged and hostile files do.
import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { loadKerasModel, modelFromKerasJson } from "./load-keras-model.js";

const bytesOf = (name: string) => readFileSync(new URL(`./__fixtures__/${name}`, import.meta.url));
const architecture = new TextDecoder().decode(bytesOf("tagger-architecture.json"));

interface Layer {
	class_name: string;
	config: Record<string, unknown>;
	[key: string]: unknown;
}
interface Json {
	class_name: string;
	module?: string;
	config: { layers: Layer[]; [key: string]: unknown };
}

/** The sequential model of the fixtures after a change. */
function changed(change: (json: Json) => void): Json {
	const json = JSON.parse(architecture) as Json;
	change(json);
	return json;
}
const layerOf = (json: Json, className: string) =>
	json.config.layers.find((layer) => layer.class_name === className)!;
const option = (className: string, name: string, value: unknown) =>
	changed((json) => {
		layerOf(json, className).config[name] = value;
	});

test.each<[string, object, RegExp]>([
	[
		"an unknown layer",
		changed((json) => {
			layerOf(json, "Dense").class_name = "Foo";
		}),
		/^loadKerasModel: unknown layer "Foo" \(layer "dense\w*"\)\nHint: known are .*LSTM/,
	],
	[
		"an option that TensorFlow.js lacks",
		option("LayerNormalization", "rms_scaling", true),
		/rms_scaling.*LayerNormalization.*expected false, got true/,
	],
	[
		"an option of a newer Keras",
		option("Dense", "frobnicate", 2),
		/unknown option "frobnicate" of layer "dense\w*" \(Dense\), got 2/,
	],
	[
		"an unknown activation",
		option("Dense", "activation", "wobble"),
		/unknown activation "wobble" .*"dense\w*" \(Dense\)/,
	],
	[
		"half precision",
		option("Dense", "dtype", { class_name: "DTypePolicy", config: { name: "mixed_float16" } }),
		/dtype.*expected float32, got "mixed_float16"\nHint/,
	],
	[
		"an activity regularizer",
		option("Dense", "activity_regularizer", { class_name: "L2" }),
		/activity_regularizer.*not supported/,
	],
	[
		"a size that no weight has",
		option("Dense", "units", 2 ** 30),
		/"dense\w*" \(Dense\).*expected at most \d+ numbers in "kernel"/,
	],
	["a size that is none", option("GRU", "units", "many"), /^loadKerasModel: layer "gru\w*" \(GRU\): .*units/],
	[
		"Keras 2",
		changed((json) => {
			delete json.module;
		}),
		/no "module", so Keras 2 wrote it\nHint/,
	],
	[
		"a subclassed model",
		changed((json) => {
			json.class_name = "MyModel";
		}),
		/expected a Functional or a Sequential model, got "MyModel"\nHint/,
	],
	[
		"a sequential model without input shape",
		changed((json) => {
			json.config.layers.shift();
			json.config.build_input_shape = null;
		}),
		/Sequential without an input shape\nHint/,
	],
])("%s is refused by its name", (_, json, message) => {
	const before = tf.memory().numTensors;
	expect(() => modelFromKerasJson(json)).toThrow(message);
	expect(tf.memory().numTensors).toBe(before);
});

const tensor = (name: string) => ({
	class_name: "__keras_tensor__",
	config: { keras_history: [name, 0, 0] },
});
const input = {
	module: "keras.layers",
	class_name: "InputLayer",
	config: { batch_shape: [null, 3], name: "x" },
	name: "x",
	inbound_nodes: [],
};
const functional = (layers: object[], output: string) => ({
	module: "keras",
	class_name: "Functional",
	config: {
		name: "m",
		layers: [input, ...layers],
		input_layers: [["x", 0, 0]],
		output_layers: [[output, 0, 0]],
	},
});
const dense = (name: string, args: unknown[], kwargs: object = {}) => ({
	module: "keras.layers",
	class_name: "Dense",
	config: { name, units: 2 },
	name,
	inbound_nodes: [{ args, kwargs }],
});

test("a graph with a loop, an unknown reference, argument or operation is refused", () => {
	const loop = functional([dense("a", [tensor("b")]), dense("b", [tensor("a")])], "b");
	expect(() => modelFromKerasJson(loop)).toThrow(
		/layer "b" \(Dense\) has no output 0 of call 0.*\nHint: the graph has a loop/,
	);
	expect(() => modelFromKerasJson(functional([], "y"))).toThrow(/unknown layer "y" in the graph of "m"/);
	const argument = functional([dense("a", [tensor("x")], { temperature: 2 })], "a");
	expect(() => modelFromKerasJson(argument)).toThrow(
		/unknown argument "temperature" in a call of layer "a" \(Dense\), got 2/,
	);
	const operation = { ...dense("f", [tensor("x")]), module: "keras.src.ops.numpy", class_name: "Digitize" };
	expect(() => modelFromKerasJson(functional([operation], "f"))).toThrow(
		/unknown operation "Digitize" of keras.src.ops.numpy/,
	);
	let deep: unknown = tensor("x");
	for (let i = 0; i < 20_000; i++) deep = [deep];
	expect(() => modelFromKerasJson(functional([dense("a", [deep])], "a"))).toThrow(
		/^loadKerasModel: model "m": .*stack/,
	);
	// The graph itself is fine.
	expect(modelFromKerasJson(functional([dense("a", [tensor("x")])], "a")).outputs[0]!.shape).toEqual([
		null,
		2,
	]);
});

test("weights that are absent, or of another shape, are refused before any is set", async () => {
	const before = tf.memory().numTensors;
	const weights = bytesOf("tagger.weights.h5");
	const more = changed((json) => {
		const copy = structuredClone(layerOf(json, "Dense"));
		copy.config.name = "second";
		json.config.layers.push(copy);
	});
	await expect(loadKerasModel({ architecture: more, weights })).rejects.toThrow(
		/layer "second" \(Dense\): no weights at layers\/dense_1\/vars\/0 \(.*second\/kernel\)/,
	);
	const other = option("Dense", "units", 5);
	await expect(loadKerasModel({ architecture: other, weights })).rejects.toThrow(
		/"dense\w*" \(Dense\): expected .*kernel of shape \(3, 5\), got \(3, 4\)/,
	);
	const fewer = option("Dense", "use_bias", false);
	await expect(loadKerasModel({ architecture: fewer, weights })).rejects.toThrow(
		/"dense\w*" \(Dense\): expected no weights at layers\/dense\/vars\/1, got some in the file/,
	);
	expect(tf.memory().numTensors).toBe(before);
});

test.each<[string, unknown, RegExp]>([
	[
		"text that is no JSON",
		{ architecture: "{", weights: new Uint8Array(9) },
		/expected the JSON of model.to_json/,
	],
	[
		"weights of no known format",
		{ architecture, weights: new Uint8Array(9) },
		/expected weights in HDF5.*got 9 bytes/,
	],
	["no weights", { architecture }, /expected the bytes of a .keras file or.*\nHint: .*modelFromKerasJson/],
	[
		"bytes that are no archive",
		new Uint8Array([1, 2, 3, 4]),
		/expected a .keras file, which is a zip archive, got 4 bytes/,
	],
	["nothing", undefined, /expected the source to be an object, got undefined/],
	[
		"bare weights",
		bytesOf("tagger.weights.h5"),
		/expected a .keras file.*\nHint: a .weights.h5 goes with its architecture/,
	],
])("%s is refused", async (_, source, message) => {
	await expect(loadKerasModel(source as Uint8Array)).rejects.toThrow(message);
});

test.each<[string, number, number[], RegExp]>([
	["a password", 8, [1, 0], /zip: expected \S+ without a password, got it encrypted/],
	[
		"another way of packing",
		10,
		[14, 0],
		/zip: expected \S+ to be stored or deflated, got it packed by LZMA/,
	],
	[
		"a claim beyond memory",
		24,
		[0, 0, 0, 128],
		/zip: expected \S+ to be at most 1073741824 bytes, got 2147483648/,
	],
	["zip64", 24, [255, 255, 255, 255], /zip: expected the plain zip format, got zip64/],
])("an archive with %s is refused, and the error says so", async (_, at, value, message) => {
	const bytes = Buffer.from(bytesOf("masks.keras"));
	for (let entry = bytes.indexOf("PK\x01\x02", 0, "latin1"); entry >= 0; ) {
		bytes.set(value, entry + at);
		entry = bytes.indexOf("PK\x01\x02", entry + 4, "latin1");
	}
	const error = await loadKerasModel(new Uint8Array(bytes)).catch((thrown: unknown) => thrown);
	expect((error as Error).message).toMatch(message);
	expect((error as Error).message).toMatch(/^loadKerasModel: /);
});

/** Numbers from a seed: the damage of the tests below is the same in every run. */
function generator(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

test.each(["masks.keras", "tagger.weights.h5", "tagger.safetensors"])(
	"%s cut off or damaged anywhere loads, or fails with an error of ours",
	async (name) => {
		const good = bytesOf(name);
		const random = generator(20261);
		let failures = 0;
		for (let i = 0; i < 60; i++) {
			const bytes = new Uint8Array(i % 3 === 0 ? good.subarray(0, random(good.length)) : good);
			for (let damage = 0; damage < 3 && bytes.length > 0; damage++) {
				// The beginning holds the structure.
				const at = random(2) === 0 ? random(bytes.length) : random(Math.min(2000, bytes.length));
				bytes.fill([0, 255, random(256)][random(3)]!, at, at + 1 + 7 * random(2));
			}
			const source = name.endsWith(".keras") ? bytes : { architecture, weights: bytes };
			const outcome = await loadKerasModel(source).catch((error: unknown) => error);
			if (outcome instanceof tf.LayersModel) outcome.dispose();
			else {
				failures++;
				expect(outcome).toBeInstanceOf(Error);
				expect((outcome as Error).message).toMatch(/^loadKerasModel: /);
			}
		}
		expect(failures).toBeGreaterThan(20);
	},
	60_000,
);

test("an architecture whose values are replaced one by one builds, or fails with an error of ours", () => {
	const random = generator(7);
	const values = [null, -1, 1e9, 1.5, "x", [], {}, true, [[1]], "__proto__", Number.MAX_SAFE_INTEGER];
	let failures = 0;
	for (let i = 0; i < 150; i++) {
		const json: unknown = JSON.parse(architecture);
		const places: [Record<string, unknown>, string][] = [];
		const visit = (value: unknown) => {
			if (typeof value !== "object" || value === null) return;
			for (const [key, item] of Object.entries(value)) {
				places.push([value as Record<string, unknown>, key]);
				visit(item);
			}
		};
		visit(json);
		const [object, key] = places[random(places.length)]!;
		object[key] = values[random(values.length)];
		try {
			modelFromKerasJson(json as object).dispose();
		} catch (error) {
			failures++;
			expect((error as Error).message, `${key}: ${JSON.stringify(object[key])}`).toMatch(/^loadKerasModel: /);
		}
	}
	expect(failures).toBeGreaterThan(50);
}, 60_000);
