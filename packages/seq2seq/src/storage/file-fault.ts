/**
 * Why a saved translator or a checkpoint is refused, for programs that say it in their own words: errors about
 * such a file carry it as `fault`.
 */
export type FileFault =
	/** Bytes; `expected` is null where the file ends before it says how long it is. */
	| { readonly kind: "length"; readonly expected: number | null; readonly got: number }
	/** It does not begin as a safetensors file does. */
	| { readonly kind: "header" }
	/** Another kind of safetensors file, or one of another version. */
	| { readonly kind: "format"; readonly got: string | null }
	/** Its SHA-256 is not the one that it holds. */
	| { readonly kind: "checksum" }
	/** Whole, but its tensors, vocabularies and configuration belong to different models. */
	| { readonly kind: "parts" };
