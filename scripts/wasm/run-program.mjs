// Runs a program compiled for wasm32-wasi: `node run-program.mjs file.wasm arguments...`. Instead of `node:wasi`, which in
// Node 20 ended some programs by SIGABRT, it has the few system calls that the tests make.

import { readFileSync, writeSync } from "node:fs";

const [, , file, ...options] = process.argv;
const args = [file, ...options].map((arg) => new TextEncoder().encode(`${arg}\0`));
const module = new WebAssembly.Module(readFileSync(file));
let memory;
const view = () => new DataView(memory.buffer);
const BAD_DESCRIPTOR = 8;
const none = () => BAD_DESCRIPTOR;

/** The sizes of a list of C strings. */
function putSizes(list, count, bytes) {
	view().setUint32(count, list.length, true);
	view().setUint32(
		bytes,
		list.reduce((sum, text) => sum + text.length, 0),
		true,
	);
	return 0;
}

const calls = {
	args_sizes_get: (count, bytes) => putSizes(args, count, bytes),
	args_get(pointers, bytes) {
		for (const [i, text] of args.entries()) {
			view().setUint32(pointers + 4 * i, bytes, true);
			new Uint8Array(memory.buffer).set(text, bytes);
			bytes += text.length;
		}
		return 0;
	},
	environ_sizes_get: (count, bytes) => putSizes([], count, bytes),
	environ_get: () => 0,
	clock_time_get(_clock, _precision, time) {
		view().setBigUint64(time, process.hrtime.bigint(), true);
		return 0;
	},
	fd_write(descriptor, pieces, count, written) {
		let bytes = 0;
		for (let i = 0; i < count; i++) {
			const start = view().getUint32(pieces + 8 * i, true);
			const length = view().getUint32(pieces + 8 * i + 4, true);
			if (length > 0) writeSync(descriptor, new Uint8Array(memory.buffer, start, length));
			bytes += length;
		}
		view().setUint32(written, bytes, true);
		return 0;
	},
	fd_close: none,
	fd_fdstat_get: none,
	fd_prestat_dir_name: none,
	fd_prestat_get: none,
	fd_read: none,
	fd_seek: none,
	proc_exit: (code) => process.exit(code),
};

const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: calls });
memory = instance.exports.memory;
instance.exports._start();
