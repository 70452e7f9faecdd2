// The attentional state of a decoder.

/** `FusedAttentionalState` (contract.ts); the last three come together or not at all. */
export interface AttentionalStateInputs {
	rows: number;
	units: number;
	featureSize: number;
	/** (rows,units) */
	hidden: Float32Array;
	/** (units,featureSize) */
	hiddenKernel: Float32Array;
	contextSize?: number;
	/** (rows,contextSize) */
	context?: Float32Array;
	/** (contextSize,featureSize) */
	contextKernel?: Float32Array;
}

export interface AttentionalStateArguments extends AttentionalStateInputs {
	/** (rows,featureSize), written. */
	features: Float32Array;
}

/** The gradients are written; those of the context are there where it is. */
export interface AttentionalStateBackwardArguments extends AttentionalStateInputs {
	features: Float32Array;
	dFeatures: Float32Array;
	dHidden: Float32Array;
	dHiddenKernel: Float32Array;
	dContext?: Float32Array;
	dContextKernel?: Float32Array;
}

export interface AttentionalStateBinding {
	attentionalState(options: AttentionalStateArguments): void;
	attentionalStateBackward(options: AttentionalStateBackwardArguments): void;
}
