// The types of WebAssembly that this package uses: TypeScript has them among those of the DOM, which is absent here.

/** A module of imports: functions of numbers, and the memory. */
export type Imports = Record<string, unknown>;

export interface Memory {
	readonly buffer: ArrayBuffer;
	grow(pages: number): number;
}

export interface Table {
	get(index: number): unknown;
}

/** A constant that the core exports. */
export interface Global {
	readonly value: number;
}

/** A compiled module: nothing is read of it here. */
export interface CompiledModule {
	readonly [Symbol.toStringTag]?: string;
}

interface Engine {
	compile(bytes: ArrayBuffer | ArrayBufferView): Promise<CompiledModule>;
	instantiate(module: CompiledModule, imports: Record<string, Imports>): Promise<{ exports: object }>;
	Module: new (bytes: ArrayBuffer | ArrayBufferView) => CompiledModule;
	Instance: new (module: CompiledModule, imports: Record<string, Imports>) => { exports: object };
	Memory: new (size: { initial: number; maximum: number }) => Memory;
}

export const engine: Engine = (globalThis as unknown as { WebAssembly: Engine }).WebAssembly;
