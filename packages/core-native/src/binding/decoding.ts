// Steps of a decoder and whole searches.

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

export interface DecodingBinding {
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
