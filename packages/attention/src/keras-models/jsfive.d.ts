// The part of jsfive that is used here; the package has no types of its own.
declare module "jsfive" {
	export class File {
		/** @throws a text where the buffer is no HDF5 file */
		constructor(buffer: ArrayBufferLike, name: string);
		/** A group or a dataset. @throws a text where there is none */
		get(path: string): object | null;
	}
}
