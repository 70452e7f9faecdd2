// Loads a core in WebAssembly and gives it its memory.
import type { Binding } from "../binding/binding.js";
import { type CoreExports, Heap } from "./heap.js";
import { NodeApi } from "./node-api.js";
import { wasiImports } from "./wasi.js";
import { WasmMemory } from "./wasm-memory.js";
import { type CompiledModule, engine, type Imports, type Memory } from "./web-assembly.js";

export interface WasmCore {
	binding: Binding;
	memory: WasmMemory;
}

export type CoreSource = { url: string | URL } | { bytes: ArrayBuffer | ArrayBufferView };

const PAGE = 65536;
/** What the module asks for at least: `--initial-memory` in scripts/wasm/wasm-core.mjs. */
const LEAST_PAGES = 64;

/**
 * @param megabytes the memory's size, fixed: pages that nothing is written to cost nothing
 * @throws Error where the file cannot be had, does not fit this package, or the engine refuses it or its memory
 */
export async function loadCore(source: CoreSource, megabytes: number): Promise<WasmCore> {
	const module = await compile(source);
	const { imports, start } = prepareCore(megabytes);
	return start((await engine.instantiate(module, imports)).exports);
}

/** The same for bytes that are here, without waiting: for Node and Workers, since a page refuses to compile for so long. */
export function loadCoreAtOnce(bytes: ArrayBuffer | ArrayBufferView, megabytes: number): WasmCore {
	let module: CompiledModule;
	try {
		module = new engine.Module(bytes);
	} catch (error) {
		throw doesNotCompile(error);
	}
	const { imports, start } = prepareCore(megabytes);
	return start(new engine.Instance(module, imports).exports);
}

/** What a core is instantiated with, and how it is started then. */
function prepareCore(megabytes: number): {
	imports: Record<string, Imports>;
	start: (exports: object) => WasmCore;
} {
	const pages = Math.round((megabytes * 2 ** 20) / PAGE);
	const memory = newMemory(pages, megabytes);
	const api = new NodeApi();
	return {
		imports: { env: { memory }, napi: api.imports(), wasi_snapshot_preview1: wasiImports(() => memory) },
		start(exports) {
			const core = exports as CoreExports;
			core._initialize();
			const heap = new Heap(memory, pages, core);
			return { binding: api.start(heap) as Binding, memory: new WasmMemory(heap) };
		},
	};
}

async function compile(source: CoreSource): Promise<CompiledModule> {
	const bytes = "bytes" in source ? source.bytes : await fetched(source.url);
	try {
		return await engine.compile(bytes);
	} catch (error) {
		throw doesNotCompile(error);
	}
}

function doesNotCompile(error: unknown): Error {
	return new Error(
		`mirada-wasm: the core does not compile here: ${messageOf(error)}\n` +
			"Hint: it needs WebAssembly with SIMD and exceptions: Chrome 95, Firefox 100, Safari 16.4, Node 18 or newer.",
		{ cause: error },
	);
}

async function fetched(url: string | URL): Promise<ArrayBuffer> {
	let answer: Response;
	try {
		answer = await fetch(url);
	} catch (error) {
		throw new Error(
			`mirada-wasm: ${url} cannot be fetched: ${messageOf(error)}\n` +
				"Hint: in Node read the file and pass it as `bytes`.",
			{ cause: error },
		);
	}
	if (!answer.ok)
		throw new Error(`mirada-wasm: ${url} cannot be fetched: ${answer.status} ${answer.statusText}`);
	return answer.arrayBuffer();
}

function newMemory(pages: number, megabytes: number): Memory {
	try {
		return new engine.Memory({ initial: LEAST_PAGES, maximum: pages });
	} catch (error) {
		throw new RangeError(
			`mirada-wasm: the engine gives no memory of ${megabytes} MB: ${messageOf(error)}\nHint: ask for fewer memoryMegabytes.`,
			{ cause: error },
		);
	}
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
