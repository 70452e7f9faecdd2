import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { registerNativeBackend } from "../../register-native-backend.js";
import { FileSystem, pathOf, registerFileSystem } from "./file-system.js";

let folder: string;
beforeAll(async () => {
	registerNativeBackend();
	await tf.setBackend("native");
});
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "mirada-file-system-"));
});
afterEach(async () => {
	await rm(folder, { recursive: true, force: true });
});

function smallModel(units = 3): tf.Sequential {
	const model = tf.sequential({
		layers: [
			tf.layers.dense({ units, inputShape: [4], activation: "tanh" }),
			tf.layers.batchNormalization(),
			tf.layers.dense({ units: 1 }),
		],
	});
	model.compile({ optimizer: tf.train.adam(0.05), loss: "meanSquaredError", metrics: ["mae"] });
	return model;
}

const x = () =>
	tf.tensor2d(
		Float32Array.from({ length: 32 }, (_, i) => Math.sin(i)),
		[8, 4],
	);
const y = () =>
	tf.tensor2d(
		Float32Array.from({ length: 8 }, (_, i) => Math.cos(i)),
		[8, 1],
	);
const numbers = (model: tf.LayersModel) => [...(model.predict(x()) as tf.Tensor).dataSync()];

describe("model.save and tf.loadLayersModel of file://", () => {
	test("write model.json and weights.bin into a new folder, and give back the model", async () => {
		const model = smallModel();
		model.setUserDefinedMetadata({ words: ["uno", "dos"] });
		const path = join(folder, "models", "first"); // neither folder exists
		const result = await model.save(`file://${path}`);
		expect((await readdir(path)).sort()).toEqual(["model.json", "weights.bin"]);
		expect(result.modelArtifactsInfo.weightDataBytes).toBe((await stat(join(path, "weights.bin"))).size);
		const json = JSON.parse(await readFile(join(path, "model.json"), "utf8"));
		expect(Object.keys(json)).toEqual([
			"modelTopology",
			"weightsManifest",
			"format",
			"generatedBy",
			"convertedBy",
			"userDefinedMetadata",
		]);
		expect(json.weightsManifest[0].paths).toEqual(["weights.bin"]);
		expect(json.format).toBe("layers-model");
		const loaded = await tf.loadLayersModel(`file://${path}/model.json`);
		expect(numbers(loaded)).toEqual(numbers(model));
		expect(loaded.getUserDefinedMetadata()).toEqual({ words: ["uno", "dos"] });
	});

	test("with includeOptimizer training goes on as if it had not stopped", async () => {
		const model = smallModel();
		const options = { epochs: 3, batchSize: 4, shuffle: false, verbose: 0 } as const;
		await model.fit(x(), y(), options);
		await model.save(`file://${folder}`, { includeOptimizer: true });
		const loaded = await tf.loadLayersModel(`file://${folder}/model.json`);
		const straight = await model.fit(x(), y(), options);
		const resumed = await loaded.fit(x(), y(), options);
		expect(resumed.history).toEqual(straight.history);
		expect(numbers(loaded)).toEqual(numbers(model));
		// Without it, the optimizer begins anew: the test above can fail.
		await model.save(`file://${folder}`);
		expect((await tf.loadLayersModel(`file://${folder}/model.json`)).optimizer).toBeUndefined();
	});

	test("take relative paths, from the working directory", async () => {
		const path = relative(process.cwd(), folder);
		const model = smallModel();
		await model.save(`file://${path}`);
		expect(numbers(await tf.loadLayersModel(`file://./${path}/model.json`))).toEqual(numbers(model));
	});

	test("read weights in several files and groups, as the converter writes them", async () => {
		const model = smallModel();
		await model.save(`file://${folder}`);
		const json = JSON.parse(await readFile(join(folder, "model.json"), "utf8"));
		const bytes = await readFile(join(folder, "weights.bin"));
		const [group] = json.weightsManifest;
		const firstSize = 4 * (12 + 3); // the first layer: kernel (4, 3), bias (3)
		json.weightsManifest = [
			{ paths: ["group1-shard1of2.bin", "group1-shard2of2.bin"], weights: group.weights.slice(0, 2) },
			{ paths: ["sub/group2-shard1of1.bin"], weights: group.weights.slice(2) },
		];
		await mkdir(join(folder, "sub"));
		await writeFile(join(folder, "group1-shard1of2.bin"), bytes.subarray(0, 17)); // not at a number's end
		await writeFile(join(folder, "group1-shard2of2.bin"), bytes.subarray(17, firstSize));
		await writeFile(join(folder, "sub", "group2-shard1of1.bin"), bytes.subarray(firstSize));
		await writeFile(join(folder, "sharded.json"), JSON.stringify(json));
		await rm(join(folder, "weights.bin"));
		expect(numbers(await tf.loadLayersModel(`file://${folder}/sharded.json`))).toEqual(numbers(model));
	});

	test("fail in tfjs-node's words where there is no model, no weights, or a folder", async () => {
		const load = () => tf.loadLayersModel(`file://${folder}/model.json`);
		await expect(load()).rejects.toThrow(`Path ${join(folder, "model.json")} does not exist: loading failed`);
		await expect(tf.loadLayersModel(`file://${folder}`)).rejects.toThrow(
			"The path to load from must be a file. Loading from a directory is not supported.",
		);
		await smallModel().save(`file://${folder}`);
		await rm(join(folder, "weights.bin"));
		await expect(load()).rejects.toThrow(
			`Weight file ${join(folder, "weights.bin")} does not exist: loading failed`,
		);
		await writeFile(join(folder, "taken"), "a file");
		await expect(smallModel().save(`file://${folder}/taken`)).rejects.toThrow(
			/Path .*taken exists as a file. The path must be nonexistent or point to a directory./,
		);
		await expect(smallModel().save(`file://${folder}/taken/below`)).rejects.toThrow(/exists as a file/);
	});

	test("name a damaged file", async () => {
		await smallModel().save(`file://${folder}`);
		await truncate(join(folder, "weights.bin"), 30);
		const load = () => tf.loadLayersModel(`file://${folder}/model.json`);
		await expect(load()).rejects.toThrow(/Weight file .*weights.bin: expected \d+ bytes, got 30/);
		await truncate(join(folder, "model.json"), 30);
		await expect(load()).rejects.toThrow(/model.json: expected JSON, got "\{/);
	});

	test.skipIf(process.platform === "win32")(
		"a save that fails leaves the old model whole, and nothing beside it",
		async () => {
			const old = smallModel();
			await old.save(`file://${folder}`);
			const before = numbers(old);
			// The weights are written by then, the architecture is not.
			const broken = smallModel(5);
			const target = join(folder, "model.json");
			const saved = await readFile(target);
			const stringify = vi.spyOn(JSON, "stringify").mockImplementation(() => {
				throw new Error("no space left");
			});
			await expect(broken.save(`file://${folder}`)).rejects.toThrow("no space left");
			stringify.mockRestore();
			expect(await readFile(target)).toEqual(saved);
			expect((await readdir(folder)).sort()).toEqual(["model.json", "weights.bin"]);
			expect(numbers(await tf.loadLayersModel(`file://${target}`))).toEqual(before);
		},
	);

	test("many saves at a time leave a whole model", async () => {
		const models = Array.from({ length: 6 }, () => smallModel());
		await Promise.all(models.map((model) => model.save(`file://${folder}`)));
		const loaded = numbers(await tf.loadLayersModel(`file://${folder}/model.json`));
		expect(models.map(numbers)).toContainEqual(loaded);
		expect((await readdir(folder)).sort()).toEqual(["model.json", "weights.bin"]);
	});
});

test("the slash before a drive is no part of a Windows path, and is one elsewhere", () => {
	expect(pathOf("file:///C:/models/a", "win32")).toBe("C:/models/a");
	expect(pathOf("file://C:\\models\\a", "win32")).toBe("C:\\models\\a");
	expect(pathOf("file://models/a", "win32")).toBe("models/a");
	expect(pathOf("file:///models/a", "linux")).toBe("/models/a");
	expect(pathOf("file:///C:/a", "linux")).toBe("/C:/a");
});

test("one handler answers, however often it is registered and whoever else registers one later", async () => {
	registerFileSystem();
	registerFileSystem();
	expect(tf.io.getSaveHandlers("file://a")).toHaveLength(1);
	expect(tf.io.getLoadHandlers("file://a/model.json")).toHaveLength(1);
	expect(tf.io.getSaveHandlers("indexeddb://a")).not.toContainEqual(expect.any(FileSystem));
	// As tfjs-node does when it is imported after this backend.
	const theirs: tf.io.IOHandler = { load: async () => ({}) };
	const router = (url: string | string[]) => (String(url).startsWith("file://") ? theirs : (null as never));
	tf.io.registerSaveRouter(router);
	tf.io.registerLoadRouter(router);
	expect(tf.io.getSaveHandlers("file://a")).toEqual([theirs]);
	expect(tf.io.getLoadHandlers("file://a/model.json")).toEqual([theirs]);
});
