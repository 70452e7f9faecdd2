// Losses and the gradient of a softmax.

/** `FusedLinearCrossEntropy` (contract.ts); the three gradients come together or not at all. */
export interface LinearCrossEntropyArguments {
	rows: number;
	inputSize: number;
	classes: number;
	hidden: Float32Array;
	kernel: Float32Array;
	bias: Float32Array;
	labels: Int32Array;
	ignoreLabel: number;
	labelSmoothing: number;
	dHidden?: Float32Array;
	dKernel?: Float32Array;
	dBias?: Float32Array;
}

/** `FusedProbabilityCrossEntropy` (contract.ts): `labels` or `targets`. */
export interface ProbabilityCrossEntropyInputs {
	rows: number;
	classes: number;
	probabilities: Float32Array;
	labels?: Int32Array;
	targets?: Float32Array;
	least: number;
	most: number;
}

export interface ProbabilityCrossEntropyArguments extends ProbabilityCrossEntropyInputs {
	loss: Float32Array;
}

export interface ProbabilityCrossEntropyGradientArguments extends ProbabilityCrossEntropyInputs {
	dLoss: Float32Array;
	dProbabilities: Float32Array;
}

/** `FusedSoftmaxGrad` (contract.ts) over rows of `classes`. */
export interface SoftmaxGradientArguments {
	rows: number;
	classes: number;
	probabilities: Float32Array;
	dProbabilities: Float32Array;
	dLogits: Float32Array;
}

export interface LossBinding {
	/** Returns the mean loss. */
	linearCrossEntropy(options: LinearCrossEntropyArguments): number;
	probabilityCrossEntropy(options: ProbabilityCrossEntropyArguments): void;
	probabilityCrossEntropyGradient(options: ProbabilityCrossEntropyGradientArguments): void;
	softmaxGradient(options: SoftmaxGradientArguments): void;
}
