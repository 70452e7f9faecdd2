// `file://` for TensorFlow.js in Node: `model.save("file://folder")` and `tf.loadLayersModel("file://folder/model.json")`,
// with the files, the paths and the errors of tfjs-node.
import { readFile, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { io, util } from "@tensorflow/tfjs";
import { createFolder, writeBeside } from "./whole-file.js";

const SCHEME = "file://";
const MODEL_FILE = "model.json";
const WEIGHTS_FILE = "weights.bin";

/**
 * Saves models into a folder, as `model.json` and `weights.bin`, and loads them by the path of a `model.json`, whose
 * weights may lie in any number of files beside it.
 *
 * A save replaces the files only when both are written, so a full disk or a killed process leaves the old model.
 */
export class FileSystem implements io.IOHandler {
	private readonly path: string;

	/** @param path the folder to save into, or the `model.json` to load */
	constructor(path: string) {
		this.path = resolve(path);
	}

	async save(artifacts: io.ModelArtifacts): Promise<io.SaveResult> {
		if (artifacts.modelTopology instanceof ArrayBuffer) {
			throw new Error("FileSystem.save() does not support saving model topology in binary format yet.");
		}
		await createFolder(this.path);
		const { weightData, weightSpecs, modelTopology, format, generatedBy, convertedBy } = artifacts;
		const { trainingConfig, signature, userDefinedMetadata } = artifacts;
		const model: io.ModelJSON = {
			modelTopology: modelTopology as object,
			weightsManifest: [{ paths: [WEIGHTS_FILE], weights: weightSpecs ?? [] }],
			format,
			generatedBy,
			convertedBy,
			...(trainingConfig == null ? {} : { trainingConfig }),
			...(signature == null ? {} : { signature }),
			...(userDefinedMetadata == null ? {} : { userDefinedMetadata }),
		};
		const weights = [weightData ?? []].flat().map((data) => new Uint8Array(data));
		const weightsFile = await writeBeside(join(this.path, WEIGHTS_FILE), weights);
		let modelFile: Awaited<ReturnType<typeof writeBeside>> | undefined;
		try {
			modelFile = await writeBeside(join(this.path, MODEL_FILE), [Buffer.from(JSON.stringify(model))]);
			await weightsFile.commit();
			await modelFile.commit();
		} catch (error) {
			await weightsFile.abandon();
			await modelFile?.abandon();
			throw error;
		}
		return { modelArtifactsInfo: io.getModelArtifactsInfoForJSON(artifacts) };
	}

	async load(): Promise<io.ModelArtifacts> {
		const info = await stat(this.path).catch(doesNotExist("Path"));
		if (!info.isFile()) {
			throw new Error("The path to load from must be a file. Loading from a directory is not supported.");
		}
		const text = await readFile(this.path, "utf8");
		let model: io.ModelJSON;
		try {
			model = JSON.parse(text) as io.ModelJSON;
		} catch (error) {
			throw new Error(`${this.path}: expected JSON, got ${JSON.stringify(text.slice(0, 40))}`, {
				cause: error,
			});
		}
		return io.getModelArtifactsForJSON(model, (manifest) => this.loadWeights(manifest));
	}

	private async loadWeights(
		manifest: io.WeightsManifestConfig,
	): Promise<[io.WeightsManifestEntry[], ArrayBuffer]> {
		const specs: io.WeightsManifestEntry[] = [];
		const pieces: Uint8Array[] = [];
		for (const group of manifest) {
			const files = group.paths.map((path) => join(dirname(this.path), path));
			const read = await Promise.all(files.map((file) => readFile(file).catch(doesNotExist("Weight file"))));
			expectSize(group.weights, read, files);
			pieces.push(...read);
			specs.push(...group.weights);
		}
		const whole = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
		let at = 0;
		for (const piece of pieces) {
			whole.set(piece, at);
			at += piece.length;
		}
		return [specs, whole.buffer];
	}
}

/**
 * Registers `file://` with TensorFlow.js, where nothing else has: tfjs-node does so itself, before this or after.
 */
export function registerFileSystem(): void {
	const probe = `${SCHEME}model.json`;
	if (io.getSaveHandlers(probe).length === 0) io.registerSaveRouter(routerBeside(io.getSaveHandlers));
	if (io.getLoadHandlers(probe).length === 0) io.registerLoadRouter(routerBeside(io.getLoadHandlers));
}

/** Answers for `file://` unless another router does, since TensorFlow.js refuses a URL that two of them know. */
function routerBeside(
	handlersOf: (url: string) => io.IOHandler[],
): Parameters<typeof io.registerSaveRouter>[0] {
	let isAsking = false;
	// tfjs' type does not tell that a router may answer null.
	const none = null as unknown as io.IOHandler;
	return (url) => {
		if (isAsking || typeof url !== "string" || !url.startsWith(SCHEME)) return none;
		isAsking = true;
		try {
			if (handlersOf(url).length > 0) return none;
		} finally {
			isAsking = false;
		}
		return new FileSystem(pathOf(url));
	};
}

/** What follows `file://`; the slash before a Windows drive, `file:///C:/models`, is not part of the path. */
export function pathOf(url: string, platform: string = process.platform): string {
	const path = url.slice(SCHEME.length);
	return platform === "win32" && /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path;
}

function doesNotExist(what: string) {
	return (error: NodeJS.ErrnoException): never => {
		if (error.code !== "ENOENT") throw error;
		throw new Error(`${what} ${error.path} does not exist: loading failed`, { cause: error });
	};
}

/** A file that was cut off is told here: later it would be an error about the length of a typed array. */
function expectSize(
	weights: io.WeightsManifestEntry[],
	read: readonly Uint8Array[],
	files: readonly string[],
): void {
	// Texts have no size of their own.
	if (weights.some(({ dtype }) => dtype === "string")) return;
	const expected = weights.reduce((size, { shape, dtype, quantization }) => {
		const width = { float16: 2, uint8: 1, uint16: 2 }[quantization?.dtype as string];
		return size + util.sizeFromShape(shape) * (width ?? util.bytesPerElement(dtype as "float32"));
	}, 0);
	const got = read.reduce((size, { length }) => size + length, 0);
	if (got === expected) return;
	throw new Error(
		`Weight file ${files.join(", ")}: expected ${expected} bytes, got ${got}: the model is damaged`,
	);
}
