// The types of the addon's functions for matrices, LSTM, loss, embedding and optimiser. Every function but
// matmul takes one object, writes into the arrays it is given and throws TypeError or RangeError with names and numbers.

export interface CoreInfo {
	/** The instruction set in use: `scalar`, `avx2`, `avx512`, `amx` or `neon`. */
	instructionSet: string;
	/** Every set that this machine can run, the plainest first. */
	instructionSets: string[];
	/** Floats per vector register. */
	lanes: number;
	/** That compute, the calling one included. */
	threads: number;
	/** As many as MIRADA_NUM_THREADS, `setNumThreads` or the processor asks for; the system may have refused some. */
	requestedThreads: number;
	cuda: boolean;
	compiler: string;
}

/** The axes and inputs of `FusedLstm` (contract.ts). */
export interface LstmInputs {
	batch: number;
	steps: number;
	inputSize: number;
	units: number;
	reverse: boolean;
	hardSigmoid: boolean;
	x: Float32Array;
	kernel: Float32Array;
	recurrentKernel: Float32Array;
	bias: Float32Array;
	h0: Float32Array;
	c0: Float32Array;
	lengths?: Int32Array;
}
export interface LstmForwardArguments extends LstmInputs {
	hidden: Float32Array;
	lastHidden: Float32Array;
	lastCell: Float32Array;
	gates: Float32Array;
	cells: Float32Array;
}
export interface LstmBackwardArguments extends LstmInputs {
	hidden: Float32Array;
	gates: Float32Array;
	cells: Float32Array;
	dHidden: Float32Array;
	dLastHidden: Float32Array;
	dLastCell: Float32Array;
	dX: Float32Array;
	dKernel: Float32Array;
	dRecurrentKernel: Float32Array;
	dBias: Float32Array;
	dH0: Float32Array;
	dC0: Float32Array;
}

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

export interface GatherRowsArguments {
	rows: number;
	width: number;
	count: number;
	/** (rows,width) */
	table: Float32Array;
	/** (count), each 0 to rows - 1. */
	indices: Int32Array;
	/** (count,width), written. */
	out: Float32Array;
}
export interface ScatterAddRowsArguments {
	rows: number;
	width: number;
	count: number;
	/** (count,width) */
	values: Float32Array;
	/** (count); an index outside 0 to rows - 1 counts for nothing. */
	indices: Int32Array;
	/** (rows,width), written whole. */
	out: Float32Array;
}

export interface SumRowsArguments {
	rows: number;
	width: number;
	count: number;
	/** (count,width) */
	values: Float32Array;
	/** (count); an index outside 0 to rows - 1 counts for nothing. */
	indices: Int32Array;
	/** (count,width): its first rows are written, one for each different index. */
	out: Float32Array;
	/** (count): the rows' numbers, ascending; as many are written. */
	outRows: Int32Array;
}

/** `FusedAdam` (contract.ts): the lists run in parallel; variables, m and v are written in place. */
export interface AdamStepArguments {
	variables: Float32Array[];
	gradients: Float32Array[];
	/**
	 * The rows that a gradient consists of, ascending, all others being zero: then its array is (rows,width).
	 * Null where it is dense; default all dense.
	 */
	gradientRows?: (Int32Array | null)[];
	m: Float32Array[];
	v: Float32Array[];
	learningRate: number;
	beta1: number;
	beta2: number;
	epsilon: number;
	step: number;
	clipNorm: number;
}

export interface MeasureTime {
	/** How long to measure, 0 to 60,000: one pass at least. */
	milliseconds: number;
}
export interface MeasureCopy extends MeasureTime {
	/** Size of the copied block, 1 to 1,024. */
	megabytes: number;
}

/** The inputs that `FusedDecoderStep`, `FusedGreedySearch` and `FusedBeamSearch` (contract.ts) share; `sources` and what follows come together or not at all. */
export interface DecoderInputs {
	rows: number;
	embeddingSize: number;
	units: number;
	words: number;
	/** Rows of `embedding`. */
	readWords: number;
	embedding: Float32Array;
	kernel: Float32Array;
	recurrentKernel: Float32Array;
	bias: Float32Array;
	h: Float32Array;
	c: Float32Array;
	hiddenKernel: Float32Array;
	outputKernel: Float32Array;
	outputBias: Float32Array;
	banned: Uint8Array;
	/**
	 * What `packMatrix` made of `kernel`, `recurrentKernel`, `hiddenKernel`, `contextKernel` and `outputKernel`, each as a
	 * matrix, under the same instruction set: for many rows faster, the same bits.
	 */
	kernelPanels?: Float32Array;
	recurrentPanels?: Float32Array;
	hiddenPanels?: Float32Array;
	contextPanels?: Float32Array;
	outputPanels?: Float32Array;
	sources?: number;
	sourceLength?: number;
	memoryRows?: Int32Array;
	key?: Float32Array;
	value?: Float32Array;
	lengths?: Int32Array;
	contextKernel?: Float32Array;
	scale?: number;
}
/** `FusedDecoderStep` (contract.ts); `weights` is there where `key` is. */
export interface DecoderStepArguments extends DecoderInputs {
	/** Rows of `h` and `c`. */
	previousRows: number;
	count: number;
	tokens: Int32Array;
	parents: Int32Array;
	weights?: Float32Array;
	nextH: Float32Array;
	nextC: Float32Array;
	likeliest: Int32Array;
	logProbs: Float32Array;
}
/** What both searches are given. */
export interface SearchArguments extends DecoderInputs {
	/** Most steps of a row. */
	steps: number;
	firstWord: number;
	lastWord: number;
	/** Words before which `lastWord` is not written. */
	leastWords: number;
}
/** `FusedGreedySearch` (contract.ts); `weights` is there where `key` is. */
export interface GreedySearchArguments extends SearchArguments {
	/** What `packVocabulary` made of `outputKernel` and `outputBias` under the same instruction set: faster, the same bits. */
	vocabulary?: Float32Array;
	/** (rows,steps), written; -1 beyond a row's last word. */
	chosen: Int32Array;
	/** (rows), written: steps that each row took. */
	chosenLengths: Int32Array;
	/** (rows,steps), written; left out where nobody asks for them. */
	logProbs?: Float32Array;
	/** (rows,steps,sourceLength), written. */
	weights?: Float32Array;
}
/** `FusedBeamSearch` (contract.ts); `weights` is there where `key` is. */
export interface BeamSearchArguments extends SearchArguments {
	beamSize: number;
	wanted: number;
	/** (steps + 1) */
	divisors: Float64Array;
	coveragePenalty: number;
	/** (rows,steps,beamSize), written; -1 where there is no translation. */
	chosen: Int32Array;
	/** (rows,steps,beamSize), written. */
	chosenParents: Int32Array;
	/** (rows), written: steps that each row took. */
	chosenLengths: Int32Array;
	/** (rows,steps,beamSize), written. */
	logProbs: Float32Array;
	/** (rows,steps,beamSize,sourceLength), written. */
	weights?: Float32Array;
}

export interface VocabularySize {
	units: number;
	words: number;
}
export interface PackVocabularyArguments extends VocabularySize {
	/** (units,words) */
	outputKernel: Float32Array;
	/** (words) */
	outputBias: Float32Array;
	/** Written; as long as `packedVocabularyLength` says. */
	packed: Float32Array;
}

export interface MatrixSize {
	depth: number;
	columns: number;
}
export interface PackMatrixArguments extends MatrixSize {
	/** (depth,columns) */
	matrix: Float32Array;
	/** Written; as long as `packedMatrixLength` says. */
	packed: Float32Array;
}

export interface CoreBinding {
	coreInfo(): CoreInfo;
	/** Returns the number of threads that compute: the system may refuse some. */
	setNumThreads(options: { threads: number }): number;
	/** For tests: switches between the sets in `coreInfo().instructionSets`. */
	setInstructionSet(options: { name: string }): void;
	/**
	 * C (m,n) = op(A) op(B) + bias (n) for a batch of matrices, all contiguous: `a` is (m,k), or (k,m) with `transposeA`;
	 * `b` is (k,n), or (n,k) with `transposeB`; `c` (batch,m,n) is written. A batch stride is the elements from one
	 * matrix to the next; 0 uses the same matrix again.
	 */
	matmul(
		a: Float32Array,
		b: Float32Array,
		c: Float32Array,
		m: number,
		n: number,
		k: number,
		transposeA: boolean,
		transposeB: boolean,
		bias?: Float32Array,
		batch?: number,
		aBatchStride?: number,
		bBatchStride?: number,
	): void;
	lstmForward(options: LstmForwardArguments): void;
	lstmBackward(options: LstmBackwardArguments): void;
	attentionalState(options: AttentionalStateArguments): void;
	attentionalStateBackward(options: AttentionalStateBackwardArguments): void;
	/** Returns the mean loss. */
	linearCrossEntropy(options: LinearCrossEntropyArguments): number;
	probabilityCrossEntropy(options: ProbabilityCrossEntropyArguments): void;
	probabilityCrossEntropyGradient(options: ProbabilityCrossEntropyGradientArguments): void;
	softmaxGradient(options: SoftmaxGradientArguments): void;
	gatherRows(options: GatherRowsArguments): void;
	scatterAddRows(options: ScatterAddRowsArguments): void;
	/** The rows of `scatterAddRows` that an index names, and no others; returns how many. */
	sumRows(options: SumRowsArguments): number;
	/** Returns the gradients' joint norm before clipping. */
	adamStep(options: AdamStepArguments): number;
	/** Returns floating-point operations per second of a loop of fused multiply-adds on all threads. */
	measureFmaPeak(options: MeasureTime): number;
	/** Returns bytes per second, read and written. */
	measureCopyBandwidth(options: MeasureCopy): number;
	decoderStep(options: DecoderStepArguments): void;
	greedySearch(options: GreedySearchArguments): void;
	beamSearch(options: BeamSearchArguments): void;
	/** Elements of a packed vocabulary, for the instruction set in use. */
	packedVocabularyLength(options: VocabularySize): number;
	/** Packs an output layer for `greedySearch`. */
	packVocabulary(options: PackVocabularyArguments): void;
	/** Elements of a packed matrix, for the instruction set in use; 0 where so few rows read the matrix itself. */
	packedMatrixLength(options: MatrixSize & { rows: number }): number;
	/** Packs a matrix of a decoder for products with many rows. */
	packMatrix(options: PackMatrixArguments): void;
}
