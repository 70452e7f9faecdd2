// Dropout.

export interface RandomBinding {
	/** `FusedDropout` (contract.ts) over x (batch, steps, width). */
	dropout(x: Float32Array, out: Float32Array, steps: number, width: number, rate: number, key: number): void;
}
