// The few system calls (WASI preview 1) that the C++ library of a core in WebAssembly can make: there are no files and no
// environment; what it prints goes to the console.

import type { Imports, Memory } from "./web-assembly.js";

const SUCCESS = 0;
const BAD_DESCRIPTOR = 8;

/** The imports of the module `wasi_snapshot_preview1`, on the memory that `memory` will have returned by the first call. */
export function wasiImports(memory: () => Memory): Imports {
	const view = () => new DataView(memory().buffer);
	const none = () => BAD_DESCRIPTOR;
	return {
		environ_sizes_get(count: number, bytes: number): number {
			view().setUint32(count, 0, true);
			view().setUint32(bytes, 0, true);
			return SUCCESS;
		},
		environ_get: () => SUCCESS,
		clock_time_get(_clock: number, _precision: bigint, time: number): number {
			view().setBigUint64(time, BigInt(Math.round(performance.now() * 1e6)), true);
			return SUCCESS;
		},
		fd_write(_descriptor: number, pieces: number, count: number, written: number): number {
			let text = "";
			let bytes = 0;
			for (let i = 0; i < count; i++) {
				const start = view().getUint32(pieces + 8 * i, true);
				const length = view().getUint32(pieces + 8 * i + 4, true);
				text += new TextDecoder().decode(new Uint8Array(memory().buffer, start, length));
				bytes += length;
			}
			console.error(text);
			view().setUint32(written, bytes, true);
			return SUCCESS;
		},
		fd_close: none,
		fd_fdstat_get: none,
		fd_prestat_get: none,
		fd_prestat_dir_name: none,
		fd_read: none,
		fd_seek: none,
		proc_exit(code: number): never {
			throw new Error(`mirada-wasm: the core ended itself with code ${code}`);
		},
	};
}
